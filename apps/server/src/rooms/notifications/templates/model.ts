/**
 * What a message is about, and whether its recipient may do without it: what concerns the safety of an account or was asked for
 * by the recipient cannot be switched off.
 */
export type Category = 'security' | 'access' | 'shop';
export const SWITCHABLE: readonly Category[] = ['shop'];

export const LANGUAGES = ['en', 'sw', 'fr', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The words of a message; `{name}` is the place of a param. */
export interface TemplateText {
  /** Subject of an e-mail, title of a notice. */
  readonly subject: string;
  /** Paragraphs. One that is nothing but a place, `{code}`, is set large. */
  readonly body: readonly string[];
  /** What the button says that follows the link. */
  readonly action?: string;
  /** For SMS, where the paragraphs are too long; `{link}` is the whole address of the link. */
  readonly short?: string;
}

/** A message that the program knows how to say. */
export interface Template {
  readonly category: Category;
  /** Every param with an example: what senders have to give, and what the preview shows. */
  readonly sample: Readonly<Record<string, string | number>>;
  /** Where the message leads, below the installation's address: `/messages?id={messageId}`. */
  readonly link?: string;
  /** English, the first language. The others are in `templates/<language>/`. */
  readonly text: TemplateText;
}

export type Templates = Readonly<Record<string, Template>>;
/** The same messages in another language. */
export type Translation<T extends Templates> = { readonly [Name in keyof T]: TemplateText };
