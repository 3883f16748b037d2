import { foldText, tokensOf } from './fold.ts';
import type { SellingRules } from './selling-rules.ts';
import {
  aligned,
  compareText,
  compareUuids,
  NONE,
  PREAMBLE_BYTES,
  SECTIONS,
  type SectionName,
  type SectionTable,
  SNAPSHOT_MAGIC,
  SNAPSHOT_VERSION,
  writeUuid,
} from './snapshot-layout.ts';
import type { SnapshotCode, SnapshotRows, SnapshotVariant } from './snapshot-model.ts';
import { ByteWriter, runSteps, type Steps, sortInSteps } from './snapshot-steps.ts';

/** What the header says besides where the sections are. */
export interface SnapshotHeader extends Omit<SnapshotRows, 'variants'> {
  readonly count: number;
  readonly units: readonly string[];
  /** By row, for the few that have any; absent where none has. */
  readonly selling?: Readonly<Record<number, SellingRules>>;
  readonly sections: SectionTable;
}

type Sections = Record<SectionName, ArrayBufferView>;
type CodeRow = SnapshotCode & { readonly row: number };
interface Sorted {
  readonly variants: readonly SnapshotVariant[];
  readonly folded: readonly string[];
}

const STEP = 1024;
const POLICIES = ['allow', 'warn', 'refuse'] as const;

/** The rows as one columnar file with its search index. For files and tests; a server uses `encodeSnapshotInSteps`. */
export function encodeSnapshot(rows: SnapshotRows): Uint8Array {
  return runSteps(encodeSnapshotInSteps(rows));
}

/** Encodes like `encodeSnapshot` and pauses every few milliseconds. Throws a RangeError for ids that are not UUIDs. */
export function* encodeSnapshotInSteps(rows: SnapshotRows): Steps<Uint8Array> {
  const sorted = yield* sortByName(rows.variants);
  const units = [...new Set(sorted.variants.map((variant) => variant.unit))];
  const sections: Sections = {
    ...(yield* idColumns(sorted.variants)),
    ...(yield* valueColumns(sorted.variants, rows, units)),
    ...(yield* textColumns(sorted)),
    ...(yield* vocabulary(sorted.folded)),
    ...(yield* codeColumns(sorted.variants)),
    ...favourites(sorted.variants),
  };
  const { position, categories, taxClasses, taxes } = rows;
  const selling = sellingByRow(sorted.variants);
  const head = { position, categories, taxClasses, taxes, count: sorted.variants.length, units };
  return assemble({ ...head, ...(Object.keys(selling).length > 0 && { selling }) }, sections);
}

function* sortByName(variants: readonly SnapshotVariant[]): Steps<Sorted> {
  const folded: string[] = [];
  for (const variant of variants) {
    folded.push(foldText(variant.name));
    if (folded.length % STEP === 0) yield;
  }
  const order = yield* sortInSteps(
    variants.length,
    (a, b) =>
      compareText(folded[a] ?? '', folded[b] ?? '') ||
      compareText(variants[a]?.variantId ?? '', variants[b]?.variantId ?? ''),
  );
  const inOrder: SnapshotVariant[] = [];
  for (const row of order) {
    const variant = variants[row];
    if (variant !== undefined) inOrder.push(variant);
  }
  return { variants: inOrder, folded: Array.from(order, (row) => folded[row] ?? '') };
}

function* idColumns(variants: readonly SnapshotVariant[]) {
  const variantIds = new Uint8Array(variants.length * 16);
  const productIds = new Uint8Array(variants.length * 16);
  const images = new Uint32Array(variants.length).fill(NONE);
  const imageIndex = new Map<string, number>();
  for (const [row, variant] of variants.entries()) {
    writeUuid(variantIds, row, variant.variantId);
    writeUuid(productIds, row, variant.productId);
    if (variant.imageId !== null) images[row] = indexOf(imageIndex, variant.imageId);
    if (row % STEP === 0) yield;
  }
  const imageIds = new Uint8Array(imageIndex.size * 16);
  for (const [imageId, index] of imageIndex) writeUuid(imageIds, index, imageId);
  const variantOrder = yield* sortInSteps(variants.length, (a, b) => compareUuids(variantIds, a, variantIds, b));
  const productOrder = yield* sortInSteps(variants.length, (a, b) => compareUuids(productIds, a, productIds, b));
  return { variantIds, productIds, images, imageIds, variantOrder, productOrder };
}

