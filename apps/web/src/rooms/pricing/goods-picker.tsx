import type { ProductDetail } from '@mosaajii/contract/catalog';
import { X } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Field, IconButton, Select, TextInput } from '../../platform/ui/index.ts';
import type { PickedGoods } from './promotion-form.ts';
import { useCategories, useProducts } from './use-pricing.ts';

interface GoodsPickerProps {
  readonly label: string;
  /** What an empty choice means. */
  readonly all: string;
  readonly goods: readonly PickedGoods[];
  readonly onChange: (goods: readonly PickedGoods[]) => void;
}

/** Categories and products, found by their words. */
export function GoodsPicker({ label, all, goods, onChange }: GoodsPickerProps) {
  const categories = useCategories().data?.categories ?? [];
  const add = (one: PickedGoods) => {
    if (!goods.some(({ id }) => id === one.id)) onChange([...goods, one]);
  };
  const pickCategory = (id: string) => {
    const found = categories.find(({ categoryId }) => categoryId === id);
    if (found !== undefined) add({ kind: 'category', id, name: found.name });
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium">{label}</legend>
      {goods.length === 0 ? (
        <p className="text-sm text-ink-3">{all}</p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {goods.map((one) => (
            <li key={one.id} className="flex items-center rounded-control border border-line bg-sunken ps-3 text-sm">
              <span className="max-w-52 truncate">{one.name}</span>
              <IconButton
                label={t('pricing.remove', { name: one.name })}
                onClick={() => onChange(goods.filter(({ id }) => id !== one.id))}
              >
                <X aria-hidden className="size-4" strokeWidth={1.75} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <ProductSearch onPick={({ productId, name }) => add({ kind: 'product', id: productId, name })} />
        <Field label={t('pricing.category')}>
          <Select value="" onChange={(event) => pickCategory(event.target.value)}>
            <option value="">{t('pricing.categoryNone')}</option>
            {categories.map(({ categoryId, name }) => (
              <option key={categoryId} value={categoryId}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </fieldset>
  );
}

export type FoundProduct = Pick<ProductDetail, 'productId' | 'name' | 'variants'>;

/** A field that finds products by their words, with what it found below. */
export function ProductSearch({ onPick }: { readonly onPick: (product: FoundProduct) => void }) {
  const [words, setWords] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const found = useProducts(words);
  const items = words.trim().length > 1 ? (found.data?.items ?? []) : [];
  const pick = async (productId: string) => {
    const detail = await api.get<ProductDetail>(`/products/${productId}`);
    setProblem(detail.ok ? null : detail.error.detail);
    if (!detail.ok) return;
    onPick(detail.value);
    setWords('');
  };
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Field label={t('pricing.findGoods')} error={problem ?? undefined}>
        <TextInput
          value={words}
          autoComplete="off"
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            const [first] = items;
            if (event.key !== 'Enter') return;
            event.preventDefault();
            if (first !== undefined) void pick(first.productId);
          }}
        />
      </Field>
      {items.length === 0 ? null : (
        <ul aria-label={t('pricing.goodsFound')} className="flex flex-col rounded-control border border-line">
          {items.map((product) => (
            <li key={product.productId}>
              <Button variant="quiet" className="w-full justify-start" onClick={() => void pick(product.productId)}>
                <span className="truncate">{product.name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {words.trim().length > 1 && found.data?.items.length === 0 ? (
        <p className="text-sm text-ink-3">{t('pricing.goodsNone')}</p>
      ) : null}
    </div>
  );
}
