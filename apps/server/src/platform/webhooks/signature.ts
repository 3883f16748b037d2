import { createHmac, timingSafeEqual } from 'node:crypto';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';

/** Standard Webhooks: what is older or newer than this is not taken, whoever signed it. */
const WINDOW_SECONDS = 300;

/** A secret that a sender signs with. Two are there while one takes the place of the other. */
export interface WebhookSecret {
  /** Sent as `webhook-key-id` by senders that name their key. */
  readonly keyId: string;
  /** `whsec_` and base64, or base64 alone. */
  readonly secret: string;
}

export interface SignedDelivery {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  /** `v1,<base64>`, several apart by spaces. */
  readonly signature: string | undefined;
  readonly keyId: string | undefined;
  /** The very bytes that came: the same content written otherwise has another signature. */
  readonly body: Buffer;
}

/** The signature of a delivery, `v1,<base64>` of HMAC-SHA-256 over `id.timestamp.body`. */
export function signDelivery(secret: string, id: string, timestamp: number, body: Buffer): string {
  return `v1,${digest(secret, id, String(timestamp), body).toString('base64')}`;
}

/** Checks who sent a delivery and when. Answers its id; nothing in the body has been looked at before. */
export function verifyDelivery(
  secrets: readonly WebhookSecret[],
  delivery: SignedDelivery,
  now: Date,
): Result<string, Refusal<'webhook-refused'>> {
  const { id, timestamp, signature, keyId, body } = delivery;
  if (id === undefined || id === '' || id.length > 200 || timestamp === undefined || signature === undefined) {
    return refused('The headers webhook-id, webhook-timestamp and webhook-signature are needed.');
  }
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  const age = Math.abs(Math.floor(now.getTime() / 1000) - seconds);
  if (!(age <= WINDOW_SECONDS)) return refused('The time of the delivery is more than five minutes away.');
  const usable = keyId === undefined ? secrets : secrets.filter((secret) => secret.keyId === keyId);
  const given = signature
    .split(' ')
    .slice(0, 10)
    .flatMap((part) => (part.startsWith('v1,') ? [Buffer.from(part.slice(3), 'base64')] : []));
  const isOurs = usable.some(({ secret }) => {
    const expected = digest(secret, id, timestamp, body);
    return given.some((each) => each.length === expected.length && timingSafeEqual(each, expected));
  });
  return isOurs ? ok(id) : refused('The signature is not one of ours.');
}

function digest(secret: string, id: string, timestamp: string, body: Buffer): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}

function refused(detail: string) {
  return refuse({ code: 'webhook-refused', detail } as const);
}
