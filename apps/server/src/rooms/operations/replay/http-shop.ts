import { setTimeout as wait } from 'node:timers/promises';
import type { BatchRequest, BatchResponse, ProductList } from '@mosaajii/contract/catalog';
import type { Enrolment, RegisterState, Session } from '@mosaajii/contract/identity';
import type { KnownOperationsResponse } from '@mosaajii/contract/known-operations';
import type { Problem } from '@mosaajii/contract/problems';
import type { PushResponse } from '@mosaajii/contract/sync';
import type { ZReportList } from '@mosaajii/contract/till';
import type { ReplayProduct } from './catalogue.ts';
import { registerHeaders } from './prove.ts';
import type { RegisterIdentity } from './register-chain.ts';
import { type ReplayShop, ShopRefusal, type ShopVariant } from './shop.ts';

const BATCH_SIZE = 500;
const PAGE_SIZE = 200;
const ATTEMPTS = 8;

/** A session of the office API: what the answers to sign-in said, and the cookie that proves it at present. */
export interface OfficeSession {
  readonly origin: string;
  cookie: string;
  readonly session: Session;
}

/** Signs in with e-mail and password. Throws a {@link ShopRefusal} in the server's own words. */
export async function signIn(origin: string, email: string, password: string): Promise<OfficeSession> {
  const response = await send(origin, 'POST', '/sessions', { body: { email, password } });
  const cookie = cookieOf(response);
  const session = (await response.json()) as Session;
  return { origin, cookie, session };
}

/** The name and value of the session's cookie in an answer. */
export function cookieOf(response: Response): string {
  const [cookie] = response.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
  if (cookie === undefined || cookie === '') throw new ShopRefusal('The server signed in without giving a session.');
  return cookie;
}

/** Goes on with the cookie of an answer that has a new one: the server replaces it now and then. */
export function keepCookie(office: OfficeSession, response: Response): Response {
  if (response.headers.getSetCookie().length > 0) office.cookie = cookieOf(response);
  return response;
}

export interface HttpShop extends ReplayShop {
  /** Recomputes the books from the facts; one sentence for each discrepancy. */
  verify(): Promise<readonly string[]>;
  /** What the Z report of each shift says that its drawer should have held, by shift. */
  expectedByZ(): Promise<ReadonlyMap<string, number>>;
}

