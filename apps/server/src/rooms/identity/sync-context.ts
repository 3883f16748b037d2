import type { BusinessDay } from '@mosaajii/domain/calendar';
import type { LayawayRule } from '@mosaajii/domain/layaway';
import type { OfflineAllowance } from '@mosaajii/domain/purse';
import type { SalespersonSettings } from '@mosaajii/domain/sale';
import type { Tx } from '../../platform/database/index.ts';
import { type Step, updateFrom } from '../../platform/statement/index.ts';
import { AUTHORITY_COLUMNS, type AuthorityRow } from './roles/authority-row.ts';

/** A key of a register with the register itself, as the inbox loads it. Column names as in the tables. */
export interface RegisterKeyRow {
  readonly key_id: string;
  readonly register_id: string;
  readonly series: string;
  readonly public_key: Readonly<Record<string, unknown>>;
  readonly token_hash: string;
  readonly key_state: 'active' | 'revoked';
  readonly store_id: string;
  readonly code: string;
  readonly purpose: 'till' | 'import';
  readonly register_state: 'active' | 'revoked';
  readonly needs_proof: boolean;
  /** Until when the newest lease lasts; null before the first. */
  readonly lease_expires_at: string | null;
  /** Times without a lease before it. */
  readonly lease_gaps: readonly { readonly from: string; readonly until: string }[];
  /** How the store writes down who sold; null: the usual. */
  readonly salesperson?: SalespersonSettings | null;
  /** By which rule the store puts goods aside; null: the usual. */
  readonly layaway?: LayawayRule | null;
  /** Of the store, an IANA name; absent: UTC. */
  readonly time_zone?: string;
  /** When the store's business day ends; null or absent: at midnight. */
  readonly 'day-end'?: string | null;
  /** What these rules were before they changed, the latest ones. */
  readonly past_rules?: readonly PastRuleRow[];
  /** The smallest coin of the store; null: its cash is not rounded. Absent where nobody asked. */
  readonly cash_unit_minor?: number | null;
  /** What it may take without asking, by its newest lease and by the one before; null: nothing was ever granted. */
  readonly allowance?: { readonly granted: OfflineAllowance; readonly before: OfflineAllowance | null } | null;
}

/** A rule of a store that held until a moment; null: the usual. */
export interface PastRuleRow {
  readonly name: 'salesperson' | 'layaway' | 'day-end';
  readonly until: string;
  readonly rule: unknown;
}

/** More changes than these are not looked back over: what is older is judged by the oldest of them. */
const MOST_PAST_RULES = 40;

export interface RegisterHeadRow {
  readonly key_id: string;
  readonly last_sequence: number;
  readonly last_hash: string;
  readonly last_receipt_sequence: number;
  readonly last_z_number: number;
}

export interface MemberRow extends AuthorityRow {
  readonly user_id: string;
  readonly state: 'active' | 'suspended' | 'deactivated';
}

/** The queries by which a larger statement reads who pushes, where its chain stands (locked), and who made the operations. */
export const REGISTER_QUERIES = {
  /** The time zone of a store. */
  timeZone: (store: string) => `select time_zone from store where organization_id = $1 and store_id = ${store}`,
  keys: (keyIds: string) =>
    'select k.key_id, k.register_id, k.series, k.public_key, k.token_hash, k.state as key_state, r.store_id, r.code, r.purpose,' +
    ' r.state as register_state, k.needs_proof, k.lease_expires_at, k.lease_gaps, k.allowance,' +
    ` s.salesperson, s.tenders -> 'layaway' as layaway, s.time_zone, s.day_ends_at as "day-end", s.cash_rounding_unit_minor as cash_unit_minor, (select coalesce(json_agg(p), '[]') from (select name, until, rule` +
    ' from store_rule_past p where p.organization_id = s.organization_id and p.store_id = s.store_id order by p.until desc' +
    ` limit ${MOST_PAST_RULES}) p) as past_rules from register_key k join register r on r.organization_id = k.organization_id and` +
    ' r.register_id = k.register_id join store s on s.organization_id = r.organization_id and s.store_id = r.store_id' +
    ` where k.organization_id = $1 and k.key_id = any(array[${keyIds}]::uuid[])`,
  lockedHead: (keyId: string) =>
    'select key_id, last_sequence, last_hash, last_receipt_sequence, last_z_number from register_head where organization_id = $1' +
    ` and key_id = ${keyId} for update`,
  /** The head as this statement's snapshot sees it: differs from the locked one after a wait for the lock. */
  seenSequence: (keyId: string) =>
    `select last_sequence from register_head where organization_id = $1 and key_id = ${keyId}`,
  members: (userIds: string) =>
    `select u.user_id, u.state, ${AUTHORITY_COLUMNS} from organization_user u where u.organization_id = $1` +
    ` and u.user_id = any(${userIds}::uuid[])`,
  currency: 'select currency_code from organization where organization_id = $1',
  /** How many days a store takes goods back; null: without an end. */
  returnDays: (storeId: string) => `select return_days from store where organization_id = $1 and store_id = ${storeId}`,
  /** The rule of a store's points; null: it gives none. */
  loyalty: (storeId: string) => `select loyalty from store where organization_id = $1 and store_id = ${storeId}`,
  epoch: 'select epoch from instance',
  /** When the paid time and its grace end; null: never. */
  lapsesAt: 'select paid_until + access_grace() from access_term where organization_id = $1',
} as const;

