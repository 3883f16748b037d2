import type { Readable } from 'node:stream';
import { BackupError } from './errors.ts';

export interface TarEntry {
  readonly path: string;
  readonly kind: 'file' | 'directory';
  readonly size: number;
  /** The bytes of a file. Must be read to its end before the next entry is asked for. */
  readonly content: AsyncIterable<Buffer>;
}

const BLOCK = 512;

/**
 * Reads the entries of a tar archive (POSIX ustar, as PostgreSQL writes it). Refuses links, paths that leave the
 * archive's own directory, and an archive that ends too early.
 */
export async function* readTar(source: Readable): AsyncGenerator<TarEntry> {
  const reader = new BlockReader(source);
  for (;;) {
    const header = await reader.take(BLOCK);
    if (header === undefined) throw new BackupError('The archive ends in the middle.');
    if (header.every((byte) => byte === 0)) return;
    const entry = parseHeader(header);
    let left = entry.size;
    async function* content(): AsyncGenerator<Buffer> {
      while (left > 0) {
        const chunk = await reader.some(left);
        if (chunk === undefined) throw new BackupError(`The archive ends in the middle of ${entry.path}.`);
        left -= chunk.length;
        yield chunk;
      }
    }
    yield { ...entry, content: content() };
    if (left > 0) throw new Error(`The entry ${entry.path} was not read to its end.`);
    const padding = (BLOCK - (entry.size % BLOCK)) % BLOCK;
    if (padding > 0 && (await reader.take(padding)) === undefined)
      throw new BackupError('The archive ends in the middle.');
  }
}

function parseHeader(header: Buffer): Omit<TarEntry, 'content'> {
  requireChecksum(header);
  const prefix = text(header, 345, 155);
  const name = text(header, 0, 100);
  const path = (prefix === '' ? name : `${prefix}/${name}`).replace(/\/$/, '');
  if (path.startsWith('/') || path.split('/').includes('..') || path.includes('\0')) {
    throw new BackupError(`The archive holds the path "${path}", which leaves its directory.`);
  }
  const type = String.fromCharCode(header[156] ?? 0);
  if (type !== '0' && type !== '\0' && type !== '5')
    throw new BackupError(`The archive holds "${path}", which is no plain file.`);
  const size = type === '5' ? 0 : Number.parseInt(text(header, 124, 12).trim() || '0', 8);
  if (!Number.isSafeInteger(size)) throw new BackupError(`The size of "${path}" in the archive cannot be read.`);
  return { path, kind: type === '5' ? 'directory' : 'file', size };
}

/** The sum of all bytes of the header, its own field counted as spaces. */
function requireChecksum(header: Buffer): void {
  const wanted = Number.parseInt(text(header, 148, 8).trim(), 8);
  let sum = 0;
  for (const [index, byte] of header.entries()) sum += index >= 148 && index < 156 ? 32 : byte;
  if (sum !== wanted) throw new BackupError('The archive is damaged: the checksum of a header does not agree.');
}

function text(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end);
}

/** Hands out exact numbers of bytes of a stream. */
class BlockReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(source: Readable) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** Exactly this many bytes; undefined when the stream ends before. */
  async take(size: number): Promise<Buffer | undefined> {
    while (this.#buffer.length < size) {
      const next = await this.#chunks.next();
      if (next.done === true) return undefined;
      this.#buffer = Buffer.concat([this.#buffer, next.value]);
    }
    const taken = this.#buffer.subarray(0, size);
    this.#buffer = this.#buffer.subarray(size);
    return taken;
  }

  /** Between one byte and this many; undefined at the end. */
  async some(atMost: number): Promise<Buffer | undefined> {
    if (this.#buffer.length === 0) {
      const next = await this.#chunks.next();
      if (next.done === true) return undefined;
      this.#buffer = next.value;
    }
    return this.take(Math.min(atMost, this.#buffer.length));
  }
}
