import { beginsWithinOneEdit, foldText, tokensOf } from './fold.ts';
import { hitAt, lowerBound, type SearchTexts, type SnapshotColumns } from './snapshot-columns.ts';
import type { CatalogHit, SnapshotVariant } from './snapshot-model.ts';
import { firstSku, foldedSku, type SnapshotView, variantByCode, variantBySku, withoutCodes } from './snapshot-view.ts';

/** Finds variants by what a person types. */
export interface SearchIndex {
  /**
   * At most `limit` hits, best first: the exact SKU or code, names that begin with the text, names whose words begin with
   * the typed words (and SKUs and codes that begin with it), names that contain the text. When nothing is found, words one
   * edit away count too.
   */
  search(text: string, limit: number): CatalogHit[];
}

/** Shorter words are one edit away from too many others. */
const FUZZY_LENGTH = 4;
const SUBSTRING_LENGTH = 2;

/** Prepares search over a catalogue: decodes the texts once for a file, so that later views of it start at once. */
export function searchIndex(view: SnapshotView): SearchIndex {
  const texts = searchTexts(view.columns);
  const changed = [...view.overlay.variants.values()].map(overlayEntry);
  return { search: (text, limit) => search(view, texts, changed, text, limit) };
}

interface OverlayEntry {
  readonly variant: SnapshotVariant;
  readonly folded: string;
  readonly tokens: readonly string[];
}

function overlayEntry(variant: SnapshotVariant): OverlayEntry {
  const folded = foldText(variant.name);
  return { variant, folded, tokens: tokensOf(folded) };
}

function searchTexts(columns: SnapshotColumns): SearchTexts {
  columns.memo.search ??= decodeTexts(columns);
  return columns.memo.search;
}

function decodeTexts({ bytes, header }: SnapshotColumns): SearchTexts {
  const decoder = new TextDecoder();
  const folded = decoder.decode(bytes.folded);
  const starts = new Uint32Array(header.count + 1);
  for (let row = 0, at = 0; row < header.count; row += 1) {
    at = folded.indexOf('\n', at) + 1;
    starts[row + 1] = at;
  }
  const words = bytes.words.length === 0 ? [] : decoder.decode(bytes.words).split('\n');
  return { folded, starts, words };
}

function search(
  view: SnapshotView,
  texts: SearchTexts,
  changed: readonly OverlayEntry[],
  text: string,
  limit: number,
): CatalogHit[] {
  const query = foldText(text);
  if (query === '' || limit <= 0) return [];
  const found = new Found(view, limit);
  found.hit(variantByCode(view, text.trim()));
  found.hit(variantBySku(view, text));
  found.tier(
    changed.filter((entry) => entry.folded.startsWith(query)),
    () => namePrefixRows(texts, query),
  );
  const tokens = tokensOf(query);
  found.tier(
    changed.filter((entry) => matchesAll(entry, tokens, startsWith) || beginsCode(entry.variant, query)),
    function* () {
      yield* skuPrefixRows(view.columns, query);
      yield* codePrefixRows(view.columns, query);
      yield* tokenRows(
        view.columns,
        tokens.map((token) => prefixRange(texts.words, token)),
      );
    },
  );
  if (query.length >= SUBSTRING_LENGTH) {
    found.tier(
      changed.filter((entry) => entry.folded.includes(query)),
      () => substringRows(texts, query),
    );
  }
  if (found.hits.length === 0) {
    found.tier(
      changed.filter((entry) => matchesAll(entry, tokens, nearly)),
      () =>
        tokenRows(
          view.columns,
          tokens.map((token) => nearbyWords(texts.words, token)),
        ),
    );
  }
  return found.hits;
}

/** Collects hits in order, each variant once, and stops asking for rows when it has enough. */
class Found {
  readonly hits: CatalogHit[] = [];
  private readonly rows = new Set<number>();
  private readonly ids = new Set<string>();
  private readonly view: SnapshotView;
  private readonly limit: number;

  constructor(view: SnapshotView, limit: number) {
    this.view = view;
    this.limit = limit;
  }

  hit(hit: CatalogHit | null): void {
    if (hit === null || this.ids.has(hit.variantId) || this.hits.length >= this.limit) return;
    this.ids.add(hit.variantId);
    // An exact code brings its quantity and itself along; a search result is only the variant.
    const { codeQuantityMilli: _quantity, displayCode: _code, ...plain } = hit as CatalogHit & Record<string, unknown>;
    this.hits.push(plain as CatalogHit);
  }

  tier(changed: readonly OverlayEntry[], rows: () => Iterable<number>): void {
    for (const entry of changed) this.hit(withoutCodes(entry.variant));
    if (this.hits.length >= this.limit) return;
    for (const row of rows()) {
      if (this.rows.has(row) || this.view.overlay.hidden[row] === 1) continue;
      this.rows.add(row);
      this.hit(hitAt(this.view.columns, row));
      if (this.hits.length >= this.limit) return;
    }
  }
}

