import type { Bitmap } from '../model.ts';

/**
 * Grey to black dots by Floyd and Steinberg (1976): the error of each dot is handed on to its neighbours, 7/16 to the right,
 * 3, 5 and 1/16 below. `grey` has one byte a dot, 0 is black.
 */
export function dither(grey: Uint8Array, width: number, height: number): Bitmap {
  const levels = Float32Array.from(grey);
  const stride = Math.ceil(width / 8);
  const bits = new Uint8Array(stride * height);
  const spread = (x: number, y: number, error: number) => {
    if (x < 0 || x >= width || y >= height) return;
    const at = y * width + x;
    levels[at] = (levels[at] ?? 0) + error;
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const level = levels[y * width + x] ?? 255;
      const isBlack = level < 128;
      if (isBlack) mark(bits, stride, x, y);
      const error = level - (isBlack ? 0 : 255);
      spread(x + 1, y, (error * 7) / 16);
      spread(x - 1, y + 1, (error * 3) / 16);
      spread(x, y + 1, (error * 5) / 16);
      spread(x + 1, y + 1, error / 16);
    }
  }
  return { width, height, bits };
}

/** Grey to black dots at a threshold: for text, whose edges a pattern of dots would fray. */
export function threshold(grey: Uint8Array, width: number, height: number, below = 128): Bitmap {
  const stride = Math.ceil(width / 8);
  const bits = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) if ((grey[y * width + x] ?? 255) < below) mark(bits, stride, x, y);
  }
  return { width, height, bits };
}

/** Whether a dot is black. */
export function isBlack({ width, bits }: Bitmap, x: number, y: number): boolean {
  return ((bits[y * Math.ceil(width / 8) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

function mark(bits: Uint8Array, stride: number, x: number, y: number): void {
  const at = y * stride + (x >> 3);
  bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
}
