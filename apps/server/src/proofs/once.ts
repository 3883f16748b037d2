import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { ROUTES } from '../app.ts';
import { type AppFixture, proofOf } from '../app-fixture.ts';
import { type OperationId, POLICY, type Policy } from '../platform/access/index.ts';
import type { Route } from '../platform/http/index.ts';
import { type Example, examplesOf } from './once-examples.ts';
import type { OnceWorld } from './once-world-fixture.ts';
import { type FuzzRequest, validRequests } from './requests.ts';
import type { KnownValues } from './schema-arbitrary.ts';
import { countTables } from './table-counts.ts';

/** How often one request is made at the same time. */
const TWINS = 10;
/** Made-up requests that are tried until one is carried out. */
const TRIES = 16;

/** What takes longer than a twin waits for an answer: it is told that the first is under way. */
export const LEFT_OUT: Partial<Record<OperationId, string>> = {
  'demo.load': 'Loads a whole shop, which takes longer than the ten seconds that a twin waits.',
  'imports.start': 'Its job runs on while the two are compared; an import starts once: imports.db.test.ts.',
};

/** Every route that changes something and takes an `Idempotency-Key`. */
export const KEYED: readonly Route[] = ROUTES.filter(
  ({ method, ignoresKeys, operation }) =>
    method !== 'GET' && ignoresKeys === undefined && LEFT_OUT[operation] === undefined,
);

/** What is not given twice: the answer is a session, whose token is not kept. Each of the twins is carried out. */
export const NOT_ONCE: Partial<Record<OperationId, string>> = {
  'sessions.create': 'Each sign-in is a session of its own.',
  'sessions.second-step': 'The proof of the second factor opens one session; the twins find it used.',
  'register.sessions.create': 'Each PIN opens a session of its own.',
  'register.badge-sessions.create': 'Each look at a badge opens a session of its own.',
};

/** What the world holds nothing for: it is proven to be refused once here, and to be carried out once elsewhere. */
export const REFUSED_HERE: Partial<Record<OperationId, string>> = {
  'setup.complete': 'There is a shop already. The token founds once: setup.db.test.ts.',
  'sessions.passkey': 'The challenge is for one assertion: passkeys.db.test.ts.',
  'recovery.complete': 'The code is in a sealed message; one of twenty uses it up: recovery.db.test.ts.',
  'access.gateway-events.receive': 'No gateway is set up. A delivery has an id of its own: gateway.db.test.ts.',
  'access.own-request.read': 'The link is in a sealed message: applicant.db.test.ts.',
  'access.own-request.withdraw': 'The link is in a sealed message: applicant.db.test.ts.',
  'access.own-request.pay': 'The link is in a sealed message: applicant.db.test.ts.',
  'access.renewal.pay': 'No gateway is set up. Pressed twice it is one page: renewal.db.test.ts.',
  'roles.changes.approve': 'Nothing waits for a second person: roles.db.test.ts.',
  'roles.changes.decline': 'Nothing waits for a second person: roles.db.test.ts.',
  'admin.organizations.factor-reset.start': 'Nobody there has lost a factor: reset.db.test.ts.',
  'admin.organizations.member-factor-reset.start': 'Nobody there has lost a factor: reset.db.test.ts.',
  'account.devices.forget': 'Nobody has signed in from a device that is remembered: devices.db.test.ts.',
  'account.disown': 'The link is in a sealed message: devices.db.test.ts.',
  'account.email.complete': 'The code is in a sealed message: change-email.db.test.ts.',
  'messages.unsubscribe': 'The link is in a sealed message: unsubscribe.db.test.ts.',
  'sync.repairs.approve': 'Nothing waits for a decision. It is made once: repairs.db.test.ts.',
  'sync.repairs.dismiss': 'Nothing waits for a decision. It is made once: repairs.db.test.ts.',
};

