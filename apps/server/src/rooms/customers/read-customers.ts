import type { Customer, CustomerDouble, CustomerList, CustomersQuery } from '@mosaajii/contract/customers';
import type { Tx } from '../../platform/database/index.ts';
import { CURSOR_PARTS, decodeCursor, momentText, pageOf } from '../../platform/paging/index.ts';
import type { Personal } from '../../platform/personal/index.ts';
import { customersWhoOwe, readBalances } from '../payments/index.ts';
import { type IndexedField, indexOfField, indexOfWord, openPersons, type Person } from './person.ts';
import { soughtWords } from './words.ts';

export interface CustomerRecord {
  readonly customer_id: string;
  readonly person_sealed: string;
  readonly group_ids: string[];
  readonly tags: string[];
  readonly consent: Customer['consent'];
  readonly credit_limit_minor: number | null;
  readonly payment_terms_days: number | null;
  readonly is_active: boolean;
  readonly tax_exempt_until: string | null;
  readonly erased_at: Date | null;
  readonly created_at: Date;
  readonly created_key: string;
  readonly version: number;
}

const COLUMNS = `c.customer_id, c.person_sealed, c.group_ids, c.tags, c.consent, c.credit_limit_minor,
  c.payment_terms_days, c.is_active, c.tax_exempt_until::text as tax_exempt_until, c.erased_at, c.created_at, ${momentText('c.created_at')} as created_key, c.version`;

