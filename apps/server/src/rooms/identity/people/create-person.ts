import type { NewPerson, Person } from '@mosaajii/contract/people';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { GIVEN_UNDER_ROLES, needsSecondPerson } from '../roles/changes/rule.ts';
import { hasStores } from '../store-places.ts';
import { mayGrant, type Origin } from './change-person.ts';
import { readPerson } from './list-people.ts';
import { storesManaged } from './person-rows.ts';

type CreateRefusal = Refusal<'beyond-own-rights' | 'second-person-needed' | 'idempotency-key-reused' | 'not-found'>;

/**
 * Takes in somebody without an account, who sells at a register with a PIN. Idempotent by `input.userId`: a repeat answers
 * the person as they are now, the same id for somebody else is refused.
 */
export function createPerson(
  deps: Pick<Deps, 'db' | 'personal' | 'ids'>,
  actor: UserActor,
  input: NewPerson,
  origin: Origin,
): Promise<Result<Person, CreateRefusal>> {
  const { userId, displayName, role } = input;
  const storeIds = input.storeIds ?? null;
  return deps.db.tx(actor.organizationId, async (tx) => {
    if (!mayGrant(actor, role, storeIds)) {
      const detail = `The role ${role} has permissions that you do not have there.`;
      return refuse({ code: 'beyond-own-rights', detail });
    }
    if (await needsSecondPerson(tx, role)) return refuse({ code: 'second-person-needed', detail: GIVEN_UNDER_ROLES });
    if (!(await hasStores(tx, storeIds))) return refuse({ code: 'not-found', detail: 'There is no such store.' });
    const made = await tx.query(
      'insert into organization_user (organization_id, user_id, display_name, role, has_base_role) values ($1, $2, $3, $4, $5)' +
        ' on conflict (organization_id, user_id) do nothing returning user_id',
      [tx.organizationId, userId, displayName, role, storeIds === null],
    );
    const person = await readPerson(deps.personal, tx, userId, { managed: storesManaged(actor) });
    if (person === undefined) throw new Error(`the person ${userId} was written and is not there`);
    if (made.length === 0) {
      if (person.displayName === displayName && person.email === null) return ok(person);
      return refuse({ code: 'idempotency-key-reused', detail: 'This id belongs to somebody else.' });
    }
    if (storeIds !== null) {
      await tx.query(
        'insert into role_grant (organization_id, grant_id, user_id, built_in, store_ids, granted_by) values ($1, $2, $3, $4, $5, $6)',
        [tx.organizationId, deps.ids.next(), userId, role, storeIds, actor.userId],
      );
    }
    await recordChange(tx, {
      kind: 'people',
      ids: [userId],
      audit: [
        {
          action: 'user.created',
          subjectKind: 'user',
          subjectId: userId,
          userId: actor.userId,
          detail: { role, hasAccount: false, ...(storeIds === null ? {} : { storeIds }) },
          ...origin,
        },
      ],
    });
    return ok(person);
  });
}
