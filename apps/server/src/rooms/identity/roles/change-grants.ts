import type { AwaitingChange } from '@mosaajii/contract/role-changes';
import type { GrantInput, GrantsChange, PersonGrants } from '@mosaajii/contract/roles';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { ADMINISTRATIVE, builtInGrant, type Grant, type Role, usedLimits } from '@mosaajii/domain/permission';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { readOwner } from '../people/person-rows.ts';
import { lockRoles, type Origin } from './change-role.ts';
import { type Approval, askSecondPerson } from './changes/ask-second-person.ts';
import { asksSecondPerson } from './changes/rule.ts';
import type { Telling } from './changes/tell-change.ts';
import { nameOf, type PersonRow, readPersonRow } from './people.ts';
import { readOwnRoles } from './role-rows.ts';
import { beyondStanding, type GivingRefusal, standingOf } from './standing.ts';

export type GrantsRefusal =
  | GivingRefusal
  | Refusal<'not-found' | 'own-rights' | 'last-administrator' | 'owner-protected'>
  | (Refusal<'stale-version'> & { readonly current: PersonGrants });

type Deciding = Pick<Deps, 'db'> & Telling;
/** Set, or waiting for a second person. */
export type GrantsAsked = Result<PersonGrants | AwaitingChange, GrantsRefusal>;

/** What somebody has been given; nothing when there is nobody with this id in the shop. */
export async function readGrants(tx: Tx, userId: string): Promise<PersonGrants | undefined> {
  const row = await readPersonRow(tx, userId);
  return row === undefined ? undefined : grantsOf(row);
}

export function grantsOf(row: PersonRow): PersonGrants {
  return {
    person: nameOf(row),
    version: row.grants_version,
    baseRole: row.has_base_role ? row.role : null,
    grants: (row.grants ?? []).map((grant) => ({
      builtIn: grant.builtIn,
      roleId: grant.roleId,
      roleName: grant.name,
      storeIds: grant.storeIds === null ? null : [...grant.storeIds],
      windows: grant.windows.map((window) => ({ ...window, days: [...window.days] })),
      validUntil: grant.validUntil,
    })),
  };
}

/**
 * Sets what somebody has been given, from the version that was read. Nobody sets their own, gives or takes away what they do
 * not have for good themselves, or leaves the shop without an administrator. What is so already is a success that records
 * nothing.
 */
export function setGrants(
  deps: Deciding,
  actor: UserActor,
  userId: string,
  input: GrantsChange,
  origin: Origin,
): Promise<GrantsAsked> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    await lockRoles(tx);
    return setGrantsIn(deps, tx, actor, userId, input, origin);
  });
}

/** The same within a transaction that has locked the roles; with an approval nobody is asked again. */
export async function setGrantsIn(
  deps: Deciding,
  tx: Tx,
  actor: UserActor,
  userId: string,
  input: GrantsChange,
  origin: Origin,
  approval?: Approval,
): Promise<GrantsAsked> {
  const administrators = await lockAdministrators(tx, userId);
  const row = await readPersonRow(tx, userId);
  if (row === undefined) return refuse({ code: 'not-found', detail: 'There is nobody with this id in the shop.' });
  const before = grantsOf(row);
  const wanted = { baseRole: input.baseRole, grants: unique(input.grants) };
  if (textOf(before) === textOf(wanted)) return ok(before);
  if (userId === actor.userId) {
    return refuse({ code: 'own-rights', detail: 'Somebody else who may change roles can change yours.' });
  }
  if (row.grants_version !== input.version) {
    const detail = 'Somebody else changed this person’s roles meanwhile.';
    return refuse({ code: 'stale-version', detail, current: before });
  }
  const refusal =
    (await refusalOf(tx, actor, before, wanted)) ??
    administratorRefusal(administrators, await readOwner(tx), before, wanted);
  if (refusal !== null) return refuse(refusal);
  if (approval === undefined && (await givesAdministrative(tx, before, wanted)) && (await asksSecondPerson(tx))) {
    const subject = { subjectId: userId, subject: before.person.displayName };
    const asked = { kind: 'grants', ...subject, version: input.version, before: plain(before), wanted } as const;
    return askSecondPerson(deps, tx, actor, asked, origin);
  }
  await write(deps, tx, actor, userId, wanted);
  await record(tx, actor, userId, { before: plain(before), after: plain(wanted), ...approval }, origin);
  const after = await readGrants(tx, userId);
  if (after === undefined) throw new Error(`the person ${userId} is locked and not there`);
  return ok(after);
}

/** Whether something new among the grants decides about people and their rights. */
async function givesAdministrative(tx: Tx, before: Wanted, wanted: Wanted): Promise<boolean> {
  const had = new Set(allOf(before).map(grantText));
  const roles = new Map((await readOwnRoles(tx)).map((role) => [role.roleId, role]));
  return allOf(wanted)
    .filter((grant) => !had.has(grantText(grant)))
    .some(({ builtIn, roleId }) => {
      const { permissions } = roles.get(roleId ?? '') ?? builtInGrant(builtIn ?? 'viewer');
      return permissions.some((permission) => ADMINISTRATIVE.has(permission));
    });
}

type Wanted = Pick<GrantsChange, 'baseRole' | 'grants'>;

/** Administrators who can come in, and the person concerned, locked in one order: two who demote each other are not both heard. */
async function lockAdministrators(tx: Tx, userId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ user_id: string; role: Role; state: string; account_id: string | null }>(
    'select user_id, role, state, account_id from organization_user where organization_id = $1' +
      " and (user_id = $2 or (role = 'administrator' and state = 'active' and account_id is not null)) order by user_id for update",
    [tx.organizationId, userId],
  );
  const isIn = (row: (typeof rows)[number]) =>
    row.role === 'administrator' && row.state === 'active' && row.account_id !== null;
  return new Set(rows.filter(isIn).map((row) => row.user_id));
}

