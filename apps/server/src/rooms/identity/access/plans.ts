import type { AccessPlan, accessPlanPatch, newAccessPlan } from '@mosaajii/contract/access';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { currencyOf } from '@mosaajii/domain/money';
import type { z } from 'zod';
import type { UserActor } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { auditOperator, type Origin } from './operator-audit.ts';

export interface PlanRow {
  readonly plan_id: string;
  readonly name: string;
  readonly price_minor: number;
  readonly currency_code: string;
  readonly period_days: number;
  readonly is_offered: boolean;
}

const COLUMNS = 'plan_id, name, price_minor, currency_code, period_days, is_offered';

/** The plans, the cheapest first; those that are not sold any more only for the operator. At most 200. */
export async function listPlans(tx: GlobalTx, which: 'offered' | 'all'): Promise<AccessPlan[]> {
  const rows = await tx.query<PlanRow>(
    `select ${COLUMNS} from access_plan where is_offered or $1 order by is_offered desc, price_minor, name limit 200`,
    [which === 'all'],
  );
  return rows.map(planOf);
}

export async function readPlan(tx: GlobalTx, planId: string): Promise<AccessPlan | undefined> {
  const [row] = await tx.query<PlanRow>(`select ${COLUMNS} from access_plan where plan_id = $1`, [planId]);
  return row === undefined ? undefined : planOf(row);
}

export function planOf(row: PlanRow): AccessPlan {
  return {
    planId: row.plan_id,
    name: row.name,
    priceMinor: row.price_minor,
    currency: row.currency_code,
    currencyExponent: exponentOf(row.currency_code),
    periodDays: row.period_days,
    isOffered: row.is_offered,
  };
}

/** Digits after the point of a currency that was checked when it was stored. */
export function exponentOf(code: string): number {
  const currency = currencyOf(code);
  if (currency === null) throw new Error(`${code} is stored as a currency and is none`);
  return currency.exponent;
}

type PlanRefusal = Refusal<'invalid-request' | 'idempotency-key-reused' | 'not-found'>;

/** Offers a plan. A repeat with the same id and content answers the same. */
export function createPlan(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: UserActor,
  input: z.output<typeof newAccessPlan>,
  origin: Origin,
): Promise<Result<AccessPlan, PlanRefusal>> {
  return deps.db.globalTx(async (tx) => {
    if (currencyOf(input.currency) === null) {
      return refuse({ code: 'invalid-request', detail: `${input.currency} is not a currency of ISO 4217.` });
    }
    const { planId, name, priceMinor, currency, periodDays } = input;
    const made = await tx.query(
      'insert into access_plan (plan_id, name, price_minor, currency_code, period_days, created_at)' +
        ' values ($1, $2, $3, $4, $5, $6) on conflict (plan_id) do nothing returning plan_id',
      [planId, name, priceMinor, currency, periodDays, deps.clock.now()],
    );
    const plan = await readPlan(tx, planId);
    if (plan === undefined) throw new Error('a plan that was just stored is gone');
    if (made.length === 0) {
      const isSame = plan.priceMinor === priceMinor && plan.currency === currency && plan.periodDays === periodDays;
      return isSame ? ok(plan) : refuse({ code: 'idempotency-key-reused', detail: 'Another plan has this id.' });
    }
    await auditOperator(tx, actor, origin, {
      action: 'access-plan.created',
      subjectKind: 'access-plan',
      subjectId: planId,
      detail: { name, priceMinor, currency, periodDays },
    });
    return ok(plan);
  });
}

/** Renames a plan, or stops offering it; who has it keeps it. */
export function changePlan(
  deps: Pick<Deps, 'db'>,
  actor: UserActor,
  planId: string,
  patch: z.output<typeof accessPlanPatch>,
  origin: Origin,
): Promise<Result<AccessPlan, PlanRefusal>> {
  return deps.db.globalTx(async (tx) => {
    const before = await readPlan(tx, planId);
    if (before === undefined) return refuse({ code: 'not-found', detail: 'There is no plan with this id.' });
    if (before.name === patch.name && before.isOffered === patch.isOffered) return ok(before);
    await tx.query('update access_plan set name = $2, is_offered = $3 where plan_id = $1', [
      planId,
      patch.name,
      patch.isOffered,
    ]);
    await auditOperator(tx, actor, origin, {
      action: 'access-plan.changed',
      subjectKind: 'access-plan',
      subjectId: planId,
      detail: { before: { name: before.name, isOffered: before.isOffered }, after: { ...patch } },
    });
    return ok({ ...before, ...patch });
  });
}
