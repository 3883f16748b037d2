import type { DepositReturned, DepositTaken } from '../layaway/model.ts';
import { canonicalJson } from '../operation/canonical-json.ts';
import type {
  OperationKind,
  OperationPayloads,
  ReturnCompleted,
  SaleCompleted,
  TenderCorrected,
} from '../operation/model.ts';
import type { CashMoved, CashMovementKind } from '../operation/shift-facts.ts';
import type { ApprovalStep } from './model.ts';

/**
 * The text of what an approval covers; its SHA-256 in lower-case hexadecimal is the approval's digest. Whatever a
 * customer could notice is in it: one more piece, another price, another document, and the approval is for something else.
 */
export function saleSubject({
  saleId,
  lines,
  saleDiscounts,
}: Pick<SaleCompleted, 'saleId' | 'lines' | 'saleDiscounts'>): string {
  return canonicalJson({ kind: 'sale', saleId, lines, saleDiscounts });
}

/** The text of a return or of a void: the goods, where they came from, and the money that goes out. */
export function returnSubject({
  returnId,
  source,
  voids,
  claimed,
}: Pick<ReturnCompleted, 'returnId' | 'source' | 'voids'> & {
  readonly claimed: Pick<ReturnCompleted['claimed'], 'totalMinor'>;
}): string {
  return canonicalJson({ kind: voids === true ? 'void' : 'return', returnId, source, totalMinor: claimed.totalMinor });
}

/** The text of corrected tenders: of which sale, what they were said to be, and what they are. */
export function correctionSubject({
  correctionId,
  saleId,
  before,
  after,
}: Pick<TenderCorrected, 'correctionId' | 'saleId' | 'before' | 'after'>): string {
  return canonicalJson({ kind: 'tender-correction', correctionId, saleId, before, after });
}

/** The text of a cancelled layaway: which one, what goes back and what is kept. */
export function layawaySubject({
  depositId,
  layawayId,
  refunds,
  feeMinor,
}: Pick<DepositReturned, 'depositId' | 'layawayId' | 'refunds' | 'feeMinor'>): string {
  return canonicalJson({ kind: 'layaway', depositId, layawayId, refunds, feeMinor });
}

/** The text of a cart that is put aside: that of the sale that it would have been, whose id the layaway has. */
function putAsideSubject({ layawayId, opens }: Pick<DepositTaken, 'layawayId' | 'opens'>): string | null {
  return opens === undefined ? null : saleSubject({ saleId: layawayId, ...opens.order });
}

/** The text of something at the drawer: its operation, what it is, and its amount (zero for opening it). */
export function drawerSubject(drawer: {
  readonly operationId: string;
  readonly action: 'no-sale' | CashMovementKind;
  readonly amountMinor: number;
}): string {
  return canonicalJson({ kind: 'drawer', ...drawer });
}

/** The text of a sale on account beyond a limit: whose debt grows, and by how much. The goods are not what is asked about. */
export function creditSubject(credit: {
  readonly saleId: string;
  readonly customerId: string;
  readonly amountMinor: number;
}): string {
  return canonicalJson({ kind: 'credit', ...credit });
}

/** What of a sale is charged to its customer's account. */
function creditOf({ saleId, customer, tenders }: SaleCompleted): string | null {
  const amountMinor = tenders.reduce(
    (total, { kind, amountMinor: part }) => total + (kind === 'account' ? part : 0),
    0,
  );
  return customer === undefined || amountMinor === 0
    ? null
    : creditSubject({ saleId, customerId: customer.customerId, amountMinor });
}

/** What an approval of these steps has to cover of an operation: credit is a question of its own beside the goods. */
export function subjectFor<K extends OperationKind>(
  operation: Parameters<typeof subjectOf<K>>[0],
  steps: readonly Pick<ApprovalStep, 'action'>[],
): string | null {
  if (!steps.some(({ action }) => action === 'credit')) return subjectOf(operation);
  return operation.kind === 'sale.completed' ? creditOf(operation.payload as SaleCompleted) : null;
}

/** What an approval that an operation names has to cover; `null` for a kind that nobody approves by its content. */
export function subjectOf<K extends OperationKind>(operation: {
  readonly operationId: string;
  readonly kind: K;
  readonly payload: OperationPayloads[K];
}): string | null {
  const { operationId, kind, payload } = operation;
  if (kind === 'drawer.opened') return drawerSubject({ operationId, action: 'no-sale', amountMinor: 0 });
  if (kind === 'cash.moved') {
    const { kind: action, amountMinor } = payload as CashMoved;
    return drawerSubject({ operationId, action, amountMinor });
  }
  if (kind === 'sale.completed') return saleSubject(payload as SaleCompleted);
  if (kind === 'return.completed') return returnSubject(payload as ReturnCompleted);
  if (kind === 'sale.tender-corrected') return correctionSubject(payload as TenderCorrected);
  if (kind === 'deposit.taken') return putAsideSubject(payload as DepositTaken);
  if (kind === 'deposit.returned') return layawaySubject(payload as DepositReturned);
  return null;
}
