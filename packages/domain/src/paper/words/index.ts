import type { PaperLanguage } from '../model.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { PaperWords } from './model.ts';
import { sw } from './sw.ts';

const WORDS: Readonly<Record<PaperLanguage, PaperWords>> = { en, sw, fr, ar };

/** What papers say in a language. */
export function paperWords(language: PaperLanguage): PaperWords {
  return WORDS[language];
}

/** Fills the places of a text; a place without a value stays visible. */
export function fillPlaces(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
export type { PaperWords } from './model.ts';
