import type { AuditAction } from '@mosaajii/contract/audit-actions';
import type { Person, PersonPatch } from '@mosaajii/contract/people';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import {
  covers,
  type Held,
  holdsIn,
  PERMISSION_TABLE,
  type Permission,
  ROLE_PERMISSIONS,
  type Role,
} from '@mosaajii/domain/permission';
import type { UserActor } from '../../../platform/access/index.ts';
import type { GlobalTx, Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { differing, recordChange } from '../../../platform/feed/index.ts';
import type { Personal } from '../../../platform/personal/index.ts';
import { authorityOfRow } from '../roles/authority-row.ts';
import { GIVEN_UNDER_ROLES, needsSecondPerson } from '../roles/changes/rule.ts';
import { endSessions } from '../sessions.ts';
import { readPerson } from './list-people.ts';
import { beyondReach, isAdministrator, lockPeople, type Member, readOwner, storesManaged } from './person-rows.ts';

export interface Origin {
  readonly requestId: string;
  readonly address: string;
}

type Wanted = Omit<PersonPatch, 'version'>;

export type PersonRefusalCode =
  | 'not-found'
  | 'stale-version'
  | 'own-rights'
  | 'beyond-own-rights'
  | 'last-administrator'
  | 'owner-protected'
  | 'second-person-needed'
  | 'conflict';
export type PersonRefusal = Refusal<PersonRefusalCode> & { readonly current?: Person };
export type PersonChanged = Result<{ readonly person: Person; readonly isChanged: boolean }, PersonRefusal>;

/**
 * Changes a person's name, role or state. What is so already is a success that records nothing, so that a repeat is
 * harmless; else `version` has to be the present one, where it is given. Whoever may not come in any more is signed out of
 * this shop in the same transaction.
 */
export function changePerson(
  deps: Pick<Deps, 'db' | 'clock' | 'personal'>,
  actor: UserActor,
  userId: string,
  patch: Wanted & { readonly version?: number },
  origin: Origin,
): Promise<PersonChanged> {
  return deps.db.globalTx(async (tx) => {
    const inside = await tx.enter(actor.organizationId);
    const people = await lockPeople(inside, [actor.userId, userId]);
    const member = people.get(userId);
    if (member === undefined) return refused('not-found', 'There is nobody with this id in the shop.');
    const { version, ...wanted } = patch;
    const after = applied(member, wanted);
    if (isSame(member, after))
      return ok({ person: await present(deps.personal, inside, userId, actor), isChanged: false });
    if (version !== undefined && version !== member.version) {
      const current = await present(deps.personal, inside, userId, actor);
      return refuse({ code: 'stale-version', detail: 'Somebody else changed this person meanwhile.', current });
    }
    const now = deps.clock.now();
    const ownerId = await readOwner(inside);
    const refusal = refusalOf(actor, people, { before: member, after, ownerId, now });
    if (refusal !== null) return refuse(refusal);
    if (!isRoleKept(member, after) && (await needsSecondPerson(inside, after.role))) {
      return refused('second-person-needed', GIVEN_UNDER_ROLES);
    }
    await writeMembers(tx, inside, [{ member, after }], { actor, origin, now });
    return ok({ person: await present(deps.personal, inside, userId, actor), isChanged: true });
  });
}

/** The person as they are wanted. */
export function applied(member: Member, { displayName, role, state }: Wanted): Member {
  return {
    ...member,
    display_name: displayName ?? member.display_name,
    ...(role === undefined ? {} : { role, has_base_role: true }),
    state: state ?? member.state,
  };
}

export function isSame(before: Member, after: Member): boolean {
  return before.display_name === after.display_name && isRoleKept(before, after) && before.state === after.state;
}

export function isRoleKept(before: Member, after: Member): boolean {
  return before.role === after.role && before.has_base_role === after.has_base_role;
}

/** Why a change may not be made; null when it may. Who asks is judged as they are now, behind the lock. */
export function refusalOf(
  actor: UserActor,
  people: ReadonlyMap<string, Member>,
  { before, after, ownerId, now }: { before: Member; after: Member; ownerId: string | null; now: Date },
): PersonRefusal | null {
  const asker = people.get(actor.userId);
  const mine = asker?.state === 'active' ? heldBy(asker, now) : NOTHING;
  if (!mine.permissions.has('users.write'))
    return { code: 'conflict', detail: 'Your own role was changed at the same moment.' };
  const beyond = beyondReach(before, mine.storesOf.get('users.write') ?? null, now);
  if (beyond !== null) return beyond;
  if (isRoleKept(before, after) && before.state === after.state) return null;
  const { user_id: userId } = before;
  if (userId === actor.userId) {
    return { code: 'own-rights', detail: 'Another administrator can change your role or state.' };
  }
  if (userId === ownerId) {
    return { code: 'owner-protected', detail: 'This is the owner of the shop. Only they can hand it over.' };
  }
  // Nobody gives, or takes away, more than they have.
  const given = [heldBy(before, now), heldBy(after, now)];
  if (!given.every((held) => covers(mine, held) && covers(actor, held))) {
    return { code: 'beyond-own-rights', detail: 'This person has, or would have, permissions that you do not have.' };
  }
  if (isAdministrator(before, now) && !isAdministrator(after, now)) {
    const others = [...people.values()].filter((person) => person.user_id !== userId && isAdministrator(person, now));
    if (others.length === 0) return { code: 'last-administrator', detail: 'This is the last active administrator.' };
  }
  return null;
}

/** A role for some stores does not bring what concerns all of them. */
function isLeftOut(permission: Permission, storeIds: readonly string[] | null): boolean {
  return storeIds !== null && PERMISSION_TABLE[permission].isWhole;
}

const NOTHING: Held = { permissions: new Set(), storesOf: new Map() };

function heldBy(member: Member, now: Date): Held {
  return authorityOfRow(member, { instant: now.getTime(), storeId: null });
}

/**
 * Whether somebody may take people in there, and has every permission of the role, in the stores that it is for or in all: nobody
 * gives more than they have.
 */
export function mayGrant(actor: Held, role: Role, storeIds: readonly string[] | null = null): boolean {
  if (!holdsIn(actor, 'users.write', storeIds)) return false;
  return [...ROLE_PERMISSIONS[role]].every(
    (permission) => isLeftOut(permission, storeIds) || holdsIn(actor, permission, storeIds),
  );
}

/** A person before and after a change. */
export interface ChangedMember {
  readonly member: Member;
  readonly after: Member;
}

interface Change {
  readonly actor: UserActor;
  readonly origin: Origin;
  readonly now: Date;
}

/** Writes what was decided about people that are locked, all at once; whoever may not come in any more is signed out. */
export async function writeMembers(
  tx: GlobalTx,
  inside: Tx,
  changed: readonly ChangedMember[],
  { actor, origin, now }: Change,
): Promise<void> {
  if (changed.length === 0) return;
  const { organizationId } = inside;
  await inside.query(
    'update organization_user u set display_name = w.display_name, role = w.role, state = w.state,' +
      ' has_base_role = w.has_base_role, version = u.version + 1' +
      ' from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::boolean[])' +
      ' as w (user_id, display_name, role, state, has_base_role) where u.organization_id = $1 and u.user_id = w.user_id',
    [
      organizationId,
      changed.map(({ after }) => after.user_id),
      changed.map(({ after }) => after.display_name),
      changed.map(({ after }) => after.role),
      changed.map(({ after }) => after.state),
      changed.map(({ after }) => after.has_base_role),
    ],
  );
  await keepMemberships(
    inside,
    changed.map(({ after }) => after),
  );
  await recordChange(inside, {
    kind: 'people',
    ids: changed.map(({ after }) => after.user_id),
    audit: changed.map(({ member, after }) => ({
      action: actionOf(member, after),
      subjectKind: 'user' as const,
      subjectId: after.user_id,
      userId: actor.userId,
      // The trail names people by their ids: a new name is said to be one, not which.
      detail: {
        ...differing(member, after, ['role', 'state']),
        ...(member.display_name === after.display_name ? {} : { isRenamed: true }),
      },
      ...origin,
    })),
  });
  const gone = changed.flatMap(({ after }) => (after.state === 'active' ? [] : [after.user_id]));
  const end = { action: 'session.ended', reason: 'suspended', userId: actor.userId, ...origin } as const;
  if (gone.length > 0) await endSessions(tx, { organizationId, userIds: gone }, 'all', end, now);
}

/** Whoever left holds no place among the shops that their account can enter; who comes back has it again. */
async function keepMemberships(tx: Tx, members: readonly Member[]): Promise<void> {
  const withAccount = members.filter((member) => member.account_id !== null);
  const left = withAccount.filter(({ state }) => state === 'deactivated');
  const kept = withAccount.filter(({ state }) => state !== 'deactivated');
  if (left.length > 0) {
    await tx.query('delete from membership where organization_id = $1 and account_id = any($2::uuid[])', [
      tx.organizationId,
      left.map((member) => member.account_id),
    ]);
  }
  if (kept.length === 0) return;
  await tx.query(
    'insert into membership (account_id, organization_id, user_id)' +
      ' select w.account_id, $1, w.user_id from unnest($2::uuid[], $3::uuid[]) as w (account_id, user_id) on conflict do nothing',
    [tx.organizationId, kept.map((member) => member.account_id), kept.map((member) => member.user_id)],
  );
}

const ACTION_OF = { active: 'user.activated', suspended: 'user.suspended', deactivated: 'user.deactivated' } as const;

function actionOf(before: Member, after: Member): AuditAction {
  return before.state === after.state ? 'user.updated' : ACTION_OF[after.state];
}

async function present(personal: Personal, tx: Tx, userId: string, actor: UserActor): Promise<Person> {
  const person = await readPerson(personal, tx, userId, { managed: storesManaged(actor) });
  if (person === undefined) throw new Error(`the person ${userId} is locked and not there`);
  return person;
}

function refused(code: PersonRefusalCode, detail: string): PersonChanged {
  return refuse({ code, detail });
}