function sellingByRow(variants: readonly SnapshotVariant[]): Record<number, SellingRules> {
  return Object.fromEntries(
    variants.flatMap(({ selling }, row) => (selling === undefined ? [] : [[row, selling] as const])),
  );
}

function indexOf(indexes: Map<string, number>, key: string): number {
  const known = indexes.get(key);
  if (known !== undefined) return known;
  indexes.set(key, indexes.size);
  return indexes.size - 1;
}

function* valueColumns(variants: readonly SnapshotVariant[], rows: SnapshotRows, units: readonly string[]) {
  const taxClassIndex = new Map(rows.taxClasses.map((taxClass, index) => [taxClass.taxClassId, index]));
  const categoryIndex = new Map(rows.categories.map((category, index) => [category.categoryId, index]));
  const unitIndex = new Map(units.map((unit, index) => [unit, index]));
  const prices = new Float64Array(variants.length);
  const taxClasses = new Uint32Array(variants.length);
  const categories = new Uint32Array(variants.length);
  const unitColumn = new Uint32Array(variants.length);
  const policies = new Uint8Array(variants.length);
  for (const [row, variant] of variants.entries()) {
    const taxClass = taxClassIndex.get(variant.taxClassId);
    if (taxClass === undefined) throw new RangeError(`variant ${variant.variantId} has an unknown tax class`);
    prices[row] = variant.priceE4 ?? Number.NaN;
    taxClasses[row] = taxClass;
    categories[row] = categoryIndex.get(variant.categoryId ?? '') ?? NONE;
    unitColumn[row] = unitIndex.get(variant.unit) ?? 0;
    policies[row] = POLICIES.indexOf(variant.stockPolicy);
    if (row % STEP === 0) yield;
  }
  return { prices, taxClasses, categories, units: unitColumn, policies };
}

function* textColumns({ variants, folded }: Sorted) {
  const [names, skus, foldedNames] = [new ByteWriter(), new ByteWriter(), new ByteWriter()];
  const nameOffsets = new Uint32Array(variants.length + 1);
  const skuOffsets = new Uint32Array(variants.length + 1);
  const foldedSkus: string[] = [];
  for (const [row, variant] of variants.entries()) {
    names.text(variant.name);
    skus.text(variant.sku);
    foldedNames.text(`${folded[row] ?? ''}\n`);
    nameOffsets[row + 1] = names.length;
    skuOffsets[row + 1] = skus.length;
    foldedSkus.push(foldText(variant.sku));
    if (row % STEP === 0) yield;
  }
  const skuOrder = yield* sortInSteps(variants.length, (a, b) => compareText(foldedSkus[a] ?? '', foldedSkus[b] ?? ''));
  const folds = foldedNames.bytes();
  return { names: names.bytes(), nameOffsets, skus: skus.bytes(), skuOffsets, skuOrder, folded: folds };
}

/** The words of all names in order, each with the rows that contain it: ascending, as differences (LEB128). */
function* vocabulary(folded: readonly string[]) {
  const rowsOf = new Map<string, number[]>();
  for (const [row, name] of folded.entries()) {
    for (const word of tokensOf(name)) {
      const rows = rowsOf.get(word);
      if (rows === undefined) rowsOf.set(word, [row]);
      else if (rows.at(-1) !== row) rows.push(row);
    }
    if (row % STEP === 0) yield;
  }
  const unsorted = [...rowsOf.keys()];
  const order = yield* sortInSteps(unsorted.length, (a, b) => compareText(unsorted[a] ?? '', unsorted[b] ?? ''));
  const [words, postings] = [new ByteWriter(), new ByteWriter()];
  const postingOffsets = new Uint32Array(order.length + 1);
  for (const [index, wordIndex] of order.entries()) {
    const word = unsorted[wordIndex] ?? '';
    words.text(index === 0 ? word : `\n${word}`);
    let previous = 0;
    for (const row of rowsOf.get(word) ?? []) {
      postings.varint(row - previous);
      previous = row;
    }
    postingOffsets[index + 1] = postings.length;
    if (index % STEP === 0) yield;
  }
  return { words: words.bytes(), postings: postings.bytes(), postingOffsets };
}

