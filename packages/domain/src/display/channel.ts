declare const channelBrand: unique symbol;
/**
 * Names the way from one till to its customer displays on other devices: 60 random bits as twelve signs that can be typed.
 * Whoever knows it may look, and nothing else; another one is made at the till.
 */
export type DisplayChannel = string & { readonly [channelBrand]: true };

/** Crockford's base 32 (https://www.crockford.com/base32.html): without I, L, O and U, which are read for others. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;
const GROUP = 4;

/** A new channel from at least twelve random bytes. Throws a RangeError on fewer. */
export function newDisplayChannel(random: Uint8Array): DisplayChannel {
  if (random.length < LENGTH) throw new RangeError(`a channel needs ${LENGTH} random bytes`);
  // 256 is a multiple of 32: each sign is as likely as every other.
  const signs = Array.from(random.subarray(0, LENGTH), (byte) => SIGNS.charAt(byte % SIGNS.length));
  return signs.join('') as DisplayChannel;
}

/** What somebody typed or a link says, in either case, with dashes or spaces; `null` for what is no channel. */
export function readDisplayChannel(text: string): DisplayChannel | null {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  const isChannel = plain.length === LENGTH && [...plain].every((sign) => SIGNS.includes(sign));
  return isChannel ? (plain as DisplayChannel) : null;
}

/** In groups, as people read it to each other: `7K2M-Q8ZT-04XA`. */
export function formatDisplayChannel(channel: DisplayChannel): string {
  const groups = Array.from({ length: LENGTH / GROUP }, (_, at) => channel.slice(at * GROUP, (at + 1) * GROUP));
  return groups.join('-');
}
