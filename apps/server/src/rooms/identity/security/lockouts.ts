import type { Lockout, LockoutLift } from '@mosaajii/contract/security';
import type { Refusal } from '@mosaajii/domain';
import { storesFor, type UserActor } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { countedAccount } from '../one-time-codes/index.ts';
import { refusalByReach } from '../people/person-rows.ts';

const MOST = 200;

/** What is counted for a person's sign-ins, by the blind index of the address or the id of the account at its end. */
const OF_PERSON = "(s.subject like '%:' || a.email_index or s.subject like '%:factor:' || a.account_id::text)";
const KIND = `case when s.subject like 'device:%' then 'device'
                   when s.subject like '%:factor:%' then 'second-factor' else 'password' end`;

interface LockoutRow {
  readonly user_id: string;
  readonly kind: Lockout['kind'];
  readonly failures: number;
  readonly until: Date;
}

/** Who of the shop's people is locked out at present, and from what; the longest first. */
export function listLockouts({ db, clock }: Pick<Deps, 'db' | 'clock'>, actor: UserActor): Promise<Lockout[]> {
  return db.globalTx(async (tx) => {
    const rows = await tx.query<LockoutRow>(
      `select m.user_id, ${KIND} as kind, max(s.failures) as failures, max(s.blocked_until) as until
         from sign_in_attempt s join membership m on m.organization_id = $1 join account a on a.account_id = m.account_id
        where s.blocked_until > $2 and ${OF_PERSON} group by 1, 2
       union all
       select m.user_id, 'code', f.failures, f.locked_until from membership m
         join one_time_code_failure f on f.counted = 'account:' || m.account_id::text
        where m.organization_id = $1 and f.locked_until > $2
        order by 4 desc, 1, 2 limit ${MOST}`,
      [actor.organizationId, clock.now()],
    );
    return rows.map(({ user_id: userId, kind, failures, until }) => ({
      userId,
      kind,
      failures,
      until: until.toISOString(),
    }));
  });
}

/**
 * Lets a person of the shop try again at once, and begins to count anew. One that is over already changes nothing. Answers why it
 * may not be; null when it was done.
 */
export function liftLockout(
  { db }: Pick<Deps, 'db'>,
  actor: UserActor,
  { userId, kind }: LockoutLift,
  origin: { readonly address: string; readonly requestId: string },
): Promise<Refusal<'not-found' | 'beyond-own-rights'> | null> {
  return db.globalTx(async (tx) => {
    const inside = await tx.enter(actor.organizationId);
    const beyond = await refusalByReach(inside, { userId }, storesFor(actor, 'users.write'));
    if (beyond !== null) return beyond;
    const [member] = await tx.query<{ account_id: string }>(
      'select account_id from membership where organization_id = $1 and user_id = $2',
      [actor.organizationId, userId],
    );
    if (member === undefined) {
      return { code: 'not-found', detail: 'There is nobody with this id in the shop who signs in.' };
    }
    if ((await forget(tx, member.account_id, kind)) === 0) return null;
    const entry = { action: 'lockout.lifted', subjectKind: 'user', subjectId: userId, userId: actor.userId } as const;
    await recordChange(inside, { kind: 'identity', ids: [], audit: [{ ...entry, detail: { kind }, ...origin }] });
    return null;
  });
}

async function forget(tx: GlobalTx, accountId: string, kind: Lockout['kind']): Promise<number> {
  if (kind === 'code') {
    const gone = await tx.query('delete from one_time_code_failure where counted = $1 returning 1', [
      countedAccount(accountId),
    ]);
    return gone.length;
  }
  const gone = await tx.query(
    `delete from sign_in_attempt s using account a where a.account_id = $1 and ${OF_PERSON} and ${KIND} = $2 returning 1`,
    [accountId, kind],
  );
  return gone.length;
}
