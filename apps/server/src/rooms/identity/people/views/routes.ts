import { savedViewList, savedViewRequest } from '@mosaajii/contract/ownership';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import { defineRoute, problem, type Route } from '../../../../platform/http/index.ts';
import { listViews, removeView, saveView } from './saved-views.ts';

const list = defineRoute({
  operation: 'users.views.list',
  method: 'GET',
  url: '/users/views',
  summary: 'One’s own views of the list of people',
  response: savedViewList,
  handler: ({ deps, actor }) => listViews(deps, actor),
});

const save = defineRoute({
  operation: 'users.views.save',
  method: 'POST',
  url: '/users/views',
  summary: 'Keep a view of the list of people under a name',
  body: savedViewRequest,
  response: savedViewList,
  status: 201,
  handler: async ({ deps, actor, body }) => {
    const saved = await saveView(deps, actor, body);
    return saved.ok ? saved.value : problem(saved.error.code, saved.error.detail);
  },
});

const remove = defineRoute({
  operation: 'users.views.remove',
  method: 'DELETE',
  url: '/users/views/:viewId',
  summary: 'Forget a view of the list of people',
  params: z.strictObject({ viewId: uuid }),
  response: savedViewList,
  handler: ({ deps, actor, params }) => removeView(deps, actor, params.viewId),
});

export const viewRoutes: readonly Route[] = [list, save, remove];
