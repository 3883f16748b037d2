import { DEPOSIT_TENDERS } from '@mosaajii/domain/layaway';
import type { Minor } from '@mosaajii/domain/money';
import { referenceProblem, type TenderInput, type TenderKind } from '@mosaajii/domain/sale';
import { useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import { Field, MoneyInput, Select, TextInput } from '../../../platform/ui/index.ts';
import { useTill } from '../till-context.tsx';

/** Money as somebody types it: how much, by what, and what confirms it. */
export interface TypedMoney {
  readonly amount: Minor | null | undefined;
  readonly kind: TenderKind;
  readonly reference: string;
}

export interface MoneyForm extends TypedMoney {
  readonly change: (part: Partial<TypedMoney>) => void;
}

/** A form of money that begins with an amount in cash. */
export function useMoney(first: Minor | null): MoneyForm {
  const [typed, setTyped] = useState<TypedMoney>({ amount: first, kind: 'cash', reference: '' });
  return { ...typed, change: (part) => setTyped((now) => ({ ...now, ...part })) };
}

/** The money as a tender, or what is wrong with it in words. */
export function useTenderOf(): (money: TypedMoney, tenderId: string) => TenderInput | string {
  const { ports } = useTill();
  return ({ amount, kind, reference }, tenderId) => {
    if (amount === null || amount === undefined || amount <= 0) return t('layaway.invalidAmount');
    const text = reference.trim();
    if (referenceProblem(ports.shop.tenders, kind, text) !== null) return t('layaway.referenceMissing');
    return { tenderId, kind, amountMinor: amount, ...(kind === 'cash' || text === '' ? {} : { reference: text }) };
  };
}

export function MoneyFields({
  money,
  label,
  hint,
  onKind,
}: {
  readonly money: MoneyForm;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly onKind?: (kind: TenderKind) => void;
}) {
  const { ports } = useTill();
  const { rules, tenders } = ports.shop;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={label} hint={hint}>
        <MoneyInput
          data-autofocus
          currency={rules.currency}
          value={money.amount ?? null}
          onValue={(amount) => money.change({ amount })}
        />
      </Field>
      <Field label={t('layaway.paidBy')}>
        <Select
          value={money.kind}
          onChange={(event) => {
            const kind = tenders.kinds.find((one) => one === event.target.value);
            if (kind === undefined) return;
            money.change({ kind });
            onKind?.(kind);
          }}
        >
          {tenders.kinds
            .filter((kind) => DEPOSIT_TENDERS.has(kind))
            .map((kind) => (
              <option key={kind} value={kind}>
                {tenderName(kind)}
              </option>
            ))}
        </Select>
      </Field>
      {money.kind === 'cash' ? null : (
        <Field label={t('layaway.reference')}>
          <TextInput
            dir="ltr"
            autoComplete="off"
            maxLength={64}
            value={money.reference}
            onChange={(event) => money.change({ reference: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}
