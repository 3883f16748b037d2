import type { ProblemCode } from '@mosaajii/contract/problems';
import type { FastifyRequest } from 'fastify';
import { type Actor, parseRegisterCredential } from '../access/index.ts';
import type { Refusal, RefusedActor } from '../refusals/index.ts';
import { emailOf } from './limit-requests.ts';

/** Answers that say: you may not. An ended session is none of them; it happens to everybody each morning. */
const REFUSED: ReadonlySet<ProblemCode> = new Set([
  'permission-missing',
  'operator-only',
  'too-many-requests',
  'register-not-recognised',
  'register-revoked',
  'proof-missing',
  'proof-invalid',
  'proof-not-fresh',
  'pin-wrong',
  'pin-locked',
  'badge-unknown',
  'badge-needs-pin',
  'enrolment-code-wrong',
  'wrong-credentials',
  'sign-in-blocked',
  'wrong-factor',
  'second-factor-needed',
  'account-suspended',
]);

/** What the audit trail should say about a request that was answered; `null` when it was not refused, or by nobody's shop. */
export function refusalOf(request: FastifyRequest): Refusal | null {
  const { problem } = request;
  if (problem === null || !REFUSED.has(problem.code)) return null;
  const who = refusedActor(request);
  if (who === null) return null;
  const permission = problem.extra?.['permission'];
  return {
    who,
    code: problem.code,
    operation: request.routeOptions.schema?.operationId ?? 'unknown',
    permission: typeof permission === 'string' ? permission : null,
    address: request.ip,
    requestId: request.id,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 200),
  };
}

function refusedActor(request: FastifyRequest): RefusedActor | null {
  const actor = request.actor as Actor | undefined;
  if (actor?.kind === 'user') return { kind: 'user', organizationId: actor.organizationId, userId: actor.userId };
  if (actor?.kind === 'register') {
    return { kind: 'register', organizationId: actor.organizationId, registerId: actor.registerId };
  }
  const claim = parseRegisterCredential(request.headers.authorization ?? '');
  if (claim !== undefined) return { kind: 'claim', organizationId: claim.organizationId, keyId: claim.keyId };
  const email = emailOf(request.body);
  return email === null ? null : { kind: 'email', email };
}
