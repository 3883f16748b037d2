import type { Recognition } from '../../platform/access/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { registerOf } from './registers.ts';
import { userOf } from './sessions.ts';

/** How the platform learns who asks. */
export function createRecognition(deps: Pick<Deps, 'db' | 'clock'>): Recognition {
  return {
    userOf: (token) => userOf(deps.db, token, deps.clock.now()),
    registerOf: (claim) => registerOf(deps.db, claim),
  };
}