const startsWith = (word: string, token: string) => word.startsWith(token);
const nearly = (word: string, token: string) =>
  word.startsWith(token) || (token.length >= FUZZY_LENGTH && beginsWithinOneEdit(word, token));

function matchesAll(entry: OverlayEntry, tokens: readonly string[], matches: (word: string, token: string) => boolean) {
  return tokens.length > 0 && tokens.every((token) => entry.tokens.some((word) => matches(word, token)));
}

function beginsCode(variant: SnapshotVariant, query: string): boolean {
  return foldText(variant.sku).startsWith(query) || variant.codes.some((code) => code.displayCode.startsWith(query));
}

function* namePrefixRows({ folded, starts }: SearchTexts, query: string): Generator<number> {
  const count = starts.length - 1;
  const isBefore = (row: number) => folded.slice(starts[row], (starts[row + 1] ?? 1) - 1) < query;
  for (let row = lowerBound(count, isBefore); row < count && folded.startsWith(query, starts[row]); row += 1) yield row;
}

function* skuPrefixRows(columns: SnapshotColumns, query: string): Generator<number> {
  const { skuOrder } = columns.u32;
  for (let at = firstSku(columns, query); at < skuOrder.length; at += 1) {
    const row = skuOrder[at] ?? 0;
    if (!foldedSku(columns, row).startsWith(query)) return;
    yield row;
  }
}

/** Codes that begin with the typed digits, whichever of the four lengths of a GTIN they were entered in. */
function* codePrefixRows({ u32, f64, bytes }: SnapshotColumns, query: string): Generator<number> {
  if (!/^\d{4,14}$/.test(query)) return;
  for (const digits of [13, 12, 8, 14]) {
    if (digits < query.length) continue;
    const scale = 10 ** (digits - query.length);
    const [from, until] = [Number(query) * scale, (Number(query) + 1) * scale];
    let at = lowerBound(f64.gtins.length, (index) => (f64.gtins[index] ?? 0) < from);
    for (; at < f64.gtins.length && (f64.gtins[at] ?? 0) < until; at += 1) {
      if (bytes.gtinDigits[at] === digits) yield u32.gtinRows[at] ?? 0;
    }
  }
}

/** Indexes of words; neighbours are one range. */
type WordRanges = readonly (readonly [from: number, until: number])[];

function prefixRange(words: readonly string[], token: string): WordRanges {
  const from = lowerBound(words.length, (index) => (words[index] ?? '') < token);
  const until = lowerBound(
    words.length,
    (index) => (words[index] ?? '') < token || (words[index] ?? '').startsWith(token),
  );
  return [[from, until]];
}

/** A word that begins something is taken as it is; only a word that begins nothing was mistyped. */
function nearbyWords(words: readonly string[], token: string): WordRanges {
  const exact = prefixRange(words, token);
  if (exact.some(([from, until]) => until > from) || token.length < FUZZY_LENGTH) return exact;
  const ranges: [number, number][] = [];
  for (const [index, word] of words.entries()) if (beginsWithinOneEdit(word, token)) ranges.push([index, index + 1]);
  return ranges;
}

/** Rows that contain a word of each token's ranges, in row order. */
function* tokenRows(columns: SnapshotColumns, ranges: readonly WordRanges[]): Generator<number> {
  if (ranges.length === 0 || ranges.length > 255) return;
  const { bytes, u32, header } = columns;
  const matched = new Uint8Array(header.count);
  for (const [token, words] of ranges.entries()) {
    for (const [from, until] of words) markRows(bytes.postings, u32.postingOffsets, from, until, matched, token);
  }
  for (let row = matched.indexOf(ranges.length); row !== -1; row = matched.indexOf(ranges.length, row + 1)) yield row;
}

/** A row that has matched all tokens before `token` has now matched one more. */
function markRows(
  postings: Uint8Array,
  offsets: Uint32Array,
  from: number,
  until: number,
  matched: Uint8Array,
  token: number,
): void {
  for (let word = from; word < until; word += 1) {
    const end = offsets[word + 1] ?? 0;
    let row = 0;
    for (let at = offsets[word] ?? 0; at < end; ) {
      let byte = postings[at++] ?? 0;
      let difference = byte & 0x7f;
      for (let shift = 7; byte > 0x7f; shift += 7) {
        byte = postings[at++] ?? 0;
        difference |= (byte & 0x7f) << shift;
      }
      row += difference;
      if (matched[row] === token) matched[row] = token + 1;
    }
  }
}

function* substringRows({ folded, starts }: SearchTexts, query: string): Generator<number> {
  const count = starts.length - 1;
  for (let at = folded.indexOf(query); at !== -1; ) {
    const position = at;
    const row = lowerBound(count, (index) => (starts[index + 1] ?? 0) <= position);
    yield row;
    at = folded.indexOf(query, starts[row + 1]);
  }
}
