import { en, type LaterMessages } from './en/index.ts';
import { type Language, screenLanguage, spoken } from './language.ts';
import type { Message, Messages } from './message.ts';

type Catalogue = typeof en & LaterMessages;
export type MessageKey = {
  [Room in keyof Catalogue]: `${Room & string}.${keyof Catalogue[Room] & string}`;
}[keyof Catalogue];
export type MessageParams = Readonly<Record<string, string | number>>;

type Words = Readonly<Record<string, Messages>>;
/** The words of a language in three files: what the lock says, what the till says, and what the office says. */
type Part = 'first' | 'selling' | 'later';
type LoadPart<P extends Part> = () => Promise<Readonly<Record<P, Words>>>;
const FILES: Readonly<Record<Exclude<Language, 'en'>, { readonly [P in Part]: LoadPart<P> }>> = {
  sw: {
    first: () => import('./sw/first.ts'),
    selling: () => import('./sw/selling.ts'),
    later: () => import('./sw/later.ts'),
  },
  fr: {
    first: () => import('./fr/first.ts'),
    selling: () => import('./fr/selling.ts'),
    later: () => import('./fr/later.ts'),
  },
  ar: {
    first: () => import('./ar/first.ts'),
    selling: () => import('./ar/selling.ts'),
    later: () => import('./ar/later.ts'),
  },
};

const language = screenLanguage();
const pluralRules = new Intl.PluralRules(language);
const counts = new Intl.NumberFormat(spoken());
const english = new Map<string, Messages>(Object.entries(en));
// Modules may name their words when they are loaded, so these are there before any of them runs. English needs no wait.
const translated = new Map<string, Messages>(language === 'en' ? [] : Object.entries(await firstWords(language)));
const loading = new Map<Part, Promise<void>>();

/** A lock without its words in one language still opens in another. */
async function firstWords(of: Exclude<Language, 'en'>): Promise<Words> {
  try {
    return (await FILES[of].first()).first;
  } catch (error) {
    console.warn(`The words in "${of}" could not be loaded: the screens are in English.`, error);
    return {};
  }
}

/** Fetches what the till says in the language of the screen; once. Resolves at once in English. */
export function loadSellingWords(): Promise<void> {
  return once('selling', async (files) => (await files.selling()).selling);
}

/** Fetches what the office says in the language of the screen; once. Resolves at once in English. */
export function loadLaterWords(): Promise<void> {
  return once('later', async (files) => (await files.later()).later);
}

type Files = (typeof FILES)[keyof typeof FILES];

async function once(part: Part, load: (files: Files) => Promise<Words>): Promise<void> {
  if (language === 'en') return;
  const known = loading.get(part) ?? addWords(part, load(FILES[language]));
  loading.set(part, known);
  return known;
}

async function addWords(part: Part, words: Promise<Words>): Promise<void> {
  try {
    for (const [room, messages] of Object.entries(await words)) translated.set(room, messages);
  } catch (error) {
    loading.delete(part);
    console.warn(`The ${part} words in "${language}" could not be loaded: they are shown in English.`, error);
  }
}

/** Adds the English words of a room that is loaded later. */
export function addMessages<Room extends keyof LaterMessages>(room: Room, messages: LaterMessages[Room]): void {
  english.set(room, messages);
}

function find(key: string): Message | undefined {
  const dot = key.indexOf('.');
  const [room, name] = [key.slice(0, dot), key.slice(dot + 1)];
  return translated.get(room)?.[name] ?? english.get(room)?.[name];
}

function choose(message: Message, params: MessageParams | undefined): string {
  if (typeof message === 'string') return message;
  return message[pluralRules.select(Number(params?.['count'] ?? 0))] ?? message.other;
}

/**
 * The message in the language of the screen, with its places filled. A place without a value stays visible as `{name}`,
 * because a hole in a sentence is found by nobody.
 */
export function t(key: MessageKey, params?: MessageParams): string {
  const message = find(key);
  if (message === undefined) return key;
  const text = choose(message, params);
  if (params === undefined) return text;
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = params[name];
    return value === undefined ? place : typeof value === 'number' ? counts.format(value) : value;
  });
}
