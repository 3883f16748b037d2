import { t } from '../../../platform/i18n/index.ts';
import { useCurrency } from '../use-shop.ts';
import { OnHand, PriceRange, Thumbnail } from './product-figures.tsx';
import { ProductLink } from './product-link.tsx';
import type { ProductListProps } from './product-list.tsx';
import { toggled } from './product-table.tsx';

/** The same list on a phone: one product a row, its figures at the end. */
export function ProductCards({ list, search, selected, onSelect }: ProductListProps) {
  const currency = useCurrency();
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface md:hidden">
      {list.rows.map((row) => (
        <li
          key={row.productId}
          className="relative flex min-h-16 items-center gap-3 px-3 py-2.5 has-checked:bg-brand-tint"
        >
          <label className="-m-2 grid size-11 flex-none place-items-center p-2">
            <input
              type="checkbox"
              aria-label={t('catalog.select', { name: row.name })}
              checked={selected.has(row.productId)}
              onChange={() => onSelect(toggled(selected, row.productId))}
              className="size-5 accent-brand"
            />
          </label>
          <Thumbnail imageId={row.imageId} className="size-10" />
          <div className="min-w-0 flex-1">
            <div className="line-clamp-2">
              <ProductLink productId={row.productId} search={search}>
                {row.name}
              </ProductLink>
            </div>
            <div className="code truncate text-xs text-ink-3">
              {row.variantCount > 1 ? t('catalog.variants', { count: row.variantCount }) : row.sku}
            </div>
          </div>
          <div className="flex-none text-end">
            <div className="font-semibold">
              <PriceRange row={row} currency={currency} />
            </div>
            <div className="text-xs text-ink-3">
              {t('catalog.columnOnHand')} <OnHand row={row} onHand={list.onHand} />
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
