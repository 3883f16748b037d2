import {
  ADMINISTRATIVE,
  PERMISSION_TABLE,
  PERMISSIONS,
  type Permission,
  ROLE_PERMISSIONS,
  ROLES,
} from '@mosaajii/domain/permission';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Actor,
  emptyBodyHash,
  type OperationId,
  POLICY,
  type Policy,
  PROOF_HEADER,
  parseProof,
  parseRegisterCredential,
  type Recognition,
  type RegisterClaim,
  type RegisterRefusal,
  type TokenUse,
} from '../access/index.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from './problem.ts';
import { sessionTokenOf, setSessionCookie } from './session-cookie.ts';

export interface Admission {
  readonly recognition: Recognition;
  readonly deps: Pick<Deps, 'config' | 'clock'>;
}

/**
 * Finds out who asks, before anything of the body is read. Throws the refusal of whoever is not known. Whether the policy
 * lets them is asked next, of `permit`: by then the refusal has a name. A session's token that was replaced on the way leaves
 * with the answer, whatever that will be.
 */
export async function identify(
  request: FastifyRequest,
  reply: FastifyReply,
  operation: OperationId,
  admission: Admission,
): Promise<Actor> {
  const policy: Policy = POLICY[operation];
  if (policy.principal === 'anyone') return { kind: 'anyone' };
  const header = request.headers.authorization;
  if (header !== undefined && policy.principal !== 'user') return admitRegister(request, policy, admission);
  if (policy.principal === 'register' || policy.principal === 'register-claim') {
    throw new ProblemError('register-not-recognised', 'A register’s credential is missing: Authorization: Register …');
  }
  return identifyUser(request, reply, admission);
}

async function admitRegister(request: FastifyRequest, policy: Policy, admission: Admission): Promise<Actor> {
  const claim = registerClaimOf(request);
  if (claim === undefined) throw new ProblemError('register-not-recognised');
  if (policy.principal === 'register-claim') return claim;
  const register = await admission.recognition.registerOf(claim);
  if (typeof register === 'string')
    throw new ProblemError(register, undefined, refusedRegister(register, admission.deps));
  return register;
}

/** With a proof that is late the register learns what time it is here: its own clock may be wrong by years. */
export function refusedRegister(code: RegisterRefusal, { clock }: Pick<Deps, 'clock'>) {
  return code === 'proof-not-fresh' ? { extra: { serverTime: clock.now().toISOString() } } : {};
}

/** Who the request says it is, with the proof it shows. Throws when the proof cannot be one of this request. */
export function registerClaimOf(request: FastifyRequest): RegisterClaim | undefined {
  const proof = parseProof(request.headers[PROOF_HEADER], request.method, request.url);
  if (proof === 'malformed') throw new ProblemError('proof-invalid', 'The proof of the key has another form.');
  const hasBody = request.headers['content-length'] !== undefined || 'transfer-encoding' in request.headers;
  if (proof !== null && !hasBody && proof.bodyHash !== emptyBodyHash) throw new ProblemError('proof-invalid');
  return parseRegisterCredential(request.headers.authorization ?? '', proof);
}

async function identifyUser(
  request: FastifyRequest,
  reply: FastifyReply,
  { recognition, deps }: Admission,
): Promise<Actor> {
  const token = sessionTokenOf(request, deps.config);
  const user = token === undefined ? undefined : await recognition.userOf(token, tokenUse(request, 'request'));
  if (user === undefined) throw new ProblemError('not-signed-in');
  // A till changes hands without the network: its screen must not act in the name of whoever was there before.
  const expected = request.headers['mosaajii-user'];
  if (expected !== undefined && expected !== user.actor.userId) throw new ProblemError('session-of-another');
  if (user.fresh !== undefined) setSessionCookie(reply, deps.config, user.fresh, deps.clock.now());
  return user.actor;
}

/** How long a proof of who somebody is covers what is dangerous (security design 3.5). */
const CONFIRMED_MS = 5 * 60_000;

/** Throws the refusal when a user may not do the operation, or has to prove first who they are. */
export function permit(actor: Actor, operation: OperationId, now: Date): void {
  if (actor.kind !== 'user') return;
  const { permission, operator, stepUp }: Policy = POLICY[operation];
  if (operator === true && !actor.isOperator) throw new ProblemError('operator-only');
  if (permission !== undefined && !actor.permissions.has(permission)) throw permissionMissing(permission);
  const isAdministering = operator === true || (permission !== undefined && ADMINISTRATIVE.has(permission));
  if (isAdministering && actor.assurance !== 'second-factor') {
    throw new ProblemError('second-factor-needed', undefined, { extra: { operation, enrolAt: '/account' } });
  }
  if (stepUp === true && now.getTime() - actor.confirmedAt.getTime() > CONFIRMED_MS) {
    throw new ProblemError('confirmation-needed', undefined, { extra: { operation } });
  }
}

/**
 * A shop whose paid time is over can look at everything and take it out, and its registers go on; it changes nothing until it
 * is renewed. What needs no permission is one's own account and stays open, and so does what takes access away.
 */
export function refuseLapsed(actor: Actor, operation: OperationId, method: string): void {
  if (actor.kind !== 'user' || !actor.isLapsed || method === 'GET') return;
  const { permission, whileLapsed }: Policy = POLICY[operation];
  if (permission !== undefined && whileLapsed !== true) throw new ProblemError('access-lapsed');
}

/** Where a token came from, for the audit trail. */
export function tokenUse(request: FastifyRequest, kind: TokenUse['kind']): TokenUse {
  const userAgent = request.headers['user-agent'] ?? '';
  return { kind, userAgent, address: request.ip, requestId: request.id };
}

/**
 * The refusal that names the permission and the roles that it comes with, and where it is needed: a store by its id, or all of
 * them. Who could give it is added on its way out.
 */
export function permissionMissing(permission: Permission, place?: string | 'all-stores'): ProblemError {
  const roles = ROLES.filter((role) => ROLE_PERMISSIONS[role].has(permission));
  return missing(permission, { roles, people: [], storeName: null }, place);
}

type Granters = Awaited<ReturnType<Recognition['grantersOf']>>;

function missing(permission: Permission, { roles, people, storeName }: Granters, place?: string): ProblemError {
  const { words } = PERMISSION_TABLE[permission];
  const comesWith = roles.length === 0 ? 'which no role has' : `which comes with the role ${listed(roles)}`;
  const ask = people.length === 0 ? '' : ` ${listed(people)} can give it to you.`;
  const where = place === undefined ? '' : ` in ${placeText(place, storeName)}`;
  const detail = `You may not ${words}${where}. This needs the permission ${permission}, ${comesWith}.${ask}`;
  return new ProblemError('permission-missing', detail, {
    extra: { permission, words, roles, people, ...(place === undefined ? {} : { place, storeName }) },
  });
}

function placeText(place: string, storeName: string | null): string {
  if (place === 'all-stores') return 'all stores';
  return storeName === null ? 'this store' : `the store ${storeName}`;
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

/** Runs something; a refusal for want of a permission leaves it with the people of this shop who could give that. */
export async function namingGranters<T>(actor: Actor, recognition: Recognition, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ProblemError) || error.answer.code !== 'permission-missing') throw error;
    const permission = PERMISSIONS.find((name) => name === error.answer.extra?.['permission']);
    if (actor.kind !== 'user' || permission === undefined) throw error;
    const named = error.answer.extra?.['place'];
    const place = typeof named === 'string' ? named : undefined;
    throw missing(permission, await recognition.grantersOf(actor.organizationId, permission, place), place);
  }
}
