import { SECTION_NAMES, type SectionItem, type SectionName } from '@mosaajii/domain/section';
import { type Observable, type Source, source } from '../device/observable.ts';
import type { SectionCache, StoredSection } from './cache.ts';

/** A section that is one document. `null`: this device has never loaded it. */
export interface Document<T> {
  readonly version: number;
  readonly value: T;
}

/** A section of items by their ids. Another object after each change. */
export interface Items<T extends SectionItem> {
  readonly version: number;
  readonly byId: ReadonlyMap<string, T>;
}

/** The documents that this register keeps besides the catalogue. They are there at the start, without the network. */
export interface Sections {
  /** The shape of a section's document is fixed by the code that both sides share: the reader names it. */
  document<T>(name: SectionName): Observable<Document<T> | null>;
  items<T extends SectionItem>(name: SectionName): Observable<Items<T> | null>;
}

/** The side that fills the sections: only the pull, the start and other tabs' messages use it. */
export interface SectionsFiller {
  readonly sections: Sections;
  /** Reads what the device remembers of a shop; nothing of another shop is ever shown. */
  open(organizationId: string): Promise<void>;
  /** What is in memory after a change of the cache. */
  show(name: SectionName, stored: StoredSection | null): void;
}

export function createSections(cache: Pick<SectionCache, 'load'>): SectionsFiller {
  const documents = new Map<SectionName, Source<Document<unknown> | null>>();
  const items = new Map<SectionName, Source<Items<SectionItem> | null>>();
  const documentOf = (name: SectionName) => sourceOf(documents, name);
  const itemsOf = (name: SectionName) => sourceOf(items, name);
  const show = (name: SectionName, stored: StoredSection | null) => {
    if (stored?.kind === 'by-id') itemsOf(name).set({ version: stored.version, byId: stored.byId });
    else if (stored) documentOf(name).set({ version: stored.version, value: stored.document });
    else {
      documentOf(name).set(null);
      itemsOf(name).set(null);
    }
  };
  return {
    sections: {
      document: <T>(name: SectionName) => documentOf(name) as Observable<Document<T> | null>,
      items: <T extends SectionItem>(name: SectionName) => itemsOf(name) as unknown as Observable<Items<T> | null>,
    },
    async open(organizationId) {
      for (const name of SECTION_NAMES) show(name, await cache.load(name, organizationId));
    },
    show,
  };
}

function sourceOf<T>(known: Map<SectionName, Source<T | null>>, name: SectionName): Source<T | null> {
  const found = known.get(name) ?? source<T | null>(null);
  known.set(name, found);
  return found;
}
