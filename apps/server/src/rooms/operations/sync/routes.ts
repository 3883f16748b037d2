import { sectionParams, sectionQuery, sectionReply } from '@mosaajii/contract/sections';
import {
  changesQuery,
  operationFlags,
  type PushResponse,
  pushRequestSchema,
  pushResponseSchema,
  type RepairOutcome,
  repairDecision,
  repairList,
  repairOutcome,
  repairParams,
  repairsQuery,
} from '@mosaajii/contract/sync';
import { isoTime, uuid } from '@mosaajii/contract/wire';
import type { CustomerEnclosure, OperationAnswer } from '@mosaajii/domain/operation';
import { z } from 'zod';
import { storesFor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { defineRoute, problem, type Route, raw, refusedRegister } from '../../../platform/http/index.ts';
import { readSaleStore } from '../../sales/index.ts';
import { pushOperations } from './push-operations.ts';
import { changesAfter } from './read-changes.ts';
import { readFlags } from './read-flags.ts';
import {
  approveRepair,
  dismissRepair,
  listRepairs,
  NO_REPAIR,
  type RepairRefusal,
  readRepairStore,
} from './repairs.ts';
import { readSection, sectionVersion } from './sections.ts';

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
  ignoresKeys: 'Every operation carries its own id, and a repeat is given its first answer.',
  handler: async ({ actor, body, deps, request }) => {
    const answer = await pushOperations(
      deps,
      { claim: actor, requestId: request.id },
      body.operations,
      enclosuresOf(body),
    );
    if (typeof answer !== 'string') return wireOf(answer);
    return problem(answer, undefined, refusedRegister(answer, deps));
  },
});

/** The schema's absent fields may be undefined, ours may not. */
function enclosuresOf({ enclosures = [] }: z.infer<typeof pushRequestSchema>): ReadonlyMap<string, CustomerEnclosure> {
  return new Map(enclosures.map(({ operationId, enclosure }) => [operationId, enclosure as CustomerEnclosure]));
}

function wireOf({ answers, ...rest }: PushResponse) {
  return { ...rest, answers: answers.map(answerOf) };
}

/** The schema's types are mutable, ours are not. */
function answerOf(answer: OperationAnswer) {
  return answer.status === 'flagged' ? { ...answer, flags: [...answer.flags] } : answer;
}

/** The sections are those of the catalogue snapshot; their shapes are fixed by the code that both sides share. */
const changesResponse = z.object({
  epoch: uuid,
  cursor: z.int(),
  serverTime: isoTime,
  reset: z.boolean(),
  sections: z.object({
    products: z.array(z.unknown()).optional(),
    categories: z.array(z.unknown()).optional(),
    taxes: z.unknown().optional(),
    settings: z.unknown().optional(),
    /** Who may work at the asking register, with what they may do. */
    users: z.array(z.unknown()).optional(),
    /** The sections that changed, by name, with the position: ask for them. */
    moved: z.record(z.string(), z.int()).optional(),
  }),
  isComplete: z.boolean(),
});

const changesRoute = defineRoute({
  operation: 'sync.changes',
  method: 'GET',
  url: '/sync/changes',
  summary: 'What changed after a cursor: products, categories, taxes, settings.',
  query: changesQuery,
  response: changesResponse,
  handler: async ({ actor, query, deps }) => {
    const storeId = actor.kind === 'register' ? actor.storeId : undefined;
    const stores = actor.kind === 'user' ? storesFor(actor, 'settings.read') : null;
    const changes = await deps.db.read(actor.organizationId, (tx) =>
      changesAfter(tx, { storeId, stores, now: deps.clock.now() }, query),
    );
    const { products, categories, moved, ...sections } = changes.sections;
    return {
      ...changes,
      serverTime: deps.clock.now().toISOString(),
      sections: {
        ...sections,
        ...(products ? { products: [...products] } : {}),
        ...(categories ? { categories: [...categories] } : {}),
        ...(moved ? { moved: { ...moved } } : {}),
      },
    };
  },
});

