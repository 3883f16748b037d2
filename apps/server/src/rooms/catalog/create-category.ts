import type { Category, CreateCategory } from '@mosaajii/contract';
import { type Result, refuse } from '@mosaajii/domain';
import { type Tx, uniqueViolation } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import type { Author } from './model.ts';
import { listCategories } from './queries.ts';

export type CategoryRefusal = {
  readonly code: 'not-found' | 'stale-version' | 'name-taken' | 'parent-unknown' | 'parent-below';
};

/** Makes a category. Idempotent by `categoryId`; a name is unique among its siblings, letter case aside. */
export async function createCategory(
  deps: Deps,
  organizationId: string,
  author: Author,
  input: CreateCategory,
): Promise<Result<Category, CategoryRefusal>> {
  const categoryId = input.categoryId ?? deps.ids.next();
  return refuseTakenName(() =>
    deps.db.tx(organizationId, async (tx) => {
      const known = await listCategories(tx);
      const same = known.find((category) => category.categoryId === categoryId);
      if (same !== undefined) return { ok: true, value: same };
      if (input.parentId !== null && !known.some((category) => category.categoryId === input.parentId)) {
        return refuse({ code: 'parent-unknown' });
      }
      await insertCategories(tx, [
        { categoryId, parentId: input.parentId, name: input.name, position: input.position },
      ]);
      const detail = { name: input.name, parentId: input.parentId };
      await recordChange(tx, {
        kind: 'catalog.categories',
        ids: [categoryId],
        audit: [{ ...author, action: 'category.created', subjectKind: 'category', subjectId: categoryId, detail }],
      });
      const { parentId, name, position } = input;
      return { ok: true, value: { categoryId, parentId, name, position, version: 1, productCount: 0 } };
    }),
  );
}

/** Inserts categories as they are. Parents come before their children. */
export async function insertCategories(
  tx: Tx,
  categories: readonly { categoryId: string; parentId: string | null; name: string; position: number }[],
): Promise<void> {
  if (categories.length === 0) return;
  await tx.db
    .insertInto('category')
    .values(
      categories.map((category) => ({
        organization_id: tx.organizationId,
        category_id: category.categoryId,
        parent_id: category.parentId,
        name: category.name,
        position: category.position,
      })),
    )
    .execute();
}

export async function refuseTakenName<T>(
  work: () => Promise<Result<T, CategoryRefusal>>,
): Promise<Result<T, CategoryRefusal>> {
  try {
    return await work();
  } catch (error) {
    if (uniqueViolation(error) === 'category_name') return refuse({ code: 'name-taken' });
    throw error;
  }
}
