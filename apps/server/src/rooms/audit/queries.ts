import type { AuditEntry } from '@mosaajii/contract/audit';
import type { Tx } from '../../platform/database/index.ts';
import { CURSOR_PARTS, momentText } from '../../platform/paging/index.ts';

/** Absent: not narrowed by it. */
export interface AuditFilter {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly userId?: string | undefined;
  readonly registerId?: string | undefined;
  readonly action?: string | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly query?: string | undefined;
  /** Actions and kinds of subjects that `query` means as well, with commas between them. */
  readonly names?: string | undefined;
  readonly isRefused?: boolean | undefined;
  /** One of these, whole. */
  readonly actions?: readonly string[] | undefined;
}

export interface EntryRow {
  readonly entry_id: string;
  readonly occurred_at: Date;
  readonly occurred_key: string;
  readonly user_id: string | null;
  readonly register_id: string | null;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly detail: Record<string, unknown>;
  readonly address: string | null;
  readonly request_id: string | null;
}

const REFUSED = 'access.refused';

const COLUMNS = `e.entry_id, e.occurred_at, ${momentText('e.occurred_at')} as occurred_key, e.user_id, e.register_id, e.action,
  e.subject_kind, e.subject_id, e.address, e.request_id`;

/** The sort key of an entry: where a page ended. */
export type EntryKey = readonly [moment: string, entryId: string];
export const ENTRY_KEY = [CURSOR_PARTS.moment, CURSOR_PARTS.uuid] as const;

export interface PageRequest {
  readonly filter: AuditFilter;
  readonly after: EntryKey | null;
  readonly limit: number;
  readonly isWithDetail?: boolean;
}

/** The latest first, from behind `after`. */
export async function readEntries(tx: Tx, request: PageRequest): Promise<EntryRow[]> {
  const { text, values } = await entriesStatement(tx, request);
  return tx.query<EntryRow>(text, values);
}

/** The statement of a page, for `readEntries` and for whoever looks at its plan. */
export async function entriesStatement(
  tx: Tx,
  { filter, after, limit, isWithDetail = false }: PageRequest,
): Promise<{ readonly text: string; readonly values: readonly unknown[] }> {
  const values: unknown[] = [tx.organizationId];
  const add: Add = (value) => `$${values.push(value)}`;
  const conditions = ['e.organization_id = $1', ...plainConditions(filter, add)];
  const wanted = filter.query?.trim() ?? '';
  if (wanted !== '') conditions.push(await queryCondition(tx, wanted, filter.names, add));
  if (after !== null) {
    conditions.push(`(e.occurred_at, e.entry_id) < (${add(after[0])}::timestamptz, ${add(after[1])}::uuid)`);
  }
  const columns = isWithDetail ? `${COLUMNS}, e.detail` : COLUMNS;
  const text =
    `select ${columns} from audit_entry e where ${conditions.join(' and ')}` +
    ` order by e.occurred_at desc, e.entry_id desc limit ${add(limit)}`;
  return { text, values };
}

type Add = (value: unknown) => string;

function plainConditions(filter: AuditFilter, add: Add): string[] {
  const conditions: string[] = [];
  const { from, to, userId, registerId, action, subjectKind, subjectId, isRefused, actions } = filter;
  if (from !== undefined) conditions.push(`e.occurred_at >= ${add(from)}::timestamptz`);
  if (to !== undefined) conditions.push(`e.occurred_at < ${add(to)}::timestamptz`);
  if (userId !== undefined) conditions.push(`e.user_id = ${add(userId)}::uuid`);
  if (registerId !== undefined) conditions.push(`e.register_id = ${add(registerId)}::uuid`);
  if (action !== undefined) conditions.push(startsWith('e.action', action, add));
  if (subjectKind !== undefined) conditions.push(`e.subject_kind = ${add(subjectKind)}`);
  if (subjectId !== undefined) conditions.push(`e.subject_id = ${add(subjectId)}`);
  if (actions !== undefined) conditions.push(`e.action collate "C" = any(${add(actions)}::text[])`);
  if (isRefused === true) conditions.push(`e.action collate "C" = ${add(REFUSED)}`);
  return conditions;
}

/** A range instead of LIKE: the index serves it whatever the collation of the database. */
function startsWith(column: string, prefix: string, add: Add): string {
  return `${column} collate "C" >= ${add(prefix)} and ${column} collate "C" < ${add(`${prefix}\u{10ffff}`)}`;
}

/** There are few actions and few kinds: words are looked up among these, and the entries by what was found. */
async function queryCondition(tx: Tx, wanted: string, names: string | undefined, add: Add): Promise<string> {
  const words = wanted
    .toLowerCase()
    .split(/[\s.\-_]+/)
    .filter(Boolean);
  const meant = new Set(names?.split(','));
  const fits = (name: string) =>
    meant.has(name) || (words.length > 0 && words.every((word) => name.toLowerCase().includes(word)));
  const actions = (await distinct(tx, 'action')).filter(fits);
  const kinds = await distinct(tx, 'subject_kind');
  const found = [`e.action collate "C" = any(${add(actions)}::text[])`];
  found.push(`e.subject_kind = any(${add(kinds.filter(fits))}::text[])`);
  found.push(`(e.subject_kind = any(${add(kinds)}::text[]) and e.subject_id = ${add(wanted)})`);
  return `(${found.join(' or ')})`;
}

/** Every value of the column once, by jumping from one to the next in its index instead of reading all rows. */
async function distinct(tx: Tx, column: 'action' | 'subject_kind'): Promise<string[]> {
  const sorted = column === 'action' ? 'action collate "C"' : 'subject_kind';
  const rows = await tx.query<{ value: string }>(
    `with recursive found as (
       (select ${column} as value from audit_entry where organization_id = $1 order by ${sorted} limit 1)
       union all
       select (select e.${column} from audit_entry e where e.organization_id = $1
                 and e.${sorted} > found.value order by e.${sorted} limit 1)
       from found where found.value is not null)
     select value from found where value is not null limit 1000`,
    [tx.organizationId],
    `audit-distinct-${column}`,
  );
  return rows.map((row) => row.value);
}

export interface DetailRow extends EntryRow {
  readonly sequence: number | null;
  readonly hash: string | null;
  readonly sealed_at: Date | null;
}

export async function readEntryRow(tx: Tx, entryId: string): Promise<DetailRow | undefined> {
  const [row] = await tx.query<DetailRow>(
    `select ${COLUMNS}, e.detail, s.sequence, s.hash, s.sealed_at from audit_entry e
       left join audit_seal s on s.organization_id = e.organization_id and s.entry_id = e.entry_id
      where e.organization_id = $1 and e.entry_id = $2`,
    [tx.organizationId, entryId],
  );
  return row;
}

export function entryOf(row: EntryRow): AuditEntry {
  return {
    entryId: row.entry_id,
    occurredAt: row.occurred_at.toISOString(),
    userId: row.user_id,
    registerId: row.register_id,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    isRefused: row.action === REFUSED,
    address: row.address,
    requestId: row.request_id,
  };
}
