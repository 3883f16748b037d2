import { type Currency, type Milli, milli } from '@mosaajii/domain/money';
import { formatQuantity, parseQuantity } from '@mosaajii/domain/quantity';
import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import type { Returnable } from '../../../platform/journal/index.ts';
import { Amount, classes, SegmentedControl } from '../../../platform/ui/index.ts';
import { leftOf, type Shelf } from '../return-form.ts';

interface Props {
  readonly line: Returnable['lines'][number];
  readonly currency: Currency;
  readonly chosen: Milli;
  /** Where what comes back goes. */
  readonly shelf: Shelf;
  readonly onShelf: (shelf: Shelf) => void;
  readonly onStep: (direction: 1 | -1) => void;
  readonly onQuantity: (quantity: Milli) => void;
}

/** A sold line with how much of it comes back. */
export function ReturnLine({ line, currency, chosen, shelf, onShelf, onStep, onQuantity }: Props) {
  const left = leftOf(line);
  return (
    <li className={classes('flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5', chosen > 0 && 'bg-brand-tint')}>
      <div className="min-w-[10rem] flex-1">
        <p className="font-medium">{line.name}</p>
        <p className="text-sm text-ink-2">
          {quantityText(line.soldMilli, line.unit)} · <Amount value={line.totals.totalMinor} currency={currency} />
          {line.returnedMilli > 0 ? (
            <span className="text-warning">
              {' '}
              · {t('orders.alreadyBack', { count: quantityText(line.returnedMilli, line.unit) })}
            </span>
          ) : null}
        </p>
      </div>
      {left === 0 ? (
        <span className="text-sm font-medium text-ink-3">{t('orders.noneLeft')}</span>
      ) : (
        <div className="flex items-center gap-2">
          <Stepper line={line} chosen={chosen} left={left} onStep={onStep} onQuantity={onQuantity} />
          <span className="min-w-12 text-sm text-ink-3">
            {t('orders.ofSold', { count: quantityText(left, line.unit) })}
          </span>
        </div>
      )}
      {chosen > 0 ? (
        <div className="basis-full sm:ms-auto sm:basis-auto">
          <SegmentedControl
            label={t('orders.shelfOf', { name: line.name })}
            value={shelf}
            options={[
              { value: 'stock', label: t('orders.shelfstock') },
              { value: 'damaged', label: t('orders.shelfdamaged') },
            ]}
            onChange={onShelf}
          />
        </div>
      ) : null}
    </li>
  );
}

function quantityText(quantity: Milli, unit: string): string {
  return unit === '' || unit === 'pcs' ? formatQuantity(quantity) : `${formatQuantity(quantity)} ${unit}`;
}

const stepLook =
  'grid size-11 place-items-center text-ink-2 hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2';

function Stepper({
  line,
  chosen,
  left,
  onStep,
  onQuantity,
}: Omit<Props, 'currency' | 'shelf' | 'onShelf'> & { readonly left: Milli }) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    if (draft === null) return;
    const parsed = draft.trim() === '' ? { ok: true as const, value: milli(0) } : parseQuantity(draft);
    if (parsed.ok) onQuantity(parsed.value);
    setDraft(null);
  };
  return (
    <div className="flex items-stretch overflow-hidden rounded-control border border-line-strong bg-surface">
      <button
        type="button"
        aria-label={t('orders.less', { name: line.name })}
        className={stepLook}
        onClick={() => onStep(-1)}
      >
        <Minus aria-hidden className="size-4" strokeWidth={2} />
      </button>
      <input
        aria-label={t('orders.quantityOf', { name: line.name })}
        inputMode="decimal"
        value={draft ?? formatQuantity(chosen)}
        onChange={(event) => setDraft(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || draft === null) return;
          // The first Enter takes the number; the next one refunds.
          event.preventDefault();
          commit();
        }}
        className="num w-14 border-x border-line bg-transparent text-center text-md font-semibold"
      />
      <button
        type="button"
        aria-label={t('orders.more', { name: line.name })}
        className={stepLook}
        data-full={chosen >= left || undefined}
        onClick={() => onStep(1)}
      >
        <Plus aria-hidden className="size-4" strokeWidth={2} />
      </button>
    </div>
  );
}
