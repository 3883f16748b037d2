import type { AccessTerm, PaidOrganization } from '@mosaajii/contract/access';
import type { Database, GlobalTx } from '../../../platform/database/index.ts';

const DAY_MS = 24 * 60 * 60_000;
/** An organization goes on for so long after the end of what was paid; the database counts with the same. */
const GRACE_MS = 7 * DAY_MS;
const DUE_MS = 14 * DAY_MS;

/** Whether the grace after the paid time is over too. */
export function isLapsed(paidUntil: Date, now: Date): boolean {
  return now.getTime() - paidUntil.getTime() >= GRACE_MS;
}

type Term = Omit<AccessTerm, 'isOperator'>;

/** Where an organization stands with what it paid; null: nobody pays for it. */
export function termOf(paidUntil: Date | null, now: Date): Term {
  if (paidUntil === null) return { state: 'unlimited', paidUntil: null, lapsesAt: null };
  const left = paidUntil.getTime() - now.getTime();
  const state = left > DUE_MS ? 'paid' : left > 0 ? 'due' : left > -GRACE_MS ? 'grace' : 'lapsed';
  return {
    state,
    paidUntil: paidUntil.toISOString(),
    lapsesAt: new Date(paidUntil.getTime() + GRACE_MS).toISOString(),
  };
}

export async function readTerm(tx: Pick<GlobalTx, 'query'>, organizationId: string, now: Date): Promise<Term> {
  const [row] = await tx.query<{ paid_until: Date }>('select paid_until from access_term where organization_id = $1', [
    organizationId,
  ]);
  return termOf(row?.paid_until ?? null, now);
}

interface TenantRow {
  readonly organization_id: string;
  readonly created_at: Date;
  readonly plan_name: string | null;
  readonly paid_until: Date | null;
}

const SELECT =
  'select t.organization_id, t.created_at, p.name as plan_name, a.paid_until from tenant t' +
  ' left join access_term a on a.organization_id = t.organization_id left join access_plan p on p.plan_id = a.plan_id';

/** The installation's organizations; those whose time ends first come first. At most 500. */
export async function listOrganizations(db: Database, now: Date): Promise<PaidOrganization[]> {
  return db.globalTx(async (tx) => {
    const rows = await tx.query<TenantRow>(`${SELECT} order by a.paid_until nulls last, t.created_at limit 500`);
    const list: PaidOrganization[] = [];
    for (const row of rows) list.push(await withName(tx, row, now));
    return list;
  });
}

/** One of them; undefined when there is none with this id. */
export async function readOrganization(
  tx: GlobalTx,
  organizationId: string,
  now: Date,
): Promise<PaidOrganization | undefined> {
  const [row] = await tx.query<TenantRow>(`${SELECT} where t.organization_id = $1`, [organizationId]);
  return row === undefined ? undefined : withName(tx, row, now);
}

/** The name is behind the organization's wall, and nothing else of it is read here. */
async function withName(tx: GlobalTx, row: TenantRow, now: Date): Promise<PaidOrganization> {
  const inside = await tx.enter(row.organization_id);
  const [organization] = await inside.query<{ name: string }>(
    'select name from organization where organization_id = $1',
    [row.organization_id],
  );
  return {
    organizationId: row.organization_id,
    name: organization?.name ?? '',
    planName: row.plan_name,
    term: termOf(row.paid_until, now),
    createdAt: row.created_at.toISOString(),
  };
}
