import { createHash } from 'node:crypto';
import {
  IMPORT_LIMITS,
  type ImportDetail,
  type ImportEncoding,
  type ImportFormat,
  type ImportSample,
} from '@mosaajii/contract';
import { type Result, refuse } from '@mosaajii/domain';
import iconv from 'iconv-lite';
import { detectDelimiter, detectEncoding, rowsOf, utf8Checker } from '../../../platform/csv/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import type { Author } from '../model.ts';
import { looksLikeHeader } from './detect-format.ts';
import { guessMapping } from './guess-mapping.ts';
import { insertImport, readImport, readPiece } from './import-batches.ts';

const PIECE_BYTES = 1024 * 1024;
/** Enough rows to tell a delimiter and the columns from. */
const HEAD_BYTES = 256 * 1024;

export type UploadRefusal = { readonly code: 'empty' | 'binary' | 'too-large' };

/** Keeps a file and says how it seems to be written and what its columns seem to be. Nothing is imported yet. */
export async function uploadImport(
  deps: Deps,
  organizationId: string,
  author: Author,
  fileName: string,
  bytes: AsyncIterable<Buffer> & { readonly truncated?: boolean },
): Promise<Result<ImportDetail, UploadRefusal>> {
  const file = await collect(bytes);
  if (bytes.truncated === true) return refuse({ code: 'too-large' });
  if (file.size === 0) return refuse({ code: 'empty' });
  if (isBinary(file.head)) return refuse({ code: 'binary' });
  const encoding = detectEncoding(file.head, file.isUtf8);
  const sample = sampleOf(file.head, file.size, { encoding });
  const importId = deps.ids.next();
  return deps.db.tx(organizationId, async (tx) => {
    const { delimiter } = sample.format;
    const { size: fileSize, hash: fileHash } = file;
    const batch = { importId, fileName, fileSize, fileHash, encoding, delimiter, columns: sample.columns };
    await insertImport(tx, { ...batch, createdBy: author.userId }, file.pieces);
    const stored = await readImport(tx, importId);
    if (stored === null) throw new Error('an import that was just stored is not there');
    return { ok: true, value: { import: stored.summary, sample } };
  });
}

/** An import; while it waits for its start, with a look at its rows, read in another format if one is given. */
export async function readImportDetail(
  deps: Deps,
  organizationId: string,
  importId: string,
  format: Partial<ImportFormat>,
): Promise<ImportDetail | null> {
  return deps.db.read(organizationId, async (tx) => {
    const batch = await readImport(tx, importId);
    if (batch === null) return null;
    if (batch.summary.state !== 'uploaded') return { import: batch.summary, sample: null };
    const head = (await readPiece(tx, importId, 0)) ?? Buffer.alloc(0);
    const sample = sampleOf(head.subarray(0, HEAD_BYTES), batch.summary.fileSize, {
      encoding: batch.encoding,
      ...format,
    });
    return { import: batch.summary, sample };
  });
}

/** What the beginning of a file shows, read in the given format as far as it is given. */
export function sampleOf(
  head: Uint8Array,
  fileSize: number,
  given: { readonly encoding: ImportEncoding } & Partial<ImportFormat>,
): ImportSample {
  const decoder = iconv.getDecoder(given.encoding);
  // The cut may go through a character: what is left of it is only flushed when the head is the whole file.
  const text = decoder.write(Buffer.from(head)) + (head.length < fileSize ? '' : (decoder.end() ?? ''));
  const delimiter = given.delimiter ?? detectDelimiter(text);
  const rows = rowsOf(text, delimiter);
  const hasHeader = given.hasHeader ?? looksLikeHeader(rows);
  const header = hasHeader ? (rows[0] ?? []) : null;
  const body = hasHeader ? rows.slice(1) : rows;
  const width = Math.min(IMPORT_LIMITS.columns, Math.max(header?.length ?? 0, body[0]?.length ?? 0));
  const { mapping, reasons } = guessMapping(header, body);
  return {
    format: { encoding: given.encoding, delimiter, hasHeader },
    columns: Array.from({ length: width }, (_, index) =>
      clean(header?.[index] ?? '')
        .trim()
        .slice(0, 200),
    ),
    mapping,
    reasons,
    rows: body
      .slice(0, IMPORT_LIMITS.previewRows)
      .map((row) => row.slice(0, IMPORT_LIMITS.columns).map((cell) => clean(cell).slice(0, 500))),
  };
}

/** PostgreSQL holds no NUL; what cannot be shown is shown as such. */
function clean(cell: string): string {
  return cell.replace(/\0/g, '␀').replace(/\p{Surrogate}/gu, '\uFFFD');
}

interface Collected {
  readonly pieces: readonly Buffer[];
  readonly head: Buffer;
  readonly size: number;
  readonly hash: string;
  readonly isUtf8: boolean;
}

async function collect(bytes: AsyncIterable<Buffer>): Promise<Collected> {
  const [hash, checker] = [createHash('sha256'), utf8Checker()];
  const pieces: Buffer[] = [];
  let waiting: Buffer[] = [];
  let [waitingBytes, size] = [0, 0];
  const flush = () => {
    if (waitingBytes > 0) pieces.push(Buffer.concat(waiting));
    [waiting, waitingBytes] = [[], 0];
  };
  for await (const chunk of bytes) {
    hash.update(chunk);
    checker.push(chunk);
    size += chunk.length;
    waiting.push(chunk);
    waitingBytes += chunk.length;
    if (waitingBytes >= PIECE_BYTES) flush();
  }
  flush();
  const head = (pieces[0] ?? Buffer.alloc(0)).subarray(0, HEAD_BYTES);
  return { pieces, head, size, hash: hash.digest('hex'), isUtf8: checker.isValid() };
}

/** The files that people most often take for a CSV: a workbook, an old workbook, a PDF, a picture. */
function isBinary(head: Buffer): boolean {
  return ['504b0304', 'd0cf11e0', '25504446', '89504e47', 'ffd8ff'].some(
    (hex) => head.subarray(0, hex.length / 2).toString('hex') === hex,
  );
}
