import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { readTar } from './tar.ts';

/** A header as POSIX ustar has it: name, mode, size in octal, checksum over the whole with its own field as spaces. */
function header(path: string, size: number, type = '0'): Buffer {
  const block = Buffer.alloc(512);
  block.write(path, 0, 100);
  block.write('0000600\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('        ', 148);
  block.write(type, 156);
  block.write('ustar\0', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function file(path: string, content: string): Buffer {
  const padding = Buffer.alloc((512 - (Buffer.byteLength(content) % 512)) % 512);
  return Buffer.concat([header(path, Buffer.byteLength(content)), Buffer.from(content), padding]);
}

const end = Buffer.alloc(1024);

/** Delivered in pieces of this many bytes, as a disk or a network may. */
async function read(archive: Buffer, piece: number): Promise<Record<string, string>> {
  const pieces = Array.from({ length: Math.ceil(archive.length / piece) }, (_, index) =>
    archive.subarray(index * piece, (index + 1) * piece),
  );
  const found: Record<string, string> = {};
  for await (const entry of readTar(Readable.from(pieces, { objectMode: true }))) {
    let content = '';
    for await (const chunk of entry.content) content += chunk.toString();
    found[entry.path] = entry.kind === 'directory' ? 'directory' : content;
  }
  return found;
}

describe('readTar', () => {
  const archive = Buffer.concat([
    header('base/', 0, '5'),
    file('base/1', 'x'.repeat(700)),
    file('empty', ''),
    file('full', 'y'.repeat(512)),
    end,
  ]);

  test.each([1, 7, 511, 512, 513, 10_000])(
    'reads entries whatever the pieces they come in (%d bytes)',
    async (piece) => {
      expect(await read(archive, piece)).toEqual({
        base: 'directory',
        'base/1': 'x'.repeat(700),
        empty: '',
        full: 'y'.repeat(512),
      });
    },
  );

  test('refuses an archive that ends too early, wherever that is', async () => {
    for (const length of [0, 100, 512, 1000, 1300, archive.length - 1024]) {
      await expect(read(archive.subarray(0, length), 512)).rejects.toThrow(/ends in the middle/);
    }
  });

  test.each(['../outside', '/etc/passwd', 'a/../../b'])('refuses the path %s', async (path) => {
    await expect(read(Buffer.concat([file(path, 'x'), end]), 512)).rejects.toThrow(/leaves its directory/);
  });

  test('refuses a link and a damaged header', async () => {
    await expect(read(Buffer.concat([header('link', 0, '2'), end]), 512)).rejects.toThrow(/no plain file/);
    const damaged = Buffer.from(archive);
    damaged[3] = 0x7f;
    await expect(read(damaged, 512)).rejects.toThrow(/checksum of a header/);
  });
});
