import './words.ts';
import { NO_SALE_REASONS, type NoSaleReason } from '@mosaajii/domain/operation';
import { type FormEvent, useState } from 'react';
import { useDevice } from '../device/index.ts';
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
  const [operationId] = useState(newId);
  const [reason, setReason] = useState<NoSaleReason | null>(null);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const state = session.state.get();
    if (state.status === 'signed-out' || !session.can('shift.no-sale')) return setProblem(t('drawer.mayNotOpen'));
    if (reason === null) return setProblem(t('drawer.reasonMissing'));
    if (reason === 'other' && note.trim() === '') return setProblem(t('drawer.noteMissing'));
    setPending(true);
    const opened = await journal.openDrawer({ operationId, userId: state.session.user.userId, reason, note });
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
