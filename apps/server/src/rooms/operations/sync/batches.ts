import type { Arrival } from './model.ts';

/** Parameters of one writing statement; PostgreSQL takes 65,535. */
const MOST_PARAMETERS = 30_000;

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

/** Cuts a run so that no part needs more parameters than a statement takes. */
export function cutByWeight(arrivals: readonly Arrival[]): Arrival[][] {
  const batches: Arrival[][] = [];
  let weight = 0;
  for (const arrival of arrivals) {
    const more = weightOf(arrival);
    const current = batches.at(-1);
    if (current && weight + more <= MOST_PARAMETERS) {
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
