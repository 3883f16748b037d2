import { type PushResponse, pushRequestSchema, pushResponseSchema } from '@mosaajii/contract/sync';
import { defineRoute, problem } from '../../../platform/http/index.ts';
import { pushOperations } from './push-operations.ts';

const MOST_BYTES = 4 * 1024 * 1024;

const pushRoute = defineRoute({
  operation: 'sync.push',
  method: 'POST',
  url: '/sync/operations',
  summary: 'Take the operations of a register, each exactly once, and answer each.',
  body: pushRequestSchema,
  response: pushResponseSchema,
  bodyLimit: MOST_BYTES,
  isResponseTrusted: true,
  handler: async ({ actor, body, deps, request }) => {
    const answer = await pushOperations(deps, { claim: actor, requestId: request.id }, body.operations);
    return answer ? wireOf(answer) : problem('register-not-recognised');
  },
});

/** The schema's types are mutable, ours are not. */
function wireOf({ answers, ...rest }: PushResponse) {
  return {
    ...rest,
    answers: answers.map((answer) => (answer.status === 'flagged' ? { ...answer, flags: [...answer.flags] } : answer)),
  };
}

export const syncRoutes = [pushRoute];
