import type { Person, PersonState } from '@mosaajii/contract/people';
import type { Refusal } from '@mosaajii/domain';
import { holdsIn, type Role } from '@mosaajii/domain/permission';
import { type Stores, storesFor, type UserActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Personal } from '../../../platform/personal/index.ts';
import { emailsOf } from '../account-emails.ts';
import { AUTHORITY_COLUMNS, type AuthorityRow, authorityOfRow, reachOf } from '../roles/authority-row.ts';

/** A person as lists and their drawer show them. */
export interface PersonRow {
  readonly user_id: string;
  readonly display_name: string;
  readonly name_key: string;
  readonly account_id: string | null;
  readonly email: string | null;
  readonly email_sealed: string | null;
  readonly role: Role;
  readonly state: PersonState;
  readonly is_owner: boolean;
  readonly version: number;
  readonly created_at: Date;
  readonly created_key: string;
  readonly last_seen_at: Date | null;
  readonly can_manage: boolean;
}

/** That somebody, `u`, has a role in one of the stores of a parameter such as `$3`: the base role counts in all. */
export function hasRoleIn(stores: `$${number}`): string {
  return (
    '(u.has_base_role or exists (select 1 from role_grant g where g.organization_id = u.organization_id' +
    ' and g.user_id = u.user_id and (g.valid_until is null or g.valid_until > now())' +
    ` and (g.store_ids is null or g.store_ids && ${stores}::uuid[])))`
  );
}

/** The stores whose people somebody administers, `null`: of all; without the permission none, so that nobody is theirs. */
export function storesManaged(actor: UserActor): Stores {
  return actor.permissions.has('users.write') ? storesFor(actor, 'users.write') : [];
}

const HELD = `role_grant g where g.organization_id = u.organization_id and g.user_id = u.user_id
  and (g.valid_until is null or g.valid_until > now())`;

/** That every role of somebody, `u`, lies in the stores of a parameter such as `$3`: what {@link reachOf} says, for lists. */
export function isWithin(stores: `$${number}`): string {
  return (
    `(${stores}::uuid[] is null or (not u.has_base_role and exists (select 1 from ${HELD}) and not exists` +
    ` (select 1 from ${HELD} and (g.store_ids is null or not g.store_ids <@ ${stores}::uuid[]))))`
  );
}

/** Those of some people whose roles all lie in the stores. */
export async function peopleWithin(tx: Tx, userIds: readonly string[], stores: Stores): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ user_id: string }>(
    `select u.user_id from organization_user u where u.organization_id = $1 and u.user_id = any($2::uuid[]) and ${isWithin('$3')}`,
    [tx.organizationId, userIds, stores],
  );
  return new Set(rows.map((row) => row.user_id));
}

/** Whether there is somebody with this id who has a role in one of the stores; `null`: in any. */
export async function isPersonIn(tx: Tx, userId: string, stores: Stores): Promise<boolean> {
  const rows = await tx.query(
    'select 1 from organization_user u where u.organization_id = $1 and u.user_id = $2' +
      ` and ($3::uuid[] is null or ${hasRoleIn('$3')})`,
    [tx.organizationId, userId, stores],
  );
  return rows.length > 0;
}

/** Why somebody of some stores only may not change a person; null when every role of theirs lies in these stores. */
export function beyondReach(
  row: AuthorityRow | undefined,
  stores: Stores,
  now: Date,
): Refusal<'not-found' | 'beyond-own-rights'> | null {
  const reach = row === undefined ? 'outside' : reachOf(row, stores, now);
  if (reach === 'within') return null;
  if (reach === 'outside') return { code: 'not-found', detail: 'There is nobody with this id in the shop.' };
  return { code: 'beyond-own-rights', detail: 'This person also has a role outside of your stores.' };
}

/** The same of the person with this id, before their routes are entered. */
export async function refusalByReach(tx: Tx, { userId }: { readonly userId: string }, stores: Stores) {
  const [row] = await tx.query<AuthorityRow & { now: Date }>(
    `select ${AUTHORITY_COLUMNS}, now() as now from organization_user u where u.organization_id = $1 and u.user_id = $2`,
    [tx.organizationId, userId],
  );
  return beyondReach(row, stores, row?.now ?? new Date(0));
}

/** Of a route whose path names a person. */
export const PERSON_PLACE = { refusalOf: refusalByReach };

/** The rows as people read them: addresses are opened. */
export async function personsOf(personal: Personal, tx: Tx, rows: readonly PersonRow[]): Promise<Person[]> {
  const emails = await emailsOf(personal, tx, rows);
  return rows.map((row, index) => personOf(row, emails[index] ?? ''));
}

function personOf(row: PersonRow, email: string): Person {
  return {
    userId: row.user_id,
    displayName: row.display_name,
    email: email === '' ? null : email,
    role: row.role,
    state: row.state,
    isOwner: row.is_owner,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    canManage: row.can_manage,
  };
}

/** A person as changes are decided on. */
export interface Member extends AuthorityRow {
  readonly user_id: string;
  readonly account_id: string | null;
  readonly display_name: string;
  readonly state: PersonState;
  readonly version: number;
}

/**
 * The named people together with everybody who might administer the shop, locked in the order of their ids: whoever decides
 * about administrators waits for the decision before and sees what it left. People of another shop are not there.
 */
export async function lockPeople(tx: Tx, userIds: readonly string[]): Promise<ReadonlyMap<string, Member>> {
  const locked = await tx.query<{ user_id: string }>(
    'select u.user_id from organization_user u where u.organization_id = $1 and (u.user_id = any($2::uuid[])' +
      " or (u.state = 'active' and u.account_id is not null and (u.role = 'administrator' or exists" +
      ' (select from role_grant g where g.organization_id = u.organization_id and g.user_id = u.user_id))))' +
      ' order by u.user_id for update of u',
    [tx.organizationId, userIds],
  );
  // A second look: the first one saw the grants as they were before it waited.
  const rows = await tx.query<Member>(
    `select u.user_id, u.account_id, u.display_name, u.state, u.version, ${AUTHORITY_COLUMNS} from organization_user u` +
      ' where u.organization_id = $1 and u.user_id = any($2::uuid[])',
    [tx.organizationId, locked.map((row) => row.user_id)],
  );
  return new Map(rows.map((row) => [row.user_id, row]));
}

/** Whether a person can administer all the others: a shop always has somebody who can. */
export function isAdministrator(member: Member, now: Date): boolean {
  if (member.state !== 'active' || member.account_id === null) return false;
  const held = authorityOfRow(member, { instant: now.getTime(), storeId: null });
  return holdsIn(held, 'users.write', null) && held.permissions.has('roles.write');
}

/** Who owns the shop; null in a shop that nobody owns. */
export async function readOwner(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ owner_user_id: string | null }>(
    'select owner_user_id from organization where organization_id = $1',
    [tx.organizationId],
  );
  return row?.owner_user_id ?? null;
}
