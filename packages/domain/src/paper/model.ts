/** The languages that papers are written in. */
export const PAPER_LANGUAGES = ['en', 'sw', 'fr', 'ar'] as const;
export type PaperLanguage = (typeof PAPER_LANGUAGES)[number];

/** A picture of black dots. Rows from the top, eight dots a byte, the first dot in the highest bit; 1 is black. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** `ceil(width / 8) * height` bytes. */
  readonly bits: Uint8Array;
}

export type Align = 'start' | 'centre' | 'end';

/**
 * One block of a paper. Text is text: nothing in it is markup, on no printer and in no browser. A `pair` has words at the
 * start and a figure at the end of the line; the end is always read from left to right.
 */
export type Block =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align?: Align;
      readonly size?: 'small' | 'normal' | 'large';
      readonly isBold?: boolean;
    }
  | { readonly kind: 'banner'; readonly text: string }
  | {
      readonly kind: 'pair';
      readonly start: string;
      readonly end: string;
      readonly weight?: 'detail' | 'strong' | 'total';
    }
  | { readonly kind: 'rule' }
  | { readonly kind: 'gap' }
  | { readonly kind: 'image'; readonly image: Bitmap }
  | { readonly kind: 'barcode'; readonly text: string }
  | { readonly kind: 'qr'; readonly text: string; readonly caption?: string };

/** A whole paper, for whatever it is drawn on: a screen, a thermal printer, a browser's page, a PDF. */
export interface Paper {
  readonly language: PaperLanguage;
  readonly direction: 'ltr' | 'rtl';
  /** What the document is called: the name of a job, a file and a window. */
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** The rolls of receipt printers, and the sheet of office printers. */
export type PaperSize = 58 | 80 | 'a4';

/** Characters of the usual font of a receipt printer, 12 dots wide, in a line of the print area. */
export const COLUMNS: Readonly<Record<58 | 80, number>> = { 58: 32, 80: 48 };
/** Dots across the print area at 203 dpi: 48 mm and 72 mm. */
export const DOTS: Readonly<Record<58 | 80, number>> = { 58: 384, 80: 576 };

/** Which way a language is written. */
export function directionOf(language: PaperLanguage): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** The paper's language for a locale; English where papers do not speak it. */
export function paperLanguageOf(locale: string): PaperLanguage {
  const primary = locale.toLowerCase().split(/[-_]/)[0];
  return PAPER_LANGUAGES.find((language) => language === primary) ?? 'en';
}

/** All words of a paper, for tests and for finding: a pair as "start | end". */
export function paperTexts(paper: Paper): string[] {
  return paper.blocks.map((block) => {
    if (block.kind === 'pair') return `${block.start} | ${block.end}`;
    if ('text' in block)
      return block.kind === 'text' || block.kind === 'banner' ? block.text : `${block.kind} ${block.text}`;
    return block.kind;
  });
}
