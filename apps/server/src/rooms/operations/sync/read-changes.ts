import type { RegisterState } from '@mosaajii/contract/identity';
import type { ShopSettings } from '@mosaajii/contract/settings';
import type { CatalogDelta } from '@mosaajii/domain/catalog';
import type { Stores } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { type ChangeKind, readChanges, type SealedChange } from '../../../platform/feed/index.ts';
import { readCatalogDelta, readCategories, readTaxes } from '../../catalog/index.ts';
import { readEpoch, readRegisterUsers, readShopSettings, storeToUse } from '../../identity/index.ts';
import { SECTION_CHANGES } from './sections.ts';

/** What a register keeps a copy of. Sales, stock and shifts of others are asked for when they are wanted. */
const KINDS: readonly ChangeKind[] = [
  'catalog.variants',
  'catalog.categories',
  'catalog.taxes',
  ...SECTION_CHANGES.keys(),
  'settings',
  'people',
  'rights',
];
const MOST_CHANGES = 500;
/** More products than this are quicker as a snapshot. */
const MOST_PRODUCTS = 2_000;

export interface Changes {
  readonly epoch: string;
  readonly cursor: number;
  /** The cursor is of another epoch, ahead of the feed, or too far behind: load the snapshot again. */
  readonly reset: boolean;
  readonly sections: CatalogDelta & {
    readonly settings?: ShopSettings;
    readonly users?: RegisterState['users'];
    /** The sections that changed, each with the position of its last change here. */
    readonly moved?: Readonly<Record<string, number>>;
  };
  readonly isComplete: boolean;
}

/** What changed after a cursor, as of one moment. */
export async function changesAfter(
  tx: Tx,
  reader: { readonly storeId: string | undefined; readonly stores: Stores; readonly now: Date },
  after: { readonly cursor: number; readonly epoch: string },
): Promise<Changes> {
  const epoch = await readEpoch(tx);
  const { head, changes } = await readChanges(tx, after.cursor, KINDS, MOST_CHANGES);
  if (after.epoch !== epoch || after.cursor > head) return resetTo(epoch, head);
  const productIds = new Set(
    changes.filter((change) => change.kind === 'catalog.variants').flatMap((change) => change.ids),
  );
  if (productIds.size > MOST_PRODUCTS) return resetTo(epoch, head);
  const has = (kind: ChangeKind) => changes.some((change) => change.kind === kind);
  const moved = movedSections(changes);
  const isComplete = changes.length < MOST_CHANGES;
  return {
    epoch,
    cursor: isComplete ? head : (changes.at(-1)?.position ?? head),
    reset: false,
    sections: {
      ...(productIds.size > 0 ? { products: await readCatalogDelta(tx, [...productIds]) } : {}),
      ...(has('catalog.categories') ? { categories: await readCategories(tx) } : {}),
      ...(has('catalog.taxes') ? { taxes: await readTaxes(tx) } : {}),
      ...(Object.keys(moved).length > 0 ? { moved } : {}),
      // Who may do what here concerns the register alone.
      ...(reader.storeId !== undefined && (has('people') || has('rights'))
        ? { users: await readRegisterUsers(tx, { instant: reader.now.getTime(), storeId: reader.storeId }) }
        : {}),
      ...(has('settings')
        ? { settings: await readShopSettings(tx, reader.storeId ?? (await storeToUse(tx, reader.stores))) }
        : {}),
    },
    isComplete,
  };
}

function movedSections(changes: readonly SealedChange[]): Record<string, number> {
  const moved: Record<string, number> = {};
  for (const { kind, position } of changes) {
    const name = SECTION_CHANGES.get(kind);
    if (name !== undefined) moved[name] = position;
  }
  return moved;
}

function resetTo(epoch: string, cursor: number): Changes {
  return { epoch, cursor, reset: true, sections: {}, isComplete: true };
}
