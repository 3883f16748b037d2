import fc from 'fast-check';
import type { z } from 'zod';
import type { Route } from '../platform/http/index.ts';
import { hostileBody, hostileText, hostileValue, withHostilePart } from './hostile.ts';
import { arbitraryOf, type KnownValues } from './schema-arbitrary.ts';

/** A request to one route, ready to be sent. */
export interface FuzzRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: Buffer;
}

interface Parts {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Requests as the contract has them, with ids that exist where a field asks for one. */
export function validRequests(route: Route, known: KnownValues): fc.Arbitrary<FuzzRequest> {
  return partsOf(route, known).map((parts) => requestOf(route, parts));
}

/** Requests that are valid but for one thing, and some that are nothing of the kind. */
export function hostileRequests(route: Route, known: KnownValues): fc.Arbitrary<FuzzRequest> {
  const parts = partsOf(route, known);
  const spoilt = fc
    .tuple(parts, fc.nat(200), hostileValue, fc.constantFrom('body', 'params', 'query', 'extra'))
    .map(([valid, at, part, where]) => requestOf(route, spoil(valid, at, part, where)));
  const headers = fc.tuple(parts, fc.constantFrom(...HEADERS), hostileText).map(([valid, name, text]) => {
    const request = requestOf(route, valid);
    return { ...request, headers: { ...request.headers, [name]: headerText(text) } };
  });
  const nonsense = fc.tuple(parts, hostileBody).map(([valid, { type, bytes }]) => {
    const request = requestOf(route, valid);
    return { ...request, headers: { ...request.headers, 'content-type': type }, payload: bytes };
  });
  return fc.oneof(
    { weight: 3, arbitrary: parts.map((valid) => requestOf(route, valid)) },
    { weight: 5, arbitrary: spoilt },
    { weight: 1, arbitrary: headers },
    { weight: route.method === 'GET' ? 0 : 1, arbitrary: nonsense },
  );
}

const HEADERS = [
  'accept',
  'accept-language',
  'if-none-match',
  'x-request-id',
  'idempotency-key',
  'range',
  'user-agent',
  'cookie',
];

function spoil(valid: Parts, at: number, part: unknown, where: string): Parts {
  switch (where) {
    case 'params':
      return { ...valid, params: oneReplaced(valid.params, at, part) };
    case 'query':
      return { ...valid, query: { ...oneReplaced(valid.query, at, part), ...(at % 3 === 0 ? { unknown: part } : {}) } };
    case 'extra':
      return {
        ...valid,
        body: isRecord(valid.body) ? { ...valid.body, [STOLEN[at % STOLEN.length] ?? 'x']: part } : part,
      };
    default:
      return { ...valid, body: withHostilePart(valid.body, at, part) };
  }
}

/** Fields that somebody would like to set by themselves. */
export const STOLEN = [
  'organizationId',
  'role',
  'userId',
  'isOperator',
  'state',
  'totalMinor',
  'costE4',
  'isPaid',
  'permissions',
  '__proto__',
];

function oneReplaced(record: Readonly<Record<string, unknown>>, at: number, part: unknown): Record<string, unknown> {
  const names = Object.keys(record);
  const chosen = names[at % Math.max(1, names.length)];
  return chosen === undefined ? { ...record } : { ...record, [chosen]: part };
}

function partsOf(route: Route, known: KnownValues): fc.Arbitrary<Parts> {
  const of = (schema: z.ZodType | undefined) =>
    schema === undefined ? fc.constant({}) : (arbitraryOf(schema, known) as fc.Arbitrary<Record<string, unknown>>);
  return fc.record({
    params: of(route.params),
    query: of(route.query),
    body: route.body === undefined ? fc.constant(undefined) : arbitraryOf(route.body, known),
  });
}

function requestOf(route: Route, { params, query, body }: Parts): FuzzRequest {
  const path = route.url.replace(/:([A-Za-z]+)/g, (_all, name: string) => encoded(params[name] ?? 'x'));
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
  const url = `/api/v1${path}${search === '' ? '' : `?${search}`}`;
  if (route.method === 'GET' || body === undefined) return { url, headers: {} };
  const payload = Buffer.from(JSON.stringify(body) ?? '');
  return { url, headers: { 'content-type': 'application/json' }, payload };
}

function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return encodeURIComponent(wellFormed(text.slice(0, 4000))) || '%20';
}

/** What a header can carry at all; the rest never leaves a client. */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e\x80-\xff]/g, '?').slice(0, 2000);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Half characters cannot be written into an address. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '?');
}
