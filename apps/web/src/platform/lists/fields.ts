/** What a list is narrowed by, as its fields hold it. */
type Fields = Readonly<Record<string, string>>;

/** The fields that are not as they are at first, as a view keeps them. */
export function changedFields<F extends Fields>(fields: F, first: F): URLSearchParams {
  return new URLSearchParams(Object.entries(fields).filter(([name, value]) => value !== first[name]));
}

/** The fields that a view says; what it does not say, or says in a way that is none of the choices, is as at first. */
export function fieldsOf<F extends Fields>(
  search: URLSearchParams,
  first: F,
  choices: { readonly [Name in keyof F]?: readonly string[] } = {},
): F {
  const said = Object.entries(first).map(([name, usual]) => {
    const value = search.get(name) ?? usual;
    return [name, choices[name]?.includes(value) === false ? usual : value];
  });
  return Object.fromEntries(said) as F;
}
