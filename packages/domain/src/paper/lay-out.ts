import type { Align, Block, Paper } from './model.ts';

/** One line of a paper that has a fixed number of columns. */
export type PaperLine =
  | {
      readonly kind: 'text';
      readonly start: string;
      /** The figure at the end of the line; empty for plain text. */
      readonly end: string;
      readonly align: Align;
      /** 2: twice as wide and high, in half as many columns. */
      readonly scale: 1 | 2;
      readonly isBold: boolean;
    }
  | { readonly kind: 'rule' | 'gap' }
  | Extract<Block, { readonly kind: 'image' | 'barcode' | 'qr' }>;

type TextLine = Extract<PaperLine, { readonly kind: 'text' }>;

/** Columns that the detail below a line's name is moved in by. */
const INDENT = '  ';

/**
 * A paper as lines of so many columns, wrapped at words. Nothing is cut off: what does not fit on one line goes on in the
 * next, a word that is longer than a line is broken. Each line fits, at its scale.
 */
export function layOut(paper: Paper, columns: number): PaperLine[] {
  return paper.blocks.flatMap((block) => linesOf(block, columns));
}

function linesOf(block: Block, columns: number): PaperLine[] {
  switch (block.kind) {
    case 'text': {
      const scale = block.size === 'large' ? 2 : 1;
      const isIndented = block.size === 'small' && block.align === undefined;
      const style = { align: block.align ?? 'start', scale, isBold: block.isBold ?? false } as const;
      return textLines(block.text, columns / scale, isIndented ? INDENT : '', style);
    }
    case 'banner': {
      const style = { align: 'centre', scale: 1, isBold: true } as const;
      return wrap(block.text.toUpperCase(), columns - 8).map((text) => line(`*** ${text} ***`, '', style));
    }
    case 'pair':
      return pairLines(block, columns);
    case 'qr':
      return block.caption === undefined
        ? [block]
        : [block, ...textLines(block.caption, columns, '', { align: 'centre', scale: 1, isBold: false })];
    case 'rule':
    case 'gap':
    case 'image':
    case 'barcode':
      return [block];
  }
}

function textLines(
  text: string,
  columns: number,
  indent: string,
  style: Omit<TextLine, 'kind' | 'start' | 'end'>,
): TextLine[] {
  const lines = text.split('\n').flatMap((one) => wrap(one, columns - widthOf(indent)));
  return lines.map((one) => line(indent + one, '', style));
}

/** The figure stands in the last line of its words; one that leaves them no room gets a line of its own. */
function pairLines(block: Extract<Block, { readonly kind: 'pair' }>, columns: number): TextLine[] {
  const { weight } = block;
  const end = plain(block.end);
  const isBig = weight === 'total' && widthOf(end) + widthOf(block.start) + 1 <= columns / 2;
  const scale = isBig ? 2 : 1;
  const room = columns / scale;
  const indent = weight === 'detail' ? INDENT : '';
  const style = { align: 'start', scale, isBold: weight === 'strong' || weight === 'total' } as const;
  const forWords = room - widthOf(indent);
  const beside = forWords - widthOf(end) - 1;
  if (end === '') return wrap(block.start, forWords).map((text) => line(indent + text, '', style));
  if (beside < Math.min(8, widthOf(block.start))) {
    const ends = wrap(end, room).map((text) => line(text, '', { ...style, align: 'end' }));
    return [...wrap(block.start, forWords).map((text) => line(indent + text, '', style)), ...ends];
  }
  const words = wrap(block.start, beside);
  return words.map((text, index) => line(indent + text, index === words.length - 1 ? end : '', style));
}

function line(start: string, end: string, style: Omit<TextLine, 'kind' | 'start' | 'end'>): TextLine {
  return { kind: 'text', start, end, ...style };
}

/** A line of text with its spaces: exactly as many columns as it was laid out for, or fewer where nothing follows. */
export function lineText({ start, end, align, scale }: TextLine, columns: number): string {
  const room = Math.floor(columns / scale);
  if (end !== '') return start + ' '.repeat(room - widthOf(start) - widthOf(end)) + end;
  const left = room - widthOf(start);
  if (align === 'centre') return ' '.repeat(Math.floor(left / 2)) + start;
  return align === 'end' ? ' '.repeat(left) + start : start;
}

/** Lines of at most so many columns, broken at spaces; a word that is longer is broken anywhere between two signs. */
export function wrap(text: string, columns: number): string[] {
  const room = Math.max(2, Math.floor(columns));
  const lines: string[] = [];
  let now = '';
  for (const word of plain(text)
    .split(' ')
    .filter((one) => one !== '')) {
    const joined = now === '' ? word : `${now} ${word}`;
    if (widthOf(joined) <= room) {
      now = joined;
      continue;
    }
    if (now !== '') lines.push(now);
    const pieces = broken(word, room);
    lines.push(...pieces.slice(0, -1));
    now = pieces.at(-1) ?? '';
  }
  return now === '' && lines.length > 0 ? lines : [...lines, now];
}

function broken(word: string, room: number): string[] {
  const pieces: string[] = [];
  let now = '';
  for (const { segment } of SIGNS.segment(word)) {
    if (now !== '' && widthOf(now + segment) > room) {
      pieces.push(now);
      now = '';
    }
    now += segment;
  }
  return [...pieces, now];
}

const SIGNS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Control characters would be commands to a printer; every kind of white space is one space. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(/\p{Zs}/gu, ' ');
}

/** East Asian wide and full-width signs, and pictures (Unicode Standard Annex 11, the ranges that occur in names). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
const WITHOUT_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** Columns that a text takes. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of SIGNS.segment(text)) {
    if (!WITHOUT_WIDTH.test(segment)) width += WIDE.test(segment) && !/^[\x20-\x7e\xa0-\xff]/.test(segment) ? 2 : 1;
  }
  return width;
}
