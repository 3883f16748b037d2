import type { DeliveryChannel, SuppressionItem, SuppressionList } from '@mosaajii/contract/notifications';
import { ok, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { normalisedRecipient, openRecipients, recipientIndex, sealForOutbox } from '../../platform/messages/index.ts';
import type { Origin } from './retry-message.ts';

const MOST_LISTED = 500;

interface Row {
  readonly channel: DeliveryChannel;
  readonly recipient_index: string;
  readonly recipient_sealed: string;
  readonly reason: SuppressionItem['reason'];
  readonly created_at: Date;
}

/** Where the sealed address of an entry stands. */
export function suppressionRow(organizationId: string, channel: DeliveryChannel, index: string): string {
  return `${organizationId}:${channel}:${index}`;
}

/** The addresses that get nothing, the latest first; at most 500. */
export async function listSuppressions(deps: Pick<Deps, 'personal'>, tx: Tx): Promise<SuppressionList> {
  const rows = await tx.query<Row>(
    'select channel, recipient_index, recipient_sealed, reason, created_at from message_suppression where organization_id = $1' +
      ' order by created_at desc, channel, recipient_index limit $2',
    [tx.organizationId, MOST_LISTED],
  );
  return { items: await itemsOf(deps, tx, rows) };
}

async function itemsOf(deps: Pick<Deps, 'personal'>, tx: Tx, rows: readonly Row[]): Promise<SuppressionItem[]> {
  const sealed = rows.map((row) => ({
    rowId: suppressionRow(tx.organizationId, row.channel, row.recipient_index),
    sealed: row.recipient_sealed,
  }));
  const recipients = await openRecipients(deps, tx, 'message_suppression', sealed);
  return rows.map((row, index) => ({
    channel: row.channel,
    index: row.recipient_index,
    to: recipients[index] ?? '',
    reason: row.reason,
    createdAt: row.created_at.toISOString(),
  }));
}

export interface NewSuppression extends Origin {
  readonly wall: string;
  readonly channel: DeliveryChannel;
  readonly to: string;
}

/** Lets an address get nothing more, except for what concerns the safety of its account. Entered twice it is there once. */
export function suppress(
  deps: Deps,
  actor: UserActor,
  { wall, channel, to, ...origin }: NewSuppression,
): Promise<Result<SuppressionItem, 'no-address'>> {
  const recipient = normalisedRecipient(channel, to);
  if (recipient === null) return Promise.resolve(refuse('no-address'));
  return deps.db.globalTx(async (global) => {
    const tx = await global.enter(wall);
    const index = await recipientIndex(deps, tx, channel, recipient);
    const rowId = suppressionRow(wall, channel, index);
    const place = { table: 'message_suppression', column: 'recipient_sealed', rowId } as const;
    const added = await tx.query(
      'insert into message_suppression (organization_id, channel, recipient_index, recipient_sealed, reason, created_at, created_by)' +
        " values ($1, $2, $3, $4, 'manual', $5, $6) on conflict do nothing returning 1",
      [wall, channel, index, await sealForOutbox(deps, tx, place, recipient), deps.clock.now(), actor.userId],
    );
    const rows = await tx.query<Row>(
      'select channel, recipient_index, recipient_sealed, reason, created_at from message_suppression' +
        ' where organization_id = $1 and channel = $2 and recipient_index = $3',
      [wall, channel, index],
    );
    const [item] = await itemsOf(deps, tx, rows);
    if (item === undefined) throw new Error('a suppression that was entered is not there');
    if (added.length > 0) await tellAudit(await global.enter(actor.organizationId), actor, 'suppressed', index, origin);
    return ok(item);
  });
}

export interface SuppressionKey extends Origin {
  readonly wall: string;
  readonly channel: DeliveryChannel;
  readonly index: string;
}

/** Lets an address get messages again. Answers whether it was on the list. */
export function unsuppress(
  deps: Deps,
  actor: UserActor,
  { wall, channel, index, ...origin }: SuppressionKey,
): Promise<boolean> {
  return deps.db.globalTx(async (global) => {
    const tx = await global.enter(wall);
    const removed = await tx.query(
      'delete from message_suppression where organization_id = $1 and channel = $2 and recipient_index = $3 returning 1',
      [wall, channel, index],
    );
    if (removed.length === 0) return false;
    await tellAudit(await global.enter(actor.organizationId), actor, 'unsuppressed', index, origin);
    return true;
  });
}

/** The trail names the fingerprint: the address stays where it can be erased. */
async function tellAudit(
  tx: Tx,
  actor: UserActor,
  what: 'suppressed' | 'unsuppressed',
  index: string,
  origin: Origin,
): Promise<void> {
  const entry = {
    action: `recipient.${what}`,
    subjectKind: 'recipient',
    subjectId: index,
    userId: actor.userId,
  } as const;
  await recordChange(tx, { kind: 'identity', ids: [], audit: [{ ...entry, ...origin }] });
}
