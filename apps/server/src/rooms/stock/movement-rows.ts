import type { MovementKind } from '@mosaajii/domain/stock';
import { type FactTable, insertInto, type Step, type Table } from '../../platform/statement/index.ts';

/** A movement as it is stored; goods that leave are negative. */
export interface MovementRow {
  readonly documentId: string;
  readonly lineNumber: number;
  readonly documentKind: 'sale' | 'return' | 'write-off' | 'adjustment' | 'goods-receipt';
  readonly storeId: string;
  readonly variantId: string;
  readonly kind: MovementKind;
  readonly quantityMilli: number;
  readonly costE4: number | null;
  readonly reason: string;
  readonly userId: string;
  readonly businessDate: string;
}

/** An adjustment document: what was counted, written off, received or there from the start. */
export interface AdjustmentRow {
  readonly adjustmentId: string;
  readonly storeId: string;
  readonly kind: 'opening' | 'adjustment' | 'write-off' | 'receipt';
  readonly reason: string;
  readonly userId: string;
  readonly businessDate: string;
}

interface LevelRow {
  readonly storeId: string;
  readonly variantId: string;
  readonly quantityMilli: number;
}

const STOCK_MOVEMENT: Table<MovementRow> = {
  name: 'stock_movement',
  columns: [
    { name: 'document_id', type: 'uuid', value: (row) => row.documentId },
    { name: 'line_number', type: 'integer', value: (row) => row.lineNumber },
    { name: 'document_kind', type: 'text', value: (row) => row.documentKind },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'variant_id', type: 'uuid', value: (row) => row.variantId },
    { name: 'kind', type: 'text', value: (row) => row.kind },
    { name: 'quantity_milli', type: 'bigint', value: (row) => row.quantityMilli },
    { name: 'cost_e4', type: 'bigint', value: (row) => row.costE4 },
    { name: 'reason', type: 'text', value: (row) => row.reason },
    { name: 'user_id', type: 'uuid', value: (row) => row.userId },
    { name: 'business_date', type: 'date', value: (row) => row.businessDate },
  ],
};

const STOCK_ADJUSTMENT: Table<AdjustmentRow> = {
  name: 'stock_adjustment',
  columns: [
    { name: 'adjustment_id', type: 'uuid', value: (row) => row.adjustmentId },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'kind', type: 'text', value: (row) => row.kind },
    { name: 'reason', type: 'text', value: (row) => row.reason },
    { name: 'user_id', type: 'uuid', value: (row) => row.userId },
    { name: 'business_date', type: 'date', value: (row) => row.businessDate },
  ],
};

const STOCK_LEVEL: Table<LevelRow> = {
  name: 'stock_level',
  columns: [
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'variant_id', type: 'uuid', value: (row) => row.variantId },
    { name: 'on_hand_milli', type: 'bigint', value: (row) => row.quantityMilli },
  ],
  onConflict:
    'on conflict (organization_id, store_id, variant_id)' +
    ' do update set on_hand_milli = stock_level.on_hand_milli + excluded.on_hand_milli',
  returning: 'returning variant_id, on_hand_milli',
};

/** SQLSTATE of migration 0035: a level is below zero that a decision had left at or above it. */
export const STALE_LEVELS = 'MJ001';
const UNSURPRISING = 'unsurprising';
/** A statement with an {@link unsurprisingStep} ends with this: a part that nobody reads is not run. */
export const UNSURPRISING_TAIL = `select * from ${UNSURPRISING}`;

/** Refuses the statement whose `levelStep` leaves one of these variants below zero; no step when there are none. */
export function unsurprisingStep(variantIds: readonly string[]): Step | null {
  if (variantIds.length === 0) return null;
  return {
    name: UNSURPRISING,
    shape: UNSURPRISING,
    parameterCount: 1,
    text: (first) =>
      `select refuse_stale_levels() from w_${STOCK_LEVEL.name} where on_hand_milli < 0 and variant_id = any($${first}::uuid[])`,
    values: () => [variantIds],
    cut: () => {
      throw new Error('the check belongs to the statement that writes the levels');
    },
  };
}

/** Writes movements. The levels follow by {@link levelStep}, in the same transaction. */
export function movementSteps(
  rows: readonly MovementRow[],
  adjustments: readonly AdjustmentRow[] = [],
): (Step | null)[] {
  return [insertInto(STOCK_ADJUSTMENT, adjustments), insertInto(STOCK_MOVEMENT, rows)];
}

/**
 * Moves the levels by the sum of movements, in the order of their key: two transactions that do so once each never wait
 * for each other in a circle.
 */
export function levelStep(rows: readonly MovementRow[]): Step | null {
  return insertInto(STOCK_LEVEL, levelRows(rows));
}

function levelRows(rows: readonly MovementRow[]): LevelRow[] {
  const levels = new Map<string, LevelRow>();
  for (const { storeId, variantId, quantityMilli } of rows) {
    const key = `${storeId}|${variantId}`;
    levels.set(key, { storeId, variantId, quantityMilli: (levels.get(key)?.quantityMilli ?? 0) + quantityMilli });
  }
  return [...levels].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** A query of what is on hand of some variants, for a larger statement. Locked only where a decision must be exact. */
export function levelsToLoad(
  parameter: { readonly store: string; readonly variantIds: string },
  isLocked: boolean,
): string {
  return (
    'select variant_id, on_hand_milli from stock_level where organization_id = $1' +
    ` and store_id = ${parameter.store} and variant_id = any(${parameter.variantIds}::uuid[])` +
    (isLocked ? ' order by variant_id for update' : '')
  );
}

/** Movements and adjustments, for recomputing them. */
export const STOCK_FACTS = {
  movements: {
    table: STOCK_MOVEMENT,
    document: 'document_id',
    key: ['document_id', 'line_number'],
  } satisfies FactTable<MovementRow>,
  adjustments: {
    table: STOCK_ADJUSTMENT,
    document: 'adjustment_id',
    key: ['adjustment_id'],
  } satisfies FactTable<AdjustmentRow>,
} as const;
