/** What the links of a store's receipts are made with. */
export interface ReceiptLinks {
  readonly organizationId: string;
  /** Base64url of 32 bytes. */
  readonly linkKey: string;
}

const MARK_BYTES = 16;

/**
 * Where a receipt can be read online. Made on the device, also without the server: the organization, the sale, and the first
 * half of an HMAC-SHA-256 over both with the store's key. The server makes the same one to check it.
 */
export async function receiptLink(
  { organizationId, linkKey }: ReceiptLinks,
  saleId: string,
  origin = window.location.origin,
): Promise<string> {
  const named = bytesOf(`${organizationId}${saleId}`.replaceAll('-', ''));
  const secret = Uint8Array.from(atob(linkKey.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const mark = new Uint8Array(await crypto.subtle.sign('HMAC', key, named)).subarray(0, MARK_BYTES);
  const token = btoa(String.fromCharCode(...named, ...mark));
  return `${origin}/r/${token.replaceAll('+', '-').replaceAll('/', '_')}`;
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}
