import type { TaxRule } from '@mosaajii/domain';
import {
  applyDelta,
  type CatalogDelta,
  type CatalogHit,
  type CodeHit,
  favouriteVariants,
  firstVariants,
  OVERLAY_LIMIT,
  openSnapshot,
  overlaySize,
  type SearchIndex,
  type SnapshotCategory,
  type SnapshotTaxClass,
  type SnapshotView,
  searchIndex,
  taxesOfClass,
  unpricedVariants,
  variantByCodeOrSku,
  variantById,
  variantCount,
  variantsInCategory,
  variantsOfProduct,
} from '@mosaajii/domain/catalog';
import { type Observable, source } from '../device/observable.ts';

export type { CatalogHit, CodeHit } from '@mosaajii/domain/catalog';

/** What the till can know about its catalogue at a glance. */
export interface CatalogState {
  /** `empty`: nothing was ever loaded on this device. */
  readonly status: 'empty' | 'ready';
  readonly variantCount: number;
  /** Grows with every change, so that lists know when to ask again. */
  readonly revision: number;
  /** While a snapshot comes in. `totalBytes` is null when the server did not say. */
  readonly loading: { readonly receivedBytes: number; readonly totalBytes: number | null } | null;
}

/** The catalogue in memory. Every question is answered at once; nothing here touches the network or the disk. */
export interface Catalog {
  readonly state: Observable<CatalogState>;
  /** By GTIN (any length), PLU, another exact code, or SKU: labels of a shop of its own often carry the SKU. */
  byCode(code: string): CodeHit | null;
  /** At most `limit` variants, best first. */
  search(text: string, limit: number): readonly CatalogHit[];
  variant(variantId: string): CatalogHit | null;
  variantsOf(productId: string): readonly CatalogHit[];
  categories(): readonly SnapshotCategory[];
  inCategory(categoryId: string, limit: number): readonly CatalogHit[];
  favourites(limit?: number): readonly CatalogHit[];
  /** Any products, in the order of their names. */
  first(limit: number): readonly CatalogHit[];
  /** Without a price, in the order of their names: goods that are sold at what is typed. */
  unpriced(limit: number): readonly CatalogHit[];
  taxClasses(): readonly SnapshotTaxClass[];
  /** The tax rules of a class on a day of the store, in the order in which they are computed. */
  taxesOf(taxClassId: string, day: string): readonly TaxRule[];
}

/** The side that fills the catalogue: only the pull and the start use it. */
export interface CatalogFiller {
  readonly catalog: Catalog;
  /** Refuses damaged bytes and bytes of another format: they are loaded again. */
  open(bytes: Uint8Array, deltas: readonly CatalogDelta[]): boolean;
  apply(delta: CatalogDelta): void;
  loading(progress: CatalogState['loading']): void;
  /** So many products changed that a new snapshot is cheaper than the overlay. */
  isOverlayFull(): boolean;
  position(): number;
  isEmpty(): boolean;
}

const MOST_FAVOURITES = 200;

export function createCatalog(): CatalogFiller {
  let view: SnapshotView | null = null;
  let index: SearchIndex | null = null;
  const state = source<CatalogState>({ status: 'empty', variantCount: 0, revision: 0, loading: null });
  const changed = (next: SnapshotView) => {
    view = next;
    index = null;
    const { revision, loading } = state.get();
    state.set({ status: 'ready', variantCount: variantCount(next), revision: revision + 1, loading });
  };
  const catalog: Catalog = {
    state,
    byCode: (code) => view && variantByCodeOrSku(view, code),
    search(text, limit) {
      if (view === null) return [];
      index ??= searchIndex(view);
      return index.search(text, limit);
    },
    variant: (variantId) => view && variantById(view, variantId),
    variantsOf: (productId) => (view ? variantsOfProduct(view, productId) : []),
    categories: () => view?.categories ?? [],
    inCategory: (categoryId, limit) => (view ? variantsInCategory(view, categoryId, limit) : []),
    favourites: (limit = MOST_FAVOURITES) => (view ? favouriteVariants(view, limit) : []),
    first: (limit) => (view ? firstVariants(view, limit) : []),
    unpriced: (limit) => (view ? unpricedVariants(view, limit) : []),
    taxClasses: () => view?.taxClasses ?? [],
    taxesOf: (taxClassId, day) => (view ? taxesOfClass(view, taxClassId, day) : []),
  };
  return {
    catalog,
    open(bytes, deltas) {
      const opened = openSnapshot(bytes);
      if (!opened.ok) return false;
      changed(deltas.reduce(applyDelta, opened.value));
      return true;
    },
    apply(delta) {
      if (view !== null) changed(applyDelta(view, delta));
    },
    loading: (loading) => state.set({ ...state.get(), loading }),
    isOverlayFull: () => view !== null && overlaySize(view) > OVERLAY_LIMIT,
    position: () => view?.position ?? 0,
    isEmpty: () => view === null,
  };
}