/** Where a chain stands after a batch. */
export interface HeadChange {
  readonly keyId: string;
  readonly lastSequence: number;
  readonly lastHash: string;
  readonly lastReceiptSequence: number;
  readonly lastZNumber: number;
}

/** Moves the head of a chain, as part of a larger statement. */
export function headStep(head: HeadChange | null): Step | null {
  return updateFrom<HeadChange>(
    {
      name: 'register_head',
      columns: [
        { name: 'key_id', type: 'uuid', value: (row) => row.keyId },
        { name: 'last_sequence', type: 'bigint', value: (row) => row.lastSequence },
        { name: 'last_hash', type: 'text', value: (row) => row.lastHash },
        { name: 'last_receipt_sequence', type: 'bigint', value: (row) => row.lastReceiptSequence },
        { name: 'last_z_number', type: 'bigint', value: (row) => row.lastZNumber },
      ],
      set: [
        'last_sequence = v.last_sequence',
        'last_hash = v.last_hash',
        'last_receipt_sequence = v.last_receipt_sequence',
        'last_z_number = v.last_z_number',
        'last_seen_at = now()',
      ].join(', '),
      where: 't.key_id = v.key_id',
    },
    head ? [head] : [],
  );
}

/** What a store's documents are dated by, and the currency of its books. */
export interface StoreFrame extends BusinessDay {
  readonly currencyCode: string;
}

/** `null` when there is no such store. */
export async function readStoreFrame(tx: Tx, storeId: string): Promise<StoreFrame | null> {
  const [row] = await tx.query<StoreFrame>(
    'select s.time_zone as "timeZone", s.day_ends_at as "dayEndsAt", o.currency_code as "currencyCode" from store s join organization o on o.organization_id = s.organization_id' +
      ' where s.organization_id = $1 and s.store_id = $2',
    [tx.organizationId, storeId],
  );
  return row ?? null;
}

/** The epoch of the database: another one after a restore. */
export async function readEpoch(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ epoch: string }>(REGISTER_QUERIES.epoch);
  if (!row) throw new Error('the database has no instance row');
  return row.epoch;
}

/** The currency that an organization keeps its books in. */
export async function readBooksFrame(tx: Tx): Promise<{ readonly currencyCode: string }> {
  const [row] = await tx.query<{ currency_code: string }>(REGISTER_QUERIES.currency, [tx.organizationId]);
  if (!row) throw new Error(`there is no organization ${tx.organizationId}`);
  return { currencyCode: row.currency_code };
}

/** Every key of every register, for verifying what they signed, with the head of its chain. */
export function readRegisterKeys(tx: Tx): Promise<(RegisterKeyRow & RegisterHeadRow)[]> {
  return tx.query(
    'select k.key_id, k.register_id, k.series, k.public_key, k.token_hash, k.state as key_state, r.store_id, r.code, r.purpose,' +
      ' r.state as register_state, k.needs_proof, k.lease_expires_at, k.lease_gaps, k.allowance, h.last_sequence, h.last_hash, h.last_receipt_sequence, h.last_z_number from register_key k' +
      ' join register r on r.organization_id = k.organization_id and r.register_id = k.register_id' +
      ' join register_head h on h.organization_id = k.organization_id and h.key_id = k.key_id' +
      ' where k.organization_id = $1 order by k.key_id',
    [tx.organizationId],
  );
}

/** Where the chain of a key ends, unlocked; `null` when there is no such key. */
export async function readChainHead(tx: Tx, keyId: string): Promise<RegisterHeadRow | null> {
  const [row] = await tx.query<RegisterHeadRow>(
    'select key_id, last_sequence, last_hash, last_receipt_sequence, last_z_number from register_head' +
      ' where organization_id = $1 and key_id = $2',
    [tx.organizationId, keyId],
  );
  return row ?? null;
}
