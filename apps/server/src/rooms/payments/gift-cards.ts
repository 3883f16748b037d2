import { createHash } from 'node:crypto';
import type { GiftCard, GiftCardList, GiftCardsQuery } from '@mosaajii/contract/purses';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { giftCardCode, giftCardHashInput, giftCardIdOf } from '@mosaajii/domain/purse';
import type { UserActor } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { CURSOR_PARTS, decodeCursor, momentText, pageOf } from '../../platform/paging/index.ts';

interface CardRow {
  readonly purse_id: string;
  readonly hint: string;
  readonly balance_minor: number;
  readonly held_minor: number;
  readonly expires_on: string | null;
  readonly is_blocked: boolean;
  readonly opened_at: Date;
  readonly opened_key: string;
}

const COLUMNS = `purse_id, hint, balance_minor, held_minor, expires_on, is_blocked, opened_at,
  ${momentText('opened_at')} as opened_key`;
const SHORTEST_HINT = 2;

const STATES = {
  open: ['balance_minor > 0', 'not is_blocked'],
  empty: ['balance_minor = 0'],
  blocked: ['is_blocked'],
  all: [],
} as const;

/** One page of gift cards, the latest first, and what all cards are worth. Null: a foreign cursor. */
export async function listGiftCards(tx: Tx, asked: GiftCardsQuery): Promise<GiftCardList | null> {
  const values: unknown[] = [tx.organizationId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['organization_id = $1', "kind = 'gift-card'", ...STATES[asked.state]];
  const wanted = (asked.query ?? '').toUpperCase().replace(/[\s-]/g, '');
  if (wanted !== '') {
    const code = giftCardCode(wanted);
    const hint = wanted.length < SHORTEST_HINT ? null : wanted.slice(-4);
    conditions.push(
      code === null
        ? `hint like ${add(`%${hint ?? ''}`)}`
        : `purse_id = ${add(cardIdOf(tx.organizationId, code))}::uuid`,
    );
  }
  if (asked.cursor !== undefined) {
    const key = decodeCursor(asked.cursor, [CURSOR_PARTS.moment, CURSOR_PARTS.uuid]);
    if (key === null) return null;
    conditions.push(`(opened_at, purse_id) < (${add(key[0])}::timestamptz, ${add(key[1])}::uuid)`);
  }
  const rows = await tx.query<CardRow>(
    `select ${COLUMNS} from purse where ${conditions.join(' and ')} order by opened_at desc, purse_id desc` +
      ` limit ${add(asked.limit + 1)}`,
    values,
  );
  const { page, nextCursor } = pageOf(rows, asked.limit, (row) => [row.opened_key, row.purse_id]);
  const [owed] = await tx.query<{ owed: number }>(
    "select coalesce(sum(balance_minor), 0)::bigint as owed from purse where organization_id = $1 and kind = 'gift-card'",
    [tx.organizationId],
  );
  return { items: page.map(cardOf), nextCursor, owedMinor: owed?.owed ?? 0 };
}

function cardIdOf(organizationId: string, code: string): string {
  return giftCardIdOf(createHash('sha256').update(giftCardHashInput(organizationId, code)).digest('hex'));
}

/** One gift card, or nothing. */
export async function readGiftCard(tx: Tx, cardId: string): Promise<GiftCard | undefined> {
  const [row] = await tx.query<CardRow>(
    `select ${COLUMNS} from purse where organization_id = $1 and kind = 'gift-card' and purse_id = $2`,
    [tx.organizationId, cardId],
  );
  return row === undefined ? undefined : cardOf(row);
}

/** Blocks a card, or lets it be used again. What is on it stays on it. */
export function blockGiftCard(
  deps: Pick<Deps, 'db'>,
  actor: UserActor,
  cardId: string,
  change: { readonly isBlocked: boolean; readonly reason: string },
  requestId: string,
): Promise<Result<GiftCard, Refusal<'value-unknown'>>> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const changed = await tx.query(
      "update purse set is_blocked = $3 where organization_id = $1 and kind = 'gift-card' and purse_id = $2" +
        ' and is_blocked <> $3 returning purse_id',
      [tx.organizationId, cardId, change.isBlocked],
    );
    const card = await readGiftCard(tx, cardId);
    if (card === undefined) return refuse({ code: 'value-unknown', detail: 'There is no gift card with this id.' });
    if (changed.length > 0) {
      await recordChange(tx, {
        kind: 'gift-cards',
        ids: [cardId],
        audit: [
          {
            action: change.isBlocked ? 'gift-card.blocked' : 'gift-card.unblocked',
            subjectKind: 'gift-card',
            subjectId: cardId,
            userId: actor.userId,
            detail: { hint: card.hint, reason: change.reason },
            requestId,
          },
        ],
      });
    }
    return ok(card);
  });
}

function cardOf(row: CardRow): GiftCard {
  return {
    cardId: row.purse_id,
    hint: row.hint,
    balanceMinor: row.balance_minor,
    heldMinor: row.held_minor,
    expiresOn: row.expires_on,
    isBlocked: row.is_blocked,
    openedAt: row.opened_at.toISOString(),
  };
}
