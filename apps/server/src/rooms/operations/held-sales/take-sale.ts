import type { TakeHeldRequest, TakenHeldSale } from '@mosaajii/contract/held-sales';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { RegisterActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type AuditInput, recordChange } from '../../../platform/feed/index.ts';
import { authorityOfRow, type MemberRow, REGISTER_QUERIES } from '../../identity/index.ts';
import { dropHeld, type HeldSaleRow, isHeldByOther, LOCK_MINUTES, lockHeld, placeOf } from './held-rows.ts';
import { GONE, type Taken, taken } from './refusals.ts';

export type TakeRefusal = Taken | Refusal<'held-sale-gone' | 'permission-missing'>;

/**
 * Gives a held sale to one register under a lock that names who has it. Whoever asks next is refused until it is set aside
 * again, sold, given back, taken over by somebody who may, or until the lock has run out. Idempotent by the lock's id; asked
 * again it lasts longer.
 */
export function takeSale(
  deps: Pick<Deps, 'db' | 'clock' | 'personal'>,
  register: RegisterActor,
  heldSaleId: string,
  asked: TakeHeldRequest,
  requestId: string,
): Promise<Result<TakenHeldSale, TakeRefusal>> {
  const now = deps.clock.now();
  return deps.db.tx(register.organizationId, async (tx) => {
    const row = await lockHeld(tx, heldSaleId);
    if (row === undefined || row.store_id !== register.storeId || row.state !== 'open') return refuse(GONE);
    const isOthers = isHeldByOther(row, asked.lockId, now);
    if (isOthers && !asked.takesOver) return refuse(taken(row));
    if (isOthers && !(await mayTakeOver(tx, register, asked.userId, now))) {
      return refuse({ code: 'permission-missing', detail: 'Taking over a sale that somebody has needs another role.' });
    }
    const until = new Date(now.getTime() + LOCK_MINUTES * 60_000);
    await tx.query(
      'update held_sale set lock_id = $3, locked_by = $4, locked_register_id = $5, locked_register_code = $6,' +
        ' locked_at = case when lock_id = $3 then locked_at else $7 end, lock_expires_at = $8' +
        ' where organization_id = $1 and held_sale_id = $2',
      [tx.organizationId, heldSaleId, asked.lockId, asked.userId, register.registerId, register.code, now, until],
    );
    await recordChange(tx, {
      kind: 'held-sales',
      ids: [heldSaleId],
      registerId: register.registerId,
      audit: isOthers ? [takeOver(row, asked, requestId)] : [],
    });
    const content = await deps.personal.open(tx, placeOf(heldSaleId, 'content'), row.content_sealed);
    return ok({ heldSaleId, version: row.version, content, lockExpiresAt: until.toISOString() });
  });
}

async function mayTakeOver(tx: Tx, { storeId }: RegisterActor, userId: string, now: Date): Promise<boolean> {
  const [member] = await tx.query<MemberRow>(REGISTER_QUERIES.members('$2'), [tx.organizationId, [userId]]);
  if (member === undefined || member.state !== 'active') return false;
  return authorityOfRow(member, { instant: now.getTime(), storeId }).permissions.has('sales.take-over');
}

function takeOver(row: HeldSaleRow, { userId }: TakeHeldRequest, requestId: string): AuditInput {
  return {
    action: 'held-sale.taken-over',
    subjectKind: 'held-sale',
    subjectId: row.held_sale_id,
    userId,
    requestId,
    detail: { from: row.locked_by, fromRegister: row.locked_register_code, totalMinor: row.total_minor },
  };
}

/** Gives a sale back as it was; `false` when this lock does not hold it any more. */
export function releaseSale(
  deps: Pick<Deps, 'db'>,
  register: RegisterActor,
  heldSaleId: string,
  lockId: string,
): Promise<boolean> {
  return deps.db.tx(register.organizationId, async (tx) => {
    const released = await tx.query(
      'update held_sale set lock_id = null, locked_by = null, locked_register_id = null, locked_register_code = null,' +
        ' locked_at = null, lock_expires_at = null where organization_id = $1 and held_sale_id = $2 and lock_id = $3' +
        ' and locked_register_id = $4 returning held_sale_id',
      [tx.organizationId, heldSaleId, lockId, register.registerId],
    );
    if (released.length === 0) return false;
    await recordChange(tx, { kind: 'held-sales', ids: [heldSaleId], registerId: register.registerId, audit: [] });
    return true;
  });
}

/** Throws a sale away that nobody else has: nothing of what was in it is kept but that it was. `false`: it was gone before. */
export function dropSale(
  deps: Pick<Deps, 'db' | 'clock'>,
  register: RegisterActor,
  heldSaleId: string,
  asked: { readonly lockId: string | null; readonly userId: string },
  requestId: string,
): Promise<Result<boolean, Taken>> {
  return deps.db.tx(register.organizationId, async (tx) => {
    const row = await lockHeld(tx, heldSaleId);
    if (row === undefined || row.store_id !== register.storeId || row.state !== 'open') return ok(false);
    if (isHeldByOther(row, asked.lockId, deps.clock.now())) return refuse(taken(row));
    await dropHeld(tx, heldSaleId);
    const detail = { heldBy: row.held_by, registerCode: row.held_register_code, totalMinor: row.total_minor };
    await recordChange(tx, {
      kind: 'held-sales',
      ids: [heldSaleId],
      registerId: register.registerId,
      audit: [
        {
          action: 'held-sale.dropped',
          subjectKind: 'held-sale',
          subjectId: heldSaleId,
          userId: asked.userId,
          requestId,
          detail,
        },
      ],
    });
    return ok(true);
  });
}
