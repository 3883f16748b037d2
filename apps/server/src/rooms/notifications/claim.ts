import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import {
  DELIVER_TASK,
  type DeliveryChannel,
  deliveryKey,
  INSTALLATION,
  openFromOutbox,
} from '../../platform/messages/index.ts';
import type { Params } from './render.ts';
import { findTemplate, SWITCHABLE } from './templates/index.ts';
import { unsubscribeToken } from './unsubscribe.ts';

/** Longer than any attempt may take: whoever is silent for so long is gone. */
export const LEASE_MS = 2 * 60_000;
/** How often somebody looks whether a channel has been configured. */
const NO_CHANNEL_MS = 15 * 60_000;

/** A message that this worker alone delivers until its lease ends. */
export interface Claim {
  readonly organizationId: string;
  readonly messageId: string;
  readonly leaseId: string;
  readonly attempts: number;
  readonly channel: DeliveryChannel;
  readonly template: string;
  readonly to: string;
  readonly recipientIndex: string;
  readonly locale: string;
  readonly params: Params;
  /** What ends messages of this kind for this person; null where they cannot be ended. */
  readonly unsubscribeToken: string | null;
}

export interface MessageRow {
  readonly message_id: string;
  readonly channel: DeliveryChannel;
  readonly template: string;
  readonly recipient_sealed: string;
  readonly recipient_index: string;
  readonly user_id: string | null;
  readonly locale: string;
  readonly params: Params;
  readonly params_sealed: string | null;
  readonly state: string;
  readonly attempts: number;
  readonly leased_until: Date | null;
  readonly expires_at: Date;
}

type WithJobs = Pick<Deps, 'clock' | 'ids' | 'jobs' | 'personal' | 'senders'>;

/**
 * Takes a message for one attempt, in one transaction with the job that takes it up again when this worker is never heard of.
 * `null`: there is nothing to send now (done, held by another, expired, not wanted, no way out), and what follows is written.
 */
export async function claimMessage(deps: WithJobs, tx: Tx, messageId: string): Promise<Claim | null> {
  const row = await lockMessage(tx, messageId);
  const now = deps.clock.now();
  if (row === null || !['queued', 'sending'].includes(row.state)) return null;
  if (row.leased_until !== null && row.leased_until > now) {
    // Somebody holds it, who may be gone: the look at the end of the lease takes the place of whatever was planned.
    await planDelivery(deps, tx, messageId, row.leased_until);
    return null;
  }
  if (row.expires_at <= now) return finish(tx, messageId, { state: 'expired', code: 'expired', now });
  const reason = await reasonNotToSend(tx, row);
  if (reason !== null) return finish(tx, messageId, { state: 'suppressed', code: reason, now });
  if (deps.senders?.[row.channel] === undefined) {
    await waitForChannel(deps, tx, row, now);
    return null;
  }
  const leaseId = deps.ids.next();
  const leasedUntil = new Date(now.getTime() + LEASE_MS);
  await tx.query(
    "update message set state = 'sending', lease_id = $3, leased_until = $4, attempts = attempts + 1" +
      ' where organization_id = $1 and message_id = $2',
    [tx.organizationId, messageId, leaseId, leasedUntil],
  );
  await planDelivery(deps, tx, messageId, leasedUntil);
  return { ...(await contentOf(deps, tx, row)), leaseId, attempts: row.attempts + 1 };
}

async function lockMessage(tx: Tx, messageId: string): Promise<MessageRow | null> {
  const [row] = await tx.query<MessageRow>(
    'select message_id, channel, template, recipient_sealed, recipient_index, user_id, locale, params, params_sealed, state,' +
      ' attempts, leased_until, expires_at from message where organization_id = $1 and message_id = $2 for update',
    [tx.organizationId, messageId],
  );
  return row ?? null;
}

