import type { AuditAction } from '@mosaajii/contract/audit-actions';
import type { OwnershipRequest, OwnershipState } from '@mosaajii/contract/ownership';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../../../platform/access/index.ts';
import type { Tx } from '../../../../platform/database/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { recordChange } from '../../../../platform/feed/index.ts';
import type { Origin } from '../change-person.ts';
import { isAdministrator, lockPeople } from '../person-rows.ts';

/** How long the new owner has to answer. */
const TRANSFER_MS = 7 * 24 * 3_600_000;

type WithClock = Pick<Deps, 'db' | 'clock'>;
export type TransferRefusal = Refusal<'not-found' | 'conflict' | 'idempotency-key-reused'>;
export type Transferred = Result<OwnershipState, TransferRefusal>;

interface TransferRow {
  readonly transfer_id: string;
  readonly from_user_id: string;
  readonly to_user_id: string;
  readonly state: 'pending' | 'accepted' | 'declined' | 'withdrawn';
  readonly expires_at: Date;
}

/** The transfer that waits for its answer. */
export function readTransfer(deps: WithClock, actor: UserActor): Promise<OwnershipState> {
  return deps.db.read(actor.organizationId, (tx) => pendingOf(tx, deps.clock.now()));
}

/**
 * Offers the shop to another administrator; only its owner can. Nothing changes before they accept. Idempotent by
 * `input.transferId`; an offer that waits already has to be withdrawn first.
 */
export function offerShop(
  deps: WithClock,
  actor: UserActor,
  input: OwnershipRequest,
  origin: Origin,
): Promise<Transferred> {
  const now = deps.clock.now();
  return deps.db.tx(actor.organizationId, async (tx) => {
    // The organization's row is what all that concerns its owner waits for.
    const ownerId = await lockOwner(tx);
    const known = await transferOf(tx, input.transferId);
    if (known !== undefined) {
      if (known.from_user_id === actor.userId && known.to_user_id === input.toUserId)
        return ok(await pendingOf(tx, now));
      return refuse({ code: 'idempotency-key-reused', detail: 'This id belongs to another transfer.' });
    }
    if (ownerId !== actor.userId) return conflict('Only the owner can hand the shop over.');
    const heir = (await lockPeople(tx, [input.toUserId])).get(input.toUserId);
    if (heir === undefined) return refuse({ code: 'not-found', detail: 'There is nobody with this id in the shop.' });
    if (input.toUserId === ownerId || !isAdministrator(heir, now)) {
      return conflict('The new owner has to be another active administrator.');
    }
    await tx.query(
      "update ownership_transfer set state = 'withdrawn', closed_at = $2 where organization_id = $1 and state = 'pending' and expires_at <= $2",
      [tx.organizationId, now],
    );
    if ((await pendingOf(tx, now)).pending !== null) return conflict('Another transfer waits for its answer.');
    await tx.query(
      'insert into ownership_transfer (organization_id, transfer_id, from_user_id, to_user_id, created_at, expires_at)' +
        ' values ($1, $2, $3, $4, $5, $6)',
      [tx.organizationId, input.transferId, actor.userId, input.toUserId, now, new Date(now.getTime() + TRANSFER_MS)],
    );
    await record(tx, actor, 'ownership.offered', input.transferId, { toUserId: input.toUserId }, origin);
    return ok(await pendingOf(tx, now));
  });
}

export type TransferAnswer = 'accepted' | 'declined' | 'withdrawn';

/** Accepts, declines or withdraws a transfer: the first two are its new owner's, the last its present owner's. */
export function answerTransfer(
  deps: WithClock,
  actor: UserActor,
  transferId: string,
  answer: TransferAnswer,
  origin: Origin,
): Promise<Transferred> {
  const now = deps.clock.now();
  return deps.db.tx(actor.organizationId, async (tx) => {
    const ownerId = await lockOwner(tx);
    const transfer = await transferOf(tx, transferId);
    const answerer = answer === 'withdrawn' ? transfer?.from_user_id : transfer?.to_user_id;
    if (transfer === undefined || answerer !== actor.userId) {
      return refuse({ code: 'not-found', detail: 'There is no transfer with this id that is yours to answer.' });
    }
    if (transfer.state === answer) return ok(await pendingOf(tx, now));
    if (transfer.state !== 'pending' || transfer.expires_at <= now)
      return conflict('This transfer is not open any more.');
    if (answer === 'accepted') {
      const heir = (await lockPeople(tx, [actor.userId])).get(actor.userId);
      if (ownerId !== transfer.from_user_id || heir === undefined || !isAdministrator(heir, now)) {
        return conflict('The shop has another owner by now, or you are no administrator any more.');
      }
      await tx.query('update organization set owner_user_id = $2 where organization_id = $1', [
        tx.organizationId,
        actor.userId,
      ]);
    }
    await tx.query(
      'update ownership_transfer set state = $3, closed_at = $4 where organization_id = $1 and transfer_id = $2',
      [tx.organizationId, transferId, answer, now],
    );
    const detail =
      answer === 'accepted' ? { before: { ownerUserId: ownerId }, after: { ownerUserId: actor.userId } } : {};
    await record(tx, actor, `ownership.${answer}`, transferId, detail, origin);
    return ok(await pendingOf(tx, now));
  });
}

async function lockOwner(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ owner_user_id: string | null }>(
    'select owner_user_id from organization where organization_id = $1 for update',
    [tx.organizationId],
  );
  return row?.owner_user_id ?? null;
}

async function transferOf(tx: Tx, transferId: string): Promise<TransferRow | undefined> {
  const [row] = await tx.query<TransferRow>(
    'select transfer_id, from_user_id, to_user_id, state, expires_at from ownership_transfer' +
      ' where organization_id = $1 and transfer_id = $2',
    [tx.organizationId, transferId],
  );
  return row;
}

async function pendingOf(tx: Tx, now: Date): Promise<OwnershipState> {
  const [row] = await tx.query<TransferRow & { from_name: string; to_name: string }>(
    'select t.transfer_id, t.from_user_id, t.to_user_id, t.expires_at, f.display_name as from_name, h.display_name as to_name' +
      ' from ownership_transfer t' +
      ' join organization_user f on f.organization_id = t.organization_id and f.user_id = t.from_user_id' +
      ' join organization_user h on h.organization_id = t.organization_id and h.user_id = t.to_user_id' +
      " where t.organization_id = $1 and t.state = 'pending' and t.expires_at > $2",
    [tx.organizationId, now],
  );
  if (row === undefined) return { pending: null };
  return {
    pending: {
      transferId: row.transfer_id,
      fromUserId: row.from_user_id,
      fromName: row.from_name,
      toUserId: row.to_user_id,
      toName: row.to_name,
      expiresAt: row.expires_at.toISOString(),
    },
  };
}

async function record(
  tx: Tx,
  actor: UserActor,
  action: AuditAction,
  transferId: string,
  detail: Readonly<Record<string, unknown>>,
  origin: Origin,
): Promise<void> {
  const subject = { subjectKind: 'ownership', subjectId: transferId } as const;
  const entry = { action, ...subject, userId: actor.userId, detail, ...origin };
  await recordChange(tx, { kind: 'people', ids: [actor.userId], audit: [entry] });
}

function conflict(detail: string): Transferred {
  return refuse({ code: 'conflict', detail });
}
