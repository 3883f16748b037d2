import { type Currency, type Minor, minor } from '@mosaajii/domain/money';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { ReasonChips } from '../../../platform/drawer/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Amount, Button, Field, Notice, TextInput } from '../../../platform/ui/index.ts';

interface Props {
  readonly expectedMinor: Minor;
  readonly countedMinor: Minor;
  readonly currency: Currency;
  /** What may be chosen; something else can be typed. */
  readonly reasons: readonly string[];
  readonly isPending: boolean;
  readonly onRecount: () => void;
  readonly onConfirm: (reason: string) => void;
}

const OTHER = '\0other';

/** Count and drawer differ: by how much, and why. The shift closes only with a reason. */
export function Difference({ expectedMinor, countedMinor, currency, reasons, isPending, onRecount, onConfirm }: Props) {
  const [reason, setReason] = useState('');
  // It takes the place of the count that had the focus: what is said next is read from here.
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const [isOther, setOther] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const differenceMinor = minor(countedMinor - expectedMinor);
  const isMissing = reason.trim() === '';
  const confirm = () => {
    setAsked(true);
    if (!isMissing) onConfirm(reason.trim());
  };
  const choose = (text: string) => {
    setOther(text === OTHER);
    setReason(text === OTHER ? '' : text);
  };
  return (
    <form
      className="flex flex-col gap-5 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        confirm();
      }}
    >
      <h2 ref={heading} tabIndex={-1} className="text-lg font-semibold tracking-tight outline-none">
        {t('shift.differenceTitle')}
      </h2>
      <dl className="grid grid-cols-3 gap-3">
        <Figure label={t('shift.expected')}>
          <Amount value={expectedMinor} currency={currency} />
        </Figure>
        <Figure label={t('shift.counted')}>
          <Amount value={countedMinor} currency={currency} />
        </Figure>
        <Figure label={`${t('shift.difference')} · ${differenceMinor < 0 ? t('shift.short') : t('shift.over')}`}>
          <Amount value={differenceMinor} currency={currency} isSignal />
        </Figure>
      </dl>
      <ReasonChips
        label={t('shift.reason')}
        reasons={[...reasons.map((text) => ({ value: text, text })), { value: OTHER, text: t('shift.reasonOther') }]}
        chosen={isOther ? OTHER : reason}
        onChoose={choose}
      />
      {isOther ? (
        <Field label={t('shift.reasonText')}>
          <TextInput autoFocus maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      ) : null}
      {isAsked && isMissing ? (
        <Notice tone="danger" isAlert>
          {t('shift.reasonMissing')}
        </Notice>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="lg" onClick={onRecount}>
          {t('shift.recount')}
        </Button>
        <Button type="submit" variant="primary" size="lg" isPending={isPending}>
          {t('shift.confirm')}
        </Button>
      </div>
    </form>
  );
}

function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-ink-2">{label}</dt>
      <dd className="text-xl font-bold tracking-tight">{children}</dd>
    </div>
  );
}
