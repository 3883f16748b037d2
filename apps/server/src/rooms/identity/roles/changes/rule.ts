import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { ADMINISTRATIVE, ROLE_PERMISSIONS, type Role } from '@mosaajii/domain/permission';
import type { UserActor } from '../../../../platform/access/index.ts';
import type { Tx } from '../../../../platform/database/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { recordChange } from '../../../../platform/feed/index.ts';

/** Whether the shop asks for a second person where roles are widened, or administrative ones given. */
export async function asksSecondPerson(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ asks_second_person: boolean }>(
    'select asks_second_person from organization where organization_id = $1',
    [tx.organizationId],
  );
  return row?.asks_second_person === true;
}

/** What is said where a role cannot be given on the way by which it was tried. */
export const GIVEN_UNDER_ROLES = 'This role is given under Roles in this shop, where somebody else approves it.';

/** Whether a built-in role decides about people and needs a second person in this shop: only Roles knows how to ask for one. */
export async function needsSecondPerson(tx: Tx, role: Role): Promise<boolean> {
  const isAdministrative = [...ROLE_PERMISSIONS[role]].some((permission) => ADMINISTRATIVE.has(permission));
  return isAdministrative && (await asksSecondPerson(tx));
}

/** Sets whether the shop asks for a second person; only its owner does. What is so already is recorded nowhere. */
export function setRule(
  deps: Pick<Deps, 'db'>,
  actor: UserActor,
  wanted: boolean,
  origin: { readonly requestId: string; readonly address: string },
): Promise<Result<null, Refusal<'beyond-own-rights'>>> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const [shop] = await tx.query<{ owner_user_id: string | null; asks_second_person: boolean }>(
      'select owner_user_id, asks_second_person from organization where organization_id = $1 for update',
      [tx.organizationId],
    );
    if (shop?.owner_user_id !== actor.userId) {
      return refuse({ code: 'beyond-own-rights', detail: 'Only the owner of the shop sets this rule.' });
    }
    if (shop.asks_second_person === wanted) return ok(null);
    await tx.query('update organization set asks_second_person = $2 where organization_id = $1', [
      tx.organizationId,
      wanted,
    ]);
    const detail = { before: { asksSecondPerson: !wanted }, after: { asksSecondPerson: wanted } };
    const subject = { subjectKind: 'organization', subjectId: tx.organizationId } as const;
    const entry = { action: 'roles.rule-changed', ...subject, userId: actor.userId, detail, ...origin } as const;
    await recordChange(tx, { kind: 'rights', ids: [], audit: [entry] });
    return ok(null);
  });
}
