import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Milli, type Minor, milli, minor, type PriceE4, priceE4, roundDiv } from '@mosaajii/domain/money';
import { GROSS_SCALE } from '@mosaajii/domain/quantity';
import { ORDER_LIMITS } from '@mosaajii/domain/sale';
import { parse } from 'csv-parse/sync';

/** One line of an invoice as the file has it; quantity, price and amount keep their sign. */
export interface InvoiceLine {
  readonly rowNumber: number;
  readonly cells: readonly string[];
  readonly invoice: string;
  readonly sku: string;
  readonly description: string;
  readonly quantityMilli: Milli;
  readonly unitPriceE4: PriceE4;
  /** Quantity times price, rounded half-up to the penny. */
  readonly amountMinor: Minor;
  /** The shop's wall clock, read as UTC: `2010-12-01T08:26:00.000Z`. */
  readonly occurredAt: string;
  readonly businessDate: string;
  readonly customerId: string;
}

/** A line that is not played, and why. */
export interface RejectedLine {
  readonly rowNumber: number;
  readonly invoice: string;
  readonly cells: readonly string[];
  readonly reason: string;
  /** As far as quantity and price can be read; otherwise zero. */
  readonly amountMinor: Minor;
}

export interface InvoiceFile {
  readonly name: string;
  readonly header: readonly string[];
  /** SHA-256 of the rows: the same month is the same file whether it comes compressed or not. */
  readonly contentHash: string;
  readonly lines: readonly InvoiceLine[];
  readonly rejected: readonly RejectedLine[];
}

/** The file as a whole is not what we read; the message says what to do. */
export class InvoiceFileError extends Error {
  override readonly name = 'InvoiceFileError';
}

const COLUMNS = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
] as const;
type Column = (typeof COLUMNS)[number];
const LONGEST_SKU = 64;
const LONGEST_NAME = 200;
const PENCE_EXPONENT = 2;
const LARGEST_GROSS = BigInt(ORDER_LIMITS.lineGrossMinor) * GROSS_SCALE;

