/** The cell of a sign of a receipt printer's usual font. */
export const CELL = { width: 12, height: 24 } as const;

/** The common 5 × 7 dot font of small displays, 0x20 to 0x7e: five columns a sign, the top dot in the lowest bit. */
const COLUMNS =
  '000000000000005f00000007000700147f147f14242a7f2a12231308646236495620500008070300001c2241000041221c002a1c7f1c2a' +
  '08083e080800807030000808080808000060600020100804023e5149453e00427f400072494949462141494d331814127f102745454539' +
  '3c4a49493141211109073649494936464949291e000014000000403400000008142241141414141400412214080201590906' +
  '3e415d594e7c1211127c7f494949363e414141227f4141413e7f494949417f090909013e414151737f0808087f00417f41002040413f01' +
  '7f081422417f404040407f021c027f7f0408107f3e4141413e7f090909063e4151215e7f0919294626494949320301' +
  '7f01033f4040403f1f2040201f3f4038403f63140814630304780403615949' +
  '4d43007f4141410204081020004141417f04020102044040404040000307080020545478407f284444383844444428384444287f' +
  '385454541800087e090218a4a49c787f0804047800447d40002040403d007f1028440000417f40007c047804787c080404783844444438' +
  'fc1824241818242418fc7c0804040848545454240404' +
  '3f44243c4020207c1c2040201c3c4030403c44281028444c9090907c4464544c44000836410000007700000041360800' +
  '0201020402';

/** A sign that the font does not have is drawn as the dots of its number: told apart, if not read. */
function columnsOf(sign: string): readonly number[] {
  const code = sign.codePointAt(0) ?? 0;
  if (code >= 0x20 && code <= 0x7e) {
    const at = (code - 0x20) * 10;
    return [0, 2, 4, 6, 8].map((step) => Number.parseInt(COLUMNS.slice(at + step, at + step + 2), 16));
  }
  return [0xff, code & 0x7f, 0xff, (code >> 7) & 0x7f, 0xff];
}

export interface GlyphStyle {
  readonly scale: 1 | 2;
  readonly isBold: boolean;
}

/** Draws a sign into its cell: each dot of the font is two by two dots of the paper, bold ones one wider. */
export function drawGlyph(sign: string, { scale, isBold }: GlyphStyle, dot: (x: number, y: number) => void): void {
  columnsOf(sign).forEach((column, x) => {
    for (let y = 0; y < 8; y += 1) {
      if ((column & (1 << y)) === 0) continue;
      const wide = 2 * scale + (isBold ? 1 : 0);
      for (let dx = 0; dx < wide; dx += 1)
        for (let dy = 0; dy < 2 * scale; dy += 1) dot(x * 2 * scale + dx, y * 2 * scale + dy + 2);
    }
  });
}

const signOf = new Map<string, string>();
for (let code = 0x20; code <= 0x7e; code += 1)
  signOf.set(columnsOf(String.fromCharCode(code)).join(), String.fromCharCode(code));

/** The sign whose dots stand in a cell; `\ufffd` for dots that are none of the font's. */
export function readGlyph(scale: 1 | 2, isDot: (x: number, y: number) => boolean): string {
  const columns = [0, 1, 2, 3, 4].map((x) => {
    let column = 0;
    // The second dot of each column: the first may be the bold edge of the column before.
    for (let y = 0; y < 8; y += 1) if (isDot(x * 2 * scale + 2 * scale - 1, y * 2 * scale + 2)) column |= 1 << y;
    return column;
  });
  return signOf.get(columns.join()) ?? '\ufffd';
}
