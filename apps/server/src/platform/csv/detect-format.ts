import { IMPORT_DELIMITERS, type ImportDelimiter, type ImportEncoding } from '@mosaajii/contract';
import { parse } from 'csv-parse/sync';

/** How many rows are looked at to find out how a file is written. */
const ROWS_LOOKED_AT = 200;

/**
 * The encoding of a file: what its byte order mark says; UTF-16 without one shows by its zero bytes; UTF-8 when the whole
 * file is valid UTF-8, which other encodings hardly ever are by accident; otherwise Windows-1252, what spreadsheets write.
 */
export function detectEncoding(head: Uint8Array, isValidUtf8: boolean): ImportEncoding {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const zeros = zerosByParity(head.subarray(0, 4096));
  if (zeros.odd > 0.3 && zeros.even < 0.05) return 'utf-16le';
  if (zeros.even > 0.3 && zeros.odd < 0.05) return 'utf-16be';
  return isValidUtf8 ? 'utf-8' : 'windows-1252';
}

function zerosByParity(bytes: Uint8Array): { even: number; odd: number } {
  const counts = { even: 0, odd: 0 };
  for (const [index, byte] of bytes.entries()) {
    if (byte === 0) counts[index % 2 === 0 ? 'even' : 'odd'] += 1;
  }
  const half = Math.max(1, bytes.length / 2);
  return { even: counts.even / half, odd: counts.odd / half };
}

/** Tells whether bytes that come piece by piece are UTF-8. */
export function utf8Checker(): { push(bytes: Uint8Array): void; isValid(): boolean } {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isValid = true;
  const decode = (bytes: Uint8Array | undefined, stream: boolean) => {
    if (!isValid) return;
    try {
      decoder.decode(bytes, { stream });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      isValid = false;
    }
  };
  return {
    push: (bytes) => decode(bytes, true),
    isValid: () => {
      decode(undefined, false);
      return isValid;
    },
  };
}

/** The delimiter that splits most rows into the same number of cells, more than one; a comma when none does. */
export function detectDelimiter(text: string): ImportDelimiter {
  let best: { delimiter: ImportDelimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of IMPORT_DELIMITERS) {
    const score = consistency(rowsOf(text, delimiter).map((row) => row.length));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** The share of rows that have the usual number of cells, a little better for more cells; nothing for one cell. */
function consistency(lengths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [usual, times] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
  return usual < 2 ? 0 : times / lengths.length + Math.min(usual, 50) / 1000;
}

/** The first rows of a text. The last one may be cut off in the middle and is left out unless it is the only one. */
export function rowsOf(text: string, delimiter: string): string[][] {
  const rows = parse(text, {
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // A quote that the cut has left open ends the look, not the import.
    skip_records_with_error: true,
    to: ROWS_LOOKED_AT + 1,
  });
  return rows.length > 1 && rows.length <= ROWS_LOOKED_AT && !text.endsWith('\n') ? rows.slice(0, -1) : rows;
}
