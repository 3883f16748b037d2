/** The languages that the screens speak. English is complete by definition; `words.test.ts` holds the others to it. */
export const LANGUAGES = ['en', 'sw', 'fr', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];
/** `null`: as the browser asks for. */
export type LanguageChoice = Language | null;

const KEY = 'language';

/**
 * The language of this page. `public/theme.js` decides it before the first paint and writes it on the document, so that
 * nothing is drawn twice; it holds until the page is loaded again.
 */
export function screenLanguage(): Language {
  const stated = typeof document === 'undefined' ? '' : document.documentElement.lang;
  return LANGUAGES.find((language) => language === stated) ?? 'en';
}

/** What this device's user chose. */
export function languageChoice(): LanguageChoice {
  try {
    const stored = localStorage.getItem(KEY);
    return LANGUAGES.find((language) => language === stored) ?? null;
  } catch {
    // Storage may be forbidden (private window): then it is the browser's language.
    return null;
  }
}

/** Remembers the choice on this device and loads the page again in it; carts are kept on the device with each change. */
export function chooseLanguage(choice: LanguageChoice): void {
  if (choice === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, choice);
  location.reload();
}

/** A language in its own words: "Français", "العربية". */
export function ownName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/**
 * A locale for `Intl` in the language of the screen, with the region of `locale` (the shop's) or of the browser, so that a
 * shop of Kenya writes its numbers as Kenya does in each of its languages. Digits are 0–9 everywhere: they are what the keys of
 * the till and the paper show.
 */
export function spoken(locale?: string): string {
  const language = screenLanguage();
  const wanted = locale ?? (typeof navigator === 'undefined' ? language : navigator.language);
  const known = locales.get(wanted);
  if (known !== undefined) return known;
  const made = localeIn(language, wanted);
  locales.set(wanted, made);
  return made;
}
const locales = new Map<string, string>();

function localeIn(language: Language, wanted: string): string {
  try {
    const { region } = new Intl.Locale(wanted);
    return new Intl.Locale(language, { ...(region && { region }), numberingSystem: 'latn' }).toString();
  } catch (error) {
    // A browser may report a language that is none ("C", "en_US@posix").
    if (error instanceof RangeError) return new Intl.Locale(language, { numberingSystem: 'latn' }).toString();
    throw error;
  }
}
