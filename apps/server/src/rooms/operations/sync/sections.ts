import { SECTION_PAGE, type SectionItem, type SectionName, type SectionReply } from '@mosaajii/contract/sections';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type CatalogChangeKind, type ChangeKind, readChanges, readPositions } from '../../../platform/feed/index.ts';
import { COUPON_ITEMS, PROMOTION_USE_ITEMS, readPricing } from '../../catalog/index.ts';
import { CUSTOMER_ITEMS } from '../../customers/index.ts';
import { readEpoch } from '../../identity/index.ts';
import { CARD_ANSWER_ITEMS } from '../../payments/index.ts';
import { HELD_SALE_ITEMS } from '../held-sales/section.ts';
import { LAYAWAY_ITEMS } from '../layaways/section.ts';

/** For whom a section is read. */
export interface SectionAsker {
  readonly storeId: string;
  readonly deps: Deps;
}

/** One document; its version is the position of the last change of its kind. */
interface WholeSection {
  readonly kind: 'whole';
  readonly change: CatalogChangeKind;
  read(tx: Tx, asker: SectionAsker): Promise<unknown>;
}

/** Items with ids; what changed is found by the ids that the feed names. */
interface ByIdSection {
  readonly kind: 'by-id';
  readonly change: ChangeKind;
  /** At most `limit` items whose ids follow `after`, in the order of their ids. */
  page(tx: Tx, asker: SectionAsker, after: string | null, limit: number): Promise<readonly SectionItem[]>;
  /** The items with these ids that a register may keep; the others are gone. */
  byIds(tx: Tx, asker: SectionAsker, ids: readonly string[]): Promise<readonly SectionItem[]>;
}

export type Section = WholeSection | ByIdSection;

/** Every section by its name, and who reads it. */
export const SECTION_READERS: Readonly<Record<SectionName, Section>> = {
  pricing: {
    kind: 'whole',
    change: 'catalog.pricing',
    read: (tx, { storeId, deps }) => readPricing(tx, storeId, deps.clock.now()),
  },
  coupons: { kind: 'by-id', change: 'catalog.coupons', ...COUPON_ITEMS },
  'promotion-uses': { kind: 'by-id', change: 'catalog.promotion-uses', ...PROMOTION_USE_ITEMS },
  customers: { kind: 'by-id', change: 'customers', ...CUSTOMER_ITEMS },
  'held-sales': { kind: 'by-id', change: 'held-sales', ...HELD_SALE_ITEMS },
  layaways: { kind: 'by-id', change: 'layaways', ...LAYAWAY_ITEMS },
  'card-answers': { kind: 'by-id', change: 'card-answers', ...CARD_ANSWER_ITEMS },
};

const MOST_CHANGES = 500;

export interface SectionWants {
  readonly epoch?: string | undefined;
  readonly since?: number | undefined;
  readonly after?: string | undefined;
}

/** The kinds of changes that announce a section, with its name. */
export const SECTION_CHANGES: ReadonlyMap<ChangeKind, SectionName> = new Map(
  Object.entries(SECTION_READERS).map(([name, { change }]) => [change, name as SectionName]),
);

/** What a whole section's answer is known by, without reading it; null for one that is read by ids. */
export async function sectionVersion(tx: Tx, name: SectionName): Promise<{ epoch: string; version: number } | null> {
  const section = SECTION_READERS[name];
  if (section.kind !== 'whole') return null;
  const { latest } = await readPositions(tx, [section.change]);
  return { epoch: await readEpoch(tx), version: latest };
}

/** A section as a register asks for it, as of one moment. */
export async function readSection(
  tx: Tx,
  asker: SectionAsker,
  name: SectionName,
  wants: SectionWants,
): Promise<SectionReply> {
  const section = SECTION_READERS[name];
  const epoch = await readEpoch(tx);
  if (section.kind === 'whole') {
    const { latest } = await readPositions(tx, [section.change]);
    const known = { name, epoch, version: latest };
    const isSame = wants.since === latest && wants.epoch === epoch;
    return isSame ? known : { ...known, document: await section.read(tx, asker) };
  }
  const isDelta = wants.since !== undefined && wants.epoch === epoch;
  return isDelta
    ? deltaOf(tx, asker, { name, epoch, section, since: wants.since ?? 0 })
    : pageOf(tx, asker, { name, epoch, section, after: wants.after ?? null });
}

interface Ask {
  readonly name: SectionName;
  readonly epoch: string;
  readonly section: ByIdSection;
}

async function pageOf(
  tx: Tx,
  asker: SectionAsker,
  ask: Ask & { readonly after: string | null },
): Promise<SectionReply> {
  const { name, epoch, section, after } = ask;
  const { head } = await readChanges(tx, Number.MAX_SAFE_INTEGER, [section.change], 1);
  const items = await section.page(tx, asker, after, SECTION_PAGE);
  const next = items.length < SECTION_PAGE ? null : (items.at(-1)?.id ?? null);
  return { name, epoch, version: head, items, gone: [], next };
}

/** The changes after a position, as many as fit a page; a single change is never cut. */
async function deltaOf(tx: Tx, asker: SectionAsker, ask: Ask & { readonly since: number }): Promise<SectionReply> {
  const { name, epoch, section, since } = ask;
  const { head, changes } = await readChanges(tx, since, [section.change], MOST_CHANGES);
  const ids = new Set<string>();
  let version = since;
  let taken = 0;
  for (const change of changes) {
    if (ids.size > 0 && ids.size + change.ids.length > SECTION_PAGE) break;
    for (const id of change.ids) ids.add(id);
    version = change.position;
    taken += 1;
  }
  const isComplete = taken === changes.length && changes.length < MOST_CHANGES;
  const items = ids.size === 0 ? [] : await section.byIds(tx, asker, [...ids]);
  const kept = new Set(items.map(({ id }) => id));
  return {
    name,
    epoch,
    version: isComplete ? Math.max(since, head) : version,
    items,
    gone: [...ids].filter((id) => !kept.has(id)),
    isComplete,
  };
}