function* codeColumns(variants: readonly SnapshotVariant[]) {
  const [gtins, others]: [CodeRow[], CodeRow[]] = [[], []];
  for (const [row, variant] of variants.entries()) {
    for (const code of variant.codes) (code.isGtin ? gtins : others).push({ ...code, row });
    if (row % STEP === 0) yield;
  }
  const numbers = Float64Array.from(gtins, (code) => Number(code.code));
  yield;
  const gtinOrder = yield* sortInSteps(gtins.length, (a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
  const codeOrder = yield* sortInSteps(others.length, (a, b) =>
    compareText(others[a]?.code ?? '', others[b]?.code ?? ''),
  );
  const codes = new ByteWriter();
  const codeOffsets = new Uint32Array(others.length + 1);
  for (const [index, from] of codeOrder.entries()) {
    codes.text(others[from]?.code ?? '');
    codeOffsets[index + 1] = codes.length;
    if (index % STEP === 0) yield;
  }
  const gtinDigits = Uint8Array.from(gtinOrder, (from) => gtins[from]?.displayCode.length ?? 14);
  yield;
  return {
    gtins: numbers.map((_, index) => numbers[gtinOrder[index] ?? 0] ?? 0),
    gtinRows: rowColumn(gtins, gtinOrder),
    gtinQuantities: quantityColumn(gtins, gtinOrder),
    gtinDigits,
    codes: codes.bytes(),
    codeOffsets,
    codeRows: rowColumn(others, codeOrder),
    codeQuantities: quantityColumn(others, codeOrder),
  };
}
function rowColumn(codes: readonly CodeRow[], order: Uint32Array): Uint32Array {
  return order.map((from) => codes[from]?.row ?? 0);
}

function quantityColumn(codes: readonly CodeRow[], order: Uint32Array): Float64Array {
  const column = new Float64Array(order.length);
  for (let index = 0; index < order.length; index += 1) column[index] = codes[order[index] ?? 0]?.quantityMilli ?? 0;
  return column;
}

function favourites(variants: readonly SnapshotVariant[]) {
  const chosen = variants
    .map((variant, row) => ({ row, position: variant.favouritePosition }))
    .filter((entry): entry is { row: number; position: number } => entry.position !== null)
    .sort((a, b) => a.position - b.position || a.row - b.row);
  return {
    favouriteRows: Uint32Array.from(chosen, (entry) => entry.row),
    favouritePositions: Float64Array.from(chosen, (entry) => entry.position),
  };
}

function assemble(head: Omit<SnapshotHeader, 'sections'>, sections: Sections): Uint8Array {
  const table: Partial<Record<SectionName, readonly [number, number]>> = {};
  let bodyBytes = 0;
  for (const name of SECTIONS) {
    table[name] = [bodyBytes, sections[name].byteLength];
    bodyBytes += aligned(sections[name].byteLength);
  }
  const header = new TextEncoder().encode(JSON.stringify({ ...head, sections: table }));
  const bodyStart = PREAMBLE_BYTES + aligned(header.length);
  const file = new Uint8Array(bodyStart + bodyBytes);
  const preamble = [SNAPSHOT_MAGIC, SNAPSHOT_VERSION, header.length, file.length];
  for (const [index, value] of preamble.entries()) new DataView(file.buffer).setUint32(index * 4, value, true);
  file.set(header, PREAMBLE_BYTES);
  for (const name of SECTIONS) {
    const { buffer, byteOffset, byteLength } = sections[name];
    file.set(new Uint8Array(buffer, byteOffset, byteLength), bodyStart + (table[name]?.[0] ?? 0));
  }
  return file;
}
