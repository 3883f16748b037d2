import type { Deps } from '../../platform/deps.ts';
import type { Cron } from '../../platform/jobs/index.ts';
import { removeOldEntries } from './retention/remove-old.ts';

export { auditRoutes } from './routes.ts';

/** What the room does by itself: once a day it removes what a shop no longer keeps. */
export function auditCrons(deps: Deps): Cron[] {
  const run = async (): Promise<void> => void (await removeOldEntries(deps));
  return [{ task: 'audit.remove-old', schedule: '41 3 * * *', run }];
}
