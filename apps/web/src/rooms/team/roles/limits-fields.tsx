import { type Currency, minor } from '@mosaajii/domain/money';
import {
  LIMIT_NAMES,
  type LimitName,
  type Limits,
  PERMISSION_TABLE,
  type Permission,
} from '@mosaajii/domain/permission';
import { useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Checkbox, MoneyInput, TextInput } from '../../../platform/ui/index.ts';
import { isRate, LIMIT_WORDS, parsePercent, percentText } from './words.ts';

/** Limits as they are being typed: `undefined` while what is typed is none. */
export type LimitsDraft = Readonly<Record<LimitName, number | null | undefined>>;

interface Props {
  readonly draft: LimitsDraft;
  readonly chosen: ReadonlySet<Permission>;
  readonly currency: Currency;
  readonly onChange: (draft: LimitsDraft) => void;
}

/** The limits that mean something for what the role may do. */
export function LimitsFields({ draft, chosen, currency, onChange }: Props) {
  const used = new Set([...chosen].flatMap((permission) => PERMISSION_TABLE[permission].limits));
  const names = LIMIT_NAMES.filter((name) => used.has(name));
  if (names.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="pb-2 font-semibold">{t('team.groupLimits')}</legend>
      {names.map((name) => (
        <LimitField
          key={name}
          name={name}
          value={draft[name]}
          currency={currency}
          onValue={(value) => onChange({ ...draft, [name]: value })}
        />
      ))}
    </fieldset>
  );
}

interface FieldProps {
  readonly name: LimitName;
  readonly value: number | null | undefined;
  readonly currency: Currency;
  readonly onValue: (value: number | null | undefined) => void;
}

function LimitField({ name, value, currency, onValue }: FieldProps) {
  const isLimited = value !== null;
  const words = t(LIMIT_WORDS[name]);
  return (
    <div className="grid grid-cols-1 items-start gap-x-3 sm:grid-cols-[minmax(0,1fr)_11rem]">
      <Checkbox checked={isLimited} onChange={(event) => onValue(event.target.checked ? 0 : null)}>
        {isLimited ? words : `${words}: ${t('team.limitNone')}`}
      </Checkbox>
      {isLimited ? (
        <div>
          {isRate(name) ? (
            <PercentInput label={words} value={value} onValue={onValue} />
          ) : (
            <MoneyInput
              aria-label={words}
              aria-invalid={value === undefined || undefined}
              currency={currency}
              value={value === undefined ? null : minor(value)}
              onValue={(amount) => onValue(amount === null || (amount ?? -1) < 0 ? undefined : amount)}
            />
          )}
          {value === undefined ? (
            <p role="alert" className="pt-1 text-sm text-danger">
              {t(isRate(name) ? 'team.rolePercentWrong' : 'team.roleAmountWrong')}
            </p>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

interface PercentProps extends Pick<FieldProps, 'onValue'> {
  readonly label: string;
  readonly value: number | undefined;
}

function PercentInput({ label, value, onValue }: PercentProps) {
  const [text, setText] = useState(() => (value === undefined ? '' : percentText(value)));
  return (
    <TextInput
      aria-label={label}
      aria-invalid={value === undefined || undefined}
      inputMode="decimal"
      autoComplete="off"
      dir="ltr"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onValue(parsePercent(event.target.value));
      }}
      end={<span className="pe-2 text-sm text-ink-3">%</span>}
    />
  );
}

/** The limits, or `null` while one of them is none. */
export function limitsOfDraft(draft: LimitsDraft): Limits | null {
  const {
    lineDiscountPpm,
    saleDiscountPpm,
    priceReductionPpm,
    refundMinor,
    unreceiptedRefundMinor,
    paidOutMinor,
    creditMinor,
  } = draft;
  if (
    lineDiscountPpm === undefined ||
    saleDiscountPpm === undefined ||
    priceReductionPpm === undefined ||
    refundMinor === undefined ||
    unreceiptedRefundMinor === undefined ||
    paidOutMinor === undefined ||
    creditMinor === undefined
  )
    return null;
  const discounts = { lineDiscountPpm, saleDiscountPpm, priceReductionPpm };
  return { ...discounts, refundMinor, unreceiptedRefundMinor, paidOutMinor, creditMinor };
}
