import type { AdjustmentRequest, StockLevels } from '@mosaajii/contract/stock';
import type { Stores } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import { CURSOR_PARTS, decodeCursor, pageOf } from '../../platform/paging/index.ts';
import { findVariantIds, readVariantLabels, VARIANT_QUERIES, type VariantRow } from '../catalog/index.ts';
import { readStoreFrame, type StoreFrame } from '../identity/index.ts';

/** An adjustment that was recorded, lines in their order. */
export interface StoredAdjustment {
  readonly kind: AdjustmentRequest['kind'];
  readonly store_id: string;
  readonly lines: readonly { readonly variant_id: string; readonly quantity_milli: number }[];
}

export interface AdjustmentContext {
  readonly stored: StoredAdjustment | null;
  readonly store: StoreFrame | null;
  readonly variants: ReadonlyMap<string, VariantRow>;
}

/** What an adjustment is decided on. */
export async function loadAdjustmentContext(tx: Tx, input: AdjustmentRequest): Promise<AdjustmentContext> {
  const stored = await readAdjustment(tx, input.adjustmentId);
  const store = await readStoreFrame(tx, input.storeId);
  const ids = [...new Set(input.lines.map((line) => line.variantId))].sort();
  const variants = await tx.query<VariantRow>(VARIANT_QUERIES.variants('$2'), [tx.organizationId, ids]);
  return { stored, store, variants: new Map(variants.map((row) => [row.variant_id, row])) };
}

async function readAdjustment(tx: Tx, adjustmentId: string): Promise<StoredAdjustment | null> {
  const [row] = await tx.query<Omit<StoredAdjustment, 'lines'>>(
    'select kind, store_id from stock_adjustment where organization_id = $1 and adjustment_id = $2',
    [tx.organizationId, adjustmentId],
  );
  if (!row) return null;
  const lines = await tx.query<StoredAdjustment['lines'][number]>(
    'select variant_id, quantity_milli from stock_movement where organization_id = $1 and document_id = $2 order by line_number',
    [tx.organizationId, adjustmentId],
  );
  return { ...row, lines };
}

interface LevelRow {
  readonly store_id: string;
  readonly variant_id: string;
  readonly on_hand_milli: number;
  readonly set_aside_milli: number;
}

interface LevelFilter {
  readonly query?: string | undefined;
  readonly storeId?: string | undefined;
  /** Only of these stores, whatever else is asked. */
  readonly stores: Stores;
  readonly variantIds?: readonly string[] | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const MOST_FOUND = 1000;

/** Put aside for customers by layaways that are neither sold nor given up: on hand, and promised. */
const SET_ASIDE = `(select coalesce(sum(a.quantity_milli), 0)::bigint from layaway_line a
    where a.organization_id = v.organization_id and a.variant_id = v.variant_id and a.store_id = v.store_id
      and not exists (select from sale_origin o where o.organization_id = a.organization_id and o.layaway_id = a.layaway_id)
      and not exists (select from deposit r where r.organization_id = a.organization_id and r.layaway_id = a.layaway_id
                       and r.kind = 'returned'))`;

/** One page of levels, in the order of their key. `null`: the cursor is not one of this list. */
export async function listLevels(tx: Tx, filter: LevelFilter): Promise<StockLevels | null> {
  const after =
    filter.cursor === undefined ? null : decodeCursor(filter.cursor, [CURSOR_PARTS.uuid, CURSOR_PARTS.uuid]);
  if (filter.cursor !== undefined && after === null) return null;
  const among =
    filter.query === undefined ? (filter.variantIds ?? null) : await findVariantIds(tx, filter.query, MOST_FOUND);
  const rows = await tx.query<LevelRow>(
    `select store_id, variant_id, on_hand_milli, ${SET_ASIDE} as set_aside_milli from stock_level v where organization_id = $1` +
      ' and ($2::uuid is null or store_id = $2) and ($3::uuid[] is null or variant_id = any($3))' +
      ' and ($4::uuid is null or (store_id, variant_id) > ($4, $5::uuid)) and ($7::uuid[] is null or store_id = any($7))' +
      ' order by store_id, variant_id limit $6',
    [
      tx.organizationId,
      filter.storeId ?? null,
      among,
      after?.[0] ?? null,
      after?.[1] ?? null,
      filter.limit + 1,
      filter.stores,
    ],
  );
  const { page, nextCursor } = pageOf(rows, filter.limit, (row) => [row.store_id, row.variant_id]);
  const labels = await readVariantLabels(
    tx,
    page.map((row) => row.variant_id),
  );
  return {
    items: page.map((row) => {
      const label = labels.get(row.variant_id);
      const options = label?.option_values ?? [];
      return {
        storeId: row.store_id,
        variantId: row.variant_id,
        sku: label?.sku ?? '',
        name: [label?.product_name ?? '', ...options].join(' · '),
        onHandMilli: row.on_hand_milli,
        setAsideMilli: row.set_aside_milli,
      };
    }),
    nextCursor,
  };
}
