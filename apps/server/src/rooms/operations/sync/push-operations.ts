import type { PushResponse } from '@mosaajii/contract/sync';
import type { CustomerEnclosure, OperationAnswer } from '@mosaajii/domain/operation';
import {
  checkClaim,
  createVerifier,
  type RegisterClaim,
  type RegisterRefusal,
} from '../../../platform/access/index.ts';
import { sqlState, type Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { takeEnclosures } from '../../customers/index.ts';
import { STALE_LEVELS } from '../../stock/index.ts';
import { chainsOf, partsOf, transactionsOf } from './batches.ts';
import { decideParts } from './decide-batch.ts';
import { loadContext } from './load-context.ts';
import type { Arrival, SyncContext } from './model.ts';
import { OPERATION_QUERIES } from './operation-rows.ts';
import { receive } from './receive.ts';
import { writeParts } from './write-parts.ts';

/** Who pushes, and with which request. */
interface Push {
  readonly organizationId: string;
  /** `null`: the server itself takes up again what it had stored. */
  readonly claim: RegisterClaim | null;
  readonly requestId: string | null;
  /** What is personal in the operations, by operation; the server has it already of what it takes up again. */
  readonly enclosures?: ReadonlyMap<string, CustomerEnclosure>;
}

interface Taken {
  readonly answers: readonly OperationAnswer[];
  readonly epoch: string;
  readonly position: number;
  /**
   * The chain's head after this, when operations wait behind it for a gap to be filled. Also when this push moved nothing:
   * the server may have stopped between filling the gap and taking what waited behind it.
   */
  readonly released: ChainPlace | null;
}

type Outcome = { readonly kind: 'refused'; readonly why: RegisterRefusal } | ({ readonly kind: 'taken' } & Taken);

const verify = createVerifier();
const PLANNED_ONCE = { isPlannedOnce: true } as const;
/** Long queues behind a gap are released in as many transactions. */
const MOST_RELEASES = 50;

/**
 * Takes the operations of a register, each exactly once, and answers each. A refusal when the credential opens nothing.
 * A batch is one transaction: a statement that reads, and one that writes (several for a long queue). One that the database
 * refuses is halved until the bad operation is alone, which is then held.
 */
export async function pushOperations(
  deps: Deps,
  { claim, requestId }: { readonly claim: RegisterClaim; readonly requestId: string | null },
  values: readonly unknown[],
  enclosures: ReadonlyMap<string, CustomerEnclosure> = new Map(),
): Promise<PushResponse | RegisterRefusal> {
  const push = { organizationId: claim.organizationId, claim, requestId, enclosures };
  const arrivals = values.map(receive);
  const answers: OperationAnswer[] = [];
  let last: Taken | null = null;
  for (const chain of chainsOf(arrivals, claim.keyId)) {
    for (const batch of transactionsOf(chain.arrivals)) {
      const outcome = await takeBatch(deps, push, chain.keyId, batch);
      if (outcome.kind === 'refused') return outcome.why;
      answers.push(...outcome.answers);
      last = outcome;
      if (outcome.released) await releaseWaiting(deps, push, outcome.released);
    }
  }
  if (!last) throw new Error('a push has at least one operation');
  return { answers, epoch: last.epoch, position: last.position, serverTime: deps.clock.now().toISOString() };
}

async function takeBatch(deps: Deps, push: Push, keyId: string, arrivals: readonly Arrival[]): Promise<Outcome> {
  try {
    return await takeOnce(deps, push, keyId, arrivals, new Map());
  } catch (error) {
    if (!isRefusedByDatabase(error)) throw error;
    deps.log.warn({ err: error, operations: arrivals.length }, 'the database refused a batch of operations');
    return arrivals.length === 1 ? takeAlone(deps, push, keyId, arrivals) : takeHalves(deps, push, keyId, arrivals);
  }
}

async function takeHalves(deps: Deps, push: Push, keyId: string, arrivals: readonly Arrival[]): Promise<Outcome> {
  const middle = Math.ceil(arrivals.length / 2);
  const first = await takeBatch(deps, push, keyId, arrivals.slice(0, middle));
  if (first.kind === 'refused') return first;
  const second = await takeBatch(deps, push, keyId, arrivals.slice(middle));
  if (second.kind === 'refused') return second;
  return { ...second, answers: [...first.answers, ...second.answers] };
}

/** Once more on fresh books, since another register may have come in between; then it is held with the database's words. */
async function takeAlone(deps: Deps, push: Push, keyId: string, arrivals: readonly Arrival[]): Promise<Outcome> {
  try {
    return await takeOnce(deps, push, keyId, arrivals, new Map());
  } catch (error) {
    if (!isRefusedByDatabase(error)) throw error;
    const [arrival] = arrivals;
    if (arrival?.kind !== 'sealed') throw error;
    const words = error instanceof Error ? error.message.slice(0, 300) : 'refused by the database';
    return takeOnce(deps, push, keyId, arrivals, new Map([[arrival.envelope.operationId, words]]));
  }
}

/** Data exceptions and violated constraints: about these operations. Anything else is about the server. */
function isRefusedByDatabase(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && (state.startsWith('22') || state.startsWith('23'));
}

async function takeOnce(
  deps: Deps,
  push: Push,
  keyId: string,
  arrivals: readonly Arrival[],
  unstorable: ReadonlyMap<string, string>,
): Promise<Outcome> {
  const attempt = (areLevelsLocked: boolean) =>
    deps.db.tx(
      push.organizationId,
      (tx) => takeInside(deps, tx, push, keyId, arrivals, unstorable, areLevelsLocked),
      PLANNED_ONCE,
    );
  try {
    return await attempt(false);
  } catch (error) {
    // Another register sold the same goods meanwhile: decide once more while nobody else can.
    if (sqlState(error) === STALE_LEVELS) return attempt(true);
    throw error;
  }
}

async function takeInside(
  deps: Deps,
  tx: Tx,
  push: Push,
  keyId: string,
  arrivals: readonly Arrival[],
  unstorable: ReadonlyMap<string, string>,
  areLevelsLocked: boolean,
): Promise<Outcome> {
  const request = {
    credentialKeyId: push.claim?.keyId ?? keyId,
    chainKeyId: keyId,
    arrivals,
    now: deps.clock.now().toISOString(),
    areLevelsLocked,
  };
  let loaded = await loadContext(tx, request);
  const why = push.claim === null ? null : checkClaim(loaded.credential, push.claim, deps.clock.now());
  if (why !== null) return { kind: 'refused', why };
  // The lock was waited for: what else the statement read is older than the head. It is held now, so once is enough.
  if (loaded.isStale) loaded = await loadContext(tx, request);
  const { epoch, position } = loaded;
  const context =
    loaded.context === null ? null : await withEnclosures(deps, tx, loaded.context, arrivals, push.enclosures);
  if (!context || context.key.register_id !== loaded.credential?.register_id) {
    return { kind: 'taken', answers: arrivals.map(foreignKey), epoch, position, released: null };
  }
  const frame = {
    organizationId: tx.organizationId,
    registerId: context.key.register_id,
    requestId: push.requestId,
    nextId: () => deps.ids.next(),
  };
  const ports = { verify, nextId: frame.nextId, unstorable };
  const parts = partsOf(arrivals);
  const decisions = decideParts(context, parts, ports);
  const { answers, sequence } = await writeParts(tx, frame, context, decisions, parts.length, areLevelsLocked);
  const released = loaded.waitingForGap === 0 ? null : { keyId, sequence };
  return { kind: 'taken', answers, epoch, position, released };
}

/** What is personal in the customers that a batch creates; nothing is asked for when it creates none. */
export async function withEnclosures(
  deps: Pick<Deps, 'personal'>,
  tx: Tx,
  context: SyncContext,
  arrivals: readonly Arrival[],
  given: ReadonlyMap<string, CustomerEnclosure> = new Map(),
): Promise<SyncContext> {
  const created = arrivals.flatMap((arrival) => {
    if (arrival.kind !== 'sealed' || arrival.content.kind !== 'known') return [];
    const { operation } = arrival.content;
    if (operation.kind !== 'customer.created') return [];
    return [{ operationId: operation.operationId, ...operation.payload }];
  });
  if (created.length === 0) return context;
  return { ...context, enclosures: await takeEnclosures(deps.personal, tx, created, given) };
}

function foreignKey(arrival: Arrival): OperationAnswer {
  const operationId = arrival.kind === 'sealed' ? arrival.envelope.operationId : arrival.operationId;
  const problem =
    arrival.kind === 'sealed'
      ? { code: 'foreign-key', detail: 'The operation is signed by a key that is not one of this register.' }
      : { code: 'malformed-operation', detail: arrival.detail };
  return { operationId, isRepeat: false, status: 'rejected', problem };
}

/** A place in a chain behind which operations may wait. */
export interface ChainPlace {
  readonly keyId: string;
  readonly sequence: number;
}

/** Takes what waited for a gap that has just been filled, until the next gap. */
export function releaseAfter(
  deps: Deps,
  organizationId: string,
  place: ChainPlace,
  requestId: string | null,
): Promise<void> {
  return releaseWaiting(deps, { organizationId, claim: null, requestId }, place);
}

async function releaseWaiting(deps: Deps, push: Push, start: ChainPlace): Promise<void> {
  let released: Taken['released'] = start;
  for (let round = 0; released !== null && round < MOST_RELEASES; round += 1) {
    const next: Taken['released'] = await releaseBatch(deps, push, released);
    // What waits next does not follow after all: nothing would change by asking again.
    released = next !== null && next.sequence > released.sequence ? next : null;
  }
}

async function releaseBatch(deps: Deps, push: Push, { keyId, sequence }: ChainPlace): Promise<Taken['released']> {
  const rows = await deps.db.read(push.organizationId, (tx) =>
    tx.query<{ envelope: string }>(OPERATION_QUERIES.behindGap, [tx.organizationId, keyId, sequence]),
  );
  const [batch] = transactionsOf(rows.map((row) => receive(JSON.parse(row.envelope))));
  if (!batch) return null;
  const outcome = await takeBatch(deps, push, keyId, batch);
  return outcome.kind === 'taken' ? outcome.released : null;
}
