/** A code is at most so long: what a QR code can hold. */
const LONGEST = 4_300;
const GROUP_SEPARATOR = 0x1d;
/** What scanners are set to end a code with: ETX, Tab, line feed, carriage return. */
const ENDS: ReadonlySet<number> = new Set([0x03, 0x09, 0x0a, 0x0d]);

/** What a scanner on a cable has sent: whole codes, and the beginning of one that goes on. */
export interface CodesOfBytes {
  readonly codes: readonly string[];
  readonly rest: string;
}

/**
 * Reads codes out of bytes as they come, in parts of any size. A code ends with ETX, Tab or an end of line; separators of GS1
 * data (GS) stay, all other control characters are the cable's and go. Each byte is one character (ISO 8859-1).
 */
export function codesOfBytes(rest: string, bytes: Iterable<number>): CodesOfBytes {
  const codes: string[] = [];
  let code = rest;
  for (const byte of bytes) {
    const isEnd = ENDS.has(byte);
    if (!isEnd && (byte >= 0x20 || byte === GROUP_SEPARATOR) && byte !== 0x7f) code += String.fromCharCode(byte);
    if (!isEnd && code.length < LONGEST) continue;
    if (code !== '') codes.push(code);
    code = '';
  }
  return { codes, rest: code };
}
