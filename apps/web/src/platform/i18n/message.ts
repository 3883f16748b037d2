/** One text for each plural form that a language has (CLDR names); `other` always. */
export type PluralForms = { readonly [Form in Exclude<Intl.LDMLPluralRule, 'other'>]?: string } & {
  readonly other: string;
};
/** A message: text with `{name}` places, or its plural forms chosen by `{count}`. */
export type Message = string | PluralForms;
/** The messages of one room. Its owner edits `<language>/<room>.ts` only. */
export type Messages = Readonly<Record<string, Message>>;

/**
 * The same room in another language: text stays text, a plural has the forms of that language. That nothing is missing and
 * nothing left over is for `words.test.ts` to say: a sentence that goes or comes in English must not stop the program from
 * being built.
 */
export type Translation<English extends Messages> = {
  readonly [Name in keyof English]?: English[Name] extends string ? string : PluralForms;
} & Messages;
