import { ok, type Result } from '@mosaajii/domain';
import { deleteDB } from 'idb';
import { newId } from '../ids/index.ts';
import { businessDateIn } from '../journal/business-date.ts';
import type { Journal } from '../journal/engine.ts';
import type { JournalRefusal } from '../journal/refusal.ts';
import type { DeviceSession } from '../session/session.ts';
import { keepPractice } from './mode.ts';
import { PRACTICE_DATABASE } from './open-practice.ts';

export interface ChangePorts {
  /** The register's own journal: who began practice and who ended it stands there. */
  readonly journal: Pick<Journal, 'note'>;
  readonly session: Pick<DeviceSession, 'state'>;
  readonly now: () => Date;
  readonly reload: () => void;
  readonly forget?: () => Promise<void>;
  readonly keep?: (isOn: boolean) => void;
}

/**
 * Begins practice or ends it, and loads the page again: no page ever has both journals. What was practised is gone at both
 * ends. Practice does not begin where it cannot be written down; it always ends, because nobody may be caught in it.
 */
export async function changePractice(isOn: boolean, ports: ChangePorts): Promise<Result<null, JournalRefusal>> {
  const { journal, session, now, reload, forget = forgetPractice, keep = keepPractice } = ports;
  const state = session.state.get();
  if (state.status !== 'signed-out') {
    const { user, store } = state.session;
    const businessDate = businessDateIn(store.timeZone, now());
    const event = isOn ? 'practice-started' : 'practice-ended';
    const noted = await journal.note({ operationId: newId(), userId: user.userId, businessDate, event });
    if (!noted.ok && isOn) return noted;
  }
  if (isOn) await forget();
  keep(isOn);
  if (!isOn) await forget();
  reload();
  return ok(null);
}

/** Takes the practice database away. Other tabs close it when they are asked to; one that does not is not waited for. */
async function forgetPractice(): Promise<void> {
  let isBlocked: () => void = () => {};
  const blocked = new Promise<void>((resolve) => {
    isBlocked = resolve;
  });
  await Promise.race([deleteDB(PRACTICE_DATABASE, { blocked: () => isBlocked() }), blocked]);
}
