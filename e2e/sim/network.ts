import { ok, refuse } from '@mosaajii/domain';
import type { Operation } from '@mosaajii/domain/operation';
import type { Random } from '@mosaajii/testkit';
import type { Registration } from '../../apps/web/src/platform/journal/index.ts';
import type { SyncTransport } from '../../apps/web/src/platform/sync/transport.ts';
import type { ModelServer } from './model-server.ts';

export type NetworkFault =
  | 'none'
  | 'lost-request'
  | 'lost-answer'
  /** Arrives twice. */
  | 'duplicate'
  /** Arrives, and once more some time later. */
  | 'echo'
  /** Not answered; arrives some time later, after younger requests. */
  | 'late'
  /** The server is busy and says so. */
  | 'refused';

const FAULTS: readonly NetworkFault[] = ['lost-request', 'lost-answer', 'duplicate', 'echo', 'late', 'refused'];

interface Wandering {
  readonly keyId: string;
  readonly operations: readonly Operation[];
}

/** The network between all devices and the server. Broken as the seed says, until it is healed. */
export class Network {
  /** Share of requests that something happens to. */
  faultRate: number;
  /** Nobody reaches the server. */
  isDown = false;
  readonly counts = new Map<NetworkFault, number>();
  readonly #server: ModelServer;
  readonly #random: Random;
  #wandering: Wandering[] = [];

  constructor(server: ModelServer, random: Random, faultRate: number) {
    this.#server = server;
    this.#random = random;
    this.faultRate = faultRate;
  }

  /** What was on its way for a long time arrives now, in any order. */
  deliverLate(): void {
    const arriving = this.#random.shuffle(this.#wandering);
    this.#wandering = [];
    for (const { keyId, operations } of arriving) this.#server.push(keyId, operations);
  }

  /** From now on everything arrives once; what wandered has arrived before. */
  heal(): void {
    this.deliverLate();
    this.isDown = false;
    this.faultRate = 0;
  }

  transport(): SyncTransport {
    const unreachable = { kind: 'unreachable', detail: 'simulated' } as const;
    return {
      push: async ({ keyId }, operations) => {
        await hops(this.#random);
        const fault = this.#fault();
        if (fault === 'lost-request') return refuse(unreachable);
        if (fault === 'refused') return refuse({ kind: 'refused', status: 503, code: 'stopping', detail: 'simulated' });
        if (fault === 'late') {
          this.#wandering.push({ keyId, operations });
          return refuse(unreachable);
        }
        if (fault === 'duplicate') this.#server.push(keyId, operations);
        if (fault === 'echo') this.#wandering.push({ keyId, operations });
        const reply = this.#server.push(keyId, operations);
        await hops(this.#random);
        return fault === 'lost-answer' ? refuse(unreachable) : ok(reply);
      },
      register: async ({ keyId }: Registration) => {
        await hops(this.#random);
        if (this.#fault() !== 'none') return refuse(unreachable);
        // The device reads no more of its state than the model has.
        return ok(this.#server.register(keyId)) as Awaited<ReturnType<SyncTransport['register']>>;
      },
      changes: async () => refuse(unreachable),
      snapshot: async () => refuse(unreachable),
    };
  }

  #fault(): NetworkFault {
    const fault = this.isDown
      ? 'lost-request'
      : this.#random.chance(this.faultRate)
        ? this.#random.pick(FAULTS)
        : 'none';
    this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1);
    return fault;
  }
}

/** Gives other tabs and devices a turn, so that requests overlap differently with each seed. */
export async function hops(random: Random, most = 6): Promise<void> {
  for (let left = random.integer(0, most); left > 0; left -= 1) await Promise.resolve();
}
