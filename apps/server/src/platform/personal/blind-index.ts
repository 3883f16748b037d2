import { createHmac } from 'node:crypto';

/** How a value is brought to one spelling before it is looked up. */
export type IndexKind = 'email' | 'phone' | 'text';

const INDEX_BYTES = 16;

/**
 * A keyed fingerprint by which a sealed value can be found and kept unique: HMAC-SHA-256 of its one spelling, cut to 128
 * bits, base64url. `column` (`account.email`) is part of it, so that equal values of two columns cannot be told.
 */
export function indexOf(key: Buffer, column: string, kind: IndexKind, text: string): string {
  const mac = createHmac('sha256', key)
    .update(`${column}\0${kind}\0${oneSpelling(kind, text)}`, 'utf8')
    .digest();
  return mac.subarray(0, INDEX_BYTES).toString('base64url');
}

/** An e-mail address in lower case, a telephone number by its digits, other text trimmed, in lower case and with single spaces. */
export function oneSpelling(kind: IndexKind, text: string): string {
  const plain = text.trim().normalize('NFC');
  switch (kind) {
    case 'email':
      return plain.toLowerCase();
    case 'phone': {
      const digits = plain.replace(/\D/g, '');
      return plain.startsWith('+') ? `+${digits}` : plain.startsWith('00') ? `+${digits.slice(2)}` : digits;
    }
    case 'text':
      return plain.toLowerCase().replace(/\s+/g, ' ');
  }
}
