import type { AuditAction } from '@mosaajii/contract/audit-actions';
import { ok, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type CodeChannel, type IssueRefusal, issueCode } from '../one-time-codes/index.ts';
import { writeTo } from './letters.ts';
import { type MoveRefusal, moveRequest } from './move-request.ts';
import { auditOperator, type Origin } from './operator-audit.ts';
import { readRequest } from './request-rows.ts';

/** What an activation's code is good for; the database looks for it by this name. */
export const ACTIVATION = 'access.activate';
const ACTIVATION_MINUTES = 15;

type Deciding = Pick<Deps, 'db' | 'clock' | 'ids' | 'personal' | 'jobs'>;

/** Says no to a request, for good, and tells the applicant why. */
export function rejectRequest(
  deps: Deciding,
  actor: UserActor,
  requestId: string,
  reason: string,
  origin: Origin,
): Promise<Result<'rejected', MoveRefusal>> {
  return deps.db.globalTx(async (tx) => {
    const request = await readRequest(deps, tx, requestId);
    if (request?.state === 'rejected') return ok('rejected');
    const move = { to: 'rejected', by: actor.accountId, at: deps.clock.now(), detail: { reason } } as const;
    const moved = await moveRequest(tx, requestId, move);
    if (!moved.ok) return moved;
    if (request !== undefined) {
      const params = { shopName: request.shopName, reason };
      await writeTo(deps, tx, request, { messageId: deps.ids.next(), template: 'access/rejected', params });
    }
    await auditRequest(tx, actor, origin, 'access-request.rejected', requestId, { reason });
    return ok('rejected');
  });
}

export interface IssuedActivation {
  readonly expiresAt: Date;
  /** Only for handing over in person. */
  readonly code: string | null;
}

/**
 * Issues the code by which a paid request becomes a shop; one that was issued before is dead then. It is sent, or stated once
 * to the operator.
 */
export function issueActivationCode(
  deps: Deciding,
  actor: UserActor,
  requestId: string,
  channel: CodeChannel,
  origin: Origin,
): Promise<Result<IssuedActivation, MoveRefusal | IssueRefusal>> {
  return deps.db.globalTx(async (tx) => {
    const request = await readRequest(deps, tx, requestId);
    if (request === undefined) return refuse({ code: 'not-found', detail: 'There is no request with this id.' });
    const refusal = notYet(request.state) ?? (channel === 'sms' && request.phone === '' ? NO_PHONE : undefined);
    if (refusal !== undefined) return refuse(refusal);
    const recipient = { email: request.email, sms: request.phone, 'in-person': '' }[channel];
    const code = { purpose: ACTIVATION, subjectId: requestId, accountId: null, ttlMinutes: ACTIVATION_MINUTES };
    const issued = await issueCode(deps, tx, { ...code, recipient, channel });
    if (!issued.ok) return issued;
    const at = deps.clock.now();
    const moved = await moveRequest(tx, requestId, { to: 'code-issued', by: actor.accountId, at, detail: { channel } });
    if (!moved.ok) throw new Error(`a code was issued for a request that is ${moved.error.code}`);
    if (channel !== 'in-person') await sendCode(deps, tx, request, { ...issued.value, channel });
    await auditRequest(tx, actor, origin, 'access-request.code-issued', requestId, { channel });
    return ok({ expiresAt: issued.value.expiresAt, code: channel === 'in-person' ? issued.value.code : null });
  });
}

const NO_PHONE: MoveRefusal = { code: 'conflict', detail: 'The applicant gave no telephone number.' };

function notYet(state: string): MoveRefusal | undefined {
  if (state === 'payment-verified' || state === 'code-issued') return undefined;
  if (state === 'pending' || state === 'payment-recorded') {
    return { code: 'payment-not-verified', detail: 'The payment for this request has not been verified.' };
  }
  return { code: 'conflict', detail: 'The request is over: no code can be issued for it.' };
}

async function sendCode(
  deps: Pick<Deps, 'clock' | 'jobs' | 'personal'>,
  tx: GlobalTx,
  request: { readonly email: string; readonly phone: string; readonly locale: string; readonly shopName: string },
  issued: {
    readonly codeId: string;
    readonly code: string;
    readonly expiresAt: Date;
    readonly channel: 'email' | 'sms';
  },
): Promise<void> {
  await writeTo(deps, tx, request, {
    messageId: issued.codeId,
    template: 'access/code',
    params: { shopName: request.shopName, code: issued.code, minutes: ACTIVATION_MINUTES },
    isSecret: true,
    expiresAt: issued.expiresAt,
    channel: issued.channel,
  });
}

function auditRequest(
  tx: GlobalTx,
  actor: UserActor,
  origin: Origin,
  action: AuditAction,
  requestId: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  return auditOperator(tx, actor, origin, { action, subjectKind: 'access-request', subjectId: requestId, detail });
}
