import { SAVED_VIEWS_MAXIMUM, type SavedViewList, type SavedViewRequest } from '@mosaajii/contract/ownership';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../../../platform/access/index.ts';
import { type Tx, uniqueViolation } from '../../../../platform/database/index.ts';
import type { Deps } from '../../../../platform/deps.ts';

type WithClock = Pick<Deps, 'db' | 'clock'>;

/** The views of the list of people that the asker keeps, by name. Nobody sees those of somebody else. */
export function listViews(deps: WithClock, actor: UserActor): Promise<SavedViewList> {
  return deps.db.read(actor.organizationId, (tx) => viewsOf(tx, actor));
}

/** Keeps a view. Idempotent by `input.viewId`, which names one's own view only; a name is there once. */
export async function saveView(
  deps: WithClock,
  actor: UserActor,
  input: SavedViewRequest,
): Promise<Result<SavedViewList, Refusal<'conflict'>>> {
  try {
    return await deps.db.tx(actor.organizationId, async (tx) => {
      // One person's views one after the other, so that none slips past the limit.
      await tx.query('select 1 from organization_user where organization_id = $1 and user_id = $2 for update', [
        tx.organizationId,
        actor.userId,
      ]);
      const { items } = await viewsOf(tx, actor);
      const isNew = items.every((item) => item.viewId !== input.viewId);
      if (isNew && items.length >= SAVED_VIEWS_MAXIMUM) {
        return refuse({ code: 'conflict', detail: `There are ${SAVED_VIEWS_MAXIMUM} views. Remove one first.` });
      }
      const written = await tx.query(
        'insert into saved_view (organization_id, view_id, user_id, list, name, search, created_at)' +
          " values ($1, $2, $3, 'people', $4, $5, $6) on conflict (organization_id, view_id) do update" +
          ' set name = excluded.name, search = excluded.search where saved_view.user_id = $3 returning view_id',
        [tx.organizationId, input.viewId, actor.userId, input.name, input.search, deps.clock.now()],
      );
      if (written.length === 0) return refuse({ code: 'conflict', detail: 'This id belongs to another view.' });
      return ok(await viewsOf(tx, actor));
    });
  } catch (error) {
    if (uniqueViolation(error) !== 'saved_view_name') throw error;
    return refuse({ code: 'conflict', detail: 'There is a view of this name already.' });
  }
}

/** Forgets one of the asker's views; a repeat is harmless. */
export function removeView(deps: WithClock, actor: UserActor, viewId: string): Promise<SavedViewList> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    await tx.query('delete from saved_view where organization_id = $1 and view_id = $2 and user_id = $3', [
      tx.organizationId,
      viewId,
      actor.userId,
    ]);
    return viewsOf(tx, actor);
  });
}

async function viewsOf(tx: Tx, { userId }: UserActor): Promise<SavedViewList> {
  const rows = await tx.query<{ view_id: string; name: string; search: string }>(
    "select view_id, name, search from saved_view where organization_id = $1 and user_id = $2 and list = 'people'" +
      ' order by lower(name), view_id',
    [tx.organizationId, userId],
  );
  return { items: rows.map((row) => ({ viewId: row.view_id, name: row.name, search: row.search })) };
}
