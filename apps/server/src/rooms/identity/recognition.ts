import type { Recognition } from '../../platform/access/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { isSessionAlive, userOf } from './recognise-user.ts';
import { registerOf } from './registers.ts';

/** How the platform learns who asks. */
export function createRecognition(deps: Pick<Deps, 'db' | 'clock'>): Recognition {
  return {
    userOf: (token, use) => userOf(deps.db, token, use, deps.clock.now()),
    isSessionAlive: (sessionId) => isSessionAlive(deps.db, sessionId, deps.clock.now()),
    registerOf: (claim) => registerOf(deps.db, claim),
  };
}
