import './words.ts';
import { beyondAtDrawer, drawerSubject } from '@mosaajii/domain/approval';
import { NO_SALE_REASONS, type NoSaleReason } from '@mosaajii/domain/operation';
import { type FormEvent, useState } from 'react';
import { ApprovalPanel, useApproved } from '../approval/index.ts';
import { useDevice, useObservable } from '../device/index.ts';
import { t } from '../i18n/index.ts';
import { openDrawer } from '../printer/index.ts';
import { Button, Dialog, Field, TextInput, useToasts } from '../ui/index.ts';
import { Missing } from './cash-dialog.tsx';
import { printSlip } from './print-slip.ts';
import { ReasonChips } from './reason-chips.tsx';

/** Opens the drawer without a sale: never without a reason and a name. */
export function NoSaleDialog({ onClose }: { readonly onClose: () => void }) {
  const device = useDevice();
  const { journal, session, newId } = device;
  const currency = useObservable(session.settings)?.organization.currency;
  const [operationId] = useState(newId);
  const [reason, setReason] = useState<NoSaleReason | null>(null);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const subject = drawerSubject({ operationId, action: 'no-sale', amountMinor: 0 });
  const asking = useApproved((reach) => beyondAtDrawer(reach, { kind: 'no-sale' }), subject);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const state = session.state.get();
    if (state.status === 'signed-out' || asking.steps.length > 0) return setProblem(t('drawer.mayNotOpen'));
    if (reason === null) return setProblem(t('drawer.reasonMissing'));
    if (reason === 'other' && note.trim() === '') return setProblem(t('drawer.noteMissing'));
    setPending(true);
    const { userId } = state.session.user;
    const opened = await journal.openDrawer({ operationId, userId, reason, note, approvals: asking.approvals });
    setPending(false);
    if (!opened.ok) return setProblem(t('drawer.refused', { detail: opened.error.detail }));
    const written = opened.value.events?.find((one) => one.operationId === operationId);
    useToasts.getState().show({
      message: t('drawer.opened'),
      tone: 'success',
      ...(written && { action: { label: t('drawer.printSlip'), run: () => void printSlip(device, written) } }),
    });
    // Written down first; whether the printer can open it decides nothing.
    void openDrawer();
    onClose();
  };
  return (
    <Dialog title={t('drawer.noSale')} onClose={onClose} className="comfortable">
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4 pt-1">
        <p className="text-ink-2">{t('drawer.noSaleText')}</p>
        <ReasonChips
          label={t('drawer.reason')}
          reasons={NO_SALE_REASONS.map((value) => ({ value, text: t(`drawer.reason_${value}`) }))}
          chosen={reason}
          onChoose={setReason}
        />
        <Field label={t('drawer.note')} isOptional={reason !== 'other'}>
          <TextInput
            value={note}
            maxLength={300}
            onChange={(event) => setNote(event.target.value)}
            autoComplete="off"
          />
        </Field>
        {asking.steps.length === 0 || currency === undefined ? null : (
          <ApprovalPanel
            need={{ ...asking, subject }}
            currency={currency}
            onApproved={(given) => {
              setProblem(null);
              asking.onApproved(given);
            }}
          />
        )}
        {problem === null ? null : <Missing>{problem}</Missing>}
        <div className="flex justify-end gap-2">
          <Button variant="quiet" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" variant="primary" isPending={isPending}>
            {t('drawer.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
