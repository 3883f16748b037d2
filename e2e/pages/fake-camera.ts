import { writeFile } from 'node:fs/promises';

const WIDTH = 640;
const HEIGHT = 480;

/** The bars of the digits of an EAN-13 (ISO/IEC 15420), seven modules each: odd parity, even parity, right half. */
const ODD = [
  '0001101',
  '0011001',
  '0010011',
  '0111101',
  '0100011',
  '0110001',
  '0101111',
  '0111011',
  '0110111',
  '0001011',
];
const PARITIES = ['OOOOOO', 'OOEOEE', 'OOEEOE', 'OOEEEO', 'OEOOEE', 'OEEOOE', 'OEEEOO', 'OEOEOE', 'OEOEEO', 'OEEOEO'];
const flipped = (bars: string) => bars.replace(/./g, (bar) => (bar === '1' ? '0' : '1'));
const reversed = (bars: string) => [...bars].reverse().join('');

/** The modules of an EAN-13, 1 for a bar. */
export function ean13(code: string): string {
  const digits = [...code].map(Number);
  const parity = PARITIES[digits[0] ?? 0] ?? '';
  const left = digits.slice(1, 7).map((digit, index) => {
    const odd = ODD[digit] ?? '';
    return parity[index] === 'E' ? reversed(flipped(odd)) : odd;
  });
  const right = digits.slice(7).map((digit) => flipped(ODD[digit] ?? ''));
  return `101${left.join('')}01010${right.join('')}101`;
}

/** A film for Chromium's fake camera: a label that is held still, then taken away, over and over. */
export async function writeFilm(path: string, code: string): Promise<void> {
  const shown = frame(ean13(code));
  const empty = frame(null);
  const frames = [...Array.from({ length: 20 }, () => shown), ...Array.from({ length: 20 }, () => empty)];
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  const chunks = frames.flatMap((picture) => [Buffer.from('FRAME\n'), picture]);
  await writeFile(path, Buffer.concat([head, ...chunks]));
}

function frame(modules: string | null): Buffer {
  const luma = Buffer.alloc(WIDTH * HEIGHT, 235);
  const module = 4;
  const left = modules === null ? 0 : (WIDTH - modules.length * module) / 2;
  for (let y = 160; modules !== null && y < 320; y += 1) {
    for (const [index, bar] of [...modules].entries()) {
      if (bar === '1') luma.fill(16, y * WIDTH + left + index * module, y * WIDTH + left + (index + 1) * module);
    }
  }
  return Buffer.concat([luma, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
}
