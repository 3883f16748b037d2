import type { AuditAction, AuditSubject } from '@mosaajii/contract/audit-actions';
import type { FastifyRequest } from 'fastify';
import type { UserActor } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import { recordChange } from '../../../platform/feed/index.ts';

/** Where a request came from, for the audit trail. */
export interface Origin {
  readonly requestId: string;
  readonly address: string;
}

export function originOf(request: FastifyRequest): Origin {
  return { requestId: request.id, address: request.ip };
}

interface OperatorAction {
  readonly action: AuditAction;
  readonly subjectKind: AuditSubject;
  readonly subjectId: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * What an operator does concerns no shop, but the audit trail is chained by shop: it stands in that of the operator's own.
 * Leaves the transaction inside of its wall, so it comes last. Holds ids, never names or addresses of applicants.
 */
export async function auditOperator(
  tx: GlobalTx,
  actor: UserActor,
  origin: Origin,
  action: OperatorAction,
): Promise<void> {
  const inside = await tx.enter(actor.organizationId);
  await recordChange(inside, { kind: 'identity', ids: [], audit: [{ ...action, userId: actor.userId, ...origin }] });
}
