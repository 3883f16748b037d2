import type { PaperLanguage } from '../../paper/model.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { Counted, ShiftReportWords } from './model.ts';
import { sw } from './sw.ts';

const WORDS: Readonly<Record<PaperLanguage, ShiftReportWords>> = { en, sw, fr, ar };

/** What shift reports say in a language. */
export function shiftReportWords(language: PaperLanguage): ShiftReportWords {
  return WORDS[language];
}

/** A text with its number, in the form that the language has for it. */
export function countedText(forms: Counted, count: number, language: PaperLanguage): string {
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
  return form.replace('{count}', String(count));
}
export type { ShiftReportWords } from './model.ts';
