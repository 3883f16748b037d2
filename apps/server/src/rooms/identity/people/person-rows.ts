import type { Person, PersonState } from '@mosaajii/contract/people';
import type { Role } from '@mosaajii/domain/permission';
import type { Tx } from '../../../platform/database/index.ts';
import type { Personal } from '../../../platform/personal/index.ts';
import { emailsOf } from '../account-emails.ts';

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
}

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
  };
}

/** A person as changes are decided on. */
export interface Member {
  readonly user_id: string;
  readonly account_id: string | null;
  readonly display_name: string;
  readonly role: Role;
  readonly state: PersonState;
  readonly version: number;
}

/**
 * The named people together with every administrator who can come in, locked in the order of their ids: whoever decides
 * about administrators waits for the decision before and sees what it left. People of another shop are not there.
 */
export async function lockPeople(tx: Tx, userIds: readonly string[]): Promise<ReadonlyMap<string, Member>> {
  const rows = await tx.query<Member>(
    'select user_id, account_id, display_name, role, state, version from organization_user where organization_id = $1' +
      " and (user_id = any($2::uuid[]) or (role = 'administrator' and state = 'active' and account_id is not null))" +
      ' order by user_id for update',
    [tx.organizationId, userIds],
  );
  return new Map(rows.map((row) => [row.user_id, row]));
}

/** Who owns the shop; null in a shop that nobody owns. */
export async function readOwner(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ owner_user_id: string | null }>(
    'select owner_user_id from organization where organization_id = $1',
    [tx.organizationId],
  );
  return row?.owner_user_id ?? null;
}
