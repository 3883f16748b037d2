import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Actor, type OperationId, POLICY, type Policy } from '../access/index.ts';
import type { AppConfig, Deps } from '../deps.ts';
import { type LimitName, secondsUntil } from '../limits/index.ts';
import { ProblemError } from './problem.ts';
import { sessionTokenOf } from './session-cookie.ts';

/** How the requests of a route are limited. `either`: a register's like `register`, a person's like `office`. */
export type LimitClass = 'register' | 'either' | 'sign-in' | 'office' | 'export' | 'report' | 'page';

declare module 'fastify' {
  interface FastifyContextConfig {
    limitClass?: LimitClass;
  }
  interface FastifyRequest {
    /** Came from a blocked address and may go on only as somebody who is signed in. */
    isThroughBlock: boolean;
  }
}

type Limiting = Pick<Deps, 'limits' | 'metrics' | 'clock'> & { readonly config: AppConfig };

/** How a route is limited, from its place in the policy table. */
export function limitClassOf(operation: OperationId, method: string): LimitClass {
  const { principal }: Policy = POLICY[operation];
  if (operation === 'security.reports.create') return 'report';
  if (principal === 'register' || principal === 'register-claim') return 'register';
  if (principal === 'user-or-register') return 'either';
  if (principal === 'anyone') return method === 'GET' ? 'office' : 'sign-in';
  return /\.export$/.test(operation) ? 'export' : 'office';
}

/** Limits every request by where it comes from, before anything else of it is looked at. */
export function limitRequests(app: FastifyInstance, deps: Limiting): void {
  app.decorateRequest('isThroughBlock', false);
  app.addHook('onRequest', (request) => limitAddress(request, deps));
}

async function limitAddress(request: FastifyRequest, deps: Limiting): Promise<void> {
  const { limits } = deps;
  if (limits === undefined) return;
  const limitClass = classOfRequest(request);
  const address = request.ip;
  if (limits.isDenied(address)) throw new ProblemError('address-refused');
  if (limitClass === 'register') return limitRegister(request, deps);
  const blockedUntil = limits.blockedUntil(address);
  if (blockedUntil !== null) {
    // A stranger behind the same address must not send home whoever is signed in.
    const isSignedIn = limitClass !== 'sign-in' && sessionTokenOf(request, deps.config) !== undefined;
    if (!isSignedIn || !limits.takeThroughBlock(address)) {
      throw tooMany(deps, 'block', secondsUntil(blockedUntil, deps.clock.now()));
    }
    request.isThroughBlock = true;
    return;
  }
  const name: LimitName = limitClass === 'export' || limitClass === 'either' ? 'office' : limitClass;
  const refused = await limits.takeByAddress(name, address);
  if (refused !== null) throw tooMany(deps, name, refused.retryAfterSeconds);
}

/** One look into a map: this is the way of every sale. What a register says about itself has not been checked yet. */
function limitRegister(request: FastifyRequest, deps: Limiting): void {
  const key = (request.headers.authorization ?? request.ip).slice(0, CLAIM_LENGTH);
  const refused = deps.limits?.takeRegister(key, request.ip) ?? null;
  if (refused !== null) throw tooMany(deps, 'register', refused.retryAfterSeconds);
}

/** `Register <organizationId>.<keyId>`: what stands behind it is the secret. */
const CLAIM_LENGTH = 'Register '.length + 36 + 1 + 36;

/** How this very request is limited. */
export function classOfRequest(request: FastifyRequest): LimitClass {
  const limitClass = request.routeOptions.config.limitClass ?? 'page';
  return limitClass === 'either' && request.headers.authorization !== undefined ? 'register' : limitClass;
}

/** When it is known who asks: the account, wherever it comes from. */
export async function limitActor(request: FastifyRequest, actor: Actor, deps: Limiting): Promise<void> {
  const { limits } = deps;
  if (limits === undefined || actor.kind !== 'user' || limits.isExempt(request.ip)) return;
  const name = request.routeOptions.config.limitClass === 'export' ? 'export' : 'account';
  const refused = await limits.take(name, actor.accountId);
  if (refused !== null) throw tooMany(deps, name, refused.retryAfterSeconds);
}

/** When the body is known: one person who tries at one address. */
export async function limitPair(request: FastifyRequest, deps: Limiting): Promise<void> {
  const { limits } = deps;
  if (limits === undefined || request.routeOptions.config.limitClass !== 'sign-in' || limits.isExempt(request.ip))
    return;
  const email = emailOf(request.body);
  if (email === null) return;
  // What people type is nobody's to keep: the counters know a hash.
  const key = createHash('sha256').update(`${request.ip}\n${email.trim().toLowerCase()}`, 'utf8').digest('base64url');
  const refused = await limits.take('pair', key);
  if (refused !== null) throw tooMany(deps, 'pair', refused.retryAfterSeconds);
}

/** The e-mail address of a form, when it has one. */
export function emailOf(body: unknown): string | null {
  const isForm = typeof body === 'object' && body !== null && 'email' in body;
  return isForm && typeof body.email === 'string' ? body.email : null;
}

function tooMany(deps: Limiting, limit: string, retryAfterSeconds: number): ProblemError {
  deps.metrics?.count('limited_requests_total', limit);
  const detail = `Too many requests. Wait ${retryAfterSeconds} seconds.`;
  return new ProblemError('too-many-requests', detail, { retryAfterSeconds, extra: { limit } });
}
