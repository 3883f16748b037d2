import {
  SAVED_VIEWS_MAXIMUM,
  type SavedViewInput,
  type SavedViewList,
  type ViewedList,
} from '@mosaajii/contract/saved-views';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../../../platform/access/index.ts';
import { type Tx, uniqueViolation } from '../../../../platform/database/index.ts';
import type { Deps } from '../../../../platform/deps.ts';

type WithClock = Pick<Deps, 'db' | 'clock'>;

/** The views of a list that the asker keeps, and those that others share, by name. */
export function listViews(deps: WithClock, actor: UserActor, list: ViewedList): Promise<SavedViewList> {
  return deps.db.read(actor.organizationId, (tx) => viewsOf(tx, actor, list));
}

/** Keeps a view. Idempotent by `input.viewId`, which names one's own view of that list only; a name is there once. */
export async function saveView(
  deps: WithClock,
  actor: UserActor,
  input: SavedViewInput,
): Promise<Result<SavedViewList, Refusal<'conflict'>>> {
  const { viewId, list, name, search, hiddenColumns, isShared } = input;
  try {
    return await deps.db.tx(actor.organizationId, async (tx) => {
      // One person's views one after the other, so that none slips past the limit.
      await tx.query('select 1 from organization_user where organization_id = $1 and user_id = $2 for update', [
        tx.organizationId,
        actor.userId,
      ]);
      const own = (await viewsOf(tx, actor, list)).items.filter((item) => item.isOwn);
      const isNew = own.every((item) => item.viewId !== viewId);
      if (isNew && own.length >= SAVED_VIEWS_MAXIMUM) {
        return refuse({ code: 'conflict', detail: `There are ${SAVED_VIEWS_MAXIMUM} views. Remove one first.` });
      }
      const written = await tx.query(
        'insert into saved_view (organization_id, view_id, user_id, list, name, search, hidden_columns, is_shared,' +
          ' created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (organization_id, view_id) do update' +
          ' set name = excluded.name, search = excluded.search, hidden_columns = excluded.hidden_columns,' +
          ' is_shared = excluded.is_shared where saved_view.user_id = $3 and saved_view.list = $4 returning view_id',
        [tx.organizationId, viewId, actor.userId, list, name, search, hiddenColumns, isShared, deps.clock.now()],
      );
      if (written.length === 0) return refuse({ code: 'conflict', detail: 'This id belongs to another view.' });
      return ok(await viewsOf(tx, actor, list));
    });
  } catch (error) {
    if (uniqueViolation(error) !== 'saved_view_name') throw error;
    return refuse({ code: 'conflict', detail: 'There is a view of this name already.' });
  }
}

/** Forgets one of the asker's own views of a list; a repeat is harmless. */
export function removeView(
  deps: WithClock,
  actor: UserActor,
  list: ViewedList,
  viewId: string,
): Promise<SavedViewList> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    await tx.query(
      'delete from saved_view where organization_id = $1 and view_id = $2 and user_id = $3 and list = $4',
      [tx.organizationId, viewId, actor.userId, list],
    );
    return viewsOf(tx, actor, list);
  });
}

/** How many views of others are handed out: whoever shares none too many is not kept from sharing by those who do. */
const SHARED_SHOWN = 200;

async function viewsOf(tx: Tx, { userId }: UserActor, list: ViewedList): Promise<SavedViewList> {
  const rows = await tx.query<{
    view_id: string;
    user_id: string;
    name: string;
    search: string;
    hidden_columns: string[];
    is_shared: boolean;
  }>(
    'select view_id, user_id, name, search, hidden_columns, is_shared from saved_view' +
      ' where organization_id = $1 and list = $2 and (user_id = $3 or is_shared)' +
      ' order by user_id <> $3, lower(name), view_id limit $4',
    [tx.organizationId, list, userId, SAVED_VIEWS_MAXIMUM + SHARED_SHOWN],
  );
  return {
    items: rows.map((row) => ({
      viewId: row.view_id,
      name: row.name,
      search: row.search,
      hiddenColumns: row.hidden_columns,
      isShared: row.is_shared,
      isOwn: row.user_id === userId,
    })),
  };
}
