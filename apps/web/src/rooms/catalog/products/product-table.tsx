import type { MouseEvent } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { useNavigate } from '../../../platform/router/index.ts';
import { Chip, priceFigures, Table, TableCell, TableHead, TableHeader, TableRow } from '../../../platform/ui/index.ts';
import { categoryPaths, useCategories, useCurrency } from '../use-shop.ts';
import { OnHand, PriceRange, Thumbnail } from './product-figures.tsx';
import { ProductLink } from './product-link.tsx';
import type { ProductListProps } from './product-list.tsx';

/** The products as a table, from tablets on. A row opens its product; its box selects it. */
export function ProductTable({ list, search, selected, onSelect }: ProductListProps) {
  const navigate = useNavigate();
  const currency = useCurrency();
  const categories = new Map(categoryPaths(useCategories()).map(({ categoryId, path }) => [categoryId, path]));
  const isAll = list.rows.length > 0 && list.rows.every((row) => selected.has(row.productId));
  const toggleAll = () => onSelect(isAll ? new Set() : new Set(list.rows.map((row) => row.productId)));
  const open = (event: MouseEvent, productId: string) => {
    if (event.target instanceof Element && event.target.closest('a, input, label') !== null) return;
    navigate({ to: '/products/:productId', params: { productId }, search });
  };
  return (
    <Table label={t('catalog.productsTable')} className="max-md:hidden">
      <TableHead>
        <TableHeader className="w-10">
          <input
            type="checkbox"
            aria-label={t('catalog.selectAll')}
            checked={isAll}
            onChange={toggleAll}
            className="size-4 align-middle accent-brand"
          />
        </TableHeader>
        <TableHeader>{t('catalog.columnProduct')}</TableHeader>
        <TableHeader className="max-lg:hidden">{t('catalog.columnSku')}</TableHeader>
        <TableHeader className="max-lg:hidden">{t('catalog.columnBarcode')}</TableHeader>
        <TableHeader className="max-xl:hidden">{t('catalog.columnCategory')}</TableHeader>
        <TableHeader isFigure>{t('catalog.columnPrice')}</TableHeader>
        <TableHeader isFigure className="max-lg:hidden">
          {t('catalog.columnCost')}
        </TableHeader>
        <TableHeader isFigure>{t('catalog.columnOnHand')}</TableHeader>
      </TableHead>
      <tbody>
        {list.rows.map((row) => (
          <TableRow
            key={row.productId}
            isSelected={selected.has(row.productId)}
            onClick={(event) => open(event, row.productId)}
          >
            <TableCell>
              <input
                type="checkbox"
                aria-label={t('catalog.select', { name: row.name })}
                checked={selected.has(row.productId)}
                onChange={() => onSelect(toggled(selected, row.productId))}
                className="size-4 align-middle accent-brand"
              />
            </TableCell>
            <TableCell className="w-full max-w-0 max-lg:py-1.5 xl:w-[40%]">
              <div className="flex min-w-0 items-center gap-2.5">
                <Thumbnail imageId={row.imageId} className="size-6" />
                <span className="min-w-0">
                  <span className="block truncate" title={row.name}>
                    <ProductLink productId={row.productId} search={search}>
                      {row.name}
                    </ProductLink>
                  </span>
                  <span className="code block truncate text-xs text-ink-3 lg:hidden">{row.sku}</span>
                </span>
                {row.variantCount > 1 ? (
                  <Chip size="sm">{t('catalog.variants', { count: row.variantCount })}</Chip>
                ) : null}
              </div>
            </TableCell>
            <TableCell className="code whitespace-nowrap text-ink-2 max-lg:hidden">{row.sku}</TableCell>
            <TableCell className="code whitespace-nowrap text-ink-2 max-lg:hidden">{row.code ?? '–'}</TableCell>
            <TableCell className="max-w-48 truncate text-ink-2 max-xl:hidden">
              {categories.get(row.categoryId ?? '') ?? '–'}
            </TableCell>
            <TableCell isFigure>
              <PriceRange row={row} currency={currency} />
            </TableCell>
            <TableCell isFigure className="text-ink-2 max-lg:hidden">
              {row.costE4 === null ? '–' : priceFigures(row.costE4, currency)}
            </TableCell>
            <TableCell isFigure>
              <OnHand row={row} onHand={list.onHand} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

/** The set with an element put in, or taken out if it was there. */
export function toggled(selected: ReadonlySet<string>, productId: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(productId)) next.add(productId);
  return next;
}
