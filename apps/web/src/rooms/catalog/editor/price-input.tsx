import { TextInput } from '../../../platform/ui/index.ts';
import { useCurrency } from '../use-shop.ts';

/** A unit price as typed, with the currency before it. */
export function PriceInput({
  value,
  onChange,
  label,
}: {
  value: string;
  onChange: (text: string) => void;
  label?: string;
}) {
  const currency = useCurrency();
  return (
    <TextInput
      dir="ltr"
      inputMode="decimal"
      autoComplete="off"
      maxLength={20}
      aria-label={label}
      className="num"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      {...(label === undefined ? { start: <span className="text-sm text-ink-3">{currency.code}</span> } : {})}
    />
  );
}
