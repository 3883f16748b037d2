import type { SectionItem, SectionName } from '@mosaajii/domain/section';
import type { CacheDatabase } from '../local-db/cache-db.ts';
import { guarded } from '../local-db/failures.ts';

interface Head {
  readonly organizationId: string;
  readonly storeId: string;
  readonly epoch: string;
  readonly version: number;
}
export type StoredSection = Head &
  (
    | { readonly kind: 'whole'; readonly document: unknown }
    | { readonly kind: 'by-id'; readonly byId: ReadonlyMap<string, SectionItem> }
  );

/** Items that came together: a page, or a change. Later ones win over earlier ones. */
export interface SectionPart {
  readonly items: readonly SectionItem[];
  readonly gone: readonly string[];
}

/** The sections' place in the cache database: `section:<name>` and, by id, its parts `section:<name>:00001` and on. */
export interface SectionCache {
  load(name: SectionName, organizationId: string): Promise<StoredSection | null>;
  /** The sections that have to be asked for, whatever they say of themselves. */
  wanted(): Promise<readonly SectionName[]>;
  putWanted(names: readonly SectionName[]): Promise<void>;
  putDocument(name: SectionName, head: Head, document: unknown): Promise<void>;
  /** Everything anew, in one transaction. */
  replaceParts(name: SectionName, head: Head, parts: readonly SectionPart[]): Promise<void>;
  /** A change: the part and the version together, or neither. */
  addPart(name: SectionName, head: Head, part: SectionPart): Promise<void>;
}

const WANTED = 'sections-wanted';
const headKey = (name: SectionName) => `section:${name}`;
const partKey = (name: SectionName, number: number) => `section:${name}:${String(number).padStart(5, '0')}`;
const partRange = (name: SectionName) => IDBKeyRange.bound(`section:${name}:`, `section:${name};`);
/** So many parts are put together to one when the next one comes. */
const MOST_PARTS = 300;

type StoredHead = Head &
  ({ readonly kind: 'whole'; readonly document: unknown } | { readonly kind: 'by-id'; readonly parts: number });

export function idbSectionCache(database: CacheDatabase): SectionCache {
  const load = async (name: SectionName, organizationId: string): Promise<StoredSection | null> => {
    const tx = database.transaction('values');
    const [head, parts] = await Promise.all([
      tx.store.get(headKey(name)) as Promise<StoredHead | undefined>,
      tx.store.getAll(partRange(name)) as Promise<SectionPart[]>,
    ]);
    if (head?.organizationId !== organizationId) return null;
    const { storeId, epoch, version } = head;
    const common = { organizationId, storeId, epoch, version };
    if (head.kind === 'whole') return { ...common, kind: 'whole', document: head.document };
    return { ...common, kind: 'by-id', byId: foldParts(parts) };
  };
  const replaceParts = async (name: SectionName, head: Head, parts: readonly SectionPart[]) => {
    const tx = database.transaction('values', 'readwrite');
    void tx.store.delete(partRange(name));
    parts.forEach((part, index) => void tx.store.put(part, partKey(name, index + 1)));
    void tx.store.put({ ...head, kind: 'by-id', parts: parts.length } satisfies StoredHead, headKey(name));
    await tx.done;
  };
  return {
    load: (name, organizationId) => guarded(() => load(name, organizationId)),
    wanted: () => guarded(async () => ((await database.get('values', WANTED)) as SectionName[] | undefined) ?? []),
    putWanted: (names) =>
      guarded(async () => {
        await database.put('values', [...new Set(names)], WANTED);
      }),
    putDocument: (name, head, document) =>
      guarded(async () => {
        await database.put('values', { ...head, kind: 'whole', document } satisfies StoredHead, headKey(name));
      }),
    replaceParts: (name, head, parts) => guarded(() => replaceParts(name, head, parts)),
    addPart: (name, head, part) =>
      guarded(async () => {
        const tx = database.transaction('values', 'readwrite');
        const known = (await tx.store.get(headKey(name))) as StoredHead | undefined;
        const parts = (known?.kind === 'by-id' ? known.parts : 0) + 1;
        void tx.store.put(part, partKey(name, parts));
        void tx.store.put({ ...head, kind: 'by-id', parts } satisfies StoredHead, headKey(name));
        await tx.done;
        if (parts <= MOST_PARTS) return;
        const all = await load(name, head.organizationId);
        if (all?.kind === 'by-id') await replaceParts(name, head, [{ items: [...all.byId.values()], gone: [] }]);
      }),
  };
}

function foldParts(parts: readonly SectionPart[]): Map<string, SectionItem> {
  const byId = new Map<string, SectionItem>();
  for (const { items, gone } of parts) {
    for (const item of items) byId.set(item.id, item);
    for (const id of gone) byId.delete(id);
  }
  return byId;
}
