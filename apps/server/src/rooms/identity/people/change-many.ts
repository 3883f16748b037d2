import type { PeopleBulk, PeopleBulkAnswer } from '@mosaajii/contract/people';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { GIVEN_UNDER_ROLES, needsSecondPerson } from '../roles/changes/rule.ts';
import {
  applied,
  type ChangedMember,
  isRoleKept,
  isSame,
  type Origin,
  type PersonRefusal,
  refusalOf,
  writeMembers,
} from './change-person.ts';
import { lockPeople, readOwner } from './person-rows.ts';

/**
 * The same change to many people, in one transaction and with as many statements for five hundred as for one. Whoever cannot be
 * changed keeps nobody else from it; each is judged by what the ones before have become, so that the last administrator stays.
 * Each id is answered once, in the order of the request.
 */
export function changeMany(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: UserActor,
  { userIds, change }: PeopleBulk,
  origin: Origin,
): Promise<PeopleBulkAnswer> {
  const wanted = change.kind === 'state' ? { state: change.state } : { role: change.role };
  const ids = [...new Set(userIds)];
  return deps.db.globalTx(async (tx) => {
    const inside = await tx.enter(actor.organizationId);
    const people = new Map(await lockPeople(inside, [actor.userId, ...ids]));
    const ownerId = await readOwner(inside);
    const isGuarded = change.kind === 'role' && (await needsSecondPerson(inside, change.role));
    const now = deps.clock.now();
    const changed: ChangedMember[] = [];
    const items = ids.map((userId): PeopleBulkAnswer['items'][number] => {
      const member = people.get(userId);
      if (member === undefined) {
        return refused(userId, { code: 'not-found', detail: 'There is nobody with this id in the shop.' });
      }
      const after = applied(member, wanted);
      if (isSame(member, after)) return { userId, outcome: 'unchanged', code: null, detail: null };
      const refusal = refusalOf(actor, people, { before: member, after, ownerId, now });
      if (refusal !== null) return refused(userId, refusal);
      if (isGuarded && !isRoleKept(member, after)) {
        return refused(userId, { code: 'second-person-needed', detail: GIVEN_UNDER_ROLES });
      }
      people.set(userId, after);
      changed.push({ member, after });
      return { userId, outcome: 'changed', code: null, detail: null };
    });
    await writeMembers(tx, inside, changed, { actor, origin, now });
    return { items };
  });
}

function refused(userId: string, { code, detail }: PersonRefusal): PeopleBulkAnswer['items'][number] {
  return { userId, outcome: 'refused', code, detail };
}