/** Reads `*.csv` or `*.csv.gz` in the format of Online Retail (UCI, doi 10.24432/C5BW33). Throws {@link InvoiceFileError}. */
export async function readInvoiceFile(path: string): Promise<InvoiceFile> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new InvoiceFileError(`Cannot read ${path}: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  return parseInvoiceFile(basename(path), bytes);
}

/** The same from bytes in memory; `name` is what reports call it. */
export function parseInvoiceFile(name: string, bytes: Uint8Array): InvoiceFile {
  const { records, broken } = splitRows(name, decode(name, bytes));
  const [header, ...rows] = records;
  if (header === undefined) throw new InvoiceFileError(`${name} is empty.`);
  const position = columnPositions(name, header.cells);
  const lines: InvoiceLine[] = [];
  const rejected: RejectedLine[] = [...broken];
  for (const row of rows) {
    const line = readLine(row, position, header.cells.length);
    if ('reason' in line) rejected.push(line);
    else lines.push(line);
  }
  const contentHash = createHash('sha256')
    .update(JSON.stringify(records.map((row) => row.cells)))
    .digest('hex');
  return { name, header: header.cells, contentHash, lines, rejected };
}

function decode(name: string, bytes: Uint8Array): string {
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = isCompressed ? decompress(name, bytes) : bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch {
    // Not UTF-8: the original of this data set was published in windows-1252, in which every byte has a meaning.
    return new TextDecoder('windows-1252').decode(plain);
  }
}

function decompress(name: string, bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InvoiceFileError(`${name} is damaged: it cannot be decompressed (${why}).`);
  }
}

interface Row {
  readonly rowNumber: number;
  readonly cells: readonly string[];
}

/** Rows with the number of the line they begin on; a row whose quoting is broken is rejected and the rest goes on. */
function splitRows(name: string, text: string): { records: Row[]; broken: RejectedLine[] } {
  const broken: RejectedLine[] = [];
  const records: Row[] = [];
  try {
    parse(text, {
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_record: (record: string[], context) => {
        records.push({ rowNumber: context.lines, cells: record });
        return null;
      },
      on_skip: (error, raw) => {
        const reason = `unreadable row: ${error?.message ?? 'broken quoting'}`;
        broken.push({ rowNumber: 0, invoice: '', cells: [raw ?? ''], reason, amountMinor: minor(0) });
      },
    });
    return { records, broken };
  } catch (cause) {
    throw new InvoiceFileError(`${name} is not CSV: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function columnPositions(name: string, header: readonly string[]): ReadonlyMap<Column, number> {
  const names = header.map((cell) => cell.trim().toLowerCase());
  const positions = new Map(COLUMNS.map((column) => [column, names.indexOf(column.toLowerCase())] as const));
  const missing = COLUMNS.filter((column) => column !== 'CustomerID' && positions.get(column) === -1);
  if (missing.length === 0) return positions;
  throw new InvoiceFileError(
    `${name} has no column ${missing.join(', ')}. Its first row must name InvoiceNo, StockCode, Description, Quantity, ` +
      'InvoiceDate, UnitPrice, CustomerID and Country.',
  );
}

function readLine(row: Row, positions: ReadonlyMap<Column, number>, width: number): InvoiceLine | RejectedLine {
  const cell = (column: Column) => (row.cells[positions.get(column) ?? -1] ?? '').trim();
  const quantity = parseSigned(cell('Quantity'), 3);
  const price = parseSigned(cell('UnitPrice'), PENCE_EXPONENT + 4);
  const reason =
    shapeProblem(row, width) ?? textProblem(cell) ?? dateProblem(cell('InvoiceDate')) ?? numberProblem(quantity, price);
  const amountMinor = quantity !== null && price !== null ? amountOf(quantity, price) : minor(0);
  const invoice = cell('InvoiceNo');
  if (reason !== null || quantity === null || price === null) {
    return { rowNumber: row.rowNumber, invoice, cells: row.cells, reason: reason ?? 'unreadable', amountMinor };
  }
  const occurredAt = `${cell('InvoiceDate').replace(' ', 'T')}.000Z`;
  return {
    rowNumber: row.rowNumber,
    cells: row.cells,
    invoice,
    sku: cell('StockCode'),
    description: cell('Description').slice(0, LONGEST_NAME).trim(),
    quantityMilli: milli(Number(quantity)),
    unitPriceE4: priceE4(Number(price)),
    amountMinor,
    occurredAt,
    businessDate: occurredAt.slice(0, 10),
    customerId: cell('CustomerID'),
  };
}

/** A plain decimal with a point, in units of 10^-exponent; `null` when it is not one. Commas would be ambiguous here. */
function parseSigned(text: string, exponent: number): bigint | null {
  const [, sign, whole, decimals = ''] = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text) ?? [];
  const used = decimals.replace(/0+$/, '');
  if (whole === undefined || used.length > exponent) return null;
  return BigInt(`${sign === '-' ? '-' : ''}${whole}${used.padEnd(exponent, '0')}`);
}

/** Exact also for lines whose bounds reject them; what is beyond every integer that can be added up counts as zero. */
function amountOf(quantity: bigint, price: bigint): Minor {
  const amount = Number(roundDiv(quantity * price, GROSS_SCALE, 'half-up'));
  return minor(Number.isSafeInteger(amount) ? amount : 0);
}

function shapeProblem(row: Row, width: number): string | null {
  return row.cells.length === width ? null : `the row has ${row.cells.length} cells, the header ${width}`;
}

function textProblem(cell: (column: Column) => string): string | null {
  if (COLUMNS.some((column) => isUnprintable(cell(column)))) return 'the row contains control characters';
  if (cell('InvoiceNo') === '') return 'the invoice has no number';
  if (cell('InvoiceNo').length > LONGEST_SKU) return 'the invoice number is too long';
  if (cell('StockCode') === '') return 'the line has no stock code';
  return cell('StockCode').length > LONGEST_SKU ? 'the stock code is too long' : null;
}

function isUnprintable(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function dateProblem(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text))
    return `"${text}" is not a date of the form 2010-12-01 08:26:00`;
  const moment = new Date(`${text.replace(' ', 'T')}.000Z`);
  const isReal = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text.replace(' ', 'T'));
  return isReal ? null : `"${text}" is not a date of the calendar`;
}

function numberProblem(quantity: bigint | null, price: bigint | null): string | null {
  if (quantity === null) return 'the quantity is not a number with at most three decimals';
  if (price === null) return 'the price is not a number with at most six decimals';
  if (price < 0n) return 'the price is negative';
  if (quantity === 0n) return 'the quantity is zero';
  const size = quantity < 0n ? -quantity : quantity;
  if (size > BigInt(ORDER_LIMITS.quantityMilli)) return 'the quantity is out of bounds';
  const isTooDear = price > BigInt(ORDER_LIMITS.priceE4) || size * price > LARGEST_GROSS;
  return isTooDear ? 'the amount is out of bounds' : null;
}
