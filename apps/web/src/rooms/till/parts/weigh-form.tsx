import type { Milli } from '@mosaajii/domain/money';
import { milli, shiftDecimal } from '@mosaajii/domain/money';
import { formatQuantity, parseQuantity } from '@mosaajii/domain/quantity';
import { netOf, quantityOfWeight } from '@mosaajii/domain/scale';
import { type FormEvent, type KeyboardEvent, useId, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { deviceScale, type ScaleState, useScale } from '../../../platform/scale/index.ts';
import { Button, classes } from '../../../platform/ui/index.ts';
import { type CartLine, setWeight } from '../cart.ts';
import { useTill } from '../till-context.tsx';
import { smallField } from './small-field.ts';

/**
 * Asks for the weight of a line: the scale's while nothing is typed, else what is typed. The tare of the product is there
 * already and can be changed; a scale that has taken a tare off itself is not asked to do it twice.
 */
export function WeighForm({ line, onClose }: { readonly line: CartLine; readonly onClose: () => void }) {
  const { carts, ports } = useTill();
  const [scale] = useState(deviceScale);
  const state = useScale(scale);
  const preset = ports.catalog.variant(line.variantId)?.selling?.weighed?.tareMilli ?? milli(0);
  const [typed, setTyped] = useState('');
  const [tareText, setTareText] = useState(formatQuantity(line.weighing?.tareMilli ?? preset));
  const [error, setError] = useState<string | null>(null);
  const id = useId();
  const tare = parseTare(tareText);
  const shown = typed.trim() === '' ? shownBy(state, line.unit) : null;
  const gross = shown?.grossMilli ?? parseWeight(typed);
  const taken = shown?.isNet === true ? milli(0) : tare;
  const net = gross === null || taken === null ? null : netOf(gross, taken);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (taken === null) return setError(t('layers.invalidTare'));
    if (gross === null)
      return setError(typed.trim() === '' ? waitingText(state, line.unit) : t('layers.invalidWeight'));
    if (net === null) return setError(t('layers.nothingLeft'));
    const source = shown === null ? 'typed' : 'scale';
    carts.change((cart) => setWeight(cart, line.lineId, { grossMilli: gross, tareMilli: taken, source }));
    carts.store.setState({ payProblem: null });
    onClose();
    // Goods that have no price either are asked for it next.
    if (line.unitPriceE4 === null) carts.store.setState({ editor: { kind: 'price', lineId: line.lineId } });
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  const status = typed.trim() === '' ? waitingText(state, line.unit) : t('layers.scaleTyped');
  return (
    <form onSubmit={submit} onKeyDown={leave} className="flex flex-col gap-2 pt-2.5">
      <p role="status" className="num text-sm text-ink-2">
        {status}
      </p>
      <div className="flex flex-wrap items-end gap-2">
        <WeightInput
          id={`${id}-weight`}
          label={t('layers.weightIn', { unit: line.unit })}
          isFirst
          placeholder={shown === null ? '' : shiftDecimal(shown.grossMilli, 3)}
          value={typed}
          error={error === null ? undefined : `${id}-error`}
          onChange={(text) => {
            setTyped(text);
            setError(null);
          }}
        />
        <WeightInput
          id={`${id}-tare`}
          label={t('layers.tareIn', { unit: line.unit })}
          value={tareText}
          onChange={(text) => {
            setTareText(text);
            setError(null);
          }}
        />
        <Button type="submit" variant="primary" className="num min-h-11 flex-1">
          {net === null
            ? t('layers.takeWeight')
            : `${t('layers.takeWeight')} · ${t('layers.netIs', { weight: weightText(net, line.unit) })}`}
        </Button>
      </div>
      {error === null ? null : (
        <p id={`${id}-error`} role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
    </form>
  );
}

interface WeightInputProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly isFirst?: boolean;
  readonly error?: string | undefined;
  readonly onChange: (text: string) => void;
}

function WeightInput({ id, label, value, placeholder = '', isFirst = false, error, onChange }: WeightInputProps) {
  return (
    <div className="flex min-w-28 flex-1 flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium text-ink-2">
        {label}
      </label>
      <input
        id={id}
        autoFocus={isFirst}
        autoComplete="off"
        inputMode="decimal"
        dir="ltr"
        maxLength={12}
        value={value}
        placeholder={placeholder}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={error}
        onFocus={(event) => event.target.select()}
        onChange={(event) => onChange(event.target.value)}
        className={classes('num', smallField)}
      />
    </div>
  );
}

/** A steady weight of the scale, as a quantity of the goods; `null` while there is none. */
function shownBy(state: ScaleState | null, unit: string) {
  if (state?.kind !== 'weight' || !state.isSteady) return null;
  const grossMilli = quantityOfWeight(state, unit);
  return grossMilli <= 0 ? null : { grossMilli, isNet: state.isNet };
}

/** What the scale shows, or why there is nothing to take from it. */
function waitingText(state: ScaleState | null, unit: string): string {
  if (state === null) return t('layers.scaleNone');
  switch (state.kind) {
    case 'waiting':
      return t('layers.scaleWaiting');
    case 'failed':
      return t(state.why === 'gone' ? 'layers.scaleGone' : 'layers.scaleRefused');
    case 'moving':
      return t('layers.scaleWaiting');
    case 'over':
      return t('layers.scaleOver');
    case 'under':
      return t('layers.scaleUnder');
    case 'weight': {
      const weight = weightText(quantityOfWeight(state, unit), unit);
      return t(state.isSteady ? 'layers.scaleShows' : 'layers.scaleMoving', { weight });
    }
  }
}

/** With all its decimals, as a scale shows it. */
function weightText(quantity: Milli, unit: string): string {
  return `${shiftDecimal(quantity, 3)} ${unit}`;
}

function parseWeight(text: string): Milli | null {
  const parsed = parseQuantity(text);
  return parsed.ok && parsed.value > 0 ? parsed.value : null;
}

function parseTare(text: string): Milli | null {
  if (text.trim() === '') return milli(0);
  const parsed = parseQuantity(text);
  return parsed.ok && parsed.value >= 0 ? parsed.value : null;
}