/** Nothing else can be asked of these with the same key: there is one body, or the session has ended. */
export const NO_OTHER_CONTENT: ReadonlySet<OperationId> = new Set([
  'account.totp.complete',
  'registers.revoke',
  // Answers nothing, so that nothing is kept.
  'security.reports.create',
]);

export interface OnceOutcome {
  readonly operation: string;
  readonly status: number;
  readonly setsCookie: boolean;
  /** Status and body of the twins, each different one once. */
  readonly answers: readonly string[];
  /** Tables that differ from the database in which it was done once. */
  readonly differing: readonly string[];
  /** What the same key got with another request; `null`: there is no other request to this route. */
  readonly otherContent: { readonly status: number; readonly code: unknown } | null;
  /** Tables that it changed. */
  readonly otherEffect: readonly string[];
}

interface Sent {
  readonly status: number;
  readonly body: string;
  readonly setsCookie: boolean;
}

/**
 * Two copies of the world: what is done once in the one is done ten times at once in the other, so that they stay equal. They
 * go on from route to route, and are opened anew when a request no longer finds what it works on, or when they differ.
 */
export class OncePair {
  readonly #world: OnceWorld;
  #pair: { readonly once: AppFixture; readonly often: AppFixture } | null = null;

  constructor(world: OnceWorld) {
    this.#world = world;
  }

  async close(): Promise<void> {
    const pair = this.#pair;
    this.#pair = null;
    if (pair !== null) await Promise.all([pair.once.close(), pair.often.close()]);
  }

  /** Carries a request out once in one copy, ten times at once in the other, and compares the two. */
  async prove(route: Route, seed: number): Promise<OnceOutcome> {
    const isUsed = this.#pair !== null;
    const outcome = await this.#prove(route, seed);
    const isGood = outcome.status < 300 && outcome.differing.length === 0;
    if (!isGood || outcome.setsCookie) await this.close();
    return isGood || !isUsed ? outcome : this.prove(route, seed);
  }

