import type { Arrival } from './model.ts';

/** What one transaction writes, in parameters: it holds its locks no longer than that takes. */
const MOST_OF_TRANSACTION = 60_000;
/** What is decided before it is sent: PostgreSQL works on one part of a queue while the next is being decided. */
const MOST_OF_PART = 8_000;

export interface Chain {
  readonly keyId: string;
  readonly arrivals: readonly Arrival[];
}

/** Runs of operations of one key, in the order of the push. What cannot be read goes with its neighbours. */
export function chainsOf(arrivals: readonly Arrival[], usualKeyId: string): Chain[] {
  const chains: { keyId: string; arrivals: Arrival[] }[] = [];
  for (const arrival of arrivals) {
    const current = chains.at(-1);
    const keyId = arrival.kind === 'sealed' ? arrival.envelope.keyId : (current?.keyId ?? usualKeyId);
    if (current?.keyId === keyId) current.arrivals.push(arrival);
    else chains.push({ keyId, arrivals: [arrival] });
  }
  return chains;
}

/** Cuts a run into transactions. */
export function transactionsOf(arrivals: readonly Arrival[]): Arrival[][] {
  return cutByWeight(arrivals, MOST_OF_TRANSACTION);
}

/** Cuts a transaction into the parts that are decided and sent one after the other. */
export function partsOf(arrivals: readonly Arrival[]): Arrival[][] {
  return cutByWeight(arrivals, MOST_OF_PART);
}

function cutByWeight(arrivals: readonly Arrival[], most: number): Arrival[][] {
  const batches: Arrival[][] = [];
  let weight = 0;
  for (const arrival of arrivals) {
    const more = weightOf(arrival);
    const current = batches.at(-1);
    if (current && weight + more <= most) {
      current.push(arrival);
      weight += more;
    } else {
      batches.push([arrival]);
      weight = more;
    }
  }
  return batches;
}

/** The parameters that an operation may need, from above: its own rows, and those of each line with a movement and a level. */
function weightOf(arrival: Arrival): number {
  if (arrival.kind !== 'sealed' || arrival.content.kind !== 'known') return 40;
  const { payload } = arrival.content.operation;
  const lines = 'source' in payload ? payload.source.lines.length : 'lines' in payload ? payload.lines.length : 0;
  const taxes =
    'lines' in payload
      ? payload.lines.reduce((most, line) => Math.max(most, 'taxes' in line ? line.taxes.length : 0), 0)
      : 20;
  return 160 + lines * 42 + taxes * 20;
}
