import { randomBytes } from 'node:crypto';
import type { AccessState, OwnRequest } from '@mosaajii/contract/access';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { hashOfSecret } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import type { PaymentGateway } from '../../../platform/webhooks/index.ts';
import { writeTo } from './letters.ts';
import { type MoveRefusal, moveRequest } from './move-request.ts';
import { readRequest } from './request-rows.ts';

type WithRequests = Pick<Deps, 'db' | 'clock' | 'personal'>;
type Own = NonNullable<Awaited<ReturnType<typeof readRequest>>>;
export type OwnRefusal = Refusal<'not-found'>;
export type PayRefusal = Refusal<'not-found' | 'conflict' | 'gateway-away'>;

/** Before these a request is not over, and its applicant may take it back. */
const OPEN: readonly AccessState[] = ['pending', 'payment-recorded', 'payment-verified', 'code-issued'];
const UNKNOWN: OwnRefusal = { code: 'not-found', detail: 'This link opens no request.' };

/** What the link of an applicant carries: 192 bits that nobody can guess. Only its hash is kept. */
export function newApplicantToken(): string {
  return randomBytes(24).toString('base64url');
}

/** The request that a link belongs to, as its applicant may see it. */
export async function readOwnRequest(
  deps: WithRequests & Pick<Deps, 'gateways' | 'config'>,
  token: string,
): Promise<Result<OwnRequest, OwnRefusal>> {
  const request = await deps.db.globalTx((tx) => requestOf(deps, tx, token));
  if (request === undefined) return refuse(UNKNOWN);
  const { shopName, plan, state, createdAt } = request;
  const canPay = tillOf(deps, request) !== undefined;
  return ok({ shopName, plan, state, createdAt, canWithdraw: OPEN.includes(state), canPay });
}

/** Takes a request back at its applicant's own wish. Twice is the same as once; money that came stays on record. */
export function withdrawOwnRequest(
  deps: WithRequests & Pick<Deps, 'ids' | 'jobs'>,
  token: string,
): Promise<Result<'withdrawn', OwnRefusal | MoveRefusal>> {
  return deps.db.globalTx(async (tx) => {
    const request = await requestOf(deps, tx, token);
    if (request === undefined) return refuse(UNKNOWN);
    const move = { to: 'withdrawn', by: null, at: deps.clock.now(), detail: { reason: 'applicant' } } as const;
    const moved = await moveRequest(tx, request.requestId, move);
    if (!moved.ok) {
      // Pressed before, or at the same time in another tab: what was wished is so. It is read again, since somebody was faster.
      return (await readRequest(deps, tx, request.requestId))?.state === 'withdrawn' ? ok('withdrawn') : moved;
    }
    const params = { shopName: request.shopName };
    await writeTo(deps, tx, request, { messageId: deps.ids.next(), template: 'access/withdrawn', params });
    return ok('withdrawn');
  });
}

/** Where the gateway takes the money for a request. The gateway is asked outside of every transaction. */
export async function payOwnRequest(
  deps: WithRequests & Pick<Deps, 'gateways' | 'config' | 'log'>,
  token: string,
): Promise<Result<string, PayRefusal>> {
  const request = await deps.db.globalTx((tx) => requestOf(deps, tx, token));
  if (request === undefined) return refuse(UNKNOWN);
  const till = tillOf(deps, request);
  if (till === undefined) return refuse({ code: 'conflict', detail: 'This request cannot be paid here now.' });
  const { requestId, plan } = request;
  const { gateway, returnUrl } = till;
  try {
    const url = await gateway.createCheckout({
      reference: requestId,
      amountMinor: plan.priceMinor,
      currency: plan.currency,
      description: plan.name,
      purpose: { kind: 'request', requestId },
      returnUrl,
    });
    return ok(url);
  } catch (error) {
    deps.log.warn({ err: error, gateway: gateway.name, requestId }, 'a gateway gave no page to pay at');
    return refuse({ code: 'gateway-away', detail: 'The payment service does not answer now.' });
  }
}

interface GatewayTill {
  readonly gateway: PaymentGateway;
  /** Without the link's token: the gateway is told nothing that opens anything. */
  readonly returnUrl: string;
}

/** Where a request can be paid now, if anywhere. */
function tillOf(
  { gateways, config }: Pick<Deps, 'gateways' | 'config'>,
  { state, plan }: Own,
): GatewayTill | undefined {
  const [gateway] = gateways ?? [];
  const { publicOrigin } = config;
  if (gateway === undefined || publicOrigin === undefined || state !== 'pending' || plan.priceMinor === 0) {
    return undefined;
  }
  return { gateway, returnUrl: `${publicOrigin}/my-request` };
}

async function requestOf(deps: Pick<Deps, 'personal'>, tx: GlobalTx, token: string): Promise<Own | undefined> {
  const [row] = await tx.query<{ request_id: string }>(
    'select request_id from access_request where applicant_token_hash = $1',
    [hashOfSecret(token)],
  );
  return row === undefined ? undefined : readRequest(deps, tx, row.request_id);
}
