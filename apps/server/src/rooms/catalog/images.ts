import { type Result, refuse } from '@mosaajii/domain';
import sharp from 'sharp';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import type { Author } from './model.ts';

/** The longest edge of a stored image, pixels: sharp on a tile of any screen, small on the wire. */
const EDGE = 1024;
/** A picture of more pixels than any camera takes is an attack on memory. */
const MOST_PIXELS = 100_000_000;
const CONTENT_TYPE = 'image/webp';

export interface StoredImage {
  readonly imageId: string;
  readonly version: number;
  readonly width: number;
  readonly height: number;
}
export type ImageRefusal = { readonly code: 'not-found' | 'not-an-image' };

/**
 * Gives a product an image. Whatever was uploaded is decoded and encoded again as WebP, so that nothing but pixels is
 * kept: no location, no thumbnail, nothing hidden behind the picture. The format is told by the first bytes, not by the name.
 */
export async function setProductImage(
  deps: Deps,
  organizationId: string,
  author: Author,
  productId: string,
  upload: Buffer,
): Promise<Result<StoredImage, ImageRefusal>> {
  const image = await reencode(upload);
  if (image === null) return refuse({ code: 'not-an-image' });
  const imageId = deps.ids.next();
  return deps.db.tx(organizationId, async (tx) => {
    await insertImage(tx, imageId, image);
    const [row] = await tx.query<{ version: number }>(
      `update product set image_id = $3, version = version + 1, updated_at = $4
        where organization_id = $1 and product_id = $2 returning version`,
      [organizationId, productId, imageId, deps.clock.now().toISOString()],
    );
    if (row === undefined) {
      await tx.query('delete from product_image where organization_id = $1 and image_id = $2', [
        organizationId,
        imageId,
      ]);
      return refuse({ code: 'not-found' });
    }
    await recordChange(tx, {
      kind: 'catalog.variants',
      ids: [productId],
      audit: [
        { ...author, action: 'product.image-set', subjectKind: 'product', subjectId: productId, detail: { imageId } },
      ],
    });
    return { ok: true, value: { imageId, version: row.version, width: image.width, height: image.height } };
  });
}

/**
 * Takes the image off a product and answers the product's version; `null` when there is no such product. The pixels stay:
 * registers that have not heard of the change yet still ask for them.
 */
export async function removeProductImage(
  deps: Deps,
  organizationId: string,
  author: Author,
  productId: string,
): Promise<number | null> {
  return deps.db.tx(organizationId, async (tx) => {
    const [product] = await tx.query<{ version: number; image_id: string | null }>(
      'select version, image_id from product where organization_id = $1 and product_id = $2 for update',
      [organizationId, productId],
    );
    if (product === undefined) return null;
    const { version, image_id: imageId } = product;
    if (imageId === null) return version;
    await tx.query(
      `update product set image_id = null, version = version + 1, updated_at = $3
        where organization_id = $1 and product_id = $2`,
      [organizationId, productId, deps.clock.now().toISOString()],
    );
    const change = { action: 'product.image-removed', subjectKind: 'product', subjectId: productId } as const;
    await recordChange(tx, {
      kind: 'catalog.variants',
      ids: [productId],
      audit: [{ ...author, ...change, detail: { imageId } }],
    });
    return version + 1;
  });
}

interface Encoded {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/** `null`: these bytes are not a JPEG, PNG, WebP, GIF or AVIF that can be decoded. */
async function reencode(upload: Buffer): Promise<Encoded | null> {
  if (!hasImageSignature(upload)) return null;
  try {
    const { data, info } = await sharp(upload, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 })
      .rotate()
      .resize({ width: EDGE, height: EDGE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82 })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch {
    // The decoder's message is about bytes; what it means for the person who uploaded them is the same in every case.
    return null;
  }
}

function hasImageSignature(bytes: Buffer): boolean {
  const begins = (hex: string, at = 0) => bytes.subarray(at, at + hex.length / 2).toString('hex') === hex;
  const isWebp = begins('52494646') && begins('57454250', 8);
  const isAvif = begins('66747970', 4) && /^avi[fs]/.test(bytes.subarray(8, 12).toString('latin1'));
  return begins('ffd8ff') || begins('89504e470d0a1a0a') || begins('47494638') || isWebp || isAvif;
}

async function insertImage(tx: Tx, imageId: string, image: Encoded): Promise<void> {
  await tx.query(
    `insert into product_image (organization_id, image_id, content_type, width, height, bytes)
     values ($1, $2, $3, $4, $5, $6)`,
    [tx.organizationId, imageId, CONTENT_TYPE, image.width, image.height, image.bytes],
  );
}

/** The bytes of an image; null when this shop has none with that id. */
export async function readImage(tx: Tx, imageId: string): Promise<{ contentType: string; bytes: Buffer } | null> {
  const [row] = await tx.query<{ content_type: string; bytes: Buffer }>(
    'select content_type, bytes from product_image where organization_id = $1 and image_id = $2',
    [tx.organizationId, imageId],
  );
  return row === undefined ? null : { contentType: row.content_type, bytes: row.bytes };
}
