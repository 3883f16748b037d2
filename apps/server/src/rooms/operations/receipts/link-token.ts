import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link of a receipt names. */
export interface LinkedSale {
  readonly organizationId: string;
  readonly saleId: string;
}

const UUID_BYTES = 16;
const MARK_BYTES = 16;
const TOKEN = /^[A-Za-z0-9_-]{64}$/;

/**
 * The token of a receipt's link: the organization, the sale, and a mark that only the store's key makes (the first half of an
 * HMAC-SHA-256 over both). A register makes the same one without the server; nothing of it is kept anywhere. Base64url, 64
 * signs.
 */
export function receiptToken({ organizationId, saleId }: LinkedSale, linkKey: string): string {
  const named = Buffer.concat([bytesOf(organizationId), bytesOf(saleId)]);
  return Buffer.concat([named, markOf(named, linkKey)]).toString('base64url');
}

/** What a token names, without saying yet whether it is one of ours; `null` for what is no token at all. */
export function namedBy(token: string): LinkedSale | null {
  if (!TOKEN.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  return {
    organizationId: uuidOf(bytes.subarray(0, UUID_BYTES)),
    saleId: uuidOf(bytes.subarray(UUID_BYTES, 2 * UUID_BYTES)),
  };
}

/** Whether the token was made with this key; in a time that does not tell how near it was. */
export function isMadeWith(token: string, linkKey: string): boolean {
  const bytes = Buffer.from(token, 'base64url');
  const named = bytes.subarray(0, 2 * UUID_BYTES);
  const mark = bytes.subarray(2 * UUID_BYTES);
  return mark.length === MARK_BYTES && timingSafeEqual(mark, markOf(named, linkKey));
}

function markOf(named: Buffer, linkKey: string): Buffer {
  return createHmac('sha256', Buffer.from(linkKey, 'base64url')).update(named).digest().subarray(0, MARK_BYTES);
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
