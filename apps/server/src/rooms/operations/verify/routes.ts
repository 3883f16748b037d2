import { verificationResponse } from '@mosaajii/contract/sync';
import { z } from 'zod';
import { defineRoute, type Route } from '../../../platform/http/index.ts';
import { verifyOrganization } from './verify-organization.ts';

export const verifyRoutes: readonly Route[] = [
  defineRoute({
    operation: 'verifications.create',
    method: 'POST',
    url: '/verifications',
    summary: 'Recompute the books from the facts and name every difference.',
    body: z.strictObject({}),
    response: verificationResponse,
    handler: ({ actor, deps }) => verifyOrganization(deps.db, actor.organizationId, { anchors: deps.anchors }),
  }),
];
