import type { Category, UpdateCategory } from '@mosaajii/contract';
import { type Result, refuse } from '@mosaajii/domain';
import type { Deps } from '../../platform/deps.ts';
import { differing, recordChange } from '../../platform/feed/index.ts';
import { type CategoryRefusal, refuseTakenName } from './create-category.ts';
import type { Author } from './model.ts';
import { listCategories } from './queries.ts';

/** Renames, moves or reorders a category. A category cannot be put below itself. */
export async function updateCategory(
  deps: Deps,
  organizationId: string,
  author: Author,
  categoryId: string,
  input: UpdateCategory,
): Promise<Result<Category, CategoryRefusal>> {
  return refuseTakenName(() =>
    deps.db.tx(organizationId, async (tx) => {
      // Two moves at once could make a circle that neither sees, so moves wait for each other.
      await tx.query('select 1 from category where organization_id = $1 order by category_id for no key update', [
        organizationId,
      ]);
      const all = await listCategories(tx);
      const before = all.find((category) => category.categoryId === categoryId);
      if (before === undefined) return refuse({ code: 'not-found' });
      if (before.version !== input.version) return refuse({ code: 'stale-version' });
      const after: Category = {
        ...before,
        name: input.name ?? before.name,
        parentId: input.parentId === undefined ? before.parentId : input.parentId,
        position: input.position ?? before.position,
        version: before.version + 1,
      };
      const misplaced = placementRefusal(all, after);
      if (misplaced !== null) return refuse(misplaced);
      await tx.query(
        `update category set name = $3, parent_id = $4, position = $5, version = $6
          where organization_id = $1 and category_id = $2`,
        [organizationId, categoryId, after.name, after.parentId, after.position, after.version],
      );
      const detail = differing(before, after, ['name', 'parentId', 'position']);
      await recordChange(tx, {
        kind: 'catalog.categories',
        ids: [categoryId],
        audit: [{ ...author, action: 'category.updated', subjectKind: 'category', subjectId: categoryId, detail }],
      });
      return { ok: true, value: after };
    }),
  );
}

function placementRefusal(all: readonly Category[], moved: Category): CategoryRefusal | null {
  const byId = new Map(all.map((category) => [category.categoryId, category]));
  if (moved.parentId !== null && !byId.has(moved.parentId)) return { code: 'parent-unknown' };
  for (let parent = moved.parentId; parent !== null; parent = byId.get(parent)?.parentId ?? null) {
    if (parent === moved.categoryId) return { code: 'parent-below' };
  }
  return null;
}
