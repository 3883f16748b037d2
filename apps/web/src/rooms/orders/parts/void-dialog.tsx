import { returnSubject } from '@mosaajii/domain/approval';
import { useRef, useState } from 'react';
import { ApprovalPanel } from '../../../platform/approval/index.ts';
import { useDevice } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import type { CommittedReturn } from '../../../platform/journal/index.ts';
import { amountText, Button, Dialog, Notice, TextInput } from '../../../platform/ui/index.ts';
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
        <fieldset>
          <legend className="mb-1.5 text-sm font-medium text-ink-2">{t('orders.voidWhy')}</legend>
          <div className="flex flex-wrap gap-1.5">
            {REASONS.map((reason) => (
              <Button
                key={reason}
                variant={note === t(reason) ? 'primary' : 'secondary'}
                aria-pressed={note === t(reason)}
                onClick={() => setNote(t(reason))}
              >
                {t(reason)}
              </Button>
            ))}
          </div>
          <TextInput
            className="mt-2"
            aria-label={t('orders.voidWhy')}
            placeholder={t('orders.voidOther')}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </fieldset>
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
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const isLatched = useRef(false);
  const commit = async (note: string, needsApproval: boolean, approvals: readonly string[]) => {
    const state = session.state.get();
    if (isLatched.current || state.status === 'signed-out') return;
    if (note.trim() === '') return setProblem(t('orders.voidNeedsReason'));
    if (needsApproval) return setProblem(t('orders.needsApproval'));
    isLatched.current = true;
    setPending(true);
    setProblem(null);
    const { userId } = state.session.user;
    const voided = await journal.commitVoid({ returnId, userId, saleId: view.orderId, note: note.trim(), approvals });
    isLatched.current = false;
    setPending(false);
    if (voided.ok) onDone(voided.value);
    else setProblem(t('orders.voidRefused', { detail: voided.error.detail }));
  };
  return { commit, problem, isPending };
}
