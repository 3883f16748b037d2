import type { Authorisation, AuthorisationRequest } from '@mosaajii/contract/purses';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { RegisterActor } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import type { PurseRow } from './purse-rows.ts';

/**
 * What is put aside is kept this long for the sale of a register that went out of reach right after it asked. A sale that
 * comes later still counts; it only is not sure any more that the amount is there.
 */
const HOLD_DAYS = 7;
const DAY_MS = 24 * 60 * 60_000;

export type AuthoriseRefusal = Refusal<
  'value-unknown' | 'value-too-low' | 'gift-card-blocked' | 'gift-card-expired' | 'idempotency-key-reused'
> & {
  /** With `value-too-low`: what could be put aside. */
  readonly leftMinor?: number;
};

/**
 * Puts an amount of a gift card or of store credit aside for one sale of one register: whoever asks next sees only what is
 * left, so that two registers never spend the same money while the server can be asked. Idempotent by its id.
 */
export function authorise(
  deps: Pick<Deps, 'db' | 'clock'>,
  register: RegisterActor,
  asked: AuthorisationRequest,
): Promise<Result<Authorisation, AuthoriseRefusal>> {
  const now = deps.clock.now();
  return deps.db.tx(register.organizationId, async (tx) => {
    const [purse] = await tx.query<PurseRow>(
      'select kind, purse_id, balance_minor, held_minor, is_blocked, expires_on from purse' +
        ' where organization_id = $1 and kind = $2 and purse_id = $3 for update',
      [tx.organizationId, asked.kind, asked.purseId],
    );
    if (purse === undefined) {
      return refuse({ code: 'value-unknown', detail: 'The server knows no such card or credit yet.' });
    }
    const known = await knownHold(tx, asked.authorisationId);
    if (known !== undefined) return repeat(known, register, asked, purse);
    const refusal = unusable(purse, now);
    if (refusal !== null) return refuse(refusal);
    const freed = await releaseLapsed(tx, asked, now);
    const left = purse.balance_minor - purse.held_minor + freed;
    if (asked.amountMinor > left) {
      return refuse({ code: 'value-too-low', detail: `Only ${left} minor units are left.`, leftMinor: left });
    }
    const expiresAt = new Date(now.getTime() + HOLD_DAYS * DAY_MS);
    await tx.query(
      'insert into purse_hold (organization_id, hold_id, kind, purse_id, register_id, amount_minor, created_at, expires_at)' +
        ' values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [
        tx.organizationId,
        asked.authorisationId,
        asked.kind,
        asked.purseId,
        register.registerId,
        asked.amountMinor,
        now,
        expiresAt,
      ],
    );
    await addHeld(tx, asked, asked.amountMinor);
    return ok({
      authorisationId: asked.authorisationId,
      amountMinor: asked.amountMinor,
      leftMinor: left - asked.amountMinor,
      expiresAt: expiresAt.toISOString(),
    });
  });
}

/** Gives back what was put aside: the tender was taken off again. Nothing happens when it was used or given back before. */
export function release(deps: Pick<Deps, 'db'>, register: RegisterActor, authorisationId: string): Promise<boolean> {
  return deps.db.tx(register.organizationId, async (tx) => {
    const found = await knownHold(tx, authorisationId);
    if (found === undefined) return false;
    // The purse first, as everywhere, so that nobody waits for the other.
    await tx.query('select 1 from purse where organization_id = $1 and kind = $2 and purse_id = $3 for update', [
      tx.organizationId,
      found.kind,
      found.purse_id,
    ]);
    const [released] = await tx.query<{ amount_minor: number }>(
      "update purse_hold set state = 'released' where organization_id = $1 and hold_id = $2 and register_id = $3" +
        " and state = 'open' returning amount_minor",
      [tx.organizationId, authorisationId, register.registerId],
    );
    if (released === undefined) return false;
    await addHeld(tx, { kind: found.kind, purseId: found.purse_id }, -released.amount_minor);
    return true;
  });
}

interface KnownHold {
  readonly kind: AuthorisationRequest['kind'];
  readonly purse_id: string;
  readonly register_id: string;
  readonly amount_minor: number;
  readonly state: 'open' | 'used' | 'released';
  readonly expires_at: Date;
}

async function knownHold(tx: Tx, holdId: string): Promise<KnownHold | undefined> {
  const [hold] = await tx.query<KnownHold>(
    'select kind, purse_id, register_id, amount_minor, state, expires_at from purse_hold' +
      ' where organization_id = $1 and hold_id = $2',
    [tx.organizationId, holdId],
  );
  return hold;
}

function repeat(
  known: KnownHold,
  register: RegisterActor,
  asked: AuthorisationRequest,
  purse: PurseRow,
): Result<Authorisation, AuthoriseRefusal> {
  const isSame =
    known.kind === asked.kind &&
    known.purse_id === asked.purseId &&
    known.amount_minor === asked.amountMinor &&
    known.register_id === register.registerId;
  if (!isSame || known.state !== 'open') {
    return refuse({ code: 'idempotency-key-reused', detail: 'This authorisation was used or given back before.' });
  }
  return ok({
    authorisationId: asked.authorisationId,
    amountMinor: known.amount_minor,
    leftMinor: purse.balance_minor - purse.held_minor,
    expiresAt: known.expires_at.toISOString(),
  });
}

function unusable(purse: PurseRow, now: Date): AuthoriseRefusal | null {
  if (purse.is_blocked) return { code: 'gift-card-blocked', detail: 'This gift card was blocked in the office.' };
  // A day late is a day in the customer's favour, wherever on earth the shop is.
  const yesterday = new Date(now.getTime() - DAY_MS).toISOString().slice(0, 10);
  if (purse.expires_on !== null && purse.expires_on < yesterday) {
    return { code: 'gift-card-expired', detail: `It was taken until ${purse.expires_on}.` };
  }
  return null;
}

/** What was put aside too long ago goes back; says how much that was. */
async function releaseLapsed(
  tx: Tx,
  purse: Pick<AuthorisationRequest, 'kind' | 'purseId'>,
  now: Date,
): Promise<number> {
  const lapsed = await tx.query<{ amount_minor: number }>(
    "update purse_hold set state = 'released' where organization_id = $1 and kind = $2 and purse_id = $3" +
      " and state = 'open' and expires_at < $4 returning amount_minor",
    [tx.organizationId, purse.kind, purse.purseId, now],
  );
  const freed = lapsed.reduce((total, hold) => total + hold.amount_minor, 0);
  if (freed > 0) await addHeld(tx, purse, -freed);
  return freed;
}

async function addHeld(
  tx: Tx,
  purse: Pick<AuthorisationRequest, 'kind' | 'purseId'>,
  amountMinor: number,
): Promise<void> {
  await tx.query(
    'update purse set held_minor = held_minor + $4 where organization_id = $1 and kind = $2 and purse_id = $3',
    [tx.organizationId, purse.kind, purse.purseId, amountMinor],
  );
}
