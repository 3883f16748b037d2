import type { Refusal } from '@mosaajii/domain';
import { covers } from '@mosaajii/domain/permission';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { lockPeople } from '../people/person-rows.ts';
import { authorityOfRow } from '../roles/authority-row.ts';

/** Whose PIN or badge is changed by whom. */
export interface EntryChange {
  readonly actor: UserActor;
  readonly userId: string;
  readonly requestId: string;
}

export type EntryRefusal = Refusal<'not-found' | 'beyond-own-rights'>;

/**
 * Why somebody may not give this person a way in, or take it; null when they may. Whoever gives a PIN knows it: nobody gives
 * one to a person who may do more than they do.
 */
export async function refusalToChange(
  tx: Tx,
  actor: Pick<UserActor, 'userId' | 'permissions' | 'storesOf'>,
  userId: string,
  now: Date,
): Promise<EntryRefusal | null> {
  const person = (await lockPeople(tx, [userId])).get(userId);
  if (person === undefined || person.state === 'deactivated') {
    return { code: 'not-found', detail: 'There is nobody with this id in the shop.' };
  }
  if (userId === actor.userId) return null;
  // What the asker has in some stores only is less than what the other has in all.
  if (covers(actor, authorityOfRow(person, { instant: now.getTime(), storeId: null }))) return null;
  return { code: 'beyond-own-rights', detail: 'This person has permissions that you do not have.' };
}
