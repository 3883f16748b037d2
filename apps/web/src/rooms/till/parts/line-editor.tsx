import { parsePrice, priceToDecimalString } from '@mosaajii/domain/money';
import { formatQuantity, parseQuantity } from '@mosaajii/domain/quantity';
import type { Discount } from '@mosaajii/domain/sale';
import { type FormEvent, useId, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, classes } from '../../../platform/ui/index.ts';
import type { CartLine } from '../cart.ts';
import { LineSalespersonField } from '../holding/salesperson.tsx';
import { amountOf, percentOf } from '../omnibox.ts';
import { useTill } from '../till-context.tsx';
import type { Editor } from '../till-state.ts';
import { Derivation } from './derivation.tsx';
import { focusOmnibox } from './focus.ts';
import { rangeText } from './price-range.ts';
import { smallField } from './small-field.ts';
import { WeighForm } from './weigh-form.tsx';

/** The one editor that is open below a line. */
export function LineEditor({
  line,
  kind,
}: {
  readonly line: CartLine;
  readonly kind: Extract<Editor, { lineId: string }>['kind'];
}) {
  const { carts, ports, selling } = useTill();
  const { currency } = ports.shop.rules;
  const close = () => {
    carts.store.setState({ editor: null });
    focusOmnibox();
  };
  if (kind === 'weight') return <WeighForm line={line} onClose={close} />;
  if (kind === 'why') return <Derivation lineId={line.lineId} />;
  if (kind === 'discount') {
    return (
      <DiscountEditor
        current={line.discounts[0] ?? null}
        onApply={(discount) => {
          if (selling.discountLine(line.lineId, discount)) close();
        }}
        onClose={close}
      />
    );
  }
  if (kind === 'quantity') {
    return (
      <SmallForm
        label={line.unit === 'pcs' ? t('layers.quantity') : t('layers.quantityIn', { unit: line.unit })}
        initial={formatQuantity(line.quantityMilli)}
        inputMode="decimal"
        onClose={close}
        onSubmit={(text) => {
          const quantity = parseQuantity(text);
          if (!quantity.ok || quantity.value < 0) return t('till.invalidQuantity');
          selling.setQuantity(line.lineId, quantity.value);
          close();
          return null;
        }}
      />
    );
  }
  if (kind === 'price') {
    return (
      <SmallForm
        label={t('layers.unitPrice', { currency: currency.code })}
        hint={line.listPriceE4 === null ? rangeText(ports, line) : ''}
        initial={line.unitPriceE4 === null ? '' : priceToDecimalString(line.unitPriceE4, currency)}
        inputMode="decimal"
        onClose={close}
        onSubmit={(text) => {
          const price = parsePrice(text, currency);
          if (!price.ok || price.value < 0) return t('till.invalidPrice');
          if (selling.setPrice(line.lineId, price.value)) close();
          return null;
        }}
      />
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <SmallForm
        label={t('till.note')}
        initial={line.note ?? ''}
        inputMode="text"
        onClose={close}
        onSubmit={(text) => {
          selling.setLineNote(line.lineId, text.slice(0, 200));
          close();
          return null;
        }}
      />
      <LineSalespersonField line={line} />
    </div>
  );
}

interface SmallFormProps {
  readonly label: string;
  /** What may be typed; nothing when empty. */
  readonly hint?: string;
  readonly initial: string;
  readonly inputMode: 'decimal' | 'text';
  readonly onClose: () => void;
  /** Answers what is wrong, or `null`. */
  readonly onSubmit: (text: string) => string | null;
}

/** One field, Enter to take it, Esc to leave it. */
export function SmallForm({ label, hint = '', initial, inputMode, onClose, onSubmit }: SmallFormProps) {
  const [text, setText] = useState(initial);
  const [error, setError] = useState<string | null>(null);
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setError(onSubmit(text));
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2 pt-2.5">
      <div className="flex min-w-32 flex-1 flex-col gap-1">
        <label htmlFor={id} className="text-sm font-medium text-ink-2">
          {label}
        </label>
        <input
          id={id}
          autoFocus
          autoComplete="off"
          inputMode={inputMode}
          value={text}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            onClose();
          }}
          aria-invalid={error !== null || undefined}
          aria-describedby={`${id}-hint ${id}-error`}
          className={classes(smallField, inputMode === 'decimal' && 'num')}
        />
      </div>
      <Button type="submit" variant="primary" className="min-h-11">
        {t('layers.apply')}
      </Button>
      {hint === '' ? null : (
        <p id={`${id}-hint`} className="num w-full text-sm text-ink-3">
          {hint}
        </p>
      )}
      {error === null ? null : (
        <p id={`${id}-error`} role="alert" className="w-full text-sm text-danger">
          {error}
        </p>
      )}
    </form>
  );
}

const PRESETS = [5, 10, 20, 50] as const;

interface DiscountEditorProps {
  readonly current: Discount | null;
  /** `null` takes the reduction away. */
  readonly onApply: (discount: Discount | null) => void;
  readonly onClose: () => void;
}

/** A percentage in one tap, or any percentage or amount in the field. */
export function DiscountEditor({ current, onApply, onClose }: DiscountEditorProps) {
  const { currency } = useTill().ports.shop.rules;
  const submit = (text: string): string | null => {
    const isPercent = text.includes('%');
    const rate = isPercent ? percentOf(text.replace('%', '')) : null;
    if (rate !== null) {
      onApply({ kind: 'percent', ratePpm: rate });
      return null;
    }
    const amount = isPercent ? null : amountOf(text.replace(/^[-\u2212]/, ''), currency);
    if (amount === null) return t('layers.invalidDiscount');
    onApply({ kind: 'amount', amountMinor: amount });
    return null;
  };
  return (
    <div className="pt-2.5">
      <div className="flex flex-wrap gap-1.5">
        {PRESETS.map((percent) => {
          const rate = percentOf(String(percent));
          const isOn = current?.kind === 'percent' && current.ratePpm === rate;
          return (
            <Button
              key={percent}
              aria-pressed={isOn}
              className={classes('num min-h-11', isOn && 'border-brand text-brand-ink')}
              onClick={() => rate !== null && onApply({ kind: 'percent', ratePpm: rate })}
            >
              {`${percent}\u202f%`}
            </Button>
          );
        })}
        {current === null ? null : (
          <Button variant="quiet" className="min-h-11" onClick={() => onApply(null)}>
            {t('layers.noDiscount')}
          </Button>
        )}
      </div>
      <SmallForm label={t('layers.discountField')} initial="" inputMode="decimal" onSubmit={submit} onClose={onClose} />
    </div>
  );
}
