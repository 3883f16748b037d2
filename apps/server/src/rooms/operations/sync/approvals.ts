import type { KnownOperation } from '@mosaajii/contract/sync';
import { APPROVAL_LASTS_MS, coversActions, subjectFor } from '@mosaajii/domain/approval';
import type { LimitName, Permission } from '@mosaajii/domain/permission';
import { authorityOfRow } from '../../identity/index.ts';
import type { ApprovalView, Books } from './books.ts';
import type { Flag } from './model.ts';
import { momentOf } from './moment.ts';
import type { Posted } from './outcome.ts';
import { sha256 } from './sha256.ts';

type Given = Extract<KnownOperation, { kind: 'approval.given' }>;

/** Puts an approval where the rest of the batch finds it. */
export function enterApproval(books: Books, { payload, ...operation }: Given): void {
  books.approvals.set(payload.approvalId, {
    approvalId: payload.approvalId,
    registerId: books.context.key.register_id,
    approverId: payload.approverId,
    method: payload.method,
    requestId: payload.requestId ?? null,
    digest: payload.digest,
    actions: payload.actions,
    givenAt: momentOf({ ...operation, payload }),
    expiresAt: Date.parse(payload.expiresAt),
    usedBy: null,
  });
}

/** The approvals that an operation names. */
export function namedApprovals({ payload }: KnownOperation): readonly string[] {
  return 'approvals' in payload ? (payload.approvals ?? []) : [];
}

/** An operation that is posted uses up what it names: once, whatever that was worth. */
export function withUses(books: Books, operation: KnownOperation, outcome: Posted): Posted {
  const named = [...new Set(namedApprovals(operation))];
  if (named.length === 0) return outcome;
  const views = named.flatMap((approvalId) => books.approvals.get(approvalId) ?? []);
  const free = views.filter((view) => view.usedBy === null && view.registerId === books.context.key.register_id);
  const documentId = operation.operationId;
  return {
    ...outcome,
    rows: { ...outcome.rows, approvalUses: free.map(({ approvalId }) => ({ approvalId, documentId })) },
    detail: { ...outcome.detail, approvals: named, approvedBy: views.map((view) => view.approverId) },
  };
}

/**
 * What the approvals of an operation make up for: no flag when one of them covers all that is missing and exceeded, else a
 * flag for each one that is worth nothing. Asked also when nothing is beyond the person: a used one is a sign of somebody's hand.
 */
export function judgeApprovals(
  books: Books,
  operation: KnownOperation,
  missing: readonly Permission[],
  exceeded: readonly LimitName[],
  isWithin: IsWithin,
): { readonly isCovered: boolean; readonly flags: readonly Flag[] } {
  const flags: Flag[] = [];
  let isCovered = false;
  for (const approvalId of namedApprovals(operation)) {
    const view = books.approvals.get(approvalId);
    // Credit is judged where what is owed is known; here it has to be genuine only.
    const reach = view !== undefined && isAboutCredit(view) ? mayCredit : isWithin;
    const fault = view === undefined ? 'approval-unknown' : faultOf(books, operation, view, reach);
    if (fault !== null) flags.push(fault);
    else isCovered ||= view !== undefined && coversActions(view.actions, missing, exceeded);
  }
  return { isCovered, flags };
}

/** Whether somebody who may let this customer owe so much has approved it for this very sale. */
export function isCreditApproved(books: Books, operation: KnownOperation, owedMinor: number): boolean {
  return namedApprovals(operation).some((approvalId) => {
    const view = books.approvals.get(approvalId);
    if (view === undefined || !isAboutCredit(view)) return false;
    const isWithin: IsWithin = ({ permissions, limits }) =>
      permissions.has('customers.credit') && (limits.creditMinor === null || owedMinor <= limits.creditMinor);
    return faultOf(books, operation, view, isWithin) === null;
  });
}

type IsWithin = (authority: ReturnType<typeof authorityOfRow>) => boolean;

const mayCredit: IsWithin = ({ permissions }) => permissions.has('customers.credit');

function isAboutCredit({ actions }: ApprovalView): boolean {
  return actions.some(({ action }) => action === 'credit');
}

function faultOf(books: Books, operation: KnownOperation, view: ApprovalView, isWithin: IsWithin): Flag | null {
  const { key } = books.context;
  if (view.registerId !== key.register_id) return 'approval-foreign';
  if (view.usedBy !== null && view.usedBy !== operation.operationId) return 'approval-used';
  const subject = subjectFor(operation, view.actions);
  if (subject === null || sha256(subject) !== view.digest) return 'approval-mismatch';
  const moment = momentOf(operation);
  // Its own end is by the register's clock, which may be wrong: that is a flag of its own.
  const hasEnded = Date.parse(operation.occurredAt) > view.expiresAt;
  if (hasEnded || Math.abs(moment - view.givenAt) > APPROVAL_LASTS_MS) return 'approval-expired';
  if (view.method === 'remote') {
    const answer = answerBehind(books, view);
    if (answer === null) return 'approval-foreign';
    // Whoever keeps an answer for a better day has none.
    if (Math.abs(view.givenAt - answer) > APPROVAL_LASTS_MS) return 'approval-expired';
  }
  const approver = books.members.get(view.approverId);
  const isAllowed =
    approver !== undefined &&
    approver.state === 'active' &&
    view.approverId !== operation.userId &&
    isWithin(authorityOfRow(approver, { instant: view.givenAt, storeId: key.store_id }));
  return isAllowed ? null : 'approval-not-allowed';
}

/** When this person said yes to this content of this register, as the server itself wrote it down; `null`: they did not. */
function answerBehind(books: Books, { requestId, approverId, digest, registerId }: ApprovalView): number | null {
  const answer = books.answered.find((request) => request.request_id === requestId);
  const isYes =
    answer?.state === 'approved' &&
    answer.decided_by === approverId &&
    answer.digest === digest &&
    answer.register_id === registerId;
  return isYes && answer.decided_at !== null ? Date.parse(answer.decided_at) : null;
}
