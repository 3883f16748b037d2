import { type Permission, ROLE_PERMISSIONS, ROLES } from '@mosaajii/domain/permission';
import type { FastifyRequest } from 'fastify';
import {
  type Actor,
  type OperationId,
  POLICY,
  type Policy,
  parseRegisterCredential,
  type Recognition,
} from '../access/index.ts';
import { ProblemError } from './problem.ts';

/**
 * Finds out who asks, before anything of the body is read. Throws the refusal of whoever is not known. Whether the policy
 * lets them is asked next, of `permit`: by then the refusal has a name.
 * `cookieName` is where the session's token is.
 */
export async function identify(
  request: FastifyRequest,
  operation: OperationId,
  recognition: Recognition,
  cookieName: string,
): Promise<Actor> {
  const policy: Policy = POLICY[operation];
  if (policy.principal === 'anyone') return { kind: 'anyone' };
  const header = request.headers.authorization;
  if (header !== undefined && policy.principal !== 'user') return admitRegister(header, policy, recognition);
  if (policy.principal === 'register' || policy.principal === 'register-claim') {
    throw new ProblemError('register-not-recognised', 'A register’s credential is missing: Authorization: Register …');
  }
  return userOf(request, recognition, cookieName);
}

async function admitRegister(header: string, policy: Policy, recognition: Recognition): Promise<Actor> {
  const claim = parseRegisterCredential(header);
  if (claim === undefined) throw new ProblemError('register-not-recognised');
  if (policy.principal === 'register-claim') return claim;
  const register = await recognition.registerOf(claim);
  if (register === undefined) throw new ProblemError('register-not-recognised');
  return register;
}

async function userOf(request: FastifyRequest, recognition: Recognition, cookieName: string): Promise<Actor> {
  const token = request.cookies[cookieName];
  const user = token === undefined ? undefined : await recognition.userOf(token);
  if (user === undefined) throw new ProblemError('not-signed-in');
  return user;
}

/** Throws the refusal when a user lacks the permission of the operation. */
export function permit(actor: Actor, operation: OperationId): void {
  const { permission }: Policy = POLICY[operation];
  if (actor.kind === 'user' && permission !== undefined && !ROLE_PERMISSIONS[actor.role].has(permission)) {
    throw permissionMissing(permission);
  }
}

/** The refusal that names the permission and who has it. */
export function permissionMissing(permission: Permission): ProblemError {
  const roles = ROLES.filter((role) => ROLE_PERMISSIONS[role].has(permission));
  const detail = `This needs the permission ${permission}, which comes with the role ${roles.join(' or ')}.`;
  return new ProblemError('permission-missing', detail, { extra: { permission, roles } });
}