async function contentOf(deps: WithJobs, tx: Tx, row: MessageRow): Promise<Omit<Claim, 'leaseId' | 'attempts'>> {
  const { message_id: messageId, channel, template, locale } = row;
  const open = (column: 'recipient_sealed' | 'params_sealed', sealed: string) =>
    openFromOutbox(deps, tx, { table: 'message', column, rowId: messageId }, sealed);
  const to = await open('recipient_sealed', row.recipient_sealed);
  const params =
    row.params_sealed === null
      ? row.params
      : (JSON.parse(await open('params_sealed', row.params_sealed)) as Claim['params']);
  const recipientIndex = row.recipient_index;
  const unsubscribeToken = await unsubscribeTokenOf(deps, tx, row);
  const { organizationId } = tx;
  return { organizationId, messageId, channel, template, to, recipientIndex, locale, params, unsubscribeToken };
}

/** Only for an e-mail to somebody of the shop that they may do without. */
async function unsubscribeTokenOf(deps: WithJobs, tx: Tx, row: MessageRow): Promise<string | null> {
  const category = findTemplate(row.template)?.category ?? 'security';
  if (row.channel !== 'email' || row.user_id === null || tx.organizationId === INSTALLATION) return null;
  if (!SWITCHABLE.includes(category)) return null;
  return unsubscribeToken(deps, tx, { organizationId: tx.organizationId, userId: row.user_id, category });
}

/** Plans the next look at a message; whatever was planned for it before is not done any more. */
export async function planDelivery(deps: Pick<Deps, 'jobs'>, tx: Tx, messageId: string, runAt: Date): Promise<void> {
  const { organizationId } = tx;
  const options = { key: deliveryKey(organizationId, messageId), runAt };
  await deps.jobs.enqueue(tx, DELIVER_TASK, { organizationId, messageId }, options);
}

/** It stays queued and says why: nothing was sent, and nothing counts as an attempt. */
async function waitForChannel(deps: WithJobs, tx: Tx, row: MessageRow, now: Date): Promise<void> {
  const next = new Date(Math.min(now.getTime() + NO_CHANNEL_MS, row.expires_at.getTime()));
  await tx.query(
    "update message set state = 'queued', lease_id = null, leased_until = null, last_code = 'no-channel'," +
      ' next_attempt_at = $3 where organization_id = $1 and message_id = $2',
    [tx.organizationId, row.message_id, next],
  );
  await planDelivery(deps, tx, row.message_id, next);
}

/** Why this address gets no message of this kind, or null. What concerns the safety of an account stops at a bounce only. */
async function reasonNotToSend(tx: Tx, row: MessageRow): Promise<string | null> {
  const category = findTemplate(row.template)?.category ?? 'security';
  const [found] = await tx.query<{ reason: string }>(
    'select reason from message_suppression where organization_id = $1 and channel = $2 and recipient_index = $3',
    [tx.organizationId, row.channel, row.recipient_index],
  );
  if (found !== undefined && (found.reason === 'bounced' || category !== 'security')) return found.reason;
  if (row.user_id === null || tx.organizationId === INSTALLATION || !SWITCHABLE.includes(category)) return null;
  const [preference] = await tx.query<{ is_wanted: boolean }>(
    'select is_wanted from message_preference where organization_id = $1 and user_id = $2 and category = $3 and channel = $4',
    [tx.organizationId, row.user_id, category, row.channel],
  );
  return preference?.is_wanted === false ? 'not-wanted' : null;
}

export interface End {
  readonly state: 'delivered' | 'failed' | 'expired' | 'suppressed';
  readonly code: string | null;
  readonly reference?: string | null;
  readonly now: Date;
}

/** Writes the end of a message; what was secret in it is gone with that. */
export async function finish(tx: Tx, messageId: string, { state, code, reference, now }: End): Promise<null> {
  await tx.query(
    'update message set state = $3, last_code = $4, provider_reference = $5, finished_at = $6, params_sealed = null,' +
      ' lease_id = null, leased_until = null where organization_id = $1 and message_id = $2',
    [tx.organizationId, messageId, state, code, reference ?? null, now],
  );
  return null;
}
