import type { PaperLanguage } from '../model.ts';

interface QuoteWords {
  readonly title: string;
  readonly validUntil: string;
  /** At both ends: it is no receipt. */
  readonly mark: string;
  readonly reductions: string;
}

const WORDS: Readonly<Record<PaperLanguage, QuoteWords>> = {
  en: {
    title: 'Quote {number}',
    validUntil: 'Valid until {date}',
    mark: 'QUOTE – NOT A RECEIPT',
    reductions: 'Reductions',
  },
  sw: {
    title: 'Makadirio {number}',
    validUntil: 'Halali hadi {date}',
    mark: 'MAKADIRIO – SI RISITI',
    reductions: 'Punguzo',
  },
  fr: {
    title: 'Devis {number}',
    validUntil: 'Valable jusqu’au {date}',
    mark: 'DEVIS – PAS UN REÇU',
    reductions: 'Remises',
  },
  ar: {
    title: 'عرض سعر {number}',
    validUntil: 'سارٍ حتى {date}',
    mark: 'عرض سعر – ليس إيصالًا',
    reductions: 'تخفيضات',
  },
};

/** What the paper of a quote says in a language, beside what every paper says. */
export function quoteWords(language: PaperLanguage): QuoteWords {
  return WORDS[language];
}
