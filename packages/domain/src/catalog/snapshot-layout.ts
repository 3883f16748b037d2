/**
 * The file: `MSCS`, version, length of the header, length of the whole (four 32-bit numbers), the header as JSON, then
 * the sections, each starting at a multiple of eight bytes so that a typed array can lie on it without a copy. Numbers
 * are little-endian, as every machine that runs a browser stores them.
 */
export const SNAPSHOT_MAGIC = 0x5343534d;
export const SNAPSHOT_VERSION = 1;
export const PREAMBLE_BYTES = 16;

/** No category, no image. */
export const NONE = 0xffff_ffff;

/**
 * Rows are variants in the order of their folded names. Orders are permutations of rows for binary search.
 * Texts are UTF-8; `folded` and `words` are joined by line feeds.
 */
export const SECTIONS = [
  'variantIds',
  'productIds',
  'variantOrder',
  'productOrder',
  'skuOrder',
  'prices',
  'taxClasses',
  'categories',
  'units',
  'policies',
  'images',
  'imageIds',
  'names',
  'nameOffsets',
  'skus',
  'skuOffsets',
  'folded',
  'words',
  'postings',
  'postingOffsets',
  'gtins',
  'gtinRows',
  'gtinQuantities',
  'gtinDigits',
  'codes',
  'codeOffsets',
  'codeRows',
  'codeQuantities',
  'favouriteRows',
  'favouritePositions',
] as const;
export type SectionName = (typeof SECTIONS)[number];

/** Byte offset from the start of the first section, and byte length. */
export type SectionTable = Record<SectionName, readonly [number, number]>;

export function aligned(bytes: number): number {
  return (bytes + 7) & ~7;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The UUID whose 16 bytes begin at `index * 16`. */
export function readUuid(bytes: Uint8Array, index: number): string {
  let text = '';
  for (let at = 0; at < 16; at += 1) {
    if (at === 4 || at === 6 || at === 8 || at === 10) text += '-';
    text += HEX[bytes[index * 16 + at] ?? 0] ?? '';
  }
  return text;
}

/** Writes the 16 bytes of a UUID at `index * 16`. Throws a RangeError for anything else. */
export function writeUuid(bytes: Uint8Array, index: number, uuid: string): void {
  const hex = uuid.replaceAll('-', '');
  if (hex.length !== 32) throw new RangeError(`not a UUID: ${uuid}`);
  for (let at = 0; at < 16; at += 1) {
    const byte = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
    if (Number.isNaN(byte)) throw new RangeError(`not a UUID: ${uuid}`);
    bytes[index * 16 + at] = byte;
  }
}

/** The order of two UUIDs in their columns, byte by byte. */
export function compareUuids(a: Uint8Array, aIndex: number, b: Uint8Array, bIndex: number): number {
  for (let at = 0; at < 16; at += 1) {
    const difference = (a[aIndex * 16 + at] ?? 0) - (b[bIndex * 16 + at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
