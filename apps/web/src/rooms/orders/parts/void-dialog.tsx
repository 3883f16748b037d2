import { returnSubject } from '@mosaajii/domain/approval';
import { useState } from 'react';
import { ApprovalPanel } from '../../../platform/approval/index.ts';
import { useDevice } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import type { CommittedReturn } from '../../../platform/journal/index.ts';
import { amountText, Button, Dialog, Notice, ReasonChoice, TextInput, useOnce } from '../../../platform/ui/index.ts';
import type { OrderView } from '../order-view.ts';
import { useAsking } from '../use-approval.ts';

const REASONS = ['orders.voidWrongGoods', 'orders.voidWrongPayment', 'orders.voidLeft', 'orders.voidTest'] as const;

interface VoidDialogProps {
  readonly view: OrderView;
  readonly onClose: () => void;
  readonly onDone: (done: CommittedReturn) => void;
}

/** Undoes a whole sale: why, and by whom it is allowed. The money goes back to where it came from. */
export function VoidDialog({ view, onClose, onDone }: VoidDialogProps) {
  const { newId } = useDevice();
  const [returnId] = useState(newId);
  const [note, setNote] = useState('');
  const lines = view.lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli, isRestocked: true }));
  const subject = returnSubject({
    returnId,
    voids: true,
    source: { kind: 'sale', saleId: view.orderId, lines },
    claimed: { totalMinor: view.totalMinor },
  });
  const asking = useAsking({ totalMinor: view.totalMinor, hasReceipt: true, isVoid: true }, subject);
  const { commit, problem, isPending } = useVoid(view, returnId, onDone);
  const isReady = note.trim() !== '' && asking.steps.length === 0;
  const amount = amountText(view.totalMinor, view.currency);
  return (
    <Dialog
      title={t('orders.voidTitle', { number: view.receiptNumber })}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button
            variant={isReady ? 'danger' : 'secondary'}
            isPending={isPending}
            onClick={() => void commit(note, asking.steps.length > 0, asking.approvals)}
          >
            {t('orders.voidNow', { amount })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-ink-2">{t('orders.voidText')}</p>
        <ReasonChoice
          legend={t('orders.voidWhy')}
          reasons={REASONS.map((reason) => ({ value: t(reason), label: t(reason) }))}
          chosen={note}
          onChoose={setNote}
        >
          <TextInput
            className="mt-2"
            aria-label={t('orders.voidWhy')}
            placeholder={t('orders.voidOther')}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </ReasonChoice>
        {asking.steps.length === 0 ? null : (
          <ApprovalPanel need={{ ...asking, subject }} currency={view.currency} onApproved={asking.onApproved} />
        )}
        {problem === null ? null : (
          <Notice tone="danger" isAlert>
            {problem}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

/** Commits the void once; what the journal refuses is said and nothing is lost. */
function useVoid(view: OrderView, returnId: string, onDone: VoidDialogProps['onDone']) {
  const { journal, session } = useDevice();
  const { run, say, ...once } = useOnce();
  const commit = async (note: string, needsApproval: boolean, approvals: readonly string[]) => {
    const state = session.state.get();
    if (state.status === 'signed-out') return;
    if (note.trim() === '') return say(t('orders.voidNeedsReason'));
    if (needsApproval) return say(t('orders.needsApproval'));
    const { userId } = state.session.user;
    await run(async () => {
      const voided = await journal.commitVoid({ returnId, userId, saleId: view.orderId, note: note.trim(), approvals });
      if (!voided.ok) return t('orders.voidRefused', { detail: voided.error.detail });
      onDone(voided.value);
      return null;
    });
  };
  return { commit, ...once };
}
