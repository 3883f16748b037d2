import type { PeopleList, PeopleQuery, Person, PersonSort } from '@mosaajii/contract/people';
import type { Stores } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { CURSOR_PARTS, decodeCursor, momentText, pageOf } from '../../../platform/paging/index.ts';
import type { Personal } from '../../../platform/personal/index.ts';
import { accountIdOf } from '../account-emails.ts';
import { hasRoleIn, isWithin, type PersonRow, personsOf } from './person-rows.ts';

export type PeopleFilter = Pick<PeopleQuery, 'query' | 'role' | 'state' | 'account' | 'storeId'> & {
  /** The account of the address that `query` is; absent when nobody has it. */
  readonly accountId?: string;
  /** Only people who have a role in one of these. */
  readonly stores?: Stores;
};
export type PeoplePage = PeopleFilter &
  Pick<PeopleQuery, 'sort' | 'limit'> & {
    readonly cursor?: string | undefined;
    /** Whose people the asker administers, as `storesManaged` says. */
    readonly managed: Stores;
  };

/** Counting stops here: "10,000+" is as good an answer as the exact number. */
const MOST_COUNTED = 10_000;
/** Words of a name that are looked at; more are not typed by people. */
const MOST_WORDS = 8;

const COLUMNS = `u.user_id, u.display_name, u.name_key, u.account_id, a.email, a.email_sealed, u.role, u.state, u.version, u.created_at,
  ${momentText('u.created_at')} as created_key, u.user_id is not distinct from o.owner_user_id as is_owner,
  (select max(s.last_seen_at) from session s
    where s.organization_id = u.organization_id and s.user_id = u.user_id) as last_seen_at`;
const JOINS = `join organization o on o.organization_id = u.organization_id
  left join account a on a.account_id = u.account_id`;

interface Order {
  readonly by: string;
  /** Patterns of the cursor's parts. */
  readonly parts: readonly RegExp[];
  readonly after: (first: string, id: string) => string;
  readonly keyOf: (row: PersonRow) => readonly string[];
}

const byName = (row: PersonRow) => [row.name_key, row.user_id];
const ANY_NAME = /^[^\0]{1,500}$/u;
const ORDERS: Record<PersonSort, Order> = {
  name: {
    by: 'u.name_key, u.user_id',
    parts: [ANY_NAME, CURSOR_PARTS.uuid],
    after: (name, id) => `(u.name_key, u.user_id) > (${name}, ${id}::uuid)`,
    keyOf: byName,
  },
  '-name': {
    by: 'u.name_key desc, u.user_id desc',
    parts: [ANY_NAME, CURSOR_PARTS.uuid],
    after: (name, id) => `(u.name_key, u.user_id) < (${name}, ${id}::uuid)`,
    keyOf: byName,
  },
  newest: {
    by: 'u.created_at desc, u.user_id desc',
    parts: [CURSOR_PARTS.moment, CURSOR_PARTS.uuid],
    after: (moment, id) => `(u.created_at, u.user_id) < (${moment}::timestamptz, ${id}::uuid)`,
    keyOf: (row) => [row.created_key, row.user_id],
  },
};

/** One page of people. Null: the cursor is not one that this list gave. */
export async function listPeople(personal: Personal, tx: Tx, asked: PeoplePage): Promise<PeopleList | null> {
  const page = { ...asked, ...(await accountSought(personal, tx, asked.query ?? '')) };
  const statement = pageStatement(tx, page);
  if (statement === null) return null;
  const rows = await tx.query<PersonRow>(statement.text, statement.values);
  const { page: shown, nextCursor } = pageOf(rows, page.limit, ORDERS[page.sort].keyOf);
  const where = conditionsOf(page, tx.organizationId);
  const [counted] = await tx.query<{ count: number }>(
    `select count(*)::int as count from (select 1 from organization_user u where ${where.text} limit ${MOST_COUNTED + 1}) c`,
    where.values,
  );
  const count = counted?.count ?? 0;
  return {
    items: await personsOf(personal, tx, shown),
    nextCursor,
    total: { count: Math.min(count, MOST_COUNTED), isExact: count <= MOST_COUNTED },
  };
}

/** The statement of a page, for `listPeople` and for whoever looks at its plan; null for a cursor of elsewhere. */
export function pageStatement(
  tx: Tx,
  page: PeoplePage,
): { readonly text: string; readonly values: readonly unknown[] } | null {
  const order = ORDERS[page.sort];
  const { values, conditions, add } = conditionsOf(page, tx.organizationId);
  if (page.cursor !== undefined) {
    const key = decodeCursor(page.cursor, order.parts);
    if (key === null) return null;
    conditions.push(order.after(add(key[0]), add(key[1])));
  }
  const text =
    `select ${COLUMNS}, ${isWithin(add(page.managed))} as can_manage from organization_user u ${JOINS}` +
    ` where ${conditions.join(' and ')}` +
    ` order by ${order.by} limit ${add(page.limit + 1)}`;
  return { text, values };
}

/** One person of the shop, or nothing; of somebody without a role in the stores, nothing either. */
export async function readPerson(
  personal: Personal,
  tx: Tx,
  userId: string,
  { stores = null, managed }: { readonly stores?: Stores; readonly managed: Stores },
): Promise<Person | undefined> {
  const [row] = await tx.query<PersonRow>(
    `select ${COLUMNS}, ${isWithin('$4')} as can_manage from organization_user u ${JOINS}` +
      ' where u.organization_id = $1 and u.user_id = $2' +
      ` and ($3::uuid[] is null or ${hasRoleIn('$3')})`,
    [tx.organizationId, userId, stores, managed],
  );
  if (row === undefined) return undefined;
  const [person] = await personsOf(personal, tx, [row]);
  return person;
}

function conditionsOf(filter: PeopleFilter, organizationId: string) {
  const values: unknown[] = [organizationId];
  const add = (value: unknown) => `$${values.push(value)}` as const;
  const conditions = ['u.organization_id = $1', ...searchConditions(filter, add)];
  if (filter.state === 'present') conditions.push("u.state <> 'deactivated'");
  else if (filter.state !== 'all') conditions.push(`u.state = ${add(filter.state)}`);
  if (filter.role !== undefined) conditions.push(`u.role = ${add(filter.role)}`);
  if (filter.account !== undefined) {
    conditions.push(filter.account === 'with' ? 'u.account_id is not null' : 'u.account_id is null');
  }
  if (filter.storeId !== undefined) {
    conditions.push(hasRoleIn(add([filter.storeId])));
  }
  if (filter.stores !== undefined && filter.stores !== null) conditions.push(hasRoleIn(add(filter.stores)));
  return { values, conditions, add, text: conditions.join(' and ') };
}

/** Addresses are sealed: one is found by its blind index, before the people are. */
async function accountSought(personal: Personal, tx: Tx, query: string): Promise<Pick<PeopleFilter, 'accountId'>> {
  if (!query.includes('@')) return {};
  const accountId = await accountIdOf(personal, tx, query);
  return accountId === undefined ? {} : { accountId };
}

/** An address is looked up whole; of a name every word has to be there. */
function searchConditions({ query = '', accountId }: PeopleFilter, add: (value: unknown) => string): string[] {
  const wanted = query.trim();
  if (wanted.includes('@')) {
    return [`u.account_id = ${add(accountId ?? null)}::uuid`];
  }
  const words = wanted.toLowerCase().split(/\s+/u).filter(Boolean).slice(0, MOST_WORDS);
  return words.map((word) => `u.name_key like ${add(`%${word.replace(/[\\%_]/g, '\\$&')}%`)}`);
}
