import type { FieldError } from '@mosaajii/contract';
import type { Tx } from '../../platform/database/index.ts';
import type { ProductRecord } from './model.ts';

/** The variant that has a SKU or a code. */
export interface Owner {
  readonly value: string;
  readonly variantId: string;
  readonly productId: string;
  readonly productName: string;
}

/** Who has these SKUs and codes now, by value. Codes are keys as `codeKey` makes them. */
export async function ownersOf(
  tx: Tx,
  wanted: { readonly skus: readonly string[]; readonly codes: readonly string[] },
): Promise<{ readonly skus: ReadonlyMap<string, Owner>; readonly codes: ReadonlyMap<string, Owner> }> {
  const rows = await tx.query<{
    kind: 'sku' | 'code';
    value: string;
    variant_id: string;
    product_id: string;
    name: string;
  }>(
    `select 'sku' as kind, v.sku as value, v.variant_id, v.product_id, p.name
       from variant v join product p on p.organization_id = v.organization_id and p.product_id = v.product_id
      where v.organization_id = $1 and v.sku = any($2::text[])
     union all
     select 'code', c.code, v.variant_id, v.product_id, p.name
       from variant_code c
       join variant v on v.organization_id = c.organization_id and v.variant_id = c.variant_id
       join product p on p.organization_id = v.organization_id and p.product_id = v.product_id
      where c.organization_id = $1 and c.code = any($3::text[])`,
    [tx.organizationId, wanted.skus, wanted.codes],
  );
  const owners = { skus: new Map<string, Owner>(), codes: new Map<string, Owner>() };
  for (const row of rows) {
    const owner = { value: row.value, variantId: row.variant_id, productId: row.product_id, productName: row.name };
    (row.kind === 'sku' ? owners.skus : owners.codes).set(row.value, owner);
  }
  return owners;
}

/** SKUs and codes of a product that another product has, as errors of its fields that name the other one. */
export async function conflictsOf(tx: Tx, product: ProductRecord): Promise<FieldError[]> {
  const owners = await ownersOf(tx, {
    skus: product.variants.map((variant) => variant.sku),
    codes: product.variants.flatMap((variant) => variant.codes.map((code) => code.code)),
  });
  const errors: FieldError[] = [];
  for (const [index, variant] of product.variants.entries()) {
    const bySku = owners.skus.get(variant.sku);
    if (bySku !== undefined && bySku.productId !== product.productId) {
      errors.push({ path: `variants.${index}.sku`, message: `“${bySku.productName}” has this SKU.` });
    }
    for (const [within, code] of variant.codes.entries()) {
      const byCode = owners.codes.get(code.code);
      if (byCode === undefined || byCode.productId === product.productId) continue;
      errors.push({
        path: `variants.${index}.codes.${within}.code`,
        message: `“${byCode.productName}” has this code.`,
      });
    }
  }
  return errors;
}

/** References that lead nowhere, as errors of the fields that hold them. */
export async function danglingReferencesOf(tx: Tx, product: ProductRecord): Promise<FieldError[]> {
  const [found] = await tx.query<{ has_category: boolean; has_tax_class: boolean; has_image: boolean }>(
    `select exists (select from category where organization_id = $1 and category_id = $2) as has_category,
            exists (select from tax_class where organization_id = $1 and tax_class_id = $3) as has_tax_class,
            exists (select from product_image where organization_id = $1 and image_id = $4) as has_image`,
    [tx.organizationId, product.categoryId, product.taxClassId, product.imageId],
  );
  const errors: FieldError[] = [];
  if (product.categoryId !== null && found?.has_category !== true) {
    errors.push({ path: 'categoryId', message: 'This category does not exist any more.' });
  }
  if (found?.has_tax_class !== true) errors.push({ path: 'taxClassId', message: 'This tax class does not exist.' });
  if (product.imageId !== null && found?.has_image !== true) {
    errors.push({ path: 'imageId', message: 'This image does not exist any more.' });
  }
  return errors;
}
