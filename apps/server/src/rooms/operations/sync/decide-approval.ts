import type { KnownOperation } from '@mosaajii/contract/sync';
import type { Books } from './books.ts';
import { commonFlags, heldForUser, type Waiver } from './checks.ts';
import { momentOf } from './moment.ts';
import { held, type Outcome } from './outcome.ts';

type Given = Extract<KnownOperation, { kind: 'approval.given' }>;

/** Somebody let somebody do something once. It is written down as the register says; what it is worth is asked when it is used. */
export function decideApproval(books: Books, operation: Given, waiver: Waiver | null): Outcome {
  const { payload } = operation;
  const hold = heldForUser(books, operation, waiver);
  if (hold) return hold;
  if (!books.members.has(payload.approverId) && waiver === null) {
    return held('user-unknown', `There is no user ${payload.approverId} in this shop.`);
  }
  const { key } = books.context;
  const givenAt = new Date(momentOf(operation)).toISOString();
  return {
    kind: 'posted',
    flags: commonFlags(books, operation, []),
    quarantine: null,
    rows: {
      approvals: [
        {
          approvalId: payload.approvalId,
          registerId: key.register_id,
          storeId: key.store_id,
          requestedBy: operation.userId,
          approverId: payload.approverId,
          method: payload.method,
          requestId: payload.requestId ?? null,
          digest: payload.digest,
          actions: payload.actions,
          givenAt,
          expiresAt: payload.expiresAt,
        },
      ],
    },
    effects: {},
    subject: { kind: 'approval', id: payload.approvalId },
    detail: {
      approverId: payload.approverId,
      requestedBy: operation.userId,
      method: payload.method,
      actions: payload.actions,
    },
  };
}
