import { shiftList, shiftsQuery } from '@mosaajii/contract/till';
import { defineRoute, problem } from '../../platform/http/index.ts';
import { listShifts } from './queries.ts';

export const tillRoutes = [
  defineRoute({
    operation: 'shifts.list',
    method: 'GET',
    url: '/shifts',
    summary: 'Shifts, the latest first, with what their drawers should hold.',
    query: shiftsQuery,
    response: shiftList,
    handler: async ({ actor, query, stores, deps }) => {
      const shifts = await deps.db.read(actor.organizationId, (tx) => listShifts(tx, { ...query, stores }));
      return shifts ?? problem('invalid-request', 'This cursor is not one that the list gave.');
    },
  }),
];
