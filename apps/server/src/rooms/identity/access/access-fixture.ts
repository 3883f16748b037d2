import {
  type AppFixture,
  addUser,
  createAppFixture,
  type Reply,
  setUpShop,
  setupBody,
  type TestShop,
} from '../../../app-fixture.ts';
import { createIds } from '../../../platform/ids/index.ts';
import { openFromOutbox } from '../../../platform/messages/index.ts';
import { issueCode } from '../one-time-codes/index.ts';
import { ACTIVATION } from './decide-request.ts';

const ids = createIds();

export interface TestOperator {
  readonly token: string;
  readonly accountId: string;
}

/** An installation with its founder, a second operator and a plan that can be asked for. */
export async function openInstallation() {
  const fixture = await createAppFixture();
  const shop = await setUpShop(fixture);
  const second = await addOperatorTo(fixture, shop);
  return { fixture, shop, second, planId: await addPlan(fixture, shop.token) };
}

/** Somebody beside the founder who runs the installation. */
export async function addOperatorTo(fixture: AppFixture, shop: TestShop): Promise<TestOperator> {
  const { token, accountId } = await addUser(fixture, shop, 'viewer');
  await fixture.owner.query('insert into operator (account_id) values ($1)', [accountId]);
  return { token, accountId };
}

export async function addPlan(fixture: AppFixture, token: string, priceMinor = 150_000): Promise<string> {
  const planId = ids.next();
  const body = { planId, name: `Plan ${planId.slice(-4)}`, priceMinor, currency: 'KES', periodDays: 30 };
  return idOf(await fixture.ask('POST', '/admin/plans', { token, body }), 'planId');
}

export interface Asked {
  readonly requestId: string;
  readonly email: string;
}

export async function askFor(fixture: AppFixture, planId: string, more: object = {}): Promise<Asked> {
  const requestId = ids.next();
  const email = `juma-${requestId.slice(-6)}@example.com`;
  // Counted by address, and all of a test come from one.
  await fixture.owner.query("delete from sign_in_attempt where subject like 'access-request:%'");
  const body = {
    requestId,
    name: 'Juma',
    email,
    phone: '+254 700 000 000',
    shopName: 'Juma Stores',
    planId,
    locale: 'sw',
    ...more,
  };
  const reply = await fixture.ask('POST', '/access-requests', { body });
  if (reply.status !== 202) throw new Error(JSON.stringify(reply.body));
  return { requestId, email };
}

/** What only the applicant's mailbox knows: out of the mail that waits to be sent. */
export async function applicantTokenOf(fixture: AppFixture, requestId: string): Promise<string> {
  const { rows } = await fixture.owner.query<{ params_sealed: string }>(
    'select params_sealed from message where message_id = $1',
    [requestId],
  );
  const place = { table: 'message', column: 'params_sealed', rowId: requestId } as const;
  const sealed = rows[0]?.params_sealed ?? '';
  const params: unknown = JSON.parse(await fixture.db.globalTx((tx) => openFromOutbox(fixture, tx, place, sealed)));
  if (typeof params === 'object' && params !== null && 'token' in params) return String(params.token);
  throw new Error('the mail has no link');
}

export async function pay(
  fixture: AppFixture,
  token: string,
  requestId: string,
  amountMinor = 150_000,
): Promise<string> {
  const body = { paymentId: ids.next(), amountMinor, currency: 'KES', reference: 'MPESA QX1', evidenceId: null };
  return idOf(await fixture.ask('POST', `/admin/access-requests/${requestId}/payments`, { token, body }), 'paymentId');
}

export const verify = (fixture: AppFixture, token: string, paymentId: string): Promise<Reply> =>
  fixture.ask('POST', `/admin/payments/${paymentId}/verification`, { token, body: {} });

export const stateOf = async (fixture: AppFixture, requestId: string): Promise<unknown> =>
  (await fixture.owner.query<{ state: string }>('select state from access_request where request_id = $1', [requestId]))
    .rows[0]?.state;

/** Issues a code in person and redeems it. Returns the token of the set-up. */
export async function activate(fixture: AppFixture, token: string, asked: Asked): Promise<string> {
  const url = `/admin/access-requests/${asked.requestId}/codes`;
  const issued = await fixture.ask('POST', url, { token, body: { channel: 'in-person' } });
  const code = String(issued.body['code']);
  return idOf(await fixture.ask('POST', '/activations', { body: { email: asked.email, code } }), 'token');
}

export function foundWith(fixture: AppFixture, token: string): Promise<Reply> {
  return fixture.ask('POST', '/setup', { body: setupBody(token) });
}

/** A code that no operator issued, as whoever writes SQL under the application's role could make one. */
export function strayCode(
  fixture: AppFixture,
  requestId: string,
): Promise<{ readonly code: string; readonly codeId: string }> {
  const input = { purpose: ACTIVATION, subjectId: requestId, accountId: null, recipient: '', ttlMinutes: 15 } as const;
  return fixture.db.globalTx(async (tx) => {
    const issued = await issueCode({ clock: fixture.clock, ids, personal: fixture.personal }, tx, {
      ...input,
      channel: 'in-person',
    });
    if (!issued.ok) throw new Error(issued.error.code);
    return issued.value;
  });
}

export function idOf(reply: Reply, field: string): string {
  const value = reply.body[field];
  if (reply.status >= 300 || typeof value !== 'string') throw new Error(JSON.stringify(reply.body));
  return value;
}
