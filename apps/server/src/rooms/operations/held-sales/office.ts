import type { HeldSaleDetail, HeldSaleList, HeldSaleSummary } from '@mosaajii/contract/held-sales';
import { minor } from '@mosaajii/domain/money';
import { z } from 'zod';
import type { Stores, UserActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { CURSOR_PARTS, decodeCursor, momentText, pageOf } from '../../../platform/paging/index.ts';
import { clearLock, dropHeld, HELD_COLUMNS, type HeldSaleRow, lockHeld, placeOf } from './held-rows.ts';

interface Asked {
  readonly storeId?: string | undefined;
  readonly stores: Stores;
  readonly cursor?: string | undefined;
  readonly limit: number;
}
type Reading = Pick<Deps, 'personal' | 'clock'>;

/** One page of what is open, the latest first; of these stores only. `null`: a cursor of another list. */
export async function listHeld(tx: Tx, deps: Reading, asked: Asked): Promise<HeldSaleList | null> {
  const values: unknown[] = [tx.organizationId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['organization_id = $1', "state = 'open'"];
  if (asked.stores !== null) conditions.push(`store_id = any(${add(asked.stores)}::uuid[])`);
  if (asked.storeId !== undefined) conditions.push(`store_id = ${add(asked.storeId)}::uuid`);
  if (asked.cursor !== undefined) {
    const key = decodeCursor(asked.cursor, [CURSOR_PARTS.moment, CURSOR_PARTS.uuid]);
    if (key === null) return null;
    conditions.push(`(held_at, held_sale_id) < (${add(key[0])}::timestamptz, ${add(key[1])}::uuid)`);
  }
  const rows = await tx.query<HeldSaleRow & { readonly held_key: string }>(
    `select ${HELD_COLUMNS}, ${momentText('held_at')} as held_key from held_sale where ${conditions.join(' and ')}` +
      ` order by held_at desc, held_sale_id desc limit ${add(asked.limit + 1)}`,
    values,
  );
  const { page, nextCursor } = pageOf(rows, asked.limit, (row) => [row.held_key, row.held_sale_id]);
  const labels = await deps.personal.openMany(
    tx,
    page.map((row) => ({ field: placeOf(row.held_sale_id, 'label'), sealed: row.label_sealed })),
  );
  return { items: page.map((row, index) => summaryOf(row, labels[index] ?? '', deps.clock.now())), nextCursor };
}

function summaryOf(row: HeldSaleRow, label: string, now: Date): HeldSaleSummary {
  return {
    heldSaleId: row.held_sale_id,
    storeId: row.store_id,
    label,
    lineCount: row.line_count,
    totalMinor: minor(row.total_minor),
    heldBy: row.held_by,
    registerCode: row.held_register_code,
    heldAt: row.held_at.toISOString(),
    lock: lockOf(row, now),
  };
}

function lockOf(row: HeldSaleRow, now: Date): HeldSaleSummary['lock'] {
  const { locked_by, locked_register_code, locked_at, lock_expires_at } = row;
  if (locked_by === null || locked_at === null || lock_expires_at === null) return null;
  return {
    userId: locked_by,
    registerCode: locked_register_code ?? '',
    since: locked_at.toISOString(),
    until: lock_expires_at.toISOString(),
    isStale: lock_expires_at <= now,
  };
}

/** What tills of this version write; everything else of a cart is theirs alone. */
const cartContent = z.object({
  cart: z.object({
    note: z.string().default(''),
    customer: z.object({ name: z.string() }).optional(),
    lines: z.array(
      z.object({
        lineId: z.string(),
        name: z.string(),
        unit: z.string(),
        quantityMilli: z.int(),
        unitPriceE4: z.int().nullable(),
      }),
    ),
  }),
});

function cartOf(content: string): z.infer<typeof cartContent>['cart'] | null {
  try {
    return cartContent.safeParse(JSON.parse(content)).data?.cart ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function openRow(tx: Tx, heldSaleId: string): Promise<HeldSaleRow | undefined> {
  const [row] = await tx.query<HeldSaleRow>(
    `select ${HELD_COLUMNS} from held_sale where organization_id = $1 and held_sale_id = $2 and state = 'open'`,
    [tx.organizationId, heldSaleId],
  );
  return row;
}

/** The store of a held sale that is still open; undefined when there is none. */
export async function readHeldStore(tx: Tx, heldSaleId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ store_id: string }>(
    'select store_id from held_sale where organization_id = $1 and held_sale_id = $2',
    [tx.organizationId, heldSaleId],
  );
  return row?.store_id;
}

/** One open held sale with what is in it; `null` when it was sold or thrown away meanwhile. */
export async function readHeld(tx: Tx, deps: Reading, heldSaleId: string): Promise<HeldSaleDetail | null> {
  const row = await openRow(tx, heldSaleId);
  if (row === undefined) return null;
  const [label = '', content = ''] = await deps.personal.openMany(tx, [
    { field: placeOf(heldSaleId, 'label'), sealed: row.label_sealed },
    { field: placeOf(heldSaleId, 'content'), sealed: row.content_sealed },
  ]);
  const cart = cartOf(content);
  return {
    ...summaryOf(row, label, deps.clock.now()),
    customerName: cart?.customer?.name ?? '',
    note: cart?.note ?? '',
    lines: cart?.lines ?? null,
  };
}

/**
 * Takes the lock of a held sale away, whoever has it, so that any till may go on with it. `false`: nobody had it, or it is
 * not held any more. The till that had it hears of it, and keeps what it changed apart.
 */
export function unlockHeld(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: UserActor,
  heldSaleId: string,
  requestId: string,
): Promise<boolean> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const row = await lockHeld(tx, heldSaleId);
    if (row === undefined || row.state !== 'open' || row.lock_id === null) return false;
    await clearLock(tx, heldSaleId);
    const wasStale = row.lock_expires_at !== null && row.lock_expires_at <= deps.clock.now();
    const detail = {
      from: row.locked_by,
      fromRegister: row.locked_register_code,
      wasStale,
      totalMinor: row.total_minor,
    };
    await recordChange(tx, {
      kind: 'held-sales',
      ids: [heldSaleId],
      audit: [
        {
          action: 'held-sale.unlocked',
          subjectKind: 'held-sale',
          subjectId: heldSaleId,
          userId: actor.userId,
          requestId,
          detail,
        },
      ],
    });
    return true;
  });
}

/** Throws a held sale away, whoever has it; only that it was, and why it went, is kept. `false`: it was gone before. */
export function cancelHeld(
  deps: Pick<Deps, 'db'>,
  actor: UserActor,
  heldSaleId: string,
  reason: string,
  requestId: string,
): Promise<boolean> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const row = await lockHeld(tx, heldSaleId);
    if (row === undefined || row.state !== 'open') return false;
    await dropHeld(tx, heldSaleId);
    const detail = {
      reason,
      heldBy: row.held_by,
      registerCode: row.held_register_code,
      totalMinor: row.total_minor,
      lineCount: row.line_count,
    };
    await recordChange(tx, {
      kind: 'held-sales',
      ids: [heldSaleId],
      audit: [
        {
          action: 'held-sale.cancelled',
          subjectKind: 'held-sale',
          subjectId: heldSaleId,
          userId: actor.userId,
          requestId,
          detail,
        },
      ],
    });
    return true;
  });
}
