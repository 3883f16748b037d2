import { ok, type Result, refuse } from '@mosaajii/domain';
import { APPROVAL_LASTS_MS, subjectFor } from '@mosaajii/domain/approval';
import type { ApprovalGiven, Operation } from '@mosaajii/domain/operation';
import type { Decide, Fact, Moment } from './append.ts';
import type { ApprovalDraft, CommittedApproval } from './model.ts';
import type { JournalPorts } from './ports.ts';
import type { JournalRefusal } from './refusal.ts';

/** Decides an approval: written down before it is used. The same draft again gives the same approval. */
export function decideApproval({ store, crypto }: JournalPorts, draft: ApprovalDraft): Decide<CommittedApproval> {
  return async ({ occurredAt }) => {
    const { approvalId, approverId, method, actions, requestId } = draft;
    const known = await store.entry(approvalId);
    const digest = await crypto.sha256(draft.subject);
    if (known) {
      const payload = known.operation.payload as ApprovalGiven;
      if (known.kind !== 'approval.given' || payload.digest !== digest) {
        return refuse({ code: 'id-already-used', detail: 'This approval was already given for something else.' });
      }
      return ok({ known: { approvalId, expiresAt: payload.expiresAt } });
    }
    const expiresAt = new Date(Date.parse(occurredAt) + APPROVAL_LASTS_MS).toISOString();
    const payload = { approvalId, approverId, method, actions, digest, expiresAt, ...(requestId && { requestId }) };
    return ok({
      done: { approvalId, expiresAt },
      fact: { operationId: approvalId, kind: 'approval.given', userId: draft.userId, payload },
    });
  };
}

/** When something happened, by the server's clock where it is known: setting the device's back makes nothing younger. */
function momentOf({ occurredAt, clock }: Pick<Operation, 'occurredAt' | 'clock'>): number {
  return clock ? Date.parse(clock.serverTime) + clock.elapsedMs : Date.parse(occurredAt);
}

/**
 * Refuses a fact whose approvals are not for it: of another cart, expired, or not in this journal. That one is used once
 * follows from its digest, which names the document, and a document is committed once.
 */
export async function refusedApproval(
  ports: JournalPorts,
  { occurredAt }: Pick<Moment, 'occurredAt'>,
  clock: Operation['clock'],
  fact: Fact,
): Promise<Result<never, JournalRefusal> | null> {
  const now = { occurredAt, clock };
  const facts = fact.next ? [fact, fact.next] : [fact];
  for (const { operationId, kind, payload } of facts) {
    const approvals = 'approvals' in payload ? (payload.approvals ?? []) : [];
    for (const approvalId of approvals) {
      const entry = await ports.store.entry(approvalId);
      if (entry?.kind !== 'approval.given') return refuseApproval('This approval is not on this device.');
      const given = entry.operation.payload as ApprovalGiven;
      const subject = subjectFor({ operationId, kind, payload }, given.actions);
      if (subject === null || (await ports.crypto.sha256(subject)) !== given.digest) {
        return refuseApproval('What was approved has changed since. Ask again.');
      }
      const age = momentOf(now) - momentOf(entry.operation);
      if (age > APPROVAL_LASTS_MS || age < -APPROVAL_LASTS_MS) {
        return refuseApproval('The approval was too long ago. Ask again.');
      }
    }
  }
  return null;
}

function refuseApproval(detail: string): Result<never, JournalRefusal> {
  return refuse({ code: 'approval-invalid', detail });
}
