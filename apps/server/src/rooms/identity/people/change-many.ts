import type { PeopleBulk, PeopleBulkAnswer } from '@mosaajii/contract/people';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { changePerson, type Origin } from './change-person.ts';

/**
 * The same change to many people, one after the other and each in a transaction of its own: whoever cannot be changed keeps
 * nobody else from it. Each id is answered once, in the order of the request.
 */
export async function changeMany(
  deps: Pick<Deps, 'db' | 'clock' | 'personal'>,
  actor: UserActor,
  { userIds, change }: PeopleBulk,
  origin: Origin,
): Promise<PeopleBulkAnswer> {
  const wanted = change.kind === 'state' ? { state: change.state } : { role: change.role };
  const items: PeopleBulkAnswer['items'] = [];
  for (const userId of new Set(userIds)) {
    const done = await changePerson(deps, actor, userId, wanted, origin);
    items.push(
      done.ok
        ? { userId, outcome: done.value.isChanged ? 'changed' : 'unchanged', code: null, detail: null }
        : { userId, outcome: 'refused', code: done.error.code, detail: done.error.detail },
    );
  }
  return { items };
}
