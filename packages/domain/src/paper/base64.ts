import type { Bitmap } from './model.ts';
import type { StoredBitmap } from './template.ts';

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes as base64 (RFC 4648, section 4), with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const left = bytes.length - at;
    text += sign(a >> 2) + sign(((a & 3) << 4) | (b >> 4));
    text += left > 1 ? sign(((b & 15) << 2) | (c >> 6)) : '=';
    text += left > 2 ? sign(c & 63) : '=';
  }
  return text;
}

/** The bytes of a base64 text; `null` where it is none. */
export function fromBase64(text: string): Uint8Array | null {
  const body = text.replace(/={1,2}$/, '');
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*$/.test(body)) return null;
  const bytes = new Uint8Array(Math.floor((body.length * 6) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const one of body) {
    held = ((held << 6) | SIGNS.indexOf(one)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (held >> bits) & 0xff;
      at += 1;
    }
  }
  return bytes;
}

/** A bitmap as it is stored. */
export function storedBitmap({ width, height, bits }: Bitmap): StoredBitmap {
  return { width, height, bits: toBase64(bits) };
}

/** A stored bitmap with its dots; `null` where the dots are not as many as it says. */
export function bitmapOf({ width, height, bits }: StoredBitmap): Bitmap | null {
  const bytes = fromBase64(bits);
  return bytes === null || bytes.length !== Math.ceil(width / 8) * height ? null : { width, height, bits: bytes };
}

function sign(value: number): string {
  return SIGNS.charAt(value);
}
