import type { ProblemCode } from '@mosaajii/contract/problems';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../access/index.ts';
import type { Deps } from '../deps.ts';
import {
  carryOut,
  claimRequest,
  hashOfRequest,
  type KeyedRequest,
  keepAnswer,
  letGo,
  settleRefusal,
} from '../idempotency/index.ts';
import { ProblemAnswer, type ProblemDetails, ProblemError, problem } from './problem.ts';
import { RawAnswer, type Route } from './route.ts';
import { tokensHandedOut } from './session-cookie.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Whoever comes while the first is still being answered waits this long for its answer. */
const WAIT_MS = 10_000;
const LOOK_MS = 50;

/** Whether a route takes an `Idempotency-Key`: every one that changes something and does not say otherwise. */
export function takesKey(route: Pick<Route, 'method' | 'ignoresKeys'>): boolean {
  return route.method !== 'GET' && route.ignoresKeys === undefined;
}

/** The handler with everything it was given, and the answer's headers. */
interface Keyed {
  readonly reply: FastifyReply;
  run(): Promise<unknown>;
}

/**
 * Runs a route's handler at most once for one `Idempotency-Key` of one actor: a repeat is given the first answer, twins at
 * the same time wait for it. The key with other content is refused. A refusal that changed nothing is not kept: the request may
 * come again.
 */
export async function runKeyed(route: Route, request: FastifyRequest, deps: Deps, handling: Keyed): Promise<unknown> {
  const keyed = keyedRequest(route, request);
  if (keyed === null) return handling.run();
  const claim = await claimOrWait(deps, keyed);
  switch (claim.kind) {
    case 'ours':
      return runClaimed(
        deps,
        { ...keyed, claimId: claim.claimId, isStranger: request.actor.kind !== 'user' },
        handling,
      );
    case 'answered':
      return answerOf(claim.answer);
    case 'other-content':
      return problem('idempotency-key-reused', 'This Idempotency-Key came before with another request.');
    case 'in-progress':
      return problem('request-in-progress', undefined, { retryAfterSeconds: 2 });
    case 'answer-lost':
      return problem('answer-lost');
  }
}

function keyedRequest(route: Route, request: FastifyRequest): KeyedRequest | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined || !takesKey(route)) return null;
  if (typeof key !== 'string' || !UUID.test(key)) {
    throw new ProblemError('invalid-request', 'The header Idempotency-Key has to be one UUID.');
  }
  // A file is read by the handler: what is known of it before is how long it is.
  const body = route.consumes === 'multipart' ? request.headers['content-length'] : request.body;
  return {
    actor: nameOf(request.actor),
    key: key.toLowerCase(),
    operation: route.operation,
    hash: hashOfRequest(request.url, body),
  };
}

/** Whose key it is. Ids are made by the shops themselves, so that the shop is part of the name. */
function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return `user:${within(actor.organizationId, actor.userId)}`;
    case 'register':
      return `register:${within(actor.organizationId, actor.registerId)}`;
    case 'register-claim':
      return `claim:${within(actor.organizationId, actor.keyId)}`;
    case 'anyone':
      return 'anyone';
  }
}

/** Two ids in 43 characters: the table has room for sixty. */
function within(organizationId: string, id: string): string {
  return Buffer.from(`${organizationId}${id}`.replaceAll('-', ''), 'hex').toString('base64url');
}

async function claimOrWait(deps: Deps, keyed: KeyedRequest): ReturnType<typeof claimRequest> {
  const until = performance.now() + WAIT_MS;
  for (;;) {
    const claim = await claimRequest(deps, keyed);
    if (claim.kind !== 'in-progress' || performance.now() > until) return claim;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

interface Claimed extends KeyedRequest {
  readonly claimId: string;
  /** No session of a person asks. */
  readonly isStranger: boolean;
}

async function runClaimed(deps: Deps, claimed: Claimed, { run, reply }: Keyed): Promise<unknown> {
  const { claimId, isStranger, ...keyed } = claimed;
  const before = tokensHandedOut(reply);
  const release = (isForced: boolean) => letGo(deps.db, claimId, deps.clock.now(), isForced);
  try {
    const answer = await carryOut(claimId, run);
    if (isStranger && tokensHandedOut(reply) > before) {
      // The session is the answer, and its token is nobody's to keep: asking again is how one gets another. Who has a session
      // already goes on with the token that it was asked by, should the new one be lost.
      await release(true);
    } else if (answer instanceof RawAnswer) {
      // Bytes are not kept; no route that changes something answers any.
      await release(false);
    } else if (answer instanceof ProblemAnswer) {
      await settleRefusal(deps, keyed, claimId, JSON.stringify({ problem: answer }));
    } else {
      await keepAnswer(deps, keyed, claimId, JSON.stringify({ value: answer }));
    }
    return answer;
  } catch (error) {
    await release(false);
    throw error;
  }
}

interface Kept {
  readonly value?: unknown;
  readonly problem?: ProblemDetails & { readonly code: ProblemCode; readonly detail: string };
}

function answerOf(text: string): unknown {
  const kept = JSON.parse(text) as Kept;
  return kept.problem === undefined ? kept.value : problem(kept.problem.code, kept.problem.detail, kept.problem);
}
