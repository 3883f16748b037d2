import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { z } from 'zod';
import { type Actor, POLICY, type Policy, type Recognition } from '../access/index.ts';
import type { Deps } from '../deps.ts';
import { openRefusals } from '../refusals/index.ts';
import { identify, namingGranters, permit, refuseLapsed } from './admission.ts';
import { sendProblem } from './errors.ts';
import { runKeyed, takesKey } from './keyed-requests.ts';
import { limitActor, limitClassOf, limitPair } from './limit-requests.ts';
import { ProblemAnswer, ProblemError } from './problem.ts';
import { refusalOf } from './refusal-of.ts';
import { RawAnswer, type Route } from './route.ts';
import { enterScope, scopeFault } from './store-scope.ts';

export const API_PREFIX = '/api/v1';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set before the body is read. */
    actor: Actor;
    /** What the request was answered with when it was refused. */
    problem: ProblemAnswer | null;
    /** The bytes of a JSON body as they came, for what is signed. */
    rawBody: Buffer | null;
  }
}

export interface MountOptions {
  readonly deps: Deps;
  readonly recognition: Recognition;
}

/** Mounts the routes of the rooms. Refuses to start with a route that the policy does not know, or with one named twice. */
export function mountRoutes(app: FastifyInstance, routes: readonly Route[], options: MountOptions): void {
  refuseUnlisted(routes);
  app.decorateRequest('actor');
  noteRefusals(app, options);
  for (const route of routes) mount(app, route, options);
}

/** After the answer has left: whoever was refused does not wait for the audit trail, and cannot break on it. */
function noteRefusals(app: FastifyInstance, { deps, recognition }: MountOptions): void {
  const refusals = openRefusals({ db: deps.db, log: deps.log, clock: deps.clock, usersOf: recognition.usersOf });
  app.addHook('onResponse', async (request) => {
    countProblem(request, deps);
    const refusal = refusalOf(request);
    if (refusal !== null) refusals.note(refusal);
  });
  app.addHook('onClose', () => refusals.stop());
}

function countProblem({ problem }: FastifyRequest, { metrics }: Deps): void {
  if (problem === null || metrics === undefined) return;
  metrics.count('refusals_total', problem.code);
  if (problem.code === 'wrong-credentials') metrics.count('sign_in_failures_total');
}

function refuseUnlisted(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const route of routes) {
    const { operation } = route;
    if (!Object.hasOwn(POLICY, operation)) throw new Error(`the policy table does not list the operation ${operation}`);
    if (seen.has(operation)) throw new Error(`two routes are named ${operation}`);
    seen.add(operation);
    const fault = scopeFault(route);
    if (fault !== null) throw new Error(fault);
  }
}

function mount(app: FastifyInstance, route: Route, { deps, recognition }: MountOptions): void {
  app.route({
    method: route.method,
    url: `${API_PREFIX}${route.url}`,
    schema: schemaOf(route),
    config: { limitClass: limitClassOf(route.operation, route.method) },
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    ...(route.isResponseTrusted ? { serializerCompiler: () => JSON.stringify } : {}),
    onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
      request.actor = await identify(request, reply, route.operation, { recognition, deps });
      if (request.isThroughBlock && request.actor.kind !== 'user') throw new ProblemError('too-many-requests');
      await limitActor(request, request.actor, deps);
      await namingGranters(request.actor, recognition, () => permit(request.actor, route.operation, deps.clock.now()));
      refuseLapsed(request.actor, route.operation, route.method);
    },
    handler: async (request, reply) => {
      await limitPair(request, deps);
      const stores = await namingGranters(request.actor, recognition, () => enterScope(route, request, deps));
      const run = () =>
        namingGranters(request.actor, recognition, () =>
          route.run({ actor: request.actor, deps, stores, request, reply }),
        );
      const answer = await runKeyed(route, request, deps, { reply, run });
      return send(answer, route, request, reply);
    },
  });
}

function send(answer: unknown, route: Route, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (answer instanceof ProblemAnswer) return sendProblem(answer, request, reply);
  if (answer instanceof RawAnswer) return reply.code(answer.status).headers(answer.headers).send(answer.body);
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  return reply.code(route.status).type('application/json; charset=utf-8').send(answer);
}

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    retry: z.enum(['never', 'same', 'later']),
    safe: z.string(),
    action: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    extra: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' });

function schemaOf(route: Route): FastifySchema {
  const policy: Policy = POLICY[route.operation];
  return {
    ...(route.params === undefined ? {} : { params: route.params }),
    ...(route.query === undefined ? {} : { querystring: route.query }),
    ...(route.body === undefined ? {} : { body: route.body }),
    response: {
      [route.status]: responseSchema(route),
      default: { description: 'Refused', content: { 'application/problem+json': { schema: problemSchema } } },
    },
    operationId: route.operation,
    summary: route.summary,
    tags: [route.operation.split('.')[0] ?? ''],
    security: securityOf(policy),
    ...descriptionOf(policy, takesKey(route)),
    ...(route.consumes === 'multipart' ? { consumes: ['multipart/form-data'] } : {}),
  };
}

function descriptionOf({ permission, operator, stepUp }: Policy, isKeyed: boolean): { readonly description?: string } {
  const needs = [
    permission === undefined ? [] : `Needs the permission \`${permission}\`.`,
    operator === true ? 'Only for whoever runs the installation.' : [],
    stepUp === true ? 'Needs a proof of identity of the last five minutes.' : [],
    isKeyed ? 'Repeats with the same `Idempotency-Key` (a UUID) are given the first answer.' : [],
  ].flat();
  return needs.length === 0 ? {} : { description: needs.join(' ') };
}

function responseSchema(route: Route): unknown {
  if (route.response instanceof z.ZodType) return route.response;
  return { description: 'Bytes', content: { [route.response.contentType]: { schema: z.string() } } };
}

function securityOf(policy: Policy): Record<string, string[]>[] {
  switch (policy.principal) {
    case 'anyone':
      return [];
    case 'user':
      return [{ session: [] }];
    case 'register':
    case 'register-claim':
      return [{ register: [] }];
    case 'user-or-register':
      return [{ session: [] }, { register: [] }];
  }
}
