import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import {
  type Authority,
  authorityOf,
  type Grant,
  holdsIn,
  type Limits,
  limitsBeyond,
  PERMISSION_TABLE,
  type Permission,
} from '@mosaajii/domain/permission';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { AUTHORITY_COLUMNS, type AuthorityRow, grantsOfRow } from './authority-row.ts';

export type GivingRefusal = Refusal<'beyond-own-rights' | 'conflict' | 'invalid-request'>;

/**
 * What somebody has for good, as of this transaction and not as of the request's beginning: what is held for a time or in
 * some hours only cannot be handed on. A refusal when they have meanwhile lost the right to change roles at all.
 */
export async function standingOf(tx: Tx, actor: UserActor): Promise<Result<Authority, GivingRefusal>> {
  const [row] = await tx.query<AuthorityRow & { state: string }>(
    `select u.state, ${AUTHORITY_COLUMNS} from organization_user u where u.organization_id = $1 and u.user_id = $2`,
    [tx.organizationId, actor.userId],
  );
  const lasting = (grant: Grant) => grant.windows.length === 0 && grant.validUntil === null;
  const authority = authorityOf(row === undefined ? [] : grantsOfRow(row).filter(lasting), {
    instant: 0,
    storeId: null,
  });
  if (row?.state === 'active' && authority.permissions.has('roles.write')) return ok(authority);
  return refuse({
    code: 'beyond-own-rights',
    detail: 'Only somebody who may change roles everywhere, at any time and without an end can change them.',
  });
}

/** What is to be given or taken away. */
export interface Given {
  readonly permissions: readonly Permission[];
  readonly limits: Limits;
  /** `null`: in all stores. */
  readonly storeIds: readonly string[] | null;
}

/** Why somebody cannot give or take this away, `null` when they can: nobody decides about more than they have. */
export function beyondStanding(standing: Authority, given: Given): GivingRefusal | null {
  const missing = given.permissions.find((permission) => !holdsIn(standing, permission, given.storeIds));
  if (missing !== undefined) {
    const { isGrantable, words } = PERMISSION_TABLE[missing];
    return isGrantable
      ? { code: 'beyond-own-rights', detail: `You may not ${words} yourself (${missing}), so you cannot give it.` }
      : { code: 'beyond-own-rights', detail: `Nobody can be given the permission to ${words} (${missing}).` };
  }
  const [limit] = limitsBeyond(given.limits, standing.limits);
  if (limit === undefined) return null;
  return { code: 'beyond-own-rights', detail: `Your own limit is lower than this one (${limit}).` };
}
