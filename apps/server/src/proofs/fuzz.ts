import { PROBLEMS } from '@mosaajii/contract/problems';
import fc from 'fast-check';
import { ROUTES } from '../app.ts';
import { type AppFixture, addUser, credentialOf, setUpShop, type TestShop } from '../app-fixture.ts';
import { POLICY, type Policy } from '../platform/access/index.ts';
import type { Route } from '../platform/http/index.ts';
import { knownValues, readKnownIds } from './known-ids.ts';
import { type FuzzRequest, hostileRequests } from './requests.ts';

/** Something that no input may bring about. */
export interface FuzzFailure {
  readonly operation: string;
  /** Which input of the operation it was, counted from 0. */
  readonly input: number;
  readonly url: string;
  readonly body: string;
  readonly status: number;
  readonly reason: string;
}

/** What our insides look like: none of it may stand in an answer. */
const INSIDES =
  /\bat \/|node_modules|\.ts:\d|syntax error at|violates|relation "|duplicate key value|ECONN|password_hash/;

export interface FuzzRun {
  readonly sent: number;
  readonly failures: readonly FuzzFailure[];
}

/** Sends `inputs` requests to an operation and says which answers no input may get. Repeats itself for the same seed. */
export async function fuzzOperation(
  fixture: AppFixture,
  shop: TestShop,
  route: Route,
  options: { readonly inputs: number; readonly seed: number },
): Promise<FuzzRun> {
  const known = knownValues(await readKnownIds(fixture.owner, shop.organizationId));
  const requests = fc.sample(hostileRequests(route, known), { numRuns: options.inputs, seed: options.seed });
  const failures: FuzzFailure[] = [];
  let credentials = await credentialsFor(fixture, shop, route);
  for (const [input, request] of requests.entries()) {
    const { status, body, type } = await send(fixture, route, request, credentials);
    const reason = faultOf(status, body, type);
    if (reason !== null) {
      failures.push({
        operation: route.operation,
        input,
        url: request.url.slice(0, 300),
        body: String(request.payload ?? '').slice(0, 500),
        status,
        reason,
      });
    }
    // The asker may have put himself out; the next request is asked by somebody who is in.
    if (status === 401) credentials = await credentialsFor(fixture, shop, route);
  }
  return { sent: requests.length, failures };
}

/** All operations, in the order of the table. */
export function operations(): readonly Route[] {
  return ROUTES;
}

/** A shop with something in each corner that the API itself can fill. */
export async function openFuzzShop(fixture: AppFixture): Promise<TestShop> {
  const shop = await setUpShop(fixture);
  await addUser(fixture, shop, 'manager');
  await addUser(fixture, shop, 'cashier');
  return shop;
}

async function credentialsFor(
  fixture: AppFixture,
  shop: TestShop,
  route: Route,
): Promise<Readonly<Record<string, string>>> {
  const { principal }: Policy = POLICY[route.operation];
  if (principal === 'anyone') return {};
  if (principal === 'register' || principal === 'register-claim') return credentialOf(shop.enrolment);
  const { token, accountId } = await addUser(fixture, shop, 'administrator');
  await fixture.owner.query('insert into operator (account_id) values ($1) on conflict do nothing', [accountId]);
  return { cookie: `sid=${token}` };
}

async function send(
  fixture: AppFixture,
  route: Route,
  request: FuzzRequest,
  credentials: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly body: string; readonly type: string }> {
  const { cookie, ...headers } = request.headers;
  const cookies = [cookie, credentials['cookie']].filter((part) => part !== undefined).join('; ');
  const response = await fixture.app.inject({
    method: route.method as 'GET',
    url: request.url.slice(0, 300),
    headers: { host: 'localhost', ...headers, ...credentials, ...(cookies === '' ? {} : { cookie: cookies }) },
    ...(request.payload === undefined ? {} : { payload: request.payload }),
  });
  return { status: response.statusCode, body: response.body, type: String(response.headers['content-type'] ?? '') };
}

/** Why an answer is one that no input may get; `null` when it is fine. */
function faultOf(status: number, body: string, type: string): string | null {
  if (status >= 500) return 'an answer of the 500s';
  if (status < 400) return null;
  if (!type.startsWith('application/problem+json')) return `a refusal of type ${type}`;
  const code = (JSON.parse(body) as { code?: unknown }).code;
  if (typeof code !== 'string' || !Object.hasOwn(PROBLEMS, code)) return `an unknown problem ${String(code)}`;
  const insides = INSIDES.exec(body);
  return insides === null ? null : `our insides: ${insides[0]}`;
}
