import { PERMISSION_TABLE } from '@mosaajii/domain/permission';
import type { FastifyRequest } from 'fastify';
import { POLICY, type Policy, type Stores, storesFor } from '../access/index.ts';
import type { Deps } from '../deps.ts';
import { permissionMissing } from './admission.ts';
import { ProblemError } from './problem.ts';
import type { Route } from './route.ts';

/** Why a route cannot start: it does not say how it keeps to stores, or says so without need. Null when all is well. */
export function scopeFault({ operation, place }: Pick<Route, 'operation' | 'place'>): string | null {
  const { permission, scope }: Policy = POLICY[operation];
  const canBeNarrowed = permission !== undefined && PERMISSION_TABLE[permission].isStoreScoped;
  if (canBeNarrowed && scope === undefined) return `the policy of ${operation} says no scope of stores`;
  if (!canBeNarrowed && scope !== undefined) return `the permission of ${operation} is not narrowed to stores`;
  if ((scope === 'one') !== (place !== undefined))
    return `the route ${operation} has to say where things lie, or must not`;
  return null;
}

/**
 * Where the asker may use the permission of a route, asked once the request has been parsed. Throws `permission-missing`
 * with the store when the query or the body names another one, and `not-found` when the path names what lies elsewhere.
 */
export async function enterScope(route: Route, request: FastifyRequest, deps: Pick<Deps, 'db'>): Promise<Stores> {
  const { actor } = request;
  const { permission, scope }: Policy = POLICY[route.operation];
  const stores = storesFor(actor, permission);
  if (stores === null || actor.kind !== 'user' || permission === undefined) return stores;
  const other = storesNamed(request).find((storeId) => !stores.includes(storeId));
  if (other !== undefined) throw permissionMissing(permission, other);
  const { place } = route;
  if (scope !== 'one' || place === undefined) return stores;
  if ('refusalOf' in place) {
    const refusal = await deps.db.read(actor.organizationId, (tx) => place.refusalOf(tx, request.params, stores));
    if (refusal !== null) throw new ProblemError(refusal.code, refusal.detail);
    return stores;
  }
  const storeId = await deps.db.read(actor.organizationId, (tx) => place.storeOf(tx, request.params));
  if (storeId === undefined || !stores.includes(storeId)) throw new ProblemError('not-found', place.unknown);
  return stores;
}

function storesNamed({ query, body }: FastifyRequest): string[] {
  return [query, body].flatMap((part) => {
    const storeId = typeof part === 'object' && part !== null && 'storeId' in part ? part.storeId : undefined;
    return typeof storeId === 'string' ? [storeId] : [];
  });
}
