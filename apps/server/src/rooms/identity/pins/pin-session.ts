import { ok, type Result, refuse } from '@mosaajii/domain';
import type { RegisterActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { endFormerSession } from '../enter-shop.ts';
import { type IssuedToken, openSession } from '../sessions.ts';
import { checkPin, type PinCheckRefusal } from './check-pin.ts';

export interface PinEntry {
  readonly userId: string;
  readonly pin: string;
  readonly userAgent: string;
  readonly address: string;
  readonly requestId: string;
  /** The token that came with the request: whoever was here before is not any more. */
  readonly formerToken?: string | undefined;
}

export type PinSessionRefusal = PinCheckRefusal | { readonly code: 'proof-not-fresh'; readonly detail: string };

/** A proof is worth nothing after a minute; what was used is remembered for longer than that. */
const REMEMBER_MS = 5 * 60_000;

/**
 * Opens a session for a person who typed their PIN at a register that proved its key. It is the person's own, as far as
 * their permissions go, but no proof of identity: what is dangerous asks for the password. Null for staff without an account.
 */
export async function openPinSession(
  deps: Deps,
  register: RegisterActor,
  entry: PinEntry,
): Promise<Result<IssuedToken | null, PinSessionRefusal>> {
  const { organizationId, registerId } = register;
  if (!(await spendProof(deps, register))) {
    return refuse({ code: 'proof-not-fresh', detail: 'This proof has been used.' });
  }
  const checked = await checkPin(deps, { organizationId, userId: entry.userId }, entry.pin);
  if (!checked.ok) return checked;
  const now = deps.clock.now();
  return deps.db.globalTx(async (tx) => {
    const inside = await tx.enter(organizationId);
    const accountId = await activeAccountOf(inside, entry.userId);
    await endFormerSession(tx, entry, now);
    await recordChange(inside, {
      kind: 'identity',
      ids: [],
      registerId,
      audit: [{ action: 'session.opened-by-pin', subjectKind: 'user', subjectId: entry.userId, ...originOf(entry) }],
    });
    if (accountId === null) return ok(null);
    const session = {
      ...entry,
      accountId,
      organizationId,
      kind: 'register',
      registerId,
      confirmedAt: new Date(0),
    } as const;
    return ok(await openSession(deps, tx, session));
  });
}

function originOf({ userId, address, requestId }: PinEntry) {
  return { userId, address, requestId };
}

async function activeAccountOf(tx: Tx, userId: string): Promise<string | null> {
  const [row] = await tx.query<{ account_id: string }>(
    'select u.account_id from organization_user u join account a on a.account_id = u.account_id' +
      " where u.organization_id = $1 and u.user_id = $2 and u.state = 'active' and a.state = 'active'",
    [tx.organizationId, userId],
  );
  return row?.account_id ?? null;
}

/** Uses a proof up where the same request must not count twice. False when it has been used. */
async function spendProof(deps: Deps, { organizationId, keyId, proofId }: RegisterActor): Promise<boolean> {
  // A register of before, which has never proved its key.
  if (proofId === null) return true;
  const now = deps.clock.now();
  return deps.db.tx(organizationId, async (tx) => {
    await tx.query('delete from register_proof_use where organization_id = $1 and key_id = $2 and used_at < $3', [
      organizationId,
      keyId,
      new Date(now.getTime() - REMEMBER_MS),
    ]);
    const used = await tx.query(
      'insert into register_proof_use (organization_id, key_id, proof_id, used_at) values ($1, $2, $3, $4)' +
        ' on conflict do nothing returning proof_id',
      [organizationId, keyId, proofId, now],
    );
    return used.length > 0;
  });
}
