import { Readable } from 'node:stream';
import type { ImportFormat } from '@mosaajii/contract';
import { CsvError, parse } from 'csv-parse';
import iconv from 'iconv-lite';

/** A row of the file. */
export interface FileRow {
  /** As a spreadsheet counts: the first row of the file is 1. Blank lines are not counted. */
  readonly rowNumber: number;
  readonly cells: readonly string[];
}

/** The file cannot be read to its end; the message is for people. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

/** A row of more characters is a quote that was never closed, not a product. */
const LONGEST_ROW = 256 * 1024;

/**
 * The rows of a file without its heading, one after the other, decoded and split as the format says. Quoted cells may
 * contain line breaks, cells keep every character. Throws `UnreadableFile` where a quote is never closed.
 */
export async function* readRows(bytes: AsyncIterable<Uint8Array>, format: ImportFormat): AsyncGenerator<FileRow> {
  const parser = parse({
    delimiter: format.delimiter,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
  });
  const source = Readable.from(decoded(bytes, format.encoding));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let rowNumber = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      rowNumber += 1;
      if (rowNumber === 1 && format.hasHeader) continue;
      yield { rowNumber, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableFile(reasonOf(error, rowNumber + 1));
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function reasonOf(error: CsvError, rowNumber: number): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return `Row ${rowNumber} opens a quote that is never closed. Correct that row and upload the file again.`;
  }
  return `Row ${rowNumber} cannot be read: ${error.message}`;
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  // Bytes that are not of the encoding become U+FFFD, and the row that has one is rejected by itself. Not TextDecoder:
  // that of Node reads windows-1252 as Latin-1, without the euro sign.
  const decoder = iconv.getDecoder(encoding);
  for await (const piece of bytes) {
    const text = decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
    if (text !== '') yield text;
  }
  const rest = decoder.end();
  if (rest !== undefined && rest !== '') yield rest;
}
