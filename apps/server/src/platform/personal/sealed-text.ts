import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { PersonalDataError } from './errors.ts';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const FORMAT = /^v1\.([\w-]{1,64})\.([\w-]{16})\.([\w-]*)\.([\w-]{22})$/;

/** What belongs to a sealed text: the id of the key that opens it. */
export interface SealedText {
  readonly keyId: string;
  readonly iv: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
}

/**
 * Encrypts with AES-256-GCM under a fresh random IV of 96 bits: `v1.<key id>.<iv>.<ciphertext>.<tag>`, the last three in
 * base64url. `context` is authenticated with it and has to be the same when it is opened.
 */
export function sealBytes(key: Buffer, keyId: string, context: string, plain: Buffer): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context, 'utf8'));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return ['v1', keyId, ...[iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
}

/** Takes a sealed text apart without opening it. Throws {@link PersonalDataError} for anything of another form. */
export function parseSealed(text: string): SealedText {
  const [, keyId, iv, ciphertext, tag] = FORMAT.exec(text) ?? [];
  if (keyId === undefined || iv === undefined || ciphertext === undefined || tag === undefined) {
    throw new PersonalDataError('This is no sealed text of a known format.');
  }
  const [a, b, c] = [iv, ciphertext, tag].map((part) => Buffer.from(part, 'base64url'));
  if (a === undefined || b === undefined || c === undefined)
    throw new PersonalDataError('A sealed text has four parts.');
  return { keyId, iv: a, ciphertext: b, tag: c };
}

/** Opens what {@link sealBytes} made. Throws {@link PersonalDataError} for another key, another context or changed bytes. */
export function openBytes(key: Buffer, context: string, sealed: SealedText): Buffer {
  const decipher = createDecipheriv(ALGORITHM, key, sealed.iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(sealed.tag);
  try {
    return Buffer.concat([decipher.update(sealed.ciphertext), decipher.final()]);
  } catch {
    throw new PersonalDataError('A sealed text does not belong here, or was changed.');
  }
}
