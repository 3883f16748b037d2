import type { NoticeItem, NoticeList, NoticeQuery } from '@mosaajii/contract/notifications';
import type { Tx } from '../../platform/database/index.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { CURSOR_PARTS, decodeCursor, momentText, pageOf } from '../../platform/paging/index.ts';
import { unwantedNotices } from './preferences.ts';
import { type Params, render } from './render.ts';

interface Row {
  readonly notice_id: string;
  readonly template: string;
  readonly params: Params;
  readonly created_at: Date;
  readonly created_key: string;
  readonly read_at: Date | null;
}

const KEY = [CURSOR_PARTS.moment, CURSOR_PARTS.uuid] as const;

/** One page of somebody's own notices, the latest first. `null`: the cursor is not one of this list. */
export async function listNotices(tx: Tx, userId: string, query: NoticeQuery): Promise<NoticeList | null> {
  const { cursor, limit, isUnread, language } = query;
  const after = cursor === undefined ? undefined : decodeCursor(cursor, KEY);
  if (after === null) return null;
  const unwanted = await unwantedNotices(tx, userId);
  const values: unknown[] = [tx.organizationId, userId, unwanted, limit + 1];
  const conditions = ['organization_id = $1', 'user_id = $2', 'template <> all($3::text[])'];
  if (isUnread === true) conditions.push('read_at is null');
  if (after !== undefined) {
    values.push(...after);
    conditions.push('(created_at, notice_id) < ($5::timestamptz, $6::uuid)');
  }
  const rows = await tx.query<Row>(
    `select notice_id, template, params, created_at, ${momentText('created_at')} as created_key, read_at from notice` +
      ` where ${conditions.join(' and ')} order by created_at desc, notice_id desc limit $4`,
    values,
  );
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.created_key, row.notice_id]);
  const unread = await countUnread(tx, userId, unwanted);
  return { items: page.map((row) => itemOf(row, language)), nextCursor, unread };
}

/** How many notices somebody has not read. */
export async function unreadOf(tx: Tx, userId: string): Promise<number> {
  return countUnread(tx, userId, await unwantedNotices(tx, userId));
}

async function countUnread(tx: Tx, userId: string, unwanted: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ unread: number }>(
    'select count(*)::int as unread from notice where organization_id = $1 and user_id = $2 and read_at is null' +
      ' and template <> all($3::text[])',
    [tx.organizationId, userId, unwanted],
  );
  return row?.unread ?? 0;
}

/** Marks somebody's own notices as read: these, or all. Their other open screens hear of it. Returns how many are left. */
export async function markRead(tx: Tx, userId: string, which: readonly string[] | 'all', now: Date): Promise<number> {
  const ids = which === 'all' ? null : which;
  const read = await tx.query<{ notice_id: string }>(
    'update notice set read_at = $3 where organization_id = $1 and user_id = $2 and read_at is null' +
      ' and ($4::uuid[] is null or notice_id = any($4::uuid[])) returning notice_id',
    [tx.organizationId, userId, now, ids],
  );
  if (read.length > 0) await recordChange(tx, { kind: 'notice', ids: [], audit: [] });
  return unreadOf(tx, userId);
}

function itemOf(row: Row, language: NoticeQuery['language']): NoticeItem {
  const { template, params } = row;
  const rendered = render({ template, locale: language, params });
  return {
    noticeId: row.notice_id,
    title: rendered?.subject ?? template,
    text: rendered?.paragraphs.join('\n') ?? '',
    path: rendered?.path ?? null,
    action: rendered?.action ?? null,
    direction: rendered?.direction ?? 'ltr',
    createdAt: row.created_at.toISOString(),
    isRead: row.read_at !== null,
  };
}
