import { businessDateIn } from '@mosaajii/domain/calendar';
import { type Minor, minor } from '@mosaajii/domain/money';
import { useState } from 'react';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { formatDate, t } from '../../../platform/i18n/index.ts';
import type { ShiftRecord } from '../../../platform/journal/index.ts';
import { amountText, Button, Field, MoneyInput, Notice, useOnce, useToasts } from '../../../platform/ui/index.ts';
import { countRulesOf } from '../count-rules.ts';

/** Opens a shift with the float of the drawer; the last one stands there already. */
export function OpenShift({ last }: { readonly last: ShiftRecord | null }) {
  const { session, now } = useDevice();
  const settings = useObservable(session.settings);
  // What was left in the drawer, else what the store usually begins with, else what it began with the last time.
  const proposed =
    last?.closed?.floatMinor ??
    (settings && countRulesOf(settings).defaultFloatMinor) ??
    last?.openingFloatMinor ??
    null;
  // What is proposed may be heard after the screen is shown; what was typed stays.
  const [typed, setTyped] = useState<{ readonly value: Minor | null | undefined } | null>(null);
  const float = typed === null ? proposed : typed.value;
  const { open, problem, isPending } = useOpen();
  if (settings === null) return null;
  const { currency, locale } = settings.organization;
  const businessDate = businessDateIn(settings.store, now());
  const isInvalid = float === undefined || (float !== null && float < 0);
  const submit = () => {
    if (!isInvalid) void open({ businessDate, currencyCode: currency.code, openingFloatMinor: float ?? minor(0) });
  };
  return (
    <form
      className="max-w-md rounded-card border border-line bg-surface p-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2 className="text-lg font-semibold tracking-tight">{t('shift.openTitle')}</h2>
      <p className="mb-4 mt-1 text-ink-2">{t('shift.openText', { date: formatDate(businessDate) })}</p>
      <Field
        label={t('shift.float')}
        error={isInvalid ? t('shift.floatInvalid') : undefined}
        hint={last && t('shift.floatHint', { amount: amountText(last.openingFloatMinor, currency, locale) })}
      >
        <MoneyInput
          currency={currency}
          value={float ?? null}
          onValue={(value) => setTyped({ value })}
          data-autofocus
          autoFocus
        />
      </Field>
      {problem === null ? null : (
        <Notice tone="danger" isAlert className="mt-3">
          {problem}
        </Notice>
      )}
      <Button type="submit" variant="primary" size="lg" className="mt-5 w-full" shortcut="↵" isPending={isPending}>
        {t('shift.open')}
      </Button>
    </form>
  );
}

interface Opening {
  readonly businessDate: string;
  readonly currencyCode: string;
  readonly openingFloatMinor: Minor;
}

/** One id for the screen: a double tap opens one shift. */
function useOpen() {
  const { journal, session, newId } = useDevice();
  const [shiftId] = useState(newId);
  const { run, problem, isPending } = useOnce();
  const open = (opening: Opening) =>
    run(async () => {
      const state = session.state.get();
      if (state.status === 'signed-out' || !session.can('shift.open')) return t('shift.cannotOpen');
      const opened = await journal.openShift({ shiftId, userId: state.session.user.userId, ...opening });
      if (!opened.ok) return t('shift.refused', { detail: opened.error.detail });
      useToasts.getState().show({ message: t('shift.opened'), tone: 'success' });
      return null;
    });
  return { open, problem, isPending };
}