const listRoute = defineRoute({
  operation: 'sync.repairs.list',
  method: 'GET',
  url: '/sync/repairs',
  summary: 'Operations that were held or rejected, the latest first.',
  query: repairsQuery,
  response: repairList,
  handler: async ({ actor, query, stores, deps }) => {
    const repairs = await deps.db.read(actor.organizationId, (tx) => listRepairs(tx, { ...query, stores }));
    return repairs ?? problem('invalid-request', 'This cursor is not one that the list gave.');
  },
});

const place = {
  storeOf: (tx: Tx, { repairId }: { readonly repairId: string }) => readRepairStore(tx, repairId),
  unknown: NO_REPAIR,
};

const approveRoute = defineRoute({
  operation: 'sync.repairs.approve',
  method: 'POST',
  url: '/sync/repairs/:repairId/approve',
  summary: 'Post a held operation on a person’s word.',
  params: repairParams,
  body: repairDecision,
  response: repairOutcome,
  place,
  handler: async ({ actor, params, body, deps, request }) => {
    const result = await approveRepair(deps, actor, { ...params, ...body, requestId: request.id });
    return result.ok ? outcomeOf(result.value) : refusal(result.error);
  },
});

const dismissRoute = defineRoute({
  operation: 'sync.repairs.dismiss',
  method: 'POST',
  url: '/sync/repairs/:repairId/dismiss',
  summary: 'Put an operation aside for good.',
  params: repairParams,
  body: repairDecision,
  response: repairOutcome,
  place,
  handler: async ({ actor, params, body, deps, request }) => {
    const result = await dismissRepair(deps, actor, { ...params, ...body, requestId: request.id });
    return result.ok ? outcomeOf(result.value) : refusal(result.error);
  },
});

function outcomeOf({ answer, ...rest }: RepairOutcome) {
  return { ...rest, answer: answer === null ? null : answerOf(answer) };
}

function refusal({ code, detail }: RepairRefusal) {
  return code === 'unknown-repair' ? problem('not-found', detail) : problem('conflict', detail);
}

const NO_SALE = 'There is no sale with this id.';

const flagsRoute = defineRoute({
  operation: 'orders.flags',
  method: 'GET',
  url: '/orders/:saleId/flags',
  summary: 'What the server noticed about a sale or return when it took it in.',
  params: z.strictObject({ saleId: uuid }),
  response: operationFlags,
  place: { storeOf: (tx, { saleId }) => readSaleStore(tx, saleId), unknown: NO_SALE },
  handler: async ({ actor, params, deps }) => {
    const flags = await deps.db.read(actor.organizationId, (tx) => readFlags(tx, params.saleId));
    return flags ?? problem('not-found', NO_SALE);
  },
});

const sectionRoute = defineRoute({
  operation: 'sync.sections',
  method: 'GET',
  url: '/sync/sections/:name',
  summary: 'A document that a register keeps besides the catalogue: whole, or page by page and then by what changed',
  params: sectionParams,
  query: sectionQuery,
  response: sectionReply,
  handler: async ({ actor, params, query, deps, request, reply }) => {
    const { name } = params;
    const known = await deps.db.read(actor.organizationId, (tx) => sectionVersion(tx, name));
    if (known !== null) {
      const etag = `"${name}.${actor.storeId}.${known.epoch}.${known.version}"`;
      const headers = { etag, 'cache-control': 'private, no-cache', vary: 'authorization' };
      if (request.headers['if-none-match'] === etag) return raw(304, headers);
      reply.headers(headers);
    }
    const asker = { storeId: actor.storeId, deps };
    const { items, gone, ...section } = await deps.db.read(actor.organizationId, (tx) =>
      readSection(tx, asker, name, query),
    );
    return {
      ...section,
      ...(items ? { items: items.map((item) => ({ ...item })) } : {}),
      ...(gone ? { gone: [...gone] } : {}),
    };
  },
});

export const syncRoutes: readonly Route[] = [
  pushRoute,
  changesRoute,
  sectionRoute,
  listRoute,
  approveRoute,
  dismissRoute,
  flagsRoute,
];
