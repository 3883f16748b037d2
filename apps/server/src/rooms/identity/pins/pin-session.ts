import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { RegisterActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { endFormerSession } from '../enter-shop.ts';
import { type IssuedToken, openSession } from '../sessions.ts';
import { readBadgeHolder } from './badges.ts';
import { checkPin, type PinCheckRefusal } from './check-pin.ts';
import { readEntryRules } from './entry-rules.ts';

/** Somebody comes to a register. */
interface Entry {
  readonly userAgent: string;
  readonly address: string;
  readonly requestId: string;
  /** The token that came with the request: whoever was here before is not any more. */
  readonly formerToken?: string | undefined;
}

export interface PinEntry extends Entry {
  readonly userId: string;
  readonly pin: string;
}

export interface BadgeEntry extends Entry {
  readonly badge: string;
}

export type EntryRefusal =
  | PinCheckRefusal
  | Refusal<'proof-not-fresh' | 'pin-must-change' | 'badge-unknown' | 'badge-needs-pin'>;
type Opened = Promise<Result<IssuedToken | null, EntryRefusal>>;

/** A proof is worth nothing after a minute; what was used is remembered for longer than that. */
const REMEMBER_MS = 5 * 60_000;
const PROOF_USED = { code: 'proof-not-fresh', detail: 'This proof has been used.' } as const;

/**
 * Opens a session for a person who typed their PIN at a register that proved its key. It is the person's own, as far as
 * their permissions go, but no proof of identity: what is dangerous asks for the password. Null for staff without an account.
 */
export async function openPinSession(deps: Deps, register: RegisterActor, entry: PinEntry): Opened {
  if (!(await spendProof(deps, register))) return refuse(PROOF_USED);
  const { organizationId } = register;
  const checked = await checkPin(deps, { organizationId, userId: entry.userId }, entry.pin);
  if (!checked.ok) return checked;
  if (checked.value.mustChange) {
    return refuse({ code: 'pin-must-change', detail: 'Somebody else chose this PIN.' });
  }
  return openFor(deps, register, entry, { userId: entry.userId, by: 'session.opened-by-pin' });
}

/** The same for a badge, where the shop lets badges open a till alone. */
export async function openBadgeSession(deps: Deps, register: RegisterActor, entry: BadgeEntry): Opened {
  if (!(await spendProof(deps, register))) return refuse(PROOF_USED);
  const { holder, rules } = await deps.db.read(register.organizationId, async (tx) => ({
    holder: await readBadgeHolder(tx, entry.badge),
    rules: await readEntryRules(tx),
  }));
  if (holder === null) return refuse({ code: 'badge-unknown', detail: 'It is nobody’s badge, or was replaced.' });
  if (!rules.badgeAlone) return refuse({ code: 'badge-needs-pin', detail: 'The shop asks for the PIN too.' });
  return openFor(deps, register, entry, { userId: holder, by: 'session.opened-by-badge' });
}

interface Recognised {
  readonly userId: string;
  readonly by: 'session.opened-by-pin' | 'session.opened-by-badge';
}

function openFor(deps: Deps, register: RegisterActor, entry: Entry, { userId, by }: Recognised): Opened {
  const { organizationId, registerId } = register;
  const { userAgent, address, requestId } = entry;
  const now = deps.clock.now();
  return deps.db.globalTx(async (tx) => {
    const inside = await tx.enter(organizationId);
    const accountId = await activeAccountOf(inside, userId);
    await endFormerSession(tx, entry, now);
    await recordChange(inside, {
      kind: 'identity',
      ids: [],
      registerId,
      audit: [{ action: by, subjectKind: 'user', subjectId: userId, userId, address, requestId }],
    });
    if (accountId === null) return ok(null);
    const who = { userId, accountId, organizationId, registerId };
    const session = { ...who, userAgent, address, requestId, kind: 'register', confirmedAt: new Date(0) } as const;
    return ok(await openSession(deps, tx, session));
  });
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
