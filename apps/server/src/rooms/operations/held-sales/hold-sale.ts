import type { HoldRequest } from '@mosaajii/contract/held-sales';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { RegisterActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { wasSoldAsHeld } from '../../sales/index.ts';
import { type HeldSaleRow, isHeldByOther, lockHeld, placeOf } from './held-rows.ts';
import { GONE, type Taken, taken } from './refusals.ts';

export type HoldRefusal = Taken | Refusal<'held-sale-gone' | 'held-sale-changed'>;
type Held = Result<{ readonly heldSaleId: string; readonly version: number }, HoldRefusal>;

/**
 * Sets a sale aside for every register of the store, and lets go of it. Idempotent: the version that a register makes is the
 * one after the version it went on from. What somebody else changed meanwhile is refused; the register keeps its own apart.
 */
export function holdSale(
  deps: Pick<Deps, 'db' | 'clock' | 'personal'>,
  register: RegisterActor,
  asked: HoldRequest,
): Promise<Held> {
  return deps.db.tx(register.organizationId, async (tx) => {
    const known = await lockHeld(tx, asked.heldSaleId);
    if (known === undefined) {
      if (await wasSoldAsHeld(tx, asked.heldSaleId)) return refuse(GONE);
      if (await insertHeld(tx, deps, register, asked)) return done(tx, register, asked.heldSaleId, 1);
      // Its twin came in between: looked at like any other.
    }
    const row = known ?? (await lockHeld(tx, asked.heldSaleId));
    if (row === undefined || row.store_id !== register.storeId || row.state !== 'open') return refuse(GONE);
    const version = asked.baseVersion + 1;
    if (row.version === version && row.held_register_id === register.registerId && row.lock_id === null) {
      return ok({ heldSaleId: asked.heldSaleId, version });
    }
    const refusal = refusalOf(row, asked, deps.clock.now());
    if (refusal !== null) return refuse(refusal);
    await updateHeld(tx, deps, register, asked);
    return done(tx, register, asked.heldSaleId, version);
  });
}

function refusalOf(row: HeldSaleRow, asked: HoldRequest, now: Date): HoldRefusal | null {
  if (isHeldByOther(row, asked.lockId, now)) return taken(row);
  return row.version === asked.baseVersion
    ? null
    : { code: 'held-sale-changed', detail: `It is at version ${row.version}, not ${asked.baseVersion}.` };
}

async function done(tx: Tx, register: RegisterActor, heldSaleId: string, version: number): Promise<Held> {
  await recordChange(tx, { kind: 'held-sales', ids: [heldSaleId], registerId: register.registerId, audit: [] });
  return ok({ heldSaleId, version });
}

/** Answers false when the id is there already. */
async function insertHeld(
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'personal'>,
  register: RegisterActor,
  asked: HoldRequest,
): Promise<boolean> {
  const sealed = await sealedOf(tx, deps, asked);
  const rows = await tx.query(
    'insert into held_sale (organization_id, held_sale_id, store_id, version, state, label_sealed, content_sealed, line_count,' +
      ' total_minor, currency_code, held_by, held_register_id, held_register_code, held_at)' +
      " values ($1, $2, $3, 1, 'open', $4, $5, $6, $7, $8, $9, $10, $11, $12)" +
      ' on conflict (organization_id, held_sale_id) do nothing returning held_sale_id',
    [
      tx.organizationId,
      asked.heldSaleId,
      register.storeId,
      sealed.label,
      sealed.content,
      asked.lineCount,
      asked.totalMinor,
      asked.currencyCode,
      asked.userId,
      register.registerId,
      register.code,
      deps.clock.now(),
    ],
  );
  return rows.length > 0;
}

async function updateHeld(
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'personal'>,
  register: RegisterActor,
  asked: HoldRequest,
): Promise<void> {
  const sealed = await sealedOf(tx, deps, asked);
  await tx.query(
    'update held_sale set version = version + 1, label_sealed = $3, content_sealed = $4, line_count = $5, total_minor = $6,' +
      ' currency_code = $7, held_by = $8, held_register_id = $9, held_register_code = $10, held_at = $11, lock_id = null,' +
      ' locked_by = null, locked_register_id = null, locked_register_code = null, locked_at = null, lock_expires_at = null' +
      ' where organization_id = $1 and held_sale_id = $2',
    [
      tx.organizationId,
      asked.heldSaleId,
      sealed.label,
      sealed.content,
      asked.lineCount,
      asked.totalMinor,
      asked.currencyCode,
      asked.userId,
      register.registerId,
      register.code,
      deps.clock.now(),
    ],
  );
}

async function sealedOf(tx: Tx, { personal }: Pick<Deps, 'personal'>, { heldSaleId, label, content }: HoldRequest) {
  return {
    label: await personal.seal(tx, placeOf(heldSaleId, 'label'), label),
    content: await personal.seal(tx, placeOf(heldSaleId, 'content'), content),
  };
}
