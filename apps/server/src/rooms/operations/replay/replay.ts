import type { Currency } from '@mosaajii/domain/money';
import { openingStockOf, productsOf } from './catalogue.ts';
import type { ReplayDocument } from './documents.ts';
import { sortInvoices } from './documents.ts';
import type { InvoiceFile, RejectedLine } from './invoice-file.ts';
import { nameOf } from './names.ts';
import { REPLAY_RULES } from './payloads.ts';
import {
  type BatchSize,
  documentIdOf,
  LARGEST_BATCH,
  type Lane,
  type ModelShift,
  type Outcome,
  playLane,
} from './play-lane.ts';
import { type ReplayShop, ShopRefusal, type ShopVariant } from './shop.ts';
import { openLane } from './state.ts';
import { emptyTally, type Tally, tallyDocument, tallyRejected } from './tally.ts';

export interface ReplayOptions extends PlayOptions {
  /** Where the import registers keep their keys and what is on its way. */
  readonly stateDirectory: string;
  /** Import registers that work side by side. */
  readonly lanes: number;
}

export interface PlayOptions {
  readonly shop: ReplayShop;
  readonly files: readonly InvoiceFile[];
  /** Days that every date is moved by; 0 plays them as they were. */
  readonly shiftDays?: number;
  /** The IANA zone of the clock that wrote the files' times; UTC when it is left out. */
  readonly timeZone?: string;
  /** The shop's currency with the files' way of rounding; pounds when it is left out. */
  readonly currency?: Currency;
  /** How much is sent at once; as much as the server takes when it is left out. */
  readonly batch?: BatchSize;
  onProgress?(progress: Progress): void;
  /** Asked between days: a replay stops cleanly and is resumed by starting it again. */
  isStopping?(): boolean;
}

export interface Progress {
  readonly file: string;
  readonly documents: number;
  readonly total: number;
}

export interface FileReport extends Tally {
  readonly file: string;
  /** Of the documents above, how many the shop already had before this run. */
  readonly repeated: number;
  readonly rejectedLines: readonly RejectedLine[];
}

export interface ReplayReport {
  readonly files: readonly FileReport[];
  /** Each document once, also when two files have it. */
  readonly total: Tally;
  /** Each day of each register, as the documents alone say it. */
  readonly shifts: readonly ModelShift[];
  readonly isComplete: boolean;
}

/** The most lines that one stock adjustment takes. */
const ADJUSTMENT_SIZE = 1000;

/**
 * Plays invoice files into a shop as import registers would: products and opening stock first, then each day as a shift.
 * Everything is named by the content it comes from, so a repeat or a resumed run adds nothing that is there. Throws a
 * {@link ShopRefusal} when the shop cannot take these files at all.
 */
export async function replay(options: ReplayOptions): Promise<ReplayReport> {
  const { shop } = options;
  if (shop.currencyCode !== 'GBP') {
    throw new ShopRefusal(`These invoices are in GBP, the shop keeps its books in ${shop.currencyCode}.`);
  }
  const lanes = await Promise.all(
    Array.from({ length: options.lanes }, (_, index) => openLane(shop, options.stateDirectory, index + 1)),
  );
  return playFiles(options, lanes);
}

/** The same into a shop of any currency, with import registers that the caller has opened. */
export async function playFiles(options: PlayOptions, lanes: readonly Lane[]): Promise<ReplayReport> {
  const total = new Total(options.shop);
  const files: FileReport[] = [];
  const shifts: ModelShift[] = [];
  for (const file of options.files) {
    if (options.isStopping?.() === true) break;
    files.push(await playFile(options, lanes, file, total, shifts));
  }
  const isComplete = options.isStopping?.() !== true;
  return { files, total: total.tally, shifts, isComplete };
}

async function playFile(
  options: PlayOptions,
  lanes: readonly Lane[],
  file: InvoiceFile,
  total: Total,
  shifts: ModelShift[],
): Promise<FileReport> {
  const { documents, rejected } = sortInvoices(file);
  const variants = await prepareShelves(options.shop, file, documents);
  const tally = emptyTally();
  const rejectedLines = [...rejected];
  let repeated = 0;
  let done = 0;
  const onOutcome = ({ document, status, reason }: Outcome) => {
    done += 1;
    if (status === 'refused') rejectedLines.push(...document.lines.map((line) => ({ ...line, reason })));
    else {
      tallyDocument(tally, document);
      total.addDocument(document);
      repeated += status === 'repeated' ? 1 : 0;
    }
    options.onProgress?.({ file: file.name, documents: done, total: documents.length });
  };
  // All lanes come to rest before a failure is told, so that nothing goes on behind the caller's back.
  const ends = await Promise.allSettled(
    lanes.map((lane, index) =>
      playLane(lane, {
        shop: options.shop,
        contentHash: file.contentHash,
        variants,
        documents: documents.filter((document) => laneOf(document, lanes.length) === index),
        shiftDays: options.shiftDays ?? 0,
        timeZone: options.timeZone ?? 'UTC',
        rules: options.currency === undefined ? REPLAY_RULES : { ...REPLAY_RULES, currency: options.currency },
        batch: options.batch ?? LARGEST_BATCH,
        onOutcome,
        onShift: (shift) => shifts.push(shift),
        isStopping: () => options.isStopping?.() === true,
      }),
    ),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  tallyRejected(tally, rejectedLines);
  total.addRejected(file, rejectedLines);
  return {
    file: file.name,
    ...tally,
    repeated,
    rejectedLines: rejectedLines.sort((a, b) => a.rowNumber - b.rowNumber),
  };
}

async function prepareShelves(
  shop: ReplayShop,
  file: InvoiceFile,
  documents: readonly ReplayDocument[],
): Promise<ReadonlyMap<string, ShopVariant>> {
  const variants = await shop.ensureProducts(productsOf(documents));
  const lines = [...openingStockOf(documents)].flatMap(([sku, quantityMilli]) => {
    const variant = variants.get(sku);
    return variant === undefined ? [] : [{ variantId: variant.variantId, quantityMilli }];
  });
  for (let start = 0; start < lines.length; start += ADJUSTMENT_SIZE) {
    const adjustmentId = nameOf(shop.organizationId, 'opening', file.contentHash, String(start));
    await shop.openStock(adjustmentId, lines.slice(start, start + ADJUSTMENT_SIZE));
  }
  return variants;
}

/** One day is one shift of one register; neighbouring days go to different registers. */
function laneOf(document: ReplayDocument, lanes: number): number {
  return Math.floor(Date.parse(`${document.businessDate}T00:00:00.000Z`) / 86_400_000) % lanes;
}

/** Sums over the files that count no document and no rejected row twice. */
class Total {
  readonly tally = emptyTally();
  readonly #shop: ReplayShop;
  readonly #documents = new Set<string>();
  readonly #files = new Set<string>();

  constructor(shop: ReplayShop) {
    this.#shop = shop;
  }

  addDocument(document: ReplayDocument): void {
    const id = documentIdOf(this.#shop, document);
    if (this.#documents.has(id)) return;
    this.#documents.add(id);
    tallyDocument(this.tally, document);
  }

  addRejected(file: InvoiceFile, rejected: readonly RejectedLine[]): void {
    if (this.#files.has(file.contentHash)) return;
    this.#files.add(file.contentHash);
    tallyRejected(this.tally, rejected);
  }
}
