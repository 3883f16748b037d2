import { notifications as arabic } from './ar/notifications.ts';
import { notifications } from './en/notifications.ts';
import { notifications as french } from './fr/notifications.ts';
import type { Language, Template, Templates, TemplateText } from './model.ts';
import { notifications as swahili } from './sw/notifications.ts';

/**
 * Every message there is. A room adds `en/<room>.ts` and its translations, and a line to each of these lists; the test of the
 * registry fails where a language or a param is missing.
 */
export const TEMPLATES: Templates = { ...notifications };

const TRANSLATIONS: Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<string, TemplateText>>>> = {
  sw: { ...swahili },
  fr: { ...french },
  ar: { ...arabic },
};

export function findTemplate(name: string): Template | undefined {
  return Object.hasOwn(TEMPLATES, name) ? TEMPLATES[name] : undefined;
}

/** The words of a template in a language, or undefined where nobody has translated it. */
export function textOf(name: string, language: Language): TemplateText | undefined {
  return language === 'en' ? findTemplate(name)?.text : TRANSLATIONS[language][name];
}

export type { Category, Language, Template, TemplateText } from './model.ts';
export { LANGUAGES, SWITCHABLE } from './model.ts';
