import { ok, type Result } from '@mosaajii/domain';
import { type BusinessDay, businessDateIn } from '@mosaajii/domain/calendar';
import { deleteDB } from 'idb';
import type { PracticeMode } from '../device/device.ts';
import { newId } from '../ids/index.ts';
import type { JournalRefusal } from '../journal/refusal.ts';
import { keepPractice } from './keep-practice.ts';
import { PRACTICE_DATABASE } from './open-practice.ts';

/** Who begins practice or ends it, and where. */
export interface Practitioner {
  readonly userId: string;
  /** Where: its business day dates what is written down. */
  readonly store: BusinessDay;
}

export interface ChangePorts {
  /** Into the register's own journal: who began practice and who ended it stands there. */
  readonly note: PracticeMode['note'];
  readonly now: () => Date;
  readonly reload: () => void;
  readonly forget: () => Promise<void>;
  readonly keep: (isOn: boolean) => void;
}

const OF_THIS_PAGE: Omit<ChangePorts, 'note'> = {
  now: () => new Date(),
  reload: () => location.reload(),
  forget: forgetPractice,
  keep: keepPractice,
};

/**
 * Begins practice or ends it, and loads the page again: no page ever has both journals. What was practised is gone at both
 * ends. Practice does not begin where it cannot be written down; it always ends, because nobody may be caught in it.
 */
export async function changePractice(
  isOn: boolean,
  { userId, store }: Practitioner,
  ports: Pick<ChangePorts, 'note'> & Partial<ChangePorts>,
): Promise<Result<null, JournalRefusal>> {
  const { note, now, reload, forget, keep } = { ...OF_THIS_PAGE, ...ports };
  const event = isOn ? 'practice-started' : 'practice-ended';
  const noted = await note({ operationId: newId(), userId, businessDate: businessDateIn(store, now()), event });
  if (!noted.ok && isOn) return noted;
  if (isOn) await forget();
  keep(isOn);
  if (!isOn) await forget();
  reload();
  return ok(null);
}

/** Takes the practice database away. Other tabs close it when they are asked to; one that does not is not waited for. */
export async function forgetPractice(): Promise<void> {
  let isBlocked: () => void = () => {};
  const blocked = new Promise<void>((resolve) => {
    isBlocked = resolve;
  });
  await Promise.race([deleteDB(PRACTICE_DATABASE, { blocked: () => isBlocked() }), blocked]);
}
