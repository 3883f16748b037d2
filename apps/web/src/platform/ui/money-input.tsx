import { type Currency, type Minor, parseMoney, toDecimalString } from '@mosaajii/domain/money';
import { type ComponentProps, useState } from 'react';
import { TextInput } from './field.tsx';

export interface MoneyInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type' | 'inputMode'> {
  readonly currency: Currency;
  /** `null` is an empty field, which is not zero. */
  readonly value: Minor | null;
  /** Called with the amount, `null` for empty, or `undefined` while the text is not an amount. */
  readonly onValue: (value: Minor | null | undefined) => void;
}

/**
 * An amount as typed, with `,` or `.` before the decimals. The text stays as it was typed until the value changes from
 * outside; it never goes through a float.
 */
export function MoneyInput({ currency, value, onValue, ...rest }: MoneyInputProps) {
  const [draft, setDraft] = useState<{ text: string; value: Minor | null | undefined }>(() =>
    fromValue(value, currency),
  );
  const shown = draft.value === value || draft.value === undefined ? draft.text : fromValue(value, currency).text;
  const change = (text: string) => {
    const parsed = text.trim() === '' ? null : read(text, currency);
    setDraft({ text, value: parsed });
    onValue(parsed);
  };
  return (
    <TextInput
      autoComplete="off"
      // An amount is replaced far more often than it is corrected: what is proposed gives way to what is typed.
      onFocus={(event) => event.target.select()}
      {...rest}
      inputMode={currency.exponent === 0 ? 'numeric' : 'decimal'}
      dir="ltr"
      value={shown}
      onChange={(event) => change(event.target.value)}
      start={<span className="text-sm text-ink-3">{currency.code}</span>}
    />
  );
}

function read(text: string, currency: Currency): Minor | undefined {
  const parsed = parseMoney(text, currency);
  return parsed.ok ? parsed.value : undefined;
}

function fromValue(value: Minor | null, currency: Currency): { text: string; value: Minor | null } {
  return { text: value === null ? '' : toDecimalString(value, currency), value };
}
