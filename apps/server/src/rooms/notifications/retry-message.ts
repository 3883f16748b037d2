import type { MessageItem } from '@mosaajii/contract/notifications';
import { ok, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../platform/access/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { planDelivery } from './claim.ts';
import { readMessage } from './list-messages.ts';

const LIFE_MS = 7 * 24 * 3_600_000;

export interface Origin {
  readonly requestId: string;
  readonly address: string;
}

export interface RetryInput extends Origin {
  /** The organization of the message, or the installation. */
  readonly wall: string;
  readonly messageId: string;
}

/**
 * Sends a message again that has come to no good end, or at once what waits. Twice is the same as once. Refused for what was
 * delivered, is being sent, or held a secret that is not kept.
 */
export function retryMessage(
  deps: Deps,
  actor: UserActor,
  { wall, messageId, ...origin }: RetryInput,
): Promise<Result<MessageItem, 'unknown' | 'not-retryable'>> {
  return deps.db.globalTx(async (global) => {
    const tx = await global.enter(wall);
    const now = deps.clock.now();
    const [row] = await tx.query<{ state: string; is_secret: boolean }>(
      'select state, is_secret from message where organization_id = $1 and message_id = $2 for update',
      [wall, messageId],
    );
    if (row === undefined) return refuse('unknown');
    const isLost = ['failed', 'expired', 'suppressed'].includes(row.state);
    if (row.state !== 'queued' && (!isLost || row.is_secret)) return refuse('not-retryable');
    if (isLost) {
      await tx.query(
        "update message set state = 'queued', attempts = 0, last_code = null, finished_at = null, next_attempt_at = $3," +
          ' expires_at = greatest(expires_at, $4) where organization_id = $1 and message_id = $2',
        [wall, messageId, now, new Date(now.getTime() + LIFE_MS)],
      );
    }
    await planDelivery(deps, tx, messageId, now);
    const item = await readMessage(deps, tx, messageId);
    if (item === null) throw new Error('a locked message is not there');
    const own = await global.enter(actor.organizationId);
    await recordChange(own, {
      kind: 'identity',
      ids: [],
      audit: [
        { action: 'message.retried', subjectKind: 'message', subjectId: messageId, userId: actor.userId, ...origin },
      ],
    });
    return ok(item);
  });
}
