import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { covers } from '@mosaajii/domain/permission';
import type { UserActor } from '../../../../platform/access/index.ts';
import type { GlobalTx, Tx } from '../../../../platform/database/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { recordChange } from '../../../../platform/feed/index.ts';
import { accountIdOf } from '../../account-emails.ts';
import { lockPeople, type Member, readOwner } from '../../people/person-rows.ts';
import { authorityOfRow } from '../../roles/authority-row.ts';
import { countFactors } from '../held-factors.ts';
import { type ResetRow, waitingReset } from './reset-rows.ts';
import { tellStarted } from './tell-reset.ts';

/** Long enough for the person to hear of it. */
export const RESET_MS = 24 * 3_600_000;

export type Origin = { readonly address: string; readonly requestId: string };
export type StartRefusal = Refusal<
  'not-found' | 'own-rights' | 'owner-protected' | 'beyond-own-rights' | 'operator-only' | 'conflict'
>;
export type Started = Result<ResetRow, StartRefusal>;

/**
 * Asks for a member's second factor to be taken away after a day, unless somebody stops it. Nobody does it to themselves, to the owner,
 * or to whoever may more; who belongs to further shops, or runs the installation, is the operator's. Asked again while it waits,
 * nothing changes.
 */
export function startReset(deps: Deps, actor: UserActor, userId: string, origin: Origin): Promise<Started> {
  return deps.db.globalTx(async (tx) => {
    const inside = await tx.enter(actor.organizationId);
    const people = await lockPeople(inside, [actor.userId, userId]);
    const member = people.get(userId);
    if (member === undefined || member.account_id === null) return refused('not-found', NOBODY);
    const refusal = refusalOf(actor, member, await readOwner(inside), deps.clock.now());
    if (refusal !== null) return refuse(refusal);
    const accountId = member.account_id;
    if (await isMoreThanAMember(tx, accountId, actor.organizationId)) {
      return refused('operator-only', 'This person belongs to further shops or runs the installation.');
    }
    const person = { accountId, organizationId: actor.organizationId, userId, isByOperator: false };
    return insertReset(deps, tx, await tx.enter(actor.organizationId), { actor, ...person, origin });
  });
}

/** The same by an operator, for the owner of a shop: whoever else could, may not. */
export function startOwnerReset(
  deps: Deps,
  actor: UserActor,
  organizationId: string,
  origin: Origin,
): Promise<Started> {
  return deps.db.globalTx(async (tx) => {
    const shops = await tx.query('select 1 from tenant where organization_id = $1', [organizationId]);
    if (shops.length === 0) return refused('not-found', 'There is no shop with this id.');
    const inside = await tx.enter(organizationId);
    const ownerId = await readOwner(inside);
    const owner = ownerId === null ? undefined : (await lockPeople(inside, [ownerId])).get(ownerId);
    if (owner === undefined || owner.account_id === null) return refused('not-found', 'This shop has no owner.');
    const accountId = owner.account_id;
    if (accountId === actor.accountId) return refused('own-rights', 'Another operator can do this for you.');
    const person = { accountId, organizationId, userId: owner.user_id, isByOperator: true };
    return insertReset(deps, tx, inside, { actor, ...person, origin });
  });
}

/**
 * The same by an operator, for a member whom no single shop may reset: who belongs to several, or runs the installation. The
 * member is named by the whole address and is told in the shop that is named, where it is written down.
 */
export function startMemberReset(
  deps: Deps,
  actor: UserActor,
  organizationId: string,
  email: string,
  origin: Origin,
): Promise<Started> {
  return deps.db.globalTx(async (tx) => {
    const accountId = await accountIdOf(deps.personal, tx, email);
    const members = await tx.query<{ user_id: string }>(
      'select user_id from membership where organization_id = $1 and account_id = $2',
      [organizationId, accountId ?? null],
    );
    const [member] = members;
    if (accountId === undefined || member === undefined) {
      return refused('not-found', 'Nobody of this shop signs in with this address.');
    }
    if (accountId === actor.accountId) return refused('own-rights', 'Another operator can do this for you.');
    if (!(await isMoreThanAMember(tx, accountId, organizationId))) {
      return refused(
        'conflict',
        'This person belongs to this shop alone: its administrators or its owner can do this.',
      );
    }
    const person = { accountId, organizationId, userId: member.user_id, isByOperator: true };
    return insertReset(deps, tx, await tx.enter(organizationId), { actor, ...person, origin });
  });
}

const NOBODY = 'There is nobody with this id in the shop who signs in.';

function refusalOf(actor: UserActor, member: Member, ownerId: string | null, now: Date): StartRefusal | null {
  if (member.user_id === actor.userId) {
    return { code: 'own-rights', detail: 'Another administrator can do this for you.' };
  }
  if (member.user_id === ownerId) {
    return { code: 'owner-protected', detail: 'For the owner only the operator of the installation can do this.' };
  }
  if (!covers(actor, authorityOfRow(member, { instant: now.getTime(), storeId: null }))) {
    return { code: 'beyond-own-rights', detail: 'This person has permissions that you do not have.' };
  }
  return null;
}

/** A second factor is the person's in every shop: one shop alone does not take it away. */
async function isMoreThanAMember(tx: GlobalTx, accountId: string, organizationId: string): Promise<boolean> {
  const elsewhere = await tx.query(
    'select 1 from membership where account_id = $1 and organization_id <> $2' +
      ' union all select 1 from operator where account_id = $1 limit 1',
    [accountId, organizationId],
  );
  return elsewhere.length > 0;
}

interface NewReset {
  readonly actor: UserActor;
  readonly accountId: string;
  readonly organizationId: string;
  readonly userId: string;
  readonly isByOperator: boolean;
  readonly origin: Origin;
}

async function insertReset(deps: Deps, tx: GlobalTx, inside: Tx, reset: NewReset): Promise<Started> {
  const { accountId, userId, isByOperator, actor } = reset;
  await tx.query('select from account where account_id = $1 for update', [accountId]);
  const waiting = await waitingReset(tx, accountId);
  if (waiting !== undefined) return ok(waiting);
  if ((await countFactors(tx, accountId)) === 0) return refused('conflict', 'This person has no second factor.');
  const now = deps.clock.now();
  await tx.query(
    'insert into factor_reset (reset_id, account_id, organization_id, user_id, started_by, is_by_operator, started_at, effective_at)' +
      ' values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [
      deps.ids.next(),
      accountId,
      reset.organizationId,
      userId,
      actor.accountId,
      isByOperator,
      now,
      new Date(now.getTime() + RESET_MS),
    ],
  );
  const row = await waitingReset(tx, accountId);
  if (row === undefined) throw new Error('a reset that was just written is gone');
  await tellStarted(deps, tx, inside, row, actor.displayName);
  const entry = { action: 'factor.reset-started', subjectKind: 'user', subjectId: userId, ...reset.origin } as const;
  const detail = { effectiveAt: row.effective_at.toISOString(), isByOperator };
  const audit = [{ ...entry, detail, ...(isByOperator ? {} : { userId: actor.userId }) }];
  await recordChange(inside, { kind: 'people', ids: [userId], audit });
  return ok(row);
}

function refused(code: StartRefusal['code'], detail: string): Started {
  return refuse({ code, detail });
}
