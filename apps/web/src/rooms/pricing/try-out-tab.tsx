import type { TryOutAnswer } from '@mosaajii/contract/pricing';
import { type Currency, minor } from '@mosaajii/domain/money';
import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Amount, Button, Card, Field, IconButton, Notice, TextInput } from '../../platform/ui/index.ts';
import { ProductSearch } from './goods-picker.tsx';
import { reasonText } from './promotion-words.ts';
import { askedOf, BuyerFields, NOBODY } from './try-out-buyer.tsx';
import { useShop } from './use-pricing.ts';

interface BasketLine {
  readonly variantId: string;
  readonly name: string;
  readonly quantity: string;
}

/** A basket that is priced by the engine of the till, and explained; nothing is sold. */
export function TryOutTab() {
  const currency = useShop().data?.organization.currency;
  const [basket, setBasket] = useState<readonly BasketLine[]>([]);
  const [at, setAt] = useState('');
  const [coupons, setCoupons] = useState('');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [answer, setAnswer] = useState<TryOutAnswer | null>(null);
  const [isPending, setPending] = useState(false);
  const [buyer, setBuyer] = useState(NOBODY);
  const asked = askedOf(buyer);
  const quantities = basket.map(({ quantity }) => milliOf(quantity));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (asked === null) return;
    setPending(true);
    const body = {
      ...asked,
      coupons: coupons.split(/\s+/).filter((code) => code !== ''),
      lines: basket.map(({ variantId }, index) => ({ variantId, quantityMilli: quantities[index] ?? 1_000 })),
      ...(at === '' ? {} : { at: new Date(at).toISOString() }),
    };
    const result = await api.post<TryOutAnswer>('/pricing/try-out', { body });
    setPending(false);
    setProblem(result.ok ? null : result.error);
    setAnswer(result.ok ? result.value : null);
  };
  const change = (next: readonly BasketLine[]) => {
    setBasket(next);
    setAnswer(null);
  };
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card title={t('pricing.tryOutBasket')}>
        <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4 px-4 pb-4">
          <p className="text-sm text-ink-3">{t('pricing.tryOutText')}</p>
          <ProductSearch
            onPick={({ name, variants }) => {
              const [variant] = variants;
              if (variant === undefined || basket.some((one) => one.variantId === variant.variantId)) return;
              change([...basket, { variantId: variant.variantId, name, quantity: '1' }]);
            }}
          />
          {basket.length === 0 ? <p className="text-ink-2">{t('pricing.tryOutEmpty')}</p> : null}
          <ul aria-label={t('pricing.tryOutBasket')} className="divide-y divide-line">
            {basket.map((line, index) => (
              <li key={line.variantId} className="flex items-center gap-3 py-1.5">
                <span className="min-w-0 flex-1 truncate">{line.name}</span>
                <TextInput
                  className="max-w-24"
                  inputMode="decimal"
                  aria-label={t('pricing.quantityOf', { name: line.name })}
                  aria-invalid={quantities[index] === null || undefined}
                  value={line.quantity}
                  onChange={(event) =>
                    change(basket.map((one) => (one === line ? { ...one, quantity: event.target.value } : one)))
                  }
                />
                <IconButton
                  label={t('pricing.remove', { name: line.name })}
                  onClick={() => change(basket.filter((one) => one !== line))}
                >
                  <X aria-hidden className="size-4" strokeWidth={1.75} />
                </IconButton>
              </li>
            ))}
          </ul>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t('pricing.tryOutAt')} isOptional>
              <TextInput type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} />
            </Field>
            <Field label={t('pricing.tryOutCoupons')} hint={t('pricing.tryOutCouponsHint')} isOptional>
              <TextInput value={coupons} autoComplete="off" onChange={(event) => setCoupons(event.target.value)} />
            </Field>
          </div>
          <BuyerFields
            buyer={buyer}
            onChange={(next) => {
              setBuyer(next);
              setAnswer(null);
            }}
          />
          {problem === null ? null : (
            <Notice tone="danger" isAlert>
              {problem.detail} {problem.action}
            </Notice>
          )}
          <Button
            type="submit"
            variant="primary"
            isPending={isPending}
            disabled={basket.length === 0 || quantities.includes(null) || asked === null}
          >
            {t('pricing.tryOutRun')}
          </Button>
        </form>
      </Card>
      {answer === null || currency === undefined ? null : <Result answer={answer} currency={currency} />}
    </div>
  );
}

function milliOf(text: string): number | null {
  const [, whole, decimals = ''] = /^(\d{1,6})(?:[.,](\d{1,3}))?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const value = Number(whole) * 1_000 + Number(decimals.padEnd(3, '0'));
  return value > 0 ? value : null;
}

function Result({ answer, currency }: { readonly answer: TryOutAnswer; readonly currency: Currency }) {
  return (
    <Card title={t('pricing.tryOutResult')}>
      <div className="flex flex-col gap-4 px-4 pb-4" aria-live="polite">
        {answer.lines.map((line) => (
          <dl
            key={line.lineId}
            aria-label={line.name}
            className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-0.5"
          >
            {line.derivation.map((step, index) => (
              <div key={`${step.step}-${index}`} className="contents">
                <dt className={index === 0 ? 'truncate font-medium' : 'truncate ps-3 text-sm text-ink-2'}>
                  {step.label}
                </dt>
                <dd className="text-end">
                  <Amount value={step.amountMinor} currency={currency} />
                </dd>
              </div>
            ))}
          </dl>
        ))}
        <p className="flex justify-between border-t border-line pt-2 text-md font-semibold">
          <span>{t('pricing.total')}</span>
          <Amount value={answer.totalMinor} currency={currency} hasCode />
        </p>
        <div>
          <h3 className="font-semibold">{t('pricing.tryOutApplied')}</h3>
          {answer.applied.length === 0 ? <p className="text-ink-2">{t('pricing.tryOutNone')}</p> : null}
          <ul>
            {answer.applied.map((one) => (
              <li key={one.promotionId} className="flex justify-between gap-3">
                <span className="truncate">{one.label}</span>
                <Amount value={minor(-one.discountMinor)} currency={currency} className="text-success" />
              </li>
            ))}
          </ul>
        </div>
        {answer.rejected.length === 0 ? null : (
          <div>
            <h3 className="font-semibold">{t('pricing.tryOutNot')}</h3>
            <ul>
              {answer.rejected.map((one) => (
                <li key={one.promotionId} className="text-ink-2">
                  {one.name}: {reasonText(one.reason)}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Card>
  );
}
