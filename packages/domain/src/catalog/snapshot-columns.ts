import { priceE4 } from '../money/amount.ts';
import { type Refusal, type Result, refuse } from '../result.ts';
import type { SnapshotHeader } from './snapshot.ts';
import {
  aligned,
  compareUuids,
  NONE,
  PREAMBLE_BYTES,
  readUuid,
  SECTIONS,
  type SectionName,
  SNAPSHOT_MAGIC,
  SNAPSHOT_VERSION,
  writeUuid,
} from './snapshot-layout.ts';
import type { CatalogHit } from './snapshot-model.ts';

export type SnapshotRefusal = Refusal<'snapshot-damaged' | 'snapshot-version'>;

const U32_SECTIONS = [
  'variantOrder',
  'productOrder',
  'skuOrder',
  'taxClasses',
  'categories',
  'units',
  'images',
  'nameOffsets',
  'skuOffsets',
  'postingOffsets',
  'gtinRows',
  'codeOffsets',
  'codeRows',
  'favouriteRows',
] as const satisfies readonly SectionName[];
const F64_SECTIONS = [
  'prices',
  'gtins',
  'gtinQuantities',
  'codeQuantities',
  'favouritePositions',
] as const satisfies readonly SectionName[];
type U32Section = (typeof U32_SECTIONS)[number];
type F64Section = (typeof F64_SECTIONS)[number];

const POLICIES = ['allow', 'warn', 'refuse'] as const;
const utf8 = new TextDecoder();

/** The columns of an opened file: typed arrays that lie on its bytes. Names are decoded when somebody reads them. */
export interface SnapshotColumns {
  readonly header: SnapshotHeader;
  readonly bytes: Record<SectionName, Uint8Array>;
  readonly u32: Readonly<Record<U32Section, Uint32Array>>;
  readonly f64: Readonly<Record<F64Section, Float64Array>>;
  /** Texts that search decodes once, when it is first used. */
  readonly memo: { search?: SearchTexts };
}

/** All folded names in one string, and where each row's begins; the vocabulary in order. */
export interface SearchTexts {
  readonly folded: string;
  readonly starts: Uint32Array;
  readonly words: readonly string[];
}

/** Reads the header and lays the columns on the bytes. Nothing is copied unless the bytes are unaligned. */
export function openColumns(input: Uint8Array | ArrayBuffer): Result<SnapshotColumns, SnapshotRefusal> {
  const given = input instanceof Uint8Array ? input : new Uint8Array(input);
  const file = given.byteOffset % 8 === 0 ? given : given.slice();
  if (file.length < PREAMBLE_BYTES) return damaged('it is too short');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.getUint32(0, true) !== SNAPSHOT_MAGIC) return damaged('it does not begin like a snapshot');
  const version = view.getUint32(4, true);
  if (version !== SNAPSHOT_VERSION) {
    return refuse({
      code: 'snapshot-version',
      detail: `The catalogue has format ${version}; this app reads format ${SNAPSHOT_VERSION}.`,
    });
  }
  if (view.getUint32(12, true) !== file.length) return damaged('its length is not the one it states');
  const headerBytes = view.getUint32(8, true);
  const header = readHeader(file.subarray(PREAMBLE_BYTES, PREAMBLE_BYTES + headerBytes));
  if (header === null) return damaged('its header cannot be read');
  return columnsOf(file.subarray(PREAMBLE_BYTES + aligned(headerBytes)), header);
}

function damaged(how: string): Result<never, SnapshotRefusal> {
  return refuse({ code: 'snapshot-damaged', detail: `The catalogue file is damaged: ${how}.` });
}

function readHeader(bytes: Uint8Array): SnapshotHeader | null {
  try {
    return JSON.parse(utf8.decode(bytes)) as SnapshotHeader;
  } catch {
    return null;
  }
}

function columnsOf(body: Uint8Array, header: SnapshotHeader): Result<SnapshotColumns, SnapshotRefusal> {
  const sections: Partial<Record<SectionName, Uint8Array>> = {};
  for (const name of SECTIONS) {
    const [offset, length] = header.sections[name];
    if (offset % 8 !== 0 || offset + length > body.length) return damaged(`the section ${name} lies outside`);
    sections[name] = body.subarray(offset, offset + length);
  }
  const bytes = sections as Record<SectionName, Uint8Array>;
  const u32 = (name: SectionName) =>
    new Uint32Array(bytes[name].buffer, bytes[name].byteOffset, bytes[name].byteLength / 4);
  const f64 = (name: SectionName) =>
    new Float64Array(bytes[name].buffer, bytes[name].byteOffset, bytes[name].byteLength / 8);
  const numbers: Partial<Record<U32Section, Uint32Array>> = {};
  for (const name of U32_SECTIONS) numbers[name] = u32(name);
  const floats: Partial<Record<F64Section, Float64Array>> = {};
  for (const name of F64_SECTIONS) floats[name] = f64(name);
  return {
    ok: true,
    value: { header, bytes, u32: numbers as SnapshotColumns['u32'], f64: floats as SnapshotColumns['f64'], memo: {} },
  };
}

/** The variant in a row, with its texts decoded. */
export function hitAt({ header, bytes, u32, f64 }: SnapshotColumns, row: number): CatalogHit {
  const price = f64.prices[row] ?? Number.NaN;
  const category = u32.categories[row] ?? NONE;
  const image = u32.images[row] ?? NONE;
  const selling = header.selling?.[row];
  return {
    variantId: readUuid(bytes.variantIds, row),
    productId: readUuid(bytes.productIds, row),
    name: textAt(bytes.names, u32.nameOffsets, row),
    sku: textAt(bytes.skus, u32.skuOffsets, row),
    unit: header.units[u32.units[row] ?? 0] ?? '',
    priceE4: Number.isNaN(price) ? null : priceE4(price),
    taxClassId: header.taxClasses[u32.taxClasses[row] ?? 0]?.taxClassId ?? '',
    categoryId: header.categories[category]?.categoryId ?? null,
    imageId: image === NONE ? null : readUuid(bytes.imageIds, image),
    stockPolicy: POLICIES[bytes.policies[row] ?? 0] ?? 'allow',
    ...(selling && { selling }),
  };
}

/** The text between two neighbouring offsets. */
export function textAt(bytes: Uint8Array, offsets: Uint32Array, index: number): string {
  return utf8.decode(bytes.subarray(offsets[index] ?? 0, offsets[index + 1] ?? 0));
}

/** The first index of `count` for which `isBefore` no longer holds; `isBefore` holds for a beginning and for nothing after it. */
export function lowerBound(count: number, isBefore: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows whose id in a column is `uuid`, found through the column's order. */
export function rowsOfId(ids: Uint8Array, order: Uint32Array, uuid: string): number[] {
  const wanted = new Uint8Array(16);
  writeUuid(wanted, 0, uuid);
  const rows: number[] = [];
  let at = lowerBound(order.length, (index) => compareUuids(ids, order[index] ?? 0, wanted, 0) < 0);
  for (; at < order.length; at += 1) {
    const row = order[at] ?? 0;
    if (compareUuids(ids, row, wanted, 0) !== 0) break;
    rows.push(row);
  }
  return rows;
}
