import './words.ts';
import type { Minor } from '@mosaajii/domain/money';
import { type FormEvent, useState } from 'react';
import { useDevice, useObservable } from '../device/index.ts';
import { t } from '../i18n/index.ts';
import { expectedCashMinor, type ShiftRecord } from '../journal/index.ts';
import { Button, Dialog, Field, MoneyInput } from '../ui/index.ts';
import { Missing } from './cash-dialog.tsx';

/** Gives the open shift away: the till locks, and whoever signs in next goes on with it. */
export function HandOverDialog({ shift, onClose }: { readonly shift: ShiftRecord; readonly onClose: () => void }) {
  const { journal, session, newId } = useDevice();
  const currency = useObservable(session.settings)?.organization.currency;
  const [operationId] = useState(newId);
  const [counted, setCounted] = useState<Minor | null | undefined>(null);
  const [problem, setProblem] = useState<string | null>(null);
  if (currency === undefined) return null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const state = session.state.get();
    if (state.status === 'signed-out') return;
    if (counted === undefined || (counted ?? 0) < 0) return setProblem(t('drawer.amountMissing'));
    const offered = await journal.offerHandover({
      operationId,
      shiftId: shift.shiftId,
      fromUserId: shift.holderId ?? shift.openedBy,
      ...(counted !== null && { counted: { countedMinor: counted, expectedMinor: expectedCashMinor(shift) } }),
    });
    if (!offered.ok) return setProblem(t('drawer.notTaken', { detail: offered.error.detail }));
    onClose();
    await session.lock();
  };
  return (
    <Dialog title={t('drawer.handOver')} onClose={onClose} className="comfortable">
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4 pt-1">
        <p className="text-ink-2">{t('drawer.handOverText')}</p>
        <Field label={t('drawer.handOverCount')} hint={t('drawer.handOverHint')} isOptional>
          <MoneyInput data-autofocus currency={currency} value={counted ?? null} onValue={setCounted} />
        </Field>
        {problem === null ? null : <Missing>{problem}</Missing>}
        <div className="flex justify-end gap-2">
          <Button variant="quiet" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" variant="primary">
            {t('drawer.handOverNow')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
