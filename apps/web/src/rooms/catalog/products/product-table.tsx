import type { MouseEvent } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { ListCell, ListHeader, ListName, ListRow } from '../../../platform/lists/index.ts';
import { useNavigate } from '../../../platform/router/index.ts';
import { Chip, priceFigures, Table, TableCell, TableHead, TableHeader } from '../../../platform/ui/index.ts';
import { categoryPaths, useCategories, useCurrency } from '../use-shop.ts';
import { OnHand, PriceRange, Thumbnail } from './product-figures.tsx';
import { ProductLink } from './product-link.tsx';
import type { ProductListProps } from './product-list.tsx';

/** The columns of the table; a product's name is always there. */
export function productColumns() {
  return [
    { name: 'product', label: t('catalog.columnProduct'), isFixed: true },
    { name: 'sku', label: t('catalog.columnSku') },
    { name: 'barcode', label: t('catalog.columnBarcode') },
    { name: 'category', label: t('catalog.columnCategory') },
    { name: 'price', label: t('catalog.columnPrice') },
    { name: 'cost', label: t('catalog.columnCost') },
    { name: 'onHand', label: t('catalog.columnOnHand') },
  ];
}

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
        <ListHeader column="sku" className="max-lg:hidden">
          {t('catalog.columnSku')}
        </ListHeader>
        <ListHeader column="barcode" className="max-lg:hidden">
          {t('catalog.columnBarcode')}
        </ListHeader>
        <ListHeader column="category" className="max-xl:hidden">
          {t('catalog.columnCategory')}
        </ListHeader>
        <ListHeader column="price" isFigure>
          {t('catalog.columnPrice')}
        </ListHeader>
        <ListHeader column="cost" isFigure className="max-lg:hidden">
          {t('catalog.columnCost')}
        </ListHeader>
        <ListHeader column="onHand" isFigure>
          {t('catalog.columnOnHand')}
        </ListHeader>
      </TableHead>
      <tbody>
        {list.rows.map((row) => (
          <ListRow
            key={row.productId}
            rowId={row.productId}
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
            <ListName className="w-full max-w-0 max-lg:py-1.5 xl:w-[40%]">
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
            </ListName>
            <ListCell column="sku" className="code whitespace-nowrap text-ink-2 max-lg:hidden">
              {row.sku}
            </ListCell>
            <ListCell column="barcode" className="code whitespace-nowrap text-ink-2 max-lg:hidden">
              {row.code ?? '–'}
            </ListCell>
            <ListCell column="category" className="max-w-48 truncate text-ink-2 max-xl:hidden">
              {categories.get(row.categoryId ?? '') ?? '–'}
            </ListCell>
            <ListCell column="price" isFigure>
              <PriceRange row={row} currency={currency} />
            </ListCell>
            <ListCell column="cost" isFigure className="text-ink-2 max-lg:hidden">
              {row.costE4 === null ? '–' : priceFigures(row.costE4, currency)}
            </ListCell>
            <ListCell column="onHand" isFigure>
              <OnHand row={row} onHand={list.onHand} />
            </ListCell>
          </ListRow>
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
