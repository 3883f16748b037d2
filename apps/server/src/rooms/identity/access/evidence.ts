import { createHash } from 'node:crypto';
import type { AccessEvidence } from '@mosaajii/contract/access';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import sharp from 'sharp';
import type { UserActor } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';

/** A photo of a receipt, or a bank's PDF. */
export const EVIDENCE_BYTES = 8 * 1024 * 1024;
const EDGE = 2400;
const MOST_PIXELS = 100_000_000;

type Kind = AccessEvidence['contentType'];

/** What a file is by its first bytes, whatever it is called. */
function kindOf(bytes: Buffer): Kind | undefined {
  const begins = (hex: string) => bytes.subarray(0, hex.length / 2).toString('hex') === hex;
  if (begins('89504e470d0a1a0a')) return 'image/png';
  if (begins('ffd8ff')) return 'image/jpeg';
  const isPdf = begins('255044462d') && bytes.subarray(-1024).toString('latin1').includes('%%EOF');
  return isPdf ? 'application/pdf' : undefined;
}

/** A picture made again from its pixels: nothing that was hidden in the file is kept. Undefined: it is none. */
async function encodedAgain(bytes: Buffer, kind: Kind): Promise<Buffer | undefined> {
  if (kind === 'application/pdf') return bytes;
  try {
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 })
      .rotate()
      .resize({ width: EDGE, height: EDGE, fit: 'inside', withoutEnlargement: true });
    return await (kind === 'image/png' ? picture.png() : picture.jpeg({ quality: 85 })).toBuffer();
  } catch {
    // The decoder's words are about bytes; for the person who uploaded them it is one thing in every case.
    return undefined;
  }
}

/** Keeps a file that shows that money came. Its hash is of what was uploaded, so that it can be compared with the original. */
export async function keepEvidence(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'>,
  actor: UserActor,
  fileName: string,
  upload: Buffer,
): Promise<Result<AccessEvidence, Refusal<'invalid-request'>>> {
  const kind = kindOf(upload);
  const bytes = kind === undefined ? undefined : await encodedAgain(upload, kind);
  if (kind === undefined || bytes === undefined || bytes.length > EVIDENCE_BYTES) {
    return refuse({ code: 'invalid-request', detail: 'This is not a PNG, a JPEG or a PDF that can be read.' });
  }
  const evidence: AccessEvidence = {
    evidenceId: deps.ids.next(),
    fileName,
    contentType: kind,
    bytes: bytes.length,
    sha256: createHash('sha256').update(upload).digest('hex'),
  };
  await deps.db.globalTx((tx) =>
    tx.query(
      'insert into access_evidence (evidence_id, content_type, file_name, sha256, bytes, uploaded_by, uploaded_at)' +
        ' values ($1, $2, $3, $4, $5, $6, $7)',
      [evidence.evidenceId, kind, fileName, evidence.sha256, bytes, actor.accountId, deps.clock.now()],
    ),
  );
  return ok(evidence);
}

/** The bytes of a file; undefined when there is none with this id. */
export async function readEvidence(
  tx: GlobalTx,
  evidenceId: string,
): Promise<{ readonly contentType: string; readonly fileName: string; readonly bytes: Buffer } | undefined> {
  const [row] = await tx.query<{ content_type: string; file_name: string; bytes: Buffer }>(
    'select content_type, file_name, bytes from access_evidence where evidence_id = $1',
    [evidenceId],
  );
  return row === undefined ? undefined : { contentType: row.content_type, fileName: row.file_name, bytes: row.bytes };
}