  async #prove(route: Route, seed: number): Promise<OnceOutcome> {
    this.#pair ??= { once: await this.#world.open(), often: await this.#world.open() };
    const { once, often } = this.#pair;
    const candidates = (at: number, isOther = false) => candidatesOf(this.#world, route, at, once.clock.now(), isOther);
    const before = examplesOf(this.#world, once.clock.now())[route.operation]?.before ?? [];
    for (const example of before) {
      const request = { ...requestOf(route, example), credentials: credentialsOf(this.#world, route, example) };
      for (const copy of [once, often]) await send(copy, { method: example.method }, request, randomUUID());
    }
    const { tried, last, first } = await firstTaken(once, route, candidates(seed));
    // The same failures before: what they counted is there in both.
    for (const request of tried) await send(often, route, request, randomUUID());
    const key = randomUUID();
    const replies = await Promise.all(Array.from({ length: TWINS }, () => send(often, route, last, key)));
    const [expected, found] = await Promise.all([countTables(once.owner), countTables(often.owner)]);
    const otherContent = await sendOther(often, route, candidates(seed + 1, true), key, last);
    const after = await countTables(often.owner);
    return {
      operation: route.operation,
      status: first.status,
      setsCookie: first.setsCookie,
      answers: [...new Set(replies.map(({ status, body }) => `${status} ${body}`))],
      differing: differences(expected, found),
      otherContent,
      otherEffect: differences(found, after),
    };
  }
}

function differences(expected: Readonly<Record<string, string>>, found: Readonly<Record<string, string>>): string[] {
  return Object.keys(expected)
    .filter((table) => expected[table] !== found[table])
    .map((table) => `${table}: ${expected[table]} and not ${found[table]}`);
}

interface Candidate extends FuzzRequest {
  readonly credentials: Readonly<Record<string, string>>;
}

function candidatesOf(world: OnceWorld, route: Route, seed: number, now: Date, isOther = false): readonly Candidate[] {
  const example = examplesOf(world, now)[route.operation];
  const credentials = credentialsOf(world, route, example);
  if (example !== undefined && !isOther) return [{ ...requestOf(route, example), credentials }];
  if (example?.other !== undefined) {
    return [{ ...requestOf(route, { ...example, body: example.other }), credentials }];
  }
  const made = fc.sample(validRequests(route, knownOf(world)), { numRuns: TRIES, seed });
  return made.map((request) => ({ ...request, credentials }));
}

function requestOf(route: Pick<Route, 'url'>, { url = route.url, body, form }: Example): FuzzRequest {
  if (form !== undefined) return { url: `/api/v1${url}`, ...form };
  if (body === undefined) return { url: `/api/v1${url}`, headers: {} };
  const headers = { 'content-type': 'application/json' };
  return { url: `/api/v1${url}`, headers, payload: Buffer.from(JSON.stringify(body)) };
}

function credentialsOf(world: OnceWorld, { operation }: Route, example: Example | undefined): Record<string, string> {
  const { principal }: Policy = POLICY[operation];
  if (example?.headers !== undefined) return { ...example.headers };
  if (example?.token === null || (example === undefined && principal === 'anyone')) return {};
  return { cookie: `sid=${example?.token ?? world.operator.token}` };
}

/** Ids that exist, and the version that everything begins with. */
function knownOf({ ids }: OnceWorld): KnownValues {
  const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return (field) => (field === 'version' ? [1] : (ids.get(columnOf(field)) ?? []));
}

/** Sends one candidate after the other, each as a request of its own, until one is carried out. */
async function firstTaken(fixture: AppFixture, route: Route, candidates: readonly Candidate[]) {
  const tried: Candidate[] = [];
  let answered: { last: Candidate; first: Sent } | undefined;
  for (const candidate of candidates) {
    if (answered !== undefined) tried.push(answered.last);
    answered = { last: candidate, first: await send(fixture, route, candidate, randomUUID()) };
    if (answered.first.status < 300) break;
  }
  if (answered === undefined) throw new Error(`nothing to send to ${route.operation}`);
  return { tried, ...answered };
}

/** A body as its schema reads it: spaces around a text, or a default that is left out, do not make another one. */
function contentOf({ body }: Route, { payload, headers }: Candidate): string {
  const text = String(payload);
  if (headers['content-type'] !== 'application/json' || body === undefined) return text;
  const read = body.safeParse(JSON.parse(text));
  return read.success ? JSON.stringify(read.data) : text;
}

/** The same key with another request; made-up ones that no schema takes are passed over. */
async function sendOther(
  fixture: AppFixture,
  route: Route,
  candidates: readonly Candidate[],
  key: string,
  last: Candidate,
): Promise<OnceOutcome['otherContent']> {
  let refusedByForm: OnceOutcome['otherContent'] = null;
  for (const candidate of candidates) {
    const isSame = candidate.url === last.url && contentOf(route, candidate) === contentOf(route, last);
    if (isSame) continue;
    const reply = await send(fixture, route, { ...candidate, credentials: last.credentials }, key);
    const { code } = JSON.parse(reply.body || '{}') as { code?: unknown };
    refusedByForm = { status: reply.status, code };
    if (reply.status !== 400) return refusedByForm;
  }
  return refusedByForm;
}

async function send(
  fixture: AppFixture,
  route: { readonly method: string },
  request: Candidate,
  key: string,
): Promise<Sent> {
  const method = route.method as 'POST';
  const { url, payload } = request;
  const proof = proofOf(request.credentials, { method, path: url, body: payload ?? '' }, fixture.clock.now().getTime());
  const headers = { host: 'localhost', 'idempotency-key': key, ...request.headers, ...request.credentials, ...proof };
  const response = await fixture.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return {
    status: response.statusCode,
    // The id of the request is the request's own.
    body: response.body.replace(/"requestId":"[^"]*"/, '"requestId":""'),
    setsCookie: response.headers['set-cookie'] !== undefined,
  };
}
