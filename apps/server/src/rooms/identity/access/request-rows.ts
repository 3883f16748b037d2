import type { AccessRequestItem, AccessState } from '@mosaajii/contract/access';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { openApplicant } from './person.ts';
import { type PlanRow, planOf } from './plans.ts';

interface RequestRow extends PlanRow {
  readonly request_id: string;
  readonly person_sealed: string;
  readonly locale: string;
  readonly state: AccessState;
  readonly created_at: Date;
  readonly updated_at: Date;
}

const SELECT =
  'select r.request_id, r.person_sealed, r.locale, r.state, r.created_at, r.updated_at, p.plan_id, p.name, p.price_minor,' +
  ' p.currency_code, p.period_days, p.is_offered from access_request r join access_plan p on p.plan_id = r.plan_id';
/** Where somebody has to do something. */
const WAITING: readonly AccessState[] = ['pending', 'payment-recorded', 'payment-verified', 'code-issued'];
const MOST_LISTED = 200;

/** Requests in a state, or all that wait for somebody; those that wait longest come first. */
export async function listRequests(
  deps: Pick<Deps, 'personal'>,
  tx: GlobalTx,
  state: AccessState | 'waiting' | undefined,
): Promise<AccessRequestItem[]> {
  const states = state === 'waiting' ? WAITING : state === undefined ? null : [state];
  const rows = await tx.query<RequestRow>(
    `${SELECT} where $1::text[] is null or r.state = any($1)` +
      ` order by r.state = any($2::text[]) desc, r.created_at, r.request_id limit ${MOST_LISTED}`,
    [states, WAITING],
  );
  const items: AccessRequestItem[] = [];
  for (const row of rows) items.push(await itemOf(deps, tx, row));
  return items;
}

/** How many requests are in each state. */
export async function countRequests(tx: GlobalTx): Promise<Partial<Record<AccessState, number>>> {
  const rows = await tx.query<{ state: AccessState; n: number }>(
    'select state, count(*)::int as n from access_request group by state',
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

export async function readRequest(
  deps: Pick<Deps, 'personal'>,
  tx: GlobalTx,
  requestId: string,
): Promise<AccessRequestItem | undefined> {
  const [row] = await tx.query<RequestRow>(`${SELECT} where r.request_id = $1`, [requestId]);
  return row === undefined ? undefined : itemOf(deps, tx, row);
}

/** The request of an address that is not over yet. */
export async function openRequestOf(
  deps: Pick<Deps, 'personal'>,
  tx: GlobalTx,
  emailIndex: string,
): Promise<AccessRequestItem | undefined> {
  const [row] = await tx.query<RequestRow>(`${SELECT} where r.email_index = $1 and r.state = any($2::text[])`, [
    emailIndex,
    WAITING,
  ]);
  return row === undefined ? undefined : itemOf(deps, tx, row);
}

async function itemOf(deps: Pick<Deps, 'personal'>, tx: GlobalTx, row: RequestRow): Promise<AccessRequestItem> {
  return {
    requestId: row.request_id,
    ...(await openApplicant(deps, tx, row.request_id, row.person_sealed)),
    locale: row.locale,
    plan: planOf(row),
    state: row.state,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
