import type { ProductDetail, ProductList, ProductRow } from '@mosaajii/contract/catalog';
import { codeKey } from '@mosaajii/domain/catalog';
import { goodsCodes } from '@mosaajii/domain/gs1';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failed } from '../../platform/answer/index.ts';
import { api, orThrow } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { signal, useScans } from '../../platform/scanner/index.ts';
import { SearchField, useToasts } from '../../platform/ui/index.ts';
import type { Orderable } from './draft.ts';

const MOST_SHOWN = 8;

/** Finds what shall be ordered, by its name or by its bar code; each pick is one more of it. */
export function ProductFinder({ onPick }: { readonly onPick: (goods: Orderable) => void }) {
  const { now } = useDevice();
  const [query, setQuery] = useState('');
  const found = useQuery({
    queryKey: ['orderable', query],
    queryFn: ({ signal: aborted }) => findGoods(query, aborted),
    enabled: query.trim().length > 1,
  });
  const take = async (code: string) => {
    const codes = goodsCodes(code, [], () => false, now().getUTCFullYear());
    for (const one of codes) {
      const goods = await goodsOfCode(one);
      if (goods === null) continue;
      signal('scan-ok');
      return onPick(goods);
    }
    signal('scan-fail');
    useToasts.getState().show({ message: t('purchasing.unknownCode', { code }), tone: 'danger', key: 'purchasing' });
  };
  useScans(({ code }) => {
    take(code).catch((error: unknown) => {
      signal('scan-fail');
      const message = error instanceof Error ? error.message : String(error);
      useToasts.getState().show({ message, tone: 'danger', key: 'purchasing' });
    });
    return true;
  });
  return (
    <div className="flex flex-col gap-2">
      <SearchField
        label={t('purchasing.findProduct')}
        clearLabel={t('purchasing.clearSearch')}
        query={query}
        onSearch={setQuery}
      />
      {found.error === null ? null : <Failed cause={found.error} onRetry={() => void found.refetch()} />}
      {query === '' || found.data === undefined ? null : found.data.length === 0 ? (
        <p className="text-ink-2">{t('purchasing.noProduct')}</p>
      ) : (
        <ul aria-label={t('purchasing.found')} className="flex flex-wrap gap-2">
          {found.data.map((goods) => (
            <li key={goods.variantId} className="min-w-0 max-w-full">
              <button
                type="button"
                className="min-h-11 max-w-full break-words rounded-control border border-line-strong bg-surface px-3 text-start hover:bg-sunken"
                onClick={() => {
                  onPick(goods);
                  setQuery('');
                }}
              >
                {goods.name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What can be ordered under these words; of a product with variants each of them. */
async function findGoods(query: string, aborted?: AbortSignal): Promise<readonly Orderable[]> {
  const path = `/products?limit=${MOST_SHOWN}&query=${encodeURIComponent(query)}`;
  const { items } = await orThrow(api.get<ProductList>(path, aborted === undefined ? {} : { signal: aborted }));
  return (await Promise.all(items.map((row) => goodsOf(row)))).flat();
}

async function goodsOf(row: ProductRow): Promise<readonly Orderable[]> {
  const [variantId] = row.variantIds;
  const { name, sku, unit, costE4 } = row;
  if (row.variantCount === 1 && variantId !== undefined) return [{ variantId, name, sku, unit, costE4 }];
  const product = await orThrow(api.get<ProductDetail>(`/products/${row.productId}`));
  return product.variants.flatMap((variant) => (variant.isActive ? [goodsOfVariant(product, variant)] : []));
}

/** The one thing that has exactly this code or SKU; `null` when there is none. */
async function goodsOfCode(code: string): Promise<Orderable | null> {
  const path = `/products?limit=${MOST_SHOWN}&query=${encodeURIComponent(code)}`;
  const { items } = await orThrow(api.get<ProductList>(path));
  for (const row of items) {
    const product = await orThrow(api.get<ProductDetail>(`/products/${row.productId}`));
    const variant = product.variants.find(
      (one) => one.isActive && (one.sku === code || one.codes.some((known) => codeKey(known.code) === codeKey(code))),
    );
    if (variant !== undefined) return goodsOfVariant(product, variant);
  }
  return null;
}

function goodsOfVariant(product: ProductDetail, variant: ProductDetail['variants'][number]): Orderable {
  const { variantId, sku, costE4 } = variant;
  return { variantId, name: [product.name, ...variant.optionValues].join(' · '), sku, unit: product.unit, costE4 };
}
