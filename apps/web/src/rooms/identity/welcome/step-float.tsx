import type { Session } from '@mosaajii/contract/identity';
import { businessDateIn } from '@mosaajii/domain/calendar';
import { type Minor, ZERO_MINOR } from '@mosaajii/domain/money';
import { type FormEvent, useState } from 'react';
import { useDevice } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Field, MoneyInput, Notice } from '../../../platform/ui/index.ts';
import { Question } from '../frame.tsx';
import { StepButtons } from './step-shop.tsx';

interface StepFloatProps {
  readonly session: Session;
  readonly onBack: () => void;
  readonly onOpened: () => void;
}

/** The cash to start with; then the first shift is open. */
export function StepFloat({ session, onBack, onOpened }: StepFloatProps) {
  const device = useDevice();
  const [float, setFloat] = useState<Minor | null | undefined>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const isWrong = float === undefined;
  const open = async (openingFloatMinor: Minor) => {
    setPending(true);
    const isOpen = (await device.journal.currentShift()) !== null;
    const opened = isOpen
      ? null
      : await device.journal.openShift({
          shiftId: device.newId(),
          userId: session.user.userId,
          businessDate: businessDateIn(session.store, device.now()),
          openingFloatMinor,
          currencyCode: session.organization.currency.code,
        });
    setPending(false);
    if (opened === null || opened.ok) onOpened();
    else setFailure(opened.error.detail);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (float !== undefined) void open(float ?? ZERO_MINOR);
  };
  return (
    <Question title={t('identity.floatTitle')} text={t('identity.floatText')}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        <Field label={t('identity.float')} error={isWrong ? t('identity.floatWrong') : undefined}>
          <MoneyInput
            currency={session.organization.currency}
            value={float ?? null}
            onValue={setFloat}
            placeholder="0"
            autoFocus
          />
        </Field>
        {failure === null ? null : (
          <Notice tone="danger" isAlert>
            {failure}
          </Notice>
        )}
        <StepButtons onBack={onBack} label={t('identity.openTill')} isPending={isPending} />
      </form>
    </Question>
  );
}
