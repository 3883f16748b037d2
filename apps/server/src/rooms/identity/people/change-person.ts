import type { Person, PersonPatch } from '@mosaajii/contract/people';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { PERMISSION_TABLE, type Permission, ROLE_PERMISSIONS, type Role } from '@mosaajii/domain/permission';
import type { UserActor } from '../../../platform/access/index.ts';
import type { GlobalTx, Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { differing, recordChange } from '../../../platform/feed/index.ts';
import type { Personal } from '../../../platform/personal/index.ts';
import { authorityOfRow } from '../roles/authority-row.ts';
import { GIVEN_UNDER_ROLES, needsSecondPerson } from '../roles/changes/rule.ts';
import { endSessions } from '../sessions.ts';
import { readPerson } from './list-people.ts';
import { isAdministrator, lockPeople, type Member, readOwner } from './person-rows.ts';

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
    if (isSame(member, after)) return ok({ person: await present(deps.personal, inside, userId), isChanged: false });
    if (version !== undefined && version !== member.version) {
      const current = await present(deps.personal, inside, userId);
      return refuse({ code: 'stale-version', detail: 'Somebody else changed this person meanwhile.', current });
    }
    const now = deps.clock.now();
    const ownerId = await readOwner(inside);
    const refusal = refusalOf(actor, people, { before: member, after, ownerId, now });
    if (refusal !== null) return refuse(refusal);
    if (!isRoleKept(member, after) && (await needsSecondPerson(inside, after.role))) {
      return refused('second-person-needed', GIVEN_UNDER_ROLES);
    }
    await write(tx, inside, { actor, member, after, origin, now });
    return ok({ person: await present(deps.personal, inside, userId), isChanged: true });
  });
}

function applied(member: Member, { displayName, role, state }: Wanted): Member {
  return {
    ...member,
    display_name: displayName ?? member.display_name,
    ...(role === undefined ? {} : { role, has_base_role: true }),
    state: state ?? member.state,
  };
}

function isSame(before: Member, after: Member): boolean {
  return before.display_name === after.display_name && isRoleKept(before, after) && before.state === after.state;
}

function isRoleKept(before: Member, after: Member): boolean {
  return before.role === after.role && before.has_base_role === after.has_base_role;
}

/** Why a change may not be made; null when it may. Who asks is judged as they are now, behind the lock. */
function refusalOf(
  actor: UserActor,
  people: ReadonlyMap<string, Member>,
  { before, after, ownerId, now }: { before: Member; after: Member; ownerId: string | null; now: Date },
): PersonRefusal | null {
  const asker = people.get(actor.userId);
  const mine = asker?.state === 'active' ? heldBy(asker, now) : NOTHING;
  if (!mine.permissions.has('users.write'))
    return { code: 'conflict', detail: 'Your own role was changed at the same moment.' };
  if (isRoleKept(before, after) && before.state === after.state) return null;
  const { user_id: userId } = before;
  if (userId === actor.userId) {
    return { code: 'own-rights', detail: 'Another administrator can change your role or state.' };
  }
  if (userId === ownerId) {
    return { code: 'owner-protected', detail: 'This is the owner of the shop. Only they can hand it over.' };
  }
  // Nobody gives, or takes away, more than they have.
  const given = [...heldBy(before, now).permissions, ...ROLE_PERMISSIONS[after.role]];
  if (!given.every((permission) => holdsEverywhere(mine, permission) && holdsEverywhere(actor, permission))) {
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

type Held = Pick<UserActor, 'permissions' | 'storesOf'>;
const NOTHING: Held = { permissions: new Set(), storesOf: new Map() };

function heldBy(member: Member, now: Date): Held {
  return authorityOfRow(member, { instant: now.getTime(), storeId: null });
}

function holdsEverywhere({ permissions, storesOf }: Held, permission: Permission): boolean {
  return permissions.has(permission) && !storesOf.has(permission);
}

/** Whether somebody has every permission of a role, in the stores that it is for or in all: nobody gives more than they have. */
export function mayGrant(actor: Held, role: Role, storeIds: readonly string[] | null = null): boolean {
  const { permissions, storesOf } = actor;
  const holds = (permission: Permission) => {
    const stores = storesOf.get(permission);
    return stores === undefined || (storeIds !== null && storeIds.every((storeId) => stores.includes(storeId)));
  };
  return [...ROLE_PERMISSIONS[role]].every(
    (permission) => (permissions.has(permission) || isLeftOut(permission, storeIds)) && holds(permission),
  );
}

interface Change {
  readonly actor: UserActor;
  readonly member: Member;
  readonly after: Member;
  readonly origin: Origin;
  readonly now: Date;
}

async function write(tx: GlobalTx, inside: Tx, { actor, member, after, origin, now }: Change): Promise<void> {
  const { organizationId } = inside;
  const { user_id: userId } = member;
  await inside.query(
    'update organization_user set display_name = $3, role = $4, state = $5, has_base_role = $6, version = version + 1' +
      ' where organization_id = $1 and user_id = $2',
    [organizationId, userId, after.display_name, after.role, after.state, after.has_base_role],
  );
  await keepMembership(inside, after);
  await recordChange(inside, {
    kind: 'people',
    ids: [userId],
    audit: [
      {
        action: actionOf(member, after),
        subjectKind: 'user',
        subjectId: userId,
        userId: actor.userId,
        // The trail names people by their ids: a new name is said to be one, not which.
        detail: {
          ...differing(member, after, ['role', 'state']),
          ...(member.display_name === after.display_name ? {} : { isRenamed: true }),
        },
        ...origin,
      },
    ],
  });
  if (after.state === 'active') return;
  const end = { action: 'session.ended', reason: 'suspended', userId: actor.userId, ...origin } as const;
  await endSessions(tx, { organizationId, userId }, 'all', end, now);
}

/** Whoever left holds no place among the shops that their account can enter; who comes back has it again. */
async function keepMembership(tx: Tx, { account_id: accountId, user_id: userId, state }: Member): Promise<void> {
  if (accountId === null) return;
  if (state === 'deactivated') {
    await tx.query('delete from membership where account_id = $1 and organization_id = $2', [
      accountId,
      tx.organizationId,
    ]);
    return;
  }
  await tx.query(
    'insert into membership (account_id, organization_id, user_id) values ($1, $2, $3) on conflict do nothing',
    [accountId, tx.organizationId, userId],
  );
}

function actionOf(before: Member, after: Member): string {
  if (before.state === after.state) return 'user.updated';
  return { active: 'user.activated', suspended: 'user.suspended', deactivated: 'user.deactivated' }[after.state];
}

async function present(personal: Personal, tx: Tx, userId: string): Promise<Person> {
  const person = await readPerson(personal, tx, userId);
  if (person === undefined) throw new Error(`the person ${userId} is locked and not there`);
  return person;
}

function refused(code: PersonRefusalCode, detail: string): PersonChanged {
  return refuse({ code, detail });
}
