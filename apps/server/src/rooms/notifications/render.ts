import { findTemplate, LANGUAGES, type Language, type TemplateText, textOf } from './templates/index.ts';

export type Params = Readonly<Record<string, string | number>>;

/** A message in words. */
export interface Rendered {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** The paragraphs that are set large: codes. */
  readonly large: readonly boolean[];
  readonly text: string;
  readonly html: string;
  /** One text for SMS. */
  readonly short: string;
  /** What leads there. */
  readonly action: string | null;
  /** Where it leads inside of the program, e.g. `/messages`. */
  readonly path: string | null;
}

export interface RenderRequest {
  readonly template: string;
  readonly locale: string;
  readonly params: Params;
  /** The address of the installation; without one a message carries no link. */
  readonly origin?: string | undefined;
  /** Where messages of this kind are ended; absent for what cannot be. */
  readonly unsubscribe?: string | undefined;
}

const PLACE = /\{(\w+)\}/g;
const ONLY_A_PLACE = /^\{\w+\}$/;
const MAXIMUM_SUBJECT = 200;

/** The language of a locale that templates speak; English otherwise. */
export function languageOf(locale: string): Language {
  const primary = locale.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === primary) ?? 'en';
}

/** Says a message in the reader's language, in English where it has not been translated. `null`: there is no such template. */
export function render({ template: name, locale, params, origin, unsubscribe }: RenderRequest): Rendered | null {
  const template = findTemplate(name);
  if (template === undefined) return null;
  const wanted = languageOf(locale);
  const translated = textOf(name, wanted);
  const language = translated === undefined ? 'en' : wanted;
  const words = translated ?? template.text;
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  const subject = oneLine(fill(words.subject, params)).slice(0, MAXIMUM_SUBJECT);
  const paragraphs = words.body.map((paragraph) => fill(paragraph, params));
  const large = words.body.map((paragraph) => ONLY_A_PLACE.test(paragraph));
  const label = words.action === undefined ? null : fill(words.action, params);
  const path = template.link === undefined ? null : fill(template.link, params, encodeURIComponent);
  const url = path === null || origin === undefined ? null : `${origin}${path}`;
  const action = label === null || url === null ? null : { label, url };
  const end = unsubscribe === undefined ? null : { label: UNSUBSCRIBE[language], url: unsubscribe };
  const links = [action, end].filter((link) => link !== null);
  const text = [...paragraphs, ...links.map((link) => `${link.label}: ${link.url}`)].join('\n\n');
  const short = oneLine(
    words.short === undefined
      ? paragraphs.join(' ')
      : fill(words.short, url === null ? params : { ...params, link: url }),
  );
  const html = htmlOf({ language, direction, subject, words, params, action, end });
  return { language, direction, subject, paragraphs, large, action: label, text: `${text}\n`, html, short, path };
}

function fill(text: string, params: Params, encode: (value: string) => string = (value) => value): string {
  return text.replace(PLACE, (place, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    return value === undefined ? place : encode(String(value));
  });
}

/** Line breaks and other control characters would begin another header. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

interface Page {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly subject: string;
  readonly words: TemplateText;
  readonly params: Params;
  readonly action: { readonly label: string; readonly url: string } | null;
  readonly end: { readonly label: string; readonly url: string } | null;
}

const UNSUBSCRIBE: Readonly<Record<Language, string>> = {
  en: 'No more messages of this kind',
  sw: 'Usinitumie tena ujumbe wa aina hii',
  fr: 'Ne plus recevoir ce type de messages',
  ar: 'إيقاف الرسائل من هذا النوع',
};

const FONT = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Noto Sans,Arial,sans-serif';
const PARAGRAPH = 'margin:0 0 16px;font-size:16px;line-height:1.5;color:#1c2024';
const LARGE = 'margin:0 0 16px;font-size:28px;line-height:1.3;letter-spacing:4px;font-weight:700;color:#1c2024';
const SMALL = 'margin:32px 0 0;font-size:13px;line-height:1.5;color:#60646c';
const BUTTON =
  'display:inline-block;padding:12px 20px;border-radius:8px;background:#2563eb;color:#ffffff;text-decoration:none;font-size:16px;font-weight:600';

/** Nothing in it is loaded from anywhere, and nothing in it runs. */
function htmlOf({ language, direction, subject, words, params, action, end }: Page): string {
  const paragraphs = words.body.map((paragraph) => {
    const isLarge = ONLY_A_PLACE.test(paragraph);
    const content = escapeHtml(fill(paragraph, params)).replaceAll('\n', '<br>');
    return `<p style="${isLarge ? LARGE : PARAGRAPH}"${isLarge ? ' dir="ltr"' : ''}>${content}</p>`;
  });
  const button =
    action === null
      ? ''
      : `<p><a href="${escapeHtml(action.url)}" style="${BUTTON}">${escapeHtml(action.label)}</a></p>`;
  const footer =
    end === null ? '' : `<p style="${SMALL}"><a href="${escapeHtml(end.url)}">${escapeHtml(end.label)}</a></p>`;
  return (
    `<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>` +
    `<body style="margin:0;padding:24px;background:#ffffff;${FONT}"><div style="max-width:560px;margin:0 auto">` +
    `${paragraphs.join('')}${button}${footer}</div></body></html>`
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
