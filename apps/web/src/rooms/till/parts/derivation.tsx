import type { DerivationStep, SaleLineInput } from '@mosaajii/domain/sale';
import { t } from '../../../platform/i18n/index.ts';
import { Amount } from '../../../platform/ui/index.ts';
import { useFigures, useTill } from '../till-context.tsx';

/** The answer to "why this amount?": each step of the line's arithmetic, as it will be stored with the sale. */
export function Derivation({ lineId }: { readonly lineId: string }) {
  const { ports } = useTill();
  const figures = useFigures();
  const line = figures.kind === 'totals' ? figures.totals.lines.find((one) => one.lineId === lineId) : undefined;
  if (line === undefined) return <p className="pt-2.5 text-sm text-ink-3">{t('layers.whyNothing')}</p>;
  const { currency } = ports.shop.rules;
  const sold = figures.kind === 'totals' ? figures.order.lines.find((one) => one.lineId === lineId) : undefined;
  return (
    <dl
      aria-label={t('till.why')}
      className="mt-2.5 grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1 rounded-control border border-line bg-surface px-3 py-2 text-sm"
    >
      {line.derivation.map((step, index) => (
        <div key={`${step.step}-${index}`} className="contents">
          <dt className="text-ink-2">{labelOf(step, sold)}</dt>
          <dd className="text-end">
            <Amount value={step.amountMinor} currency={currency} locale={ports.shop.locale} />
          </dd>
        </div>
      ))}
      <dt className="border-t border-line pt-1 font-semibold">{t('till.total')}</dt>
      <dd className="border-t border-line pt-1 text-end font-semibold">
        <Amount value={line.totalMinor} currency={currency} locale={ports.shop.locale} />
      </dd>
    </dl>
  );
}

/** A tax that the price contains is part of the amounts above it, not one more. */
function labelOf(step: DerivationStep, line: SaleLineInput | undefined): string {
  const tax = step.step === 'tax' ? line?.taxes.find((one) => one.name === step.label) : undefined;
  if (tax?.isIncluded === true) return t('layers.whyOfWhich', { name: step.label });
  if (step.step === 'exemption')
    return t('layers.whyExempt', { name: step.label, certificate: step.certificate ?? '' });
  if (step.step === 'price-list') return t('layers.whyPriceList', { name: step.label });
  if (step.label !== '') return step.label;
  if (step.step === 'sale-discount') return t('till.discountSale');
  return step.step === 'line-discount' ? t('till.discount') : t('layers.rounding');
}
