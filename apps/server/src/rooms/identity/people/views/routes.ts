import {
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

/** Throws the refusal for a list that the asker may not see: what somebody looks for there is not for them either. */
function mustSee(actor: UserActor, list: ViewedList): void {
  if (!actor.permissions.has(VIEWED_LISTS[list])) throw permissionMissing(VIEWED_LISTS[list]);
}

const list = defineRoute({
  operation: 'users.views.list',
  method: 'GET',
  url: '/users/views',
  summary: 'One’s own views of a list, and those that others share',
  query: savedViewsQuery,
  response: savedViewList,
  handler: ({ deps, actor, query }) => {
    mustSee(actor, query.list);
    return listViews(deps, actor, query.list);
  },
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
    mustSee(actor, body.list);
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
  handler: ({ deps, actor, params, query }) => {
    mustSee(actor, query.list);
    return removeView(deps, actor, query.list, params.viewId);
  },
});

export const viewRoutes: readonly Route[] = [list, save, remove];
