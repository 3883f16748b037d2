/** The upper halves of the code pages that nearly every receipt printer has: the sign of 0x80 first. */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';
const CP858 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';
/** Holes are the five places that the page leaves free. */
const WINDOWS_1252 = `€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ${Array.from({ length: 96 }, (_, index) => String.fromCharCode(0xa0 + index)).join('')}`;

/** The number that `ESC t` takes (Epson, ESC/POS command reference, "Select character code table"). */
export const CODE_PAGES = {
  cp437: { select: 0, signs: CP437 },
  cp858: { select: 19, signs: CP858 },
  windows1252: { select: 16, signs: WINDOWS_1252 },
} as const;
export type CodePage = keyof typeof CODE_PAGES;

/** Signs that mean the same on paper. What a code page has itself is not replaced. */
const SAME: Readonly<Record<string, string>> = {
  '\u2212': '-',
  '\u2010': '-',
  '\u2011': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2026': '...',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2009': ' ',
  '×': 'x',
  '·': '-',
  '•': '-',
};
/** Isolates and marks of direction, which a printer that writes one way needs not. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const tables = new Map<CodePage, ReadonlyMap<string, number>>();

function tableOf(page: CodePage): ReadonlyMap<string, number> {
  const known = tables.get(page);
  if (known !== undefined) return known;
  const made = new Map([...CODE_PAGES[page].signs].map((sign, index) => [sign, 0x80 + index] as const));
  made.delete('\0');
  tables.set(page, made);
  return made;
}

/** A text in a code page; `null` when one of its signs is not in it, and the line has to be drawn instead. */
export function encodeText(text: string, page: CodePage): number[] | null {
  const table = tableOf(page);
  const bytes: number[] = [];
  for (const sign of text.normalize('NFC').replace(DIRECTION_MARKS, '')) {
    const own = byteOf(sign, table);
    if (own !== undefined) {
      bytes.push(own);
      continue;
    }
    const same = SAME[sign];
    if (same === undefined) return null;
    for (const one of same) bytes.push(one.charCodeAt(0));
  }
  return bytes;
}

function byteOf(sign: string, table: ReadonlyMap<string, number>): number | undefined {
  const code = sign.codePointAt(0) ?? 0;
  return code >= 0x20 && code < 0x7f ? code : table.get(sign);
}
