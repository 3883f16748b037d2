import { createRoot } from 'react-dom/client';
import { type ApiProblem, withholdChanges } from '../api/index.ts';
import type { PracticeMode } from '../device/device.ts';
import { type Observable, source } from '../device/observable.ts';
import { practice as words } from '../i18n/en/practice.ts';
import { addMessages, t } from '../i18n/index.ts';
import type { Registration } from '../journal/model.ts';
import type { DeviceSession } from '../session/session.ts';
import type { SyncStatus } from '../sync/status.ts';
import type { Sync } from '../sync/sync.ts';
import { onPracticeChanged } from './keep-practice.ts';
import { type OpenPractice, openPractice } from './open-practice.ts';
import { PracticeBar } from './practice-bar.tsx';

addMessages('practice', words);

/** Who is at the till is always real. */
const WHO = /^\/(sessions?|register\/(lease|sessions|badge-sessions|pin))(?![\w-])/;

/**
 * Why a change does not leave a page that practises; `null` for what may. As if nobody answered: what is done without the
 * server goes on, and what needs it says why it does not.
 */
export function withheld(path: string): ApiProblem | null {
  if (WHO.test(path)) return null;
  const [title, detail, action] = [t('practice.refused'), t('practice.refusedText'), t('practice.refusedAction')];
  return { code: 'unreachable', status: 0, title, detail, action };
}

export interface StartPorts {
  readonly practice: PracticeMode;
  readonly session: DeviceSession;
  readonly registration: Registration | null;
  readonly sync: Sync;
}

/** Makes this page one of practice: its journal, its bar, and nothing that leaves it. Loaded on such pages only. */
export async function startPractice({
  practice,
  session,
  registration,
  sync,
}: StartPorts): Promise<OpenPractice & { readonly sync: Sync }> {
  withholdChanges(withheld);
  onPracticeChanged(() => location.reload());
  const host = document.createElement('div');
  document.body.append(host);
  createRoot(host).render(<PracticeBar practice={practice} session={session} />);
  const { status, changed } = retold(sync.status);
  const clock = { now: () => Date.now(), monotonic: () => performance.now() };
  return { ...(await openPractice({ clock, registration, announce: changed })), sync: { ...sync, status } };
}

/** The standing of the real exchange, told again whenever practice wrote something: screens read their lists anew then. */
export function retold(real: Observable<SyncStatus>): {
  readonly status: Observable<SyncStatus>;
  readonly changed: () => void;
} {
  const status = source(real.get());
  real.subscribe(() => status.set(real.get()));
  return { status, changed: () => status.set({ ...real.get() }) };
}
