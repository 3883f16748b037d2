import type { GlobalTx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { hurryJobs, type JobHandlers } from '../../platform/jobs/index.ts';
import { DELIVER_TASK } from '../../platform/messages/index.ts';
import { deliverMessage } from './deliver.ts';

export const notificationsJobs: JobHandlers<Deps> = {
  [DELIVER_TASK]: async (deps, { organizationId, messageId }) => {
    if (typeof messageId !== 'string') throw new TypeError('a delivery without its message');
    await deliverMessage(deps, { organizationId, messageId });
  },
};

/** At a start everything that waits is looked at once: whoever started may have configured a way out. */
export async function hurryMessages(tx: GlobalTx): Promise<void> {
  await hurryJobs(tx, DELIVER_TASK);
}