/** The shop at the other end of the public API, as the office of this session and as its import registers. */
export function httpShop(signedIn: OfficeSession): HttpShop {
  const { origin, session } = signedIn;
  const office = async <T>(method: Method, path: string, body?: unknown) => {
    const headers = { cookie: signedIn.cookie };
    const response = await send(origin, method, path, { headers, ...(body === undefined ? {} : { body }) });
    return (await keepCookie(signedIn, response).json()) as T;
  };
  const asRegister = <T>(identity: RegisterIdentity, method: Method, path: string, body?: unknown) =>
    ask<T>(origin, method, path, {
      // Made anew for each attempt: a proof is believed for a minute.
      headers: () =>
        registerHeaders(identity, {
          method,
          path: `/api/v1${path}`,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      ...(body === undefined ? {} : { body }),
    });
  const { storeId } = session.store;
  return {
    organizationId: session.organization.organizationId,
    storeId,
    userId: session.user.userId,
    currencyCode: session.organization.currency.code,
    ensureProducts: (products) => ensureProducts(office, products),
    async openStock(adjustmentId, lines) {
      const reason = 'Opening stock of imported invoices';
      await office('POST', '/stock/adjustments', { adjustmentId, storeId, kind: 'opening', reason, lines });
    },
    async enrol(name, publicKey) {
      const { kty, crv, x, y } = publicKey;
      const body = { name, purpose: 'import', publicKey: { kty, crv, x, y } };
      const { registerName: _name, storeId: _store, ...identity } = await office<Enrolment>('POST', '/registers', body);
      return identity;
    },
    async headOf(register) {
      const state = await asRegister<RegisterState>(register, 'GET', '/register');
      const { lastSequence: sequence, lastHash: hash, lastReceiptSequence: receiptSequence } = state;
      return { sequence, hash, receiptSequence, zNumber: state.lastZNumber };
    },
    async known(register, operationIds) {
      const answer = await asRegister<KnownOperationsResponse>(register, 'POST', '/sync/known', { operationIds });
      return answer.known;
    },
    async push(register, operations) {
      return (await asRegister<PushResponse>(register, 'POST', '/sync/operations', { operations })).answers;
    },
    async verify() {
      const { discrepancies } = await office<{ discrepancies: unknown[] }>('POST', '/verifications', {});
      return discrepancies.map((discrepancy) => JSON.stringify(discrepancy));
    },
    async expectedByZ() {
      const expected = new Map<string, number>();
      let cursor: string | null = null;
      do {
        const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page: ZReportList = await office<ZReportList>('GET', `/z-reports?limit=200${more}`);
        for (const { shiftId, expectedMinor } of page.items) expected.set(shiftId, expectedMinor);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return expected;
    },
  };
}

type Method = 'GET' | 'POST';
type Office = <T>(method: Method, path: string, body?: unknown) => Promise<T>;

/** Creates only what the shop does not have: a replay never changes a name or a price that somebody set. */
async function ensureProducts(office: Office, products: readonly ReplayProduct[]): Promise<Map<string, ShopVariant>> {
  const variants = await listVariants(office);
  const missing = products.filter((product) => !variants.has(product.sku));
  for (let start = 0; start < missing.length; start += BATCH_SIZE) {
    const batch: BatchRequest = {
      products: missing.slice(start, start + BATCH_SIZE).map(({ sku, name, priceE4 }) => ({ sku, name, priceE4 })),
    };
    const answer = await office<BatchResponse>('POST', '/products/batch', batch);
    for (const { sku, variantId, name, unit } of answer.products) variants.set(sku, { variantId, name, unit });
  }
  return variants;
}

async function listVariants(office: Office): Promise<Map<string, ShopVariant>> {
  const variants = new Map<string, ShopVariant>();
  let cursor: string | null = null;
  do {
    const page: ProductList = await office(
      'GET',
      `/products?state=all&limit=${PAGE_SIZE}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    for (const { sku, variantIds, name, unit } of page.items) {
      const [variantId] = variantIds;
      // Of a product with several variants the list shows one SKU only; the batch finds the others by theirs.
      if (variantId !== undefined && variantIds.length === 1) variants.set(sku, { variantId, name, unit });
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return variants;
}

interface Sending {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
}

function headersOf({ headers }: Sending): Readonly<Record<string, string>> {
  return typeof headers === 'function' ? headers() : (headers ?? {});
}

async function ask<T>(origin: string, method: Method, path: string, sending: Sending): Promise<T> {
  return (await (await send(origin, method, path, sending)).json()) as T;
}

/**
 * One request, sent again while the network or a busy server fails it: everything a replay sends carries an id, so that
 * a second arrival changes nothing. Throws a {@link ShopRefusal} for an answer that another attempt would not change.
 */
async function send(origin: string, method: Method, path: string, sending: Sending): Promise<Response> {
  const body = sending.body === undefined ? undefined : JSON.stringify(sending.body);
  let failure: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (attempt > 0) await wait(Math.min(5000, 100 * 2 ** attempt));
    try {
      const response = await fetch(`${origin}/api/v1${path}`, {
        method,
        headers: {
          origin,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headersOf(sending),
        },
        ...(body === undefined ? {} : { body }),
      });
      if (response.ok) return response;
      failure = await refusalOf(response, `${method} ${path}`);
      if (response.status < 500 && response.status !== 429) break;
    } catch (error) {
      failure = error;
    }
  }
  if (failure instanceof ShopRefusal) throw failure;
  throw new ShopRefusal(`${origin} does not answer: ${describe(failure)}`, { cause: failure });
}

async function refusalOf(response: Response, what: string): Promise<ShopRefusal> {
  const text = await response.text();
  if (response.headers.get('content-type')?.includes('json') !== true) {
    return new ShopRefusal(`${what}: ${response.status} ${text.slice(0, 200)}`);
  }
  const problem = JSON.parse(text) as Partial<Problem>;
  const fields = (problem.errors ?? []).slice(0, 5).map((error) => `${error.path}: ${error.message}`);
  return new ShopRefusal(`${what}: ${[problem.detail ?? text.slice(0, 200), ...fields].join('; ')}`);
}

function describe(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  return failure.cause instanceof Error ? `${failure.message} (${failure.cause.message})` : failure.message;
}
