import type { AccessPlan, Renewal } from '@mosaajii/contract/access';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import type { PaymentGateway } from '../../../platform/webhooks/index.ts';
import { type PlanRow, planOf } from './plans.ts';
import { termOf } from './terms.ts';

type WithGateway = Pick<Deps, 'db' | 'clock' | 'gateways' | 'config'>;
export type RenewalRefusal = Refusal<'conflict' | 'invalid-request' | 'gateway-away'>;

interface TermRow {
  readonly plan_id: string;
  readonly paid_until: Date;
}

/** What an organization may pay for next, and whether that can be done at a gateway. */
export async function readRenewal(deps: WithGateway, organizationId: string): Promise<Renewal> {
  return deps.db.globalTx(async (tx) => {
    const row = await termRowOf(tx, organizationId);
    const plans = row === undefined ? [] : await plansFor(tx, row.plan_id);
    return {
      term: termOf(row?.paid_until ?? null, deps.clock.now()),
      planId: row?.plan_id ?? null,
      plans,
      canPay: gatewayOf(deps) !== undefined && plans.length > 0,
    };
  });
}

/**
 * Where the gateway takes the money for another period of an organization. Until something has been recorded for it the same
 * plan is the same page: who presses twice pays once. The gateway is asked outside of every transaction.
 */
export async function payRenewal(
  deps: WithGateway & Pick<Deps, 'log'>,
  organizationId: string,
  planId: string,
): Promise<Result<string, RenewalRefusal>> {
  const till = gatewayOf(deps);
  if (till === undefined) return refuse({ code: 'conflict', detail: 'No payment service is connected here.' });
  const found = await deps.db.globalTx(async (tx) => {
    const row = await termRowOf(tx, organizationId);
    if (row === undefined) return undefined;
    const plans = await plansFor(tx, row.plan_id);
    return { plan: plans.find((each) => each.planId === planId), recorded: await countPayments(tx, organizationId) };
  });
  if (found === undefined) return refuse({ code: 'conflict', detail: 'Nobody has to pay for this shop.' });
  const { plan, recorded } = found;
  if (plan === undefined) return refuse({ code: 'invalid-request', detail: 'This plan cannot be paid here.' });
  try {
    const url = await till.gateway.createCheckout({
      reference: `renewal-${organizationId}-${planId}-${recorded}`,
      amountMinor: plan.priceMinor,
      currency: plan.currency,
      description: plan.name,
      purpose: { kind: 'renewal', organizationId, planId },
      returnUrl: till.returnUrl,
    });
    return ok(url);
  } catch (error) {
    deps.log.warn({ err: error, gateway: till.gateway.name, organizationId }, 'a gateway gave no page to renew at');
    return refuse({ code: 'gateway-away', detail: 'The payment service does not answer now.' });
  }
}

interface GatewayTill {
  readonly gateway: PaymentGateway;
  readonly returnUrl: string;
}

function gatewayOf({ gateways, config }: Pick<Deps, 'gateways' | 'config'>): GatewayTill | undefined {
  const [gateway] = gateways ?? [];
  const { publicOrigin } = config;
  if (gateway === undefined || publicOrigin === undefined) return undefined;
  return { gateway, returnUrl: `${publicOrigin}/renew` };
}

async function termRowOf(tx: GlobalTx, organizationId: string): Promise<TermRow | undefined> {
  const [row] = await tx.query<TermRow>('select plan_id, paid_until from access_term where organization_id = $1', [
    organizationId,
  ]);
  return row;
}

/** What is offered, and what the organization has already: it keeps that. A free plan is nothing to pay at a gateway. */
async function plansFor(tx: GlobalTx, presentPlanId: string): Promise<AccessPlan[]> {
  const rows = await tx.query<PlanRow>(
    'select plan_id, name, price_minor, currency_code, period_days, is_offered from access_plan' +
      ' where price_minor > 0 and (is_offered or plan_id = $1) order by plan_id <> $1, price_minor, name limit 200',
    [presentPlanId],
  );
  return rows.map(planOf);
}

async function countPayments(tx: GlobalTx, organizationId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    'select count(*)::int as count from access_payment where organization_id = $1',
    [organizationId],
  );
  return row?.count ?? 0;
}
