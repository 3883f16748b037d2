import type { RegisterState } from '@mosaajii/contract/identity';
import { ok, refuse } from '@mosaajii/domain';
import type { Operation, OperationAnswer } from '@mosaajii/domain/operation';
import type { ChangesReply, Exchange, SyncTransport, TransportFailure } from './transport.ts';

/** A server for tests of the exchange: keeps a chain per key as the real one does, and fails as it is told. */
export interface ScriptedServer {
  readonly transport: SyncTransport;
  /** What it has applied, in order. */
  readonly applied: Operation[];
  readonly pushes: Operation[][];
  epoch: string;
  position: number;
  /** What happens to the next exchanges, one for each; empty: everything goes well. */
  readonly script: Fate[];
  /** Overrides the answer for an operation. */
  readonly verdicts: Map<string, OperationAnswer>;
  /** Changes that wait to be pulled. */
  readonly changes: ChangesReply[];
  snapshot: Uint8Array | null;
  /** Forgets the end of its life, as a restore of an older backup does. */
  restoreTo(count: number, epoch?: string): void;
}

/** `lost-request`: never arrives. `lost-answer`: is done, the answer is lost. A failure: refused with it. */
export type Fate = 'fine' | 'lost-request' | 'lost-answer' | TransportFailure;

const LOST: TransportFailure = { kind: 'unreachable', detail: 'The line is dead.' };

export function scriptedServer(): ScriptedServer {
  const server: ScriptedServer = {
    applied: [],
    pushes: [],
    epoch: 'epoch-1',
    position: 0,
    script: [],
    verdicts: new Map(),
    changes: [],
    snapshot: null,
    restoreTo(count, epoch) {
      server.applied.length = count;
      if (epoch !== undefined) server.epoch = epoch;
    },
    transport: {
      push: (_registration, operations) =>
        exchange(server, () => {
          server.pushes.push([...operations]);
          const answers = operations.map((operation) => take(server, operation));
          return { answers, epoch: server.epoch, position: server.position, serverTime: '2026-11-22T09:00:01.000Z' };
        }),
      register: (registration) =>
        exchange(server, () => {
          const chain = server.applied.filter((operation) => operation.keyId === registration.keyId);
          return {
            keyId: registration.keyId,
            lastSequence: chain.at(-1)?.sequence ?? 0,
            lastHash: chain.at(-1)?.hash ?? '0'.repeat(64),
            lastReceiptSequence: chain.reduce(
              (last, { payload }) => ('receipt' in payload ? payload.receipt.sequence : last),
              0,
            ),
            epoch: server.epoch,
            serverTime: '2026-11-22T09:00:00.000Z',
          } as RegisterState;
        }),
      changes: (_registration, { cursor, epoch }) =>
        exchange(server, () => {
          if (epoch !== server.epoch) return emptyChanges(server, { reset: true });
          const index = server.changes.findIndex((change) => change.cursor > cursor);
          const next = server.changes[index];
          return next ? { ...next, epoch: server.epoch } : emptyChanges(server, { cursor });
        }),
      snapshot: (_registration, progress) =>
        exchange(server, () => {
          if (!server.snapshot) throw new Error('the test gave no snapshot');
          progress(server.snapshot.length, server.snapshot.length);
          return server.snapshot;
        }),
    },
  };
  return server;
}

export function emptyChanges(server: { readonly epoch: string }, part: Partial<ChangesReply>): ChangesReply {
  return {
    epoch: server.epoch,
    cursor: 0,
    serverTime: '2026-11-22T09:00:02.000Z',
    reset: false,
    sections: {},
    isComplete: true,
    ...part,
  };
}

async function exchange<T>(server: ScriptedServer, work: () => T): Exchange<T> {
  await Promise.resolve();
  const fate = server.script.shift() ?? 'fine';
  if (fate === 'lost-request') return refuse(LOST);
  if (typeof fate === 'object') return refuse(fate);
  const done = work();
  return fate === 'lost-answer' ? refuse(LOST) : ok(done);
}

/** The server's decision in short: repeats get the first answer, gaps are held, the rest is applied. */
function take(server: ScriptedServer, operation: Operation): OperationAnswer {
  const { operationId } = operation;
  if (server.applied.some((known) => known.operationId === operationId)) {
    return { operationId, isRepeat: true, status: 'applied' };
  }
  const verdict = server.verdicts.get(operationId);
  if (verdict && verdict.status === 'rejected') return verdict;
  const chain = server.applied.filter((known) => known.keyId === operation.keyId);
  if (operation.sequence !== (chain.at(-1)?.sequence ?? 0) + 1) {
    return { operationId, isRepeat: false, status: 'held', reason: 'gap' };
  }
  if (operation.previousHash !== (chain.at(-1)?.hash ?? '0'.repeat(64))) {
    return { operationId, isRepeat: false, status: 'held', reason: 'fork' };
  }
  server.applied.push(operation);
  return verdict ?? { operationId, isRepeat: false, status: 'applied' };
}