function administratorRefusal(
  administrators: ReadonlySet<string>,
  ownerId: string | null,
  before: PersonGrants,
  wanted: Wanted,
): GrantsRefusal | null {
  const { userId } = before.person;
  if (userId === ownerId && wanted.baseRole !== 'administrator') {
    return { code: 'owner-protected', detail: 'This is the owner of the shop. Only they can hand it over.' };
  }
  if (wanted.baseRole === 'administrator' || !administrators.has(userId)) return null;
  if (administrators.size > 1) return null;
  return { code: 'last-administrator', detail: 'This is the last active administrator.' };
}

/** Everything that is given or taken away has to be within what the giver has. */
async function refusalOf(
  tx: Tx,
  actor: UserActor,
  before: PersonGrants,
  wanted: Wanted,
): Promise<GivingRefusal | null> {
  const standing = await standingOf(tx, actor);
  if (!standing.ok) return standing.error;
  const changed = changedGrants(before, wanted);
  const unknownStore = await unknownStoreOf(tx, changed);
  if (unknownStore !== null) return { code: 'invalid-request', detail: 'There is no such store in the shop.' };
  const roles = new Map((await readOwnRoles(tx)).map((role) => [role.roleId, role]));
  for (const given of changed) {
    const role = given.roleId === null ? undefined : roles.get(given.roleId);
    if (given.roleId !== null && role === undefined) {
      return { code: 'invalid-request', detail: 'There is no role of the shop’s own with this id.' };
    }
    const content: Pick<Grant, 'permissions' | 'limits'> = role ?? builtInGrant(given.builtIn ?? 'viewer');
    const beyond = beyondStanding(standing.value, { ...usedOf(content), storeIds: given.storeIds });
    if (beyond !== null) return beyond;
  }
  return null;
}

/** A role’s limits as far as its permissions use them. */
function usedOf({ permissions, limits }: Pick<Grant, 'permissions' | 'limits'>) {
  return { permissions, limits: usedLimits({ permissions, limits }) };
}

/** What is in one of the two and not in the other. */
function changedGrants(before: Wanted, wanted: Wanted): GrantInput[] {
  const [was, is] = [allOf(before), allOf(wanted)];
  return [
    ...is.filter((grant) => !was.some((other) => grantText(other) === grantText(grant))),
    ...was.filter((grant) => !is.some((other) => grantText(other) === grantText(grant))),
  ];
}

function allOf({ baseRole, grants }: Wanted): GrantInput[] {
  const base = { builtIn: baseRole, roleId: null, storeIds: null, windows: [], validUntil: null };
  return baseRole === null ? [...grants] : [base, ...grants];
}

async function unknownStoreOf(tx: Tx, grants: readonly GrantInput[]): Promise<string | null> {
  const named = [...new Set(grants.flatMap((grant) => grant.storeIds ?? []))];
  if (named.length === 0) return null;
  const known = await tx.query<{ store_id: string }>(
    'select store_id from store where organization_id = $1 and store_id = any($2::uuid[])',
    [tx.organizationId, named],
  );
  return named.find((storeId) => !known.some((row) => row.store_id === storeId)) ?? null;
}

async function write(deps: Pick<Deps, 'ids'>, tx: Tx, actor: UserActor, userId: string, wanted: Wanted): Promise<void> {
  const { organizationId } = tx;
  await tx.query(
    'update organization_user set role = $3, has_base_role = $4, grants_version = grants_version + 1' +
      ' where organization_id = $1 and user_id = $2',
    // Where the grants alone decide, what older programs go by is the least.
    [organizationId, userId, wanted.baseRole ?? 'viewer', wanted.baseRole !== null],
  );
  await tx.query('delete from role_grant where organization_id = $1 and user_id = $2', [organizationId, userId]);
  for (const grant of wanted.grants) {
    await tx.query(
      'insert into role_grant (organization_id, grant_id, user_id, built_in, role_id, store_ids, windows, valid_until, granted_by)' +
        ' values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      [
        organizationId,
        deps.ids.next(),
        userId,
        grant.builtIn,
        grant.roleId,
        grant.storeIds,
        JSON.stringify(grant.windows),
        grant.validUntil,
        actor.userId,
      ],
    );
  }
}

async function record(
  tx: Tx,
  actor: UserActor,
  userId: string,
  detail: Readonly<Record<string, unknown>>,
  origin: Origin,
): Promise<void> {
  await recordChange(tx, {
    kind: 'rights',
    ids: [userId],
    audit: [
      { action: 'user.roles-changed', subjectKind: 'user', subjectId: userId, userId: actor.userId, detail, ...origin },
    ],
  });
}

/** Names of roles may change; the trail goes by ids. */
function plain({ baseRole, grants }: Wanted) {
  return {
    baseRole,
    grants: grants.map(({ builtIn, roleId, storeIds, windows, validUntil }) => ({
      builtIn,
      roleId,
      storeIds,
      windows,
      validUntil,
    })),
  };
}

function grantText({ builtIn, roleId, storeIds, windows, validUntil }: GrantInput): string {
  const stores = storeIds === null ? null : [...new Set(storeIds)].sort();
  const hours = windows.map((window) => [[...window.days].sort(), window.fromMinute, window.toMinute]);
  return JSON.stringify([builtIn, roleId, stores, hours, validUntil]);
}

function textOf({ baseRole, grants }: Wanted): string {
  return JSON.stringify([baseRole, grants.map(grantText).sort()]);
}

/** The same grant twice is one. */
function unique(grants: readonly GrantInput[]): GrantInput[] {
  return [...new Map(grants.map((grant) => [grantText(grant), grant])).values()];
}
