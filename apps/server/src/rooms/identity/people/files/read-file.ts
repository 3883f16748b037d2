import type { PeopleFileRequest, PeopleFormat, PeopleMapping } from '@mosaajii/contract/people-files';
import { PEOPLE_FILE_LIMITS } from '@mosaajii/contract/people-files';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { CsvError, parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { detectDelimiter, detectEncoding, utf8Checker } from '../../../../platform/csv/index.ts';
import { guessByContent, guessColumns } from './people-columns.ts';

/** A file of people, read to its end. */
export interface PeopleFile {
  readonly format: PeopleFormat;
  readonly columns: readonly string[];
  /** Null: no column looks like names. */
  readonly mapping: PeopleMapping | null;
  readonly rows: readonly { readonly rowNumber: number; readonly cells: readonly string[] }[];
}

/** Reads a file as it was asked for; what was not said is found out. Refuses what has no rows, too many, or no end. */
export function readPeopleFile(input: PeopleFileRequest): Result<PeopleFile, Refusal<'malformed-request'>> {
  const bytes = Buffer.from(input.content, 'base64');
  const encoding = input.format?.encoding ?? encodingOf(bytes);
  const text = iconv.decode(bytes, encoding);
  const delimiter = input.format?.delimiter ?? detectDelimiter(text.slice(0, 64 * 1024));
  const parsed = rowsOfText(text, delimiter);
  if (!parsed.ok) return parsed;
  const [first = []] = parsed.value;
  const hasHeader = input.format?.hasHeader ?? guessColumns(first) !== null;
  const rows = parsed.value.map((cells, index) => ({ rowNumber: index + 1, cells })).slice(hasHeader ? 1 : 0);
  if (rows.length === 0) return refused('The file has no rows.');
  if (rows.length > PEOPLE_FILE_LIMITS.rows) return refused(`The file has more than ${PEOPLE_FILE_LIMITS.rows} rows.`);
  const guessed = hasHeader ? guessColumns(first) : guessByContent(rows.slice(0, 200).map((row) => row.cells));
  const columns = first
    .slice(0, PEOPLE_FILE_LIMITS.columns)
    .map((cell, index) => (hasHeader ? cell.trim().slice(0, 200) : `${index + 1}`));
  return ok({ format: { encoding, delimiter, hasHeader }, columns, mapping: input.mapping ?? guessed, rows });
}

function encodingOf(bytes: Buffer): PeopleFormat['encoding'] {
  const checker = utf8Checker();
  checker.push(bytes);
  return detectEncoding(bytes, checker.isValid());
}

function rowsOfText(text: string, delimiter: string): Result<string[][], Refusal<'malformed-request'>> {
  try {
    return ok(
      parse(text, {
        bom: true,
        delimiter,
        relax_quotes: true,
        relax_column_count: true,
        skip_empty_lines: true,
        max_record_size: 64 * 1024,
        to: PEOPLE_FILE_LIMITS.rows + 2,
      }),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refused('A row opens a quote that is never closed. Correct it and choose the file again.');
  }
}

function refused(detail: string): Result<never, Refusal<'malformed-request'>> {
  return refuse({ code: 'malformed-request', detail });
}
