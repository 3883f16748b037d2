import type { PriceListSummary, ListPrices as Prices } from '@mosaajii/contract/pricing';
import { type Currency, type Minor, milli, minor, parseMoney } from '@mosaajii/domain/money';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { type FormEvent, useState } from 'react';
import { Failed, MorePages } from '../../platform/answer/index.ts';
import { api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import {
  amountText,
  Button,
  Field,
  LoadingLines,
  MoneyInput,
  Notice,
  priceFigures,
  Select,
  TextInput,
} from '../../platform/ui/index.ts';
import { type FoundProduct, ProductSearch } from './goods-picker.tsx';
import { useCanWrite } from './use-can-write.ts';
import { useChange, useListPrices, useShop } from './use-pricing.ts';

type Price = Prices['items'][number];

/** The prices of a list; each can be changed, given steps by quantity, or taken out. */
export function ListPrices({ list }: { readonly list: PriceListSummary }) {
  const prices = useListPrices(list.priceListId);
  const canWrite = useCanWrite();
  const currency = useShop().data?.organization.currency;
  const { problem, isPending, run } = useChange();
  if (prices.error !== null) return <Failed cause={prices.error} onRetry={() => void prices.refetch()} />;
  if (prices.data === undefined || currency === undefined) return <LoadingLines />;
  const change = (variantId: string, breaks: Price['breaks'] | null, said: string) =>
    run(
      () =>
        api.post(`/price-lists/${list.priceListId}/prices`, {
          body: { version: list.version, prices: [{ variantId, breaks }] },
        }),
      said,
    );
  return (
    <div className="flex flex-col gap-3 border-t border-line px-4 py-3">
      {problem === null ? null : (
        <Notice tone="danger" isAlert>
          {problem.detail} {problem.action}
        </Notice>
      )}
      {prices.data.length === 0 ? <p className="text-ink-2">{t('pricing.pricesNone')}</p> : null}
      <ul aria-label={t('pricing.pricesOf', { name: list.name })} className="divide-y divide-line">
        {prices.data.map((price) => (
          <li key={price.variantId} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
            <span className="min-w-44 flex-1">
              {price.name}{' '}
              {price.priceE4 === null ? null : (
                <span className="num text-sm text-ink-3">
                  {t('pricing.catalogPrice', { amount: priceFigures(price.priceE4, currency) })}
                </span>
              )}
            </span>
            <span className="num">{stepsText(price, currency)}</span>
            {canWrite ? (
              <Button
                isPending={isPending}
                aria-label={t('pricing.remove', { name: price.name })}
                onClick={() => void change(price.variantId, null, t('pricing.priceRemoved'))}
              >
                {t('pricing.couponRemoveShort')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <MorePages pages={prices} />
      {canWrite ? (
        <PriceForm
          currency={currency}
          known={prices.data}
          isPending={isPending}
          onSet={(variantId, breaks) => change(variantId, breaks, t('pricing.priceSaved'))}
        />
      ) : null}
    </div>
  );
}

function stepsText({ breaks }: Price, currency: Currency): string {
  return breaks
    .map(({ fromMilli, priceE4 }) => {
      const amount = priceFigures(priceE4, currency);
      return fromMilli <= 1 ? amount : t('pricing.steps', { amount, count: formatQuantity(milli(fromMilli)) });
    })
    .join(' · ');
}

function PriceForm({
  currency,
  known,
  isPending,
  onSet,
}: {
  readonly currency: Currency;
  readonly known: readonly Price[];
  readonly isPending: boolean;
  readonly onSet: (variantId: string, breaks: Price['breaks']) => Promise<unknown>;
}) {
  const [product, setProduct] = useState<FoundProduct | null>(null);
  const [variantId, setVariantId] = useState('');
  const [price, setPrice] = useState<Minor | null | undefined>(null);
  const [from, setFrom] = useState('');
  const quantity = parseMoney(from.trim() === '' ? '0.001' : from, { code: 'XXX', exponent: 3 });
  const isGood = variantId !== '' && price != null && price >= 0 && quantity.ok && quantity.value > 0;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isGood) return;
    const step = { fromMilli: milli(quantity.value), priceE4: price * 10_000 } as Price['breaks'][number];
    const others = known.find((one) => one.variantId === variantId)?.breaks ?? [];
    const breaks = [...others.filter(({ fromMilli }) => fromMilli !== step.fromMilli), step];
    if (
      (await onSet(
        variantId,
        breaks.sort((a, b) => a.fromMilli - b.fromMilli),
      )) === null
    )
      return;
    setProduct(null);
    setVariantId('');
    setPrice(null);
    setFrom('');
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3 border-t border-line pt-3">
      {product === null ? (
        <ProductSearch
          onPick={(found) => {
            setProduct(found);
            setVariantId(found.variants[0]?.variantId ?? '');
          }}
        />
      ) : (
        <div className="grid items-end gap-3 sm:grid-cols-[2fr_1fr_1fr_auto]">
          <Field label={t('pricing.product')}>
            <Select value={variantId} onChange={(event) => setVariantId(event.target.value)}>
              {product.variants.map((variant) => (
                <option key={variant.variantId} value={variant.variantId}>
                  {product.name} {variant.sku}
                  {variant.priceE4 === null
                    ? ''
                    : ` (${amountText(minor(Math.round(variant.priceE4 / 10_000)), currency)})`}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('pricing.price')}>
            <MoneyInput currency={currency} value={price ?? null} onValue={setPrice} />
          </Field>
          <Field label={t('pricing.fromQuantity')} isOptional>
            <TextInput inputMode="decimal" value={from} onChange={(event) => setFrom(event.target.value)} />
          </Field>
          <Button type="submit" variant="primary" isPending={isPending} disabled={!isGood}>
            {t('pricing.addPrice')}
          </Button>
        </div>
      )}
    </form>
  );
}
