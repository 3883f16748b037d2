import {
  type SavedViewList,
  savedViewList,
  savedViewRequest,
  savedViewsQuery,
  VIEWED_LISTS,
  type ViewedList,
} from '@mosaajii/contract/saved-views';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import type { UserActor } from '../../../../platform/access/index.ts';
import { defineRoute, permissionMissing, problem, type Route } from '../../../../platform/http/index.ts';
import { listViews, removeView, saveView } from './saved-views.ts';

/** What somebody looks for in a list that the asker may not see is not for them either. */
function maySee({ permissions }: UserActor, list: ViewedList): boolean {
  return permissions.has(VIEWED_LISTS[list]);
}

const NO_VIEWS: SavedViewList = { items: [] };

const list = defineRoute({
  operation: 'users.views.list',
  method: 'GET',
  url: '/users/views',
  summary: 'One’s own views of a list, and those that others share',
  query: savedViewsQuery,
  response: savedViewList,
  handler: async ({ deps, actor, query }) =>
    maySee(actor, query.list) ? listViews(deps, actor, query.list) : NO_VIEWS,
});

const save = defineRoute({
  operation: 'users.views.save',
  method: 'POST',
  url: '/users/views',
  summary: 'Keep a view of a list under a name',
  body: savedViewRequest,
  response: savedViewList,
  status: 201,
  handler: async ({ deps, actor, body }) => {
    if (!maySee(actor, body.list)) throw permissionMissing(VIEWED_LISTS[body.list]);
    const saved = await saveView(deps, actor, body);
    return saved.ok ? saved.value : problem(saved.error.code, saved.error.detail);
  },
});

const remove = defineRoute({
  operation: 'users.views.remove',
  method: 'DELETE',
  url: '/users/views/:viewId',
  summary: 'Forget one’s own view of a list',
  params: z.strictObject({ viewId: uuid }),
  query: savedViewsQuery,
  response: savedViewList,
  handler: async ({ deps, actor, params, query }) => {
    const left = await removeView(deps, actor, query.list, params.viewId);
    return maySee(actor, query.list) ? left : NO_VIEWS;
  },
});

export const viewRoutes: readonly Route[] = [list, save, remove];