/** One page of customers, the latest first: what is personal is sealed, so there is no order by name. Null: a foreign cursor. */
export async function listCustomers(personal: Personal, tx: Tx, asked: CustomersQuery): Promise<CustomerList | null> {
  const values: unknown[] = [tx.organizationId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['c.organization_id = $1'];
  if (asked.state !== 'all') conditions.push(asked.state === 'active' ? 'c.is_active' : 'not c.is_active');
  if (asked.groupId !== undefined) conditions.push(`${add(asked.groupId)}::uuid = any(c.group_ids)`);
  if (asked.owing) conditions.push(`c.customer_id = any(${add(await customersWhoOwe(tx))}::uuid[])`);
  const wanted = asked.query?.trim() ?? '';
  if (wanted !== '') conditions.push(await searchCondition(personal, tx, wanted, add));
  if (asked.cursor !== undefined) {
    const key = decodeCursor(asked.cursor, [CURSOR_PARTS.moment, CURSOR_PARTS.uuid]);
    if (key === null) return null;
    conditions.push(`(c.created_at, c.customer_id) < (${add(key[0])}::timestamptz, ${add(key[1])}::uuid)`);
  }
  const rows = await tx.query<CustomerRecord>(
    `select ${COLUMNS} from customer c where ${conditions.join(' and ')}` +
      ` order by c.created_at desc, c.customer_id desc limit ${add(asked.limit + 1)}`,
    values,
  );
  const { page, nextCursor } = pageOf(rows, asked.limit, (row) => [row.created_key, row.customer_id]);
  return { items: await customersOf(personal, tx, page), nextCursor };
}

/** A whole number, address or card finds its customer; otherwise every word has to begin one of the name's. */
async function searchCondition(
  personal: Personal,
  tx: Tx,
  wanted: string,
  add: (value: unknown) => string,
): Promise<string> {
  const words: string[] = [];
  for (const word of soughtWords(wanted)) words.push(await indexOfWord(personal, tx, word));
  const whole = [
    `c.phone_index = ${add(await indexOfField(personal, tx, 'phone', wanted))}`,
    `c.email_index = ${add(await indexOfField(personal, tx, 'email', wanted))}`,
    `c.tax_number_index = ${add(await indexOfField(personal, tx, 'taxNumber', wanted))}`,
    `c.card_index = ${add(await indexOfField(personal, tx, 'cardCode', wanted))}`,
  ];
  const named = words.length === 0 ? [] : [`c.word_indexes @> ${add(words)}::text[]`];
  return `(${[...named, ...whole].join(' or ')})`;
}

/** Ids of customers whom words, a number, an address or a card stand for, the latest first; what is erased is nobody's. */
export async function findCustomerIds(personal: Personal, tx: Tx, wanted: string, limit: number): Promise<string[]> {
  const values: unknown[] = [tx.organizationId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const condition = await searchCondition(personal, tx, wanted, add);
  const rows = await tx.query<{ customer_id: string }>(
    `select c.customer_id from customer c where c.organization_id = $1 and ${condition}` +
      ` order by c.created_at desc limit ${add(limit)}`,
    values,
  );
  return rows.map((row) => row.customer_id);
}

/** One customer, or nothing. */
export async function readCustomer(personal: Personal, tx: Tx, customerId: string): Promise<Customer | undefined> {
  const [found] = await readCustomers(personal, tx, [customerId]);
  return found;
}

/** Some customers by id, in no order. */
export async function readCustomers(personal: Personal, tx: Tx, ids: readonly string[]): Promise<Customer[]> {
  const rows = await tx.query<CustomerRecord>(
    `select ${COLUMNS} from customer c where c.organization_id = $1 and c.customer_id = any($2::uuid[])`,
    [tx.organizationId, ids],
  );
  return customersOf(personal, tx, rows);
}

/** Customers whose ids follow one, in the order of their ids. */
export async function pageOfCustomers(
  personal: Personal,
  tx: Tx,
  after: string | null,
  limit: number,
): Promise<Customer[]> {
  const rows = await tx.query<CustomerRecord>(
    `select ${COLUMNS} from customer c where c.organization_id = $1 and ($2::uuid is null or c.customer_id > $2)` +
      ' order by c.customer_id limit $3',
    [tx.organizationId, after, limit],
  );
  return customersOf(personal, tx, rows);
}

/** The rows as people read them: what is personal is opened, balances are beside it. */
export async function customersOf(personal: Personal, tx: Tx, rows: readonly CustomerRecord[]): Promise<Customer[]> {
  const persons = await openPersons(personal, tx, rows);
  const balances = await readBalances(
    tx,
    rows.map((row) => row.customer_id),
  );
  return rows.map((row, index) => {
    const person = persons[index];
    if (person === undefined) throw new RangeError('a customer was not opened');
    const balance = (kind: 'account' | 'store-credit' | 'points') => balances.get(`${kind}|${row.customer_id}`) ?? 0;
    return {
      customerId: row.customer_id,
      ...person,
      addressLines: [...person.addressLines],
      groupIds: row.group_ids,
      tags: row.tags,
      consent: row.consent,
      creditLimitMinor: row.credit_limit_minor,
      paymentTermsDays: row.payment_terms_days,
      isActive: row.is_active,
      taxExemptUntil: row.tax_exempt_until,
      isErased: row.erased_at !== null,
      owedMinor: balance('account'),
      storeCreditMinor: balance('store-credit'),
      points: balance('points'),
      version: row.version,
      createdAt: row.created_at.toISOString(),
    };
  });
}

const DOUBLED: readonly IndexedField[] = ['phone', 'email', 'taxNumber', 'cardCode'];
const MOST_DOUBLES = 5;

/** Other customers that have the same telephone number, address, tax number or card. */
export async function findDoubles(
  personal: Personal,
  tx: Tx,
  customerId: string,
  person: Person,
): Promise<CustomerDouble[]> {
  const indexes = new Map<IndexedField, string>();
  for (const field of DOUBLED) {
    const index = await indexOfField(personal, tx, field, person[field]);
    if (index !== null) indexes.set(field, index);
  }
  if (indexes.size === 0) return [];
  const rows = await tx.query<CustomerRecord>(
    `select ${COLUMNS} from customer c where c.organization_id = $1 and c.customer_id <> $2 and (c.phone_index = $3` +
      ` or c.email_index = $4 or c.tax_number_index = $5 or c.card_index = $6) order by c.created_at limit ${MOST_DOUBLES}`,
    [tx.organizationId, customerId, ...DOUBLED.map((field) => indexes.get(field) ?? null)],
  );
  const persons = await openPersons(personal, tx, rows);
  const doubles: CustomerDouble[] = [];
  for (const [index, row] of rows.entries()) {
    const other = persons[index];
    if (other === undefined) continue;
    const by: CustomerDouble['by'] = [];
    for (const field of ['phone', 'email', 'taxNumber', 'cardCode'] as const) {
      const own = indexes.get(field);
      if (own !== undefined && own === (await indexOfField(personal, tx, field, other[field]))) by.push(field);
    }
    doubles.push({ customerId: row.customer_id, name: other.name, by });
  }
  return doubles;
}
