/** What the audit trail says of a change: the named fields whose values differ, before and after. */
export function differing<T extends object>(
  before: T,
  after: T,
  fields: readonly (keyof T & string)[],
): { readonly before: Partial<T>; readonly after: Partial<T> } {
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  const pick = (from: T) => Object.fromEntries(changed.map((field) => [field, from[field]])) as Partial<T>;
  return { before: pick(before), after: pick(after) };
}
