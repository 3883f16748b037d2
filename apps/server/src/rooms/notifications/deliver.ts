import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { type Attachment, deliveryKey, type Outcome, sealForOutbox } from '../../platform/messages/index.ts';
import { backoffMs, MAXIMUM_ATTEMPTS } from './backoff.ts';
import { type Claim, claimMessage, finish, planDelivery } from './claim.ts';
import { forgetOld } from './forget-old.ts';
import { render } from './render.ts';
import { suppressionRow } from './suppressions.ts';
import { tellFailed } from './tell-failed.ts';

/** Shorter than the lease, so that nobody else begins while an attempt is under way. */
const ATTEMPT_MS = 60_000;

export interface MessageId {
  readonly organizationId: string;
  readonly messageId: string;
}

/**
 * Makes one attempt to deliver a message and writes down what became of it. Any number of workers may be told of the same
 * message: one sends. A worker that is killed between the two leaves a message that is sent again when its lease ends, with the
 * same Message-ID: whether the first one went out cannot be known then (at least once).
 */
export async function deliverMessage(deps: Deps, { organizationId, messageId }: MessageId): Promise<void> {
  const claim = await deps.db.tx(organizationId, (tx) => claimMessage(deps, tx, messageId));
  if (claim === null) return;
  const outcome = await attempt(deps, claim);
  const isOurs = await deps.db.tx(organizationId, (tx) => settle(deps, tx, claim, outcome));
  const about = { messageId, template: claim.template, channel: claim.channel, attempt: claim.attempts };
  if (!isOurs) deps.log.warn(about, 'a message was sent after its lease had ended');
  else if (outcome.kind !== 'delivered') deps.log.warn({ ...about, code: outcome.code }, 'a message was not delivered');
}

async function attempt(deps: Deps, claim: Claim): Promise<Outcome> {
  const { senders, config } = deps;
  const { channel, template, locale, params, messageId, to } = claim;
  const sender = senders?.[channel];
  if (sender === undefined) return { kind: 'temporary', code: 'no-channel' };
  const { publicOrigin: origin } = config;
  const token = origin === undefined ? null : claim.unsubscribeToken;
  const unsubscribe = token === null ? undefined : `${origin}/unsubscribe#${token}`;
  const rendered = render({ template, locale, params, origin, unsubscribe });
  if (rendered === null) return { kind: 'permanent', code: 'unknown-template' };
  const { subject, html, short } = rendered;
  const text = channel === 'sms' ? short : rendered.text;
  const oneClick = token === null ? {} : { unsubscribeUrl: `${origin}/api/v1/unsubscriptions/${token}` };
  const files = channel === 'email' ? await attached(deps, claim) : [];
  if (files === null) return { kind: 'temporary', code: 'no-attachment' };
  return orTooLate(sender.send({ messageId, to, subject, text, html, ...oneClick, attachments: files }));
}

/** The files of a message; `null` when they could not be made, and the message waits rather than leave without them. */
async function attached(deps: Deps, { organizationId, messageId }: Claim): Promise<readonly Attachment[] | null> {
  try {
    return (await deps.attachmentsOf?.({ organizationId, messageId })) ?? [];
  } catch (error) {
    deps.log.warn({ messageId, err: error }, 'the files of a message could not be made');
    return null;
  }
}

/** An answer that comes too late counts as none: the next attempt may already be somebody else's. */
async function orTooLate(sending: Promise<Outcome>): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'temporary', code: 'timeout' }), ATTEMPT_MS);
  });
  try {
    return await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Writes the outcome while the lease is ours. Answers false when somebody else has taken the message over. */
async function settle(deps: Deps, tx: Tx, claim: Claim, outcome: Outcome): Promise<boolean> {
  const { organizationId, messageId, leaseId, attempts } = claim;
  const [row] = await tx.query<{ expires_at: Date }>(
    'select expires_at from message where organization_id = $1 and message_id = $2 and lease_id = $3 for update',
    [organizationId, messageId, leaseId],
  );
  if (row === undefined) return false;
  const now = deps.clock.now();
  if (outcome.kind === 'temporary' && attempts < MAXIMUM_ATTEMPTS) {
    const next = new Date(Math.min(now.getTime() + backoffMs(attempts), row.expires_at.getTime()));
    await retryAt(deps, tx, claim, outcome.code, next);
    return true;
  }
  await deps.jobs.cancel(tx, deliveryKey(organizationId, messageId));
  if (outcome.kind === 'delivered') {
    await finish(tx, messageId, { state: 'delivered', code: null, reference: outcome.reference, now });
    await forgetOld(tx, now);
    return true;
  }
  if (outcome.kind === 'bounced') await suppressBounced(deps, tx, claim, now);
  await finish(tx, messageId, { state: 'failed', code: outcome.code, now });
  await tellFailed(deps, tx, claim);
  return true;
}

async function retryAt(deps: Deps, tx: Tx, claim: Claim, code: string, next: Date): Promise<void> {
  await tx.query(
    "update message set state = 'queued', lease_id = null, leased_until = null, last_code = $3, next_attempt_at = $4" +
      ' where organization_id = $1 and message_id = $2',
    [claim.organizationId, claim.messageId, code, next],
  );
  await planDelivery(deps, tx, claim.messageId, next);
}

/** An address that does not exist gets nothing more: sending on would ruin the sender's name with the providers. */
async function suppressBounced(deps: Deps, tx: Tx, claim: Claim, now: Date): Promise<void> {
  const { organizationId, channel, recipientIndex, to } = claim;
  const rowId = suppressionRow(organizationId, channel, recipientIndex);
  const place = { table: 'message_suppression', column: 'recipient_sealed', rowId } as const;
  await tx.query(
    'insert into message_suppression (organization_id, channel, recipient_index, recipient_sealed, reason, created_at)' +
      " values ($1, $2, $3, $4, 'bounced', $5) on conflict do nothing",
    [organizationId, channel, recipientIndex, await sealForOutbox(deps, tx, place, to), now],
  );
}
