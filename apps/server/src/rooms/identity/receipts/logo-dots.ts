import { dither, LOGO_LIMITS, type StoredBitmap, storedBitmap } from '@mosaajii/domain/paper';
import sharp from 'sharp';

/** A picture of more pixels than any camera takes is an attack on memory. */
const MOST_PIXELS = 100_000_000;

/**
 * A picture as the dots that receipt printers burn: fitted into the logo's place, on white, in levels of grey stretched to
 * black and white, and dithered. Only dots are left of what was uploaded. `null`: these bytes are no picture that can be read.
 */
export async function logoDotsOf(upload: Buffer): Promise<StoredBitmap | null> {
  try {
    const { data, info } = await sharp(upload, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 })
      .rotate()
      .flatten({ background: '#ffffff' })
      .resize({ width: LOGO_LIMITS.width, height: LOGO_LIMITS.height, fit: 'inside', withoutEnlargement: true })
      .greyscale()
      .normalise()
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const grey = Uint8Array.from({ length: info.width * info.height }, (_, at) => data[at * info.channels] ?? 255);
    return storedBitmap(dither(grey, info.width, info.height));
  } catch {
    // The decoder's message is about bytes; what it means for whoever uploaded them is the same in every case.
    return null;
  }
}

/** JPEG, PNG, WebP or GIF by their first bytes; a vector picture may load other files, and is not read. */
export function isLogoFile(bytes: Buffer): boolean {
  const begins = (hex: string, at = 0) => bytes.subarray(at, at + hex.length / 2).toString('hex') === hex;
  return (
    begins('ffd8ff') ||
    begins('89504e470d0a1a0a') ||
    begins('47494638') ||
    (begins('52494646') && begins('57454250', 8))
  );
}
