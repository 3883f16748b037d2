import { Agent, request } from 'node:http';
import type { PushResponse } from '@mosaajii/contract/sync';
import type { Operation } from '@mosaajii/domain/operation';
import { registerHeaders } from '../apps/server/src/rooms/operations/replay/index.ts';
import { cpuSecondsOf } from './cpu.ts';
import type { BenchTill } from './sales.ts';
import type { BenchRegister } from './shop.ts';

export interface Rate {
  readonly salesPerSecond: number;
  /** Milliseconds of processor time of the measured processes for one sale. */
  readonly cpuMsPerSale: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Sends operations as a register does and insists that each one was posted. */
export async function push(
  origin: string,
  agent: Agent,
  register: BenchRegister,
  operations: readonly Operation[],
): Promise<void> {
  await send(origin, agent, requestOf(register, operations));
}

/** A request with the proof of its register, ready to be sent. */
interface Prepared {
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Buffer;
  readonly count: number;
}

const PATH = '/api/v1/sync/operations';

function requestOf(register: BenchRegister, operations: readonly Operation[]): Prepared {
  const body = Buffer.from(JSON.stringify({ operations }));
  const headers = {
    ...registerHeaders(register.identity, { method: 'POST', path: PATH, body }),
    'content-type': 'application/json',
    'content-length': body.length,
  };
  return { headers, body, count: operations.length };
}

async function send(origin: string, agent: Agent, prepared: Prepared): Promise<void> {
  const response = await post(origin, agent, prepared);
  const bad = response.answers.find((answer) => answer.status !== 'applied' && answer.status !== 'flagged');
  if (bad !== undefined || response.answers.length !== prepared.count) {
    throw new Error(`the server answered ${JSON.stringify(bad ?? response)}`);
  }
}

function post(origin: string, agent: Agent, { headers, body }: Prepared): Promise<PushResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${origin}${PATH}`, { method: 'POST', agent, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (incoming.statusCode === 200) resolve(JSON.parse(text) as PushResponse);
        else reject(new Error(`${incoming.statusCode}: ${text.slice(0, 500)}`));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export interface CheckoutRun {
  readonly origin: string;
  readonly tills: readonly BenchTill[];
  readonly seconds: number;
  /** The processes whose time counts: the server, and the database that it uses. */
  readonly pids: readonly number[];
}

/** One sale after the other on each register, over a connection that is kept, all registers at the same time. */
export async function measureCheckout({ origin, tills, seconds, pids }: CheckoutRun): Promise<Rate> {
  const agent = new Agent({ keepAlive: true, maxSockets: tills.length });
  let counters: Counter[] = [];
  try {
    const warm = performance.now() + WARM_UP_MS;
    await Promise.all(tills.map((till) => sellUntil(origin, agent, new Counter(till, 0), warm)));
    // After the warming up: a proof is good for a minute.
    counters = tills.map((till) => new Counter(till, Math.ceil(seconds * USUAL_RATE)));
    const cpuBefore = sum(pids.map(cpuSecondsOf));
    const started = performance.now();
    const runs = counters.map((counter) => sellUntil(origin, agent, counter, started + seconds * 1000));
    const latencies = (await Promise.all(runs)).flat();
    const elapsed = (performance.now() - started) / 1000;
    const cpu = sum(pids.map(cpuSecondsOf)) - cpuBefore;
    latencies.sort((a, b) => a - b);
    return {
      salesPerSecond: latencies.length / elapsed,
      cpuMsPerSale: (cpu * 1000) / latencies.length,
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
    };
  } finally {
    for (const counter of counters) counter.close();
    agent.destroy();
  }
}

/** Sales of one register in a second that are prepared before the clock runs: a register's work is not the server's. */
const USUAL_RATE = 60;
const WARM_UP_MS = 2_000;

/** A register with requests at hand that are sealed and proven already. */
class Counter {
  readonly #till: BenchTill;
  readonly #ready: { readonly sale: Operation; readonly request: Prepared }[];

  constructor(till: BenchTill, count: number) {
    this.#till = till;
    this.#ready = Array.from({ length: count }, () => this.#prepare());
  }

  next(): Prepared {
    return (this.#ready.shift() ?? this.#prepare()).request;
  }

  /** What was not sent is the next in the chain of the register. */
  close(): void {
    this.#till.giveBack(this.#ready.map(({ sale }) => sale));
  }

  #prepare() {
    const sale = this.#till.sale();
    return { sale, request: requestOf(this.#till.register, [sale]) };
  }
}

/** Milliseconds that each sale took until the time was up. */
async function sellUntil(origin: string, agent: Agent, counter: Counter, end: number): Promise<number[]> {
  const latencies: number[] = [];
  while (performance.now() < end) {
    const next = counter.next();
    const started = performance.now();
    await send(origin, agent, next);
    latencies.push(performance.now() - started);
  }
  return latencies;
}

/** Sends one register's queue in batches, as a till that was offline does. */
export async function measureQueue(
  { origin, pids }: Pick<CheckoutRun, 'origin' | 'pids'>,
  till: BenchTill,
  count: number,
  batch: number,
): Promise<Pick<Rate, 'salesPerSecond' | 'cpuMsPerSale'>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  till.prepare(count);
  const cpuBefore = sum(pids.map(cpuSecondsOf));
  const started = performance.now();
  try {
    for (let at = 0; at < count; at += batch) {
      const sales = Array.from({ length: Math.min(batch, count - at) }, () => till.sale());
      await push(origin, agent, till.register, sales);
    }
  } finally {
    agent.destroy();
  }
  const elapsed = (performance.now() - started) / 1000;
  const cpu = sum(pids.map(cpuSecondsOf)) - cpuBefore;
  return { salesPerSecond: count / elapsed, cpuMsPerSale: (cpu * 1000) / count };
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
