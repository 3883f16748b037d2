import type { ChannelList, MessageItem, MessageList, MessageQuery } from '@mosaajii/contract/notifications';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import {
  type DeliveryChannel,
  normalisedRecipient,
  openRecipients,
  recipientIndex,
} from '../../platform/messages/index.ts';
import { CURSOR_PARTS, decodeCursor, momentText, pageOf } from '../../platform/paging/index.ts';
import { type Params, render } from './render.ts';

interface LogRow {
  readonly message_id: string;
  readonly channel: DeliveryChannel;
  readonly template: string;
  readonly recipient_sealed: string;
  readonly params: Params;
  readonly is_secret: boolean;
  readonly state: MessageItem['state'];
  readonly attempts: number;
  readonly last_code: string | null;
  readonly next_attempt_at: Date;
  readonly created_at: Date;
  readonly created_key: string;
  readonly expires_at: Date;
  readonly finished_at: Date | null;
}

const COLUMNS = `message_id, channel, template, recipient_sealed, params, is_secret, state, attempts, last_code, next_attempt_at,
  created_at, ${momentText('created_at')} as created_key, expires_at, finished_at`;
const KEY = [CURSOR_PARTS.moment, CURSOR_PARTS.uuid] as const;

/** One page of the delivery log, the latest first. `null`: the cursor is not one of this list. */
export async function listMessages(
  deps: Pick<Deps, 'personal'>,
  tx: Tx,
  { cursor, limit, state, channel, template, to, language }: Omit<MessageQuery, 'scope'>,
): Promise<MessageList | null> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, KEY);
  if (after === null) return null;
  const values: unknown[] = [tx.organizationId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['organization_id = $1'];
  if (state !== undefined) conditions.push(`state = ${add(state)}`);
  if (channel !== undefined) conditions.push(`channel = ${add(channel)}`);
  if (template !== undefined) conditions.push(`template = ${add(template)}`);
  if (to !== undefined) conditions.push(`recipient_index = ${add(await indexOf(deps, tx, to))}::text`);
  if (after !== undefined) {
    conditions.push(`(created_at, message_id) < (${add(after[0])}::timestamptz, ${add(after[1])}::uuid)`);
  }
  const rows = await tx.query<LogRow>(
    `select ${COLUMNS} from message where ${conditions.join(' and ')}` +
      ` order by created_at desc, message_id desc limit ${add(limit + 1)}`,
    values,
  );
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.created_key, row.message_id]);
  return { items: await itemsOf(deps, tx, page, language), nextCursor };
}

/** One message of the log, or null. */
export async function readMessage(
  deps: Pick<Deps, 'personal'>,
  tx: Tx,
  messageId: string,
): Promise<MessageItem | null> {
  const rows = await tx.query<LogRow>(`select ${COLUMNS} from message where organization_id = $1 and message_id = $2`, [
    tx.organizationId,
    messageId,
  ]);
  const [item] = await itemsOf(deps, tx, rows, 'en');
  return item ?? null;
}

/** What is searched for is an address of one kind; what is neither has no messages. */
async function indexOf(deps: Pick<Deps, 'personal'>, tx: Tx, to: string): Promise<string | null> {
  const channel = to.includes('@') ? 'email' : 'sms';
  const recipient = normalisedRecipient(channel, to);
  return recipient === null ? null : recipientIndex(deps, tx, channel, recipient);
}

async function itemsOf(
  deps: Pick<Deps, 'personal'>,
  tx: Tx,
  rows: readonly LogRow[],
  language: MessageQuery['language'],
): Promise<MessageItem[]> {
  const sealed = rows.map((row) => ({ rowId: row.message_id, sealed: row.recipient_sealed }));
  const recipients = await openRecipients(deps, tx, 'message', sealed);
  return rows.map((row, index) => itemOf(row, recipients[index] ?? '', language));
}

function itemOf(row: LogRow, to: string, language: MessageQuery['language']): MessageItem {
  const isDone = !['queued', 'sending'].includes(row.state);
  return {
    messageId: row.message_id,
    channel: row.channel,
    template: row.template,
    subject: subjectOf(row, language),
    to,
    state: row.state,
    attempts: row.attempts,
    lastCode: row.last_code,
    createdAt: row.created_at.toISOString(),
    nextAttemptAt: row.state === 'queued' ? row.next_attempt_at.toISOString() : null,
    expiresAt: row.expires_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    canRetry: row.state === 'queued' || (isDone && row.state !== 'delivered' && !row.is_secret),
  };
}

/** A place that is filled by a secret stays open, as in the template. */
function subjectOf({ template, params }: LogRow, language: MessageQuery['language']): string {
  return render({ template, locale: language, params })?.subject ?? template;
}

/** Which ways out there are, and what waits for them. */
export async function listChannels(deps: Pick<Deps, 'senders'>, tx: Tx): Promise<ChannelList> {
  const rows = await tx.query<{ channel: DeliveryChannel; state: string; number: number }>(
    "select channel, state, count(*)::int as number from message where organization_id = $1 and state in ('queued', 'sending', 'failed')" +
      ' group by channel, state',
    [tx.organizationId],
  );
  const sum = (channel: DeliveryChannel, states: readonly string[]) =>
    rows
      .filter((row) => row.channel === channel && states.includes(row.state))
      .reduce((total, row) => total + row.number, 0);
  return {
    channels: (['email', 'sms'] as const).map((channel) => ({
      channel,
      isConfigured: deps.senders?.[channel] !== undefined,
      waiting: sum(channel, ['queued', 'sending']),
      failed: sum(channel, ['failed']),
    })),
  };
}
