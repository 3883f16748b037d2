import type { Currency, Minor } from '@mosaajii/domain/money';
import {
  formatReceiptNumber,
  type OperationKind,
  type ReturnCompleted,
  type SaleCompleted,
} from '@mosaajii/domain/operation';
import { formatDateTime, type MessageKey, t } from '../i18n/index.ts';
import type { JournalEntry } from '../journal/index.ts';
import { Amount } from '../ui/index.ts';

const KINDS: Record<OperationKind, MessageKey> = {
  'sale.completed': 'queue.kindSale',
  'return.completed': 'queue.kindReturn',
  'shift.opened': 'queue.kindShiftOpened',
  'shift.closed': 'queue.kindShiftClosed',
  'shift.handed-over': 'queue.kindHandover',
  'cash.moved': 'queue.kindCashMoved',
  'drawer.opened': 'queue.kindNoSale',
  'till.noted': 'queue.kindNoted',
  'stock.written-off': 'queue.kindWriteOff',
  'approval.given': 'queue.kindApproval',
  'customer.created': 'queue.kindCustomer',
  'customer.paid': 'queue.kindCustomerPaid',
  'deposit.taken': 'queue.kindDeposit',
  'deposit.returned': 'queue.kindDepositBack',
  'sale.tender-corrected': 'queue.kindTenderCorrected',
};

/** One record of the journal in a list: what it is, which receipt, when, how much. */
export function EntryRow({ entry }: { readonly entry: JournalEntry }) {
  const document = documentOf(entry);
  return (
    <div className="flex items-baseline gap-x-3">
      <span className="font-medium">{t(KINDS[entry.kind])}</span>
      {document === null ? null : <span className="code text-sm text-ink-2">{document.receiptNumber}</span>}
      <span className="ms-auto text-sm text-ink-3">{formatDateTime(entry.occurredAt)}</span>
      {document === null ? null : <Amount value={document.totalMinor} currency={document.currency} />}
    </div>
  );
}

function documentOf({
  kind,
  operation,
}: JournalEntry): { readonly receiptNumber: string; readonly totalMinor: Minor; readonly currency: Currency } | null {
  if (kind !== 'sale.completed' && kind !== 'return.completed') return null;
  const { receipt, claimed, rules } = operation.payload as SaleCompleted | ReturnCompleted;
  return { receiptNumber: formatReceiptNumber(receipt), totalMinor: claimed.totalMinor, currency: rules.currency };
}
