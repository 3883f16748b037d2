import { addMonths } from '../calendar/index.ts';

/** Characters of a card's code by which people tell cards apart. */
const HINT_LENGTH = 4;
const CODE = /^[0-9A-Z]{8,32}$/;

/** A card's code in its one spelling: capitals and digits without spaces and dashes. `null` when it cannot be one. */
export function giftCardCode(text: string): string | null {
  const code = text.toUpperCase().replace(/[\s-]/g, '');
  return CODE.test(code) ? code : null;
}

/** The last characters of a code. */
export function giftCardHint(code: string): string {
  return code.slice(-HINT_LENGTH);
}

/**
 * What is hashed (SHA-256, UTF-8) to a card's id: the code itself pays, so it is kept nowhere. The organization is part of
 * it: the same code is another card in another shop.
 */
export function giftCardHashInput(organizationId: string, code: string): string {
  return `mosaajii gift card\n${organizationId}\n${code}`;
}

/** A card's id from that hash: its first 122 bits as a UUID of version 8 (RFC 9562, 5.8). */
export function giftCardIdOf(sha256Hex: string): string {
  const hex = sha256Hex.toLowerCase();
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** The last day on which a card that is sold today is taken; `undefined` when cards of the shop do not end. */
export function giftCardExpiry(businessDate: string, months: number | null): string | undefined {
  return months === null ? undefined : addMonths(businessDate, months);
}
