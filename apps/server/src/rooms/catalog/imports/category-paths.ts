import type { SnapshotCategory } from '@mosaajii/domain/catalog';
import type { Ids } from '../../../platform/ids/index.ts';

export interface NewCategory {
  readonly categoryId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly position: number;
}

/** Categories by their path. Names are compared without letter case. */
export class CategoryPaths {
  private readonly byKey = new Map<string, string>();
  private readonly ids: Ids;

  constructor(categories: readonly SnapshotCategory[], ids: Ids) {
    this.ids = ids;
    for (const category of categories) this.remember(category);
  }

  /** Paths as they are now, to which a transaction may add; nothing is added here until `accept`. */
  draft(): CategoryDraft {
    return new CategoryDraft((key) => this.byKey.get(key), this.ids);
  }

  /** The transaction of the draft was committed: what it made exists. */
  accept(draft: CategoryDraft): void {
    for (const category of draft.added) this.remember(category);
  }

  private remember(category: Pick<NewCategory, 'categoryId' | 'parentId' | 'name'>): void {
    this.byKey.set(keyOf(category.parentId, category.name), category.categoryId);
  }
}

export class CategoryDraft {
  /** What had to be made up on the way, parents first. */
  readonly added: NewCategory[] = [];
  private readonly own = new Map<string, string>();
  private readonly known: (key: string) => string | undefined;
  private readonly ids: Ids;

  constructor(known: (key: string) => string | undefined, ids: Ids) {
    this.known = known;
    this.ids = ids;
  }

  /** The category at the end of a path, made if need be; null for an empty path. */
  resolve(path: readonly string[]): string | null {
    let parentId: string | null = null;
    for (const name of path) {
      const key = keyOf(parentId, name);
      parentId = this.known(key) ?? this.own.get(key) ?? this.add(key, parentId, name);
    }
    return parentId;
  }

  private add(key: string, parentId: string | null, name: string): string {
    const categoryId = this.ids.next();
    this.own.set(key, categoryId);
    this.added.push({ categoryId, parentId, name, position: 0 });
    return categoryId;
  }
}

function keyOf(parentId: string | null, name: string): string {
  return `${parentId ?? ''}/${name.toLowerCase()}`;
}
