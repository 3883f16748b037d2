import type { RepairSummary } from '@mosaajii/contract/sync';
import type { Operation, OperationKind } from '@mosaajii/domain/operation';
import { useDevice } from '../../platform/device/index.ts';
import { queue as words } from '../../platform/i18n/en/queue.ts';
import { addMessages, formatDateTime, type MessageKey, t } from '../../platform/i18n/index.ts';
import { Button, Chip, type Tone, useToasts } from '../../platform/ui/index.ts';
import { OverReturn, overReturnOf } from './over-return.tsx';

addMessages('queue', words);

/** One word for each kind that registers write; what a newer one writes is a record. */
const KINDS: Readonly<Record<OperationKind, MessageKey>> = {
  'sale.completed': 'repairs.kindSale',
  'return.completed': 'repairs.kindReturn',
  'shift.opened': 'repairs.kindShiftOpened',
  'shift.closed': 'repairs.kindShiftClosed',
  'stock.written-off': 'repairs.kindWriteOff',
  'customer.created': 'repairs.kindCustomer',
  'customer.paid': 'repairs.kindCustomerPaid',
  'deposit.taken': 'queue.kindDeposit',
  'deposit.returned': 'queue.kindDepositBack',
  'sale.tender-corrected': 'repairs.kindTenderCorrected',
  'shift.handed-over': 'repairs.kindHandedOver',
  'cash.moved': 'repairs.kindCashMoved',
  'drawer.opened': 'repairs.kindDrawerOpened',
  'till.noted': 'repairs.kindNoted',
  'approval.given': 'repairs.kindApproval',
};
const STATES: Readonly<Record<RepairSummary['status'], readonly [MessageKey, Tone]>> = {
  held: ['repairs.held', 'warning'],
  rejected: ['repairs.rejected', 'danger'],
  approved: ['repairs.approved', 'success'],
  dismissed: ['repairs.dismissed', 'neutral'],
};

interface Props {
  readonly repair: RepairSummary;
  readonly onDecide: (repair: RepairSummary, verb: 'approve' | 'dismiss') => void;
}

/** One record with why it was kept apart. Only a held one can be approved; a rejected one is no fact of this shop. */
export function RepairCard({ repair, onDecide }: Props) {
  const { session } = useDevice();
  const [label, tone] = STATES[repair.status];
  const decide = (verb: 'approve' | 'dismiss') => {
    if (session.can('sync.repair')) onDecide(repair, verb);
    else useToasts.getState().show({ message: t('repairs.noPermission') });
  };
  const overReturn = overReturnOf(repair);
  const isOpen = repair.status === 'held' || repair.status === 'rejected';
  return (
    <li className="rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-[14rem] flex-1">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-semibold">{kindText(repair.kind)}</span>
            <span className="code text-sm text-ink-2">{receiptOf(repair.operation)}</span>
            <Chip size="sm" tone={tone}>
              {t(label)}
            </Chip>
          </p>
          <p className="mt-1">{repair.reason}</p>
          <p className="mt-0.5 text-sm text-ink-3">
            {t('repairs.received', { time: formatDateTime(repair.receivedAt) })} ·{' '}
            <span className="code">{repair.reasonCode}</span>
          </p>
          {repair.resolutionNote === null ? null : <p className="mt-1 text-sm text-ink-2">“{repair.resolutionNote}”</p>}
        </div>
        {isOpen ? (
          <div className="flex flex-wrap gap-2">
            {repair.status === 'held' ? (
              <Button variant="primary" onClick={() => decide('approve')}>
                {t('repairs.approve')}
              </Button>
            ) : null}
            <Button onClick={() => decide('dismiss')}>{t('repairs.dismiss')}</Button>
          </div>
        ) : null}
      </div>
      {overReturn === null ? null : <OverReturn repair={repair} source={overReturn} />}
      <details className="mt-2">
        <summary className="reach w-fit cursor-pointer text-sm font-medium text-brand-ink">
          {t('repairs.details')}
        </summary>
        <pre
          className="code scroll-quiet mt-2 max-h-80 overflow-auto rounded-control bg-sunken p-3 text-xs"
          tabIndex={0}
        >
          {JSON.stringify(repair.operation, null, 2)}
        </pre>
      </details>
    </li>
  );
}

function kindText(kind: string): string {
  const words: Readonly<Partial<Record<string, MessageKey>>> = KINDS;
  return t(words[kind] ?? 'repairs.kindOther');
}

/** The receipt number, if the record is readable that far: what arrived may be anything. */
function receiptOf(operation: unknown): string {
  const payload = (operation as Partial<Operation> | null)?.payload as
    | { receipt?: Record<string, unknown> }
    | undefined;
  const receipt = payload?.receipt;
  if (typeof receipt?.['registerCode'] !== 'string' || typeof receipt['sequence'] !== 'number') return '';
  return `${receipt['registerCode']}-${String(receipt['series'])}-${String(receipt['sequence']).padStart(6, '0')}`;
}
