import { randomBytes, timingSafeEqual } from 'node:crypto';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { Deps } from '../../../platform/deps.ts';
import { hashPin } from '../passwords/passwords.ts';

/** Wrong tries in a row that one PIN bears at this server; then it is locked for half an hour (PCI DSS 8.3.4). */
export const MOST_PIN_FAILURES = 5;
const LOCK_MS = 30 * 60_000;

export type PinCheckRefusal = Refusal<'pin-wrong' | 'pin-locked'> & { readonly retryAt?: Date };

/** The PIN that was recognised. */
export interface RecognisedPin {
  readonly verifier: string;
  /** Somebody else chose it. */
  readonly mustChange: boolean;
}

/** Whose PIN is checked. */
interface PinOwner {
  readonly organizationId: string;
  readonly userId: string;
}

/**
 * Whether this is the person's PIN. Each try is counted as wrong in PostgreSQL before anything is hashed, so that a thousand
 * at once are five. Somebody without a PIN is answered like a wrong one, after the same work.
 */
export async function checkPin(
  deps: Pick<Deps, 'db' | 'clock'>,
  owner: PinOwner,
  pin: string,
): Promise<Result<RecognisedPin, PinCheckRefusal>> {
  const counted = await countTry(deps, owner);
  if (counted instanceof Date) {
    return refuse({ code: 'pin-locked', detail: 'Five wrong PINs: this one is locked for a while.', retryAt: counted });
  }
  const hash = await hashPin(pin, counted?.salt ?? randomBytes(16).toString('base64url'));
  const isRight = counted !== null && timingSafeEqual(Buffer.from(hash), Buffer.from(counted.verifier));
  if (!isRight) return refuse({ code: 'pin-wrong', detail: 'This is not the PIN of this person.' });
  await forgivePin(deps, owner);
  return ok({ verifier: counted.verifier, mustChange: counted.must_change });
}

interface PinRow {
  readonly salt: string;
  readonly verifier: string;
  readonly failures: number;
  readonly locked_until: Date | null;
  readonly must_change: boolean;
}

/** The PIN to compare with, null when there is none, or until when it is locked. */
function countTry(
  deps: Pick<Deps, 'db' | 'clock'>,
  { organizationId, userId }: PinOwner,
): Promise<PinRow | Date | null> {
  const now = deps.clock.now();
  return deps.db.tx(organizationId, async (tx) => {
    const [row] = await tx.query<PinRow>(
      'select p.salt, p.verifier, p.failures, p.locked_until, p.must_change from staff_pin p join organization_user u' +
        " on u.organization_id = p.organization_id and u.user_id = p.user_id and u.state = 'active'" +
        ' where p.organization_id = $1 and p.user_id = $2 for update of p',
      [organizationId, userId],
    );
    if (row === undefined) return null;
    if (row.locked_until !== null && row.locked_until > now) return row.locked_until;
    const failures = (row.locked_until === null ? row.failures : 0) + 1;
    const lockedUntil = failures >= MOST_PIN_FAILURES ? new Date(now.getTime() + LOCK_MS) : null;
    await tx.query(
      'update staff_pin set failures = $3, locked_until = $4 where organization_id = $1 and user_id = $2',
      [organizationId, userId, failures, lockedUntil],
    );
    return row;
  });
}

/** The person was recognised: what was wrong before was a slip. */
function forgivePin(deps: Pick<Deps, 'db' | 'clock'>, { organizationId, userId }: PinOwner): Promise<void> {
  return deps.db.tx(organizationId, async (tx) => {
    await tx.query(
      'update staff_pin set failures = 0, locked_until = null where organization_id = $1 and user_id = $2',
      [organizationId, userId],
    );
  });
}
