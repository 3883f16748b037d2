import { DEFAULT_LIMITS, type WedgeLimits } from './limits.ts';
import { IDLE, type WedgeEvent, type WedgeState, wedgeStep } from './wedge.ts';

/**
 * What the detector makes of a recorded trace: the same code and the same questions about pauses as when it listens, so that
 * what is found on the bench is what happens at the counter.
 */
export function replayTrace(trace: readonly WedgeEvent[], limits: WedgeLimits = DEFAULT_LIMITS): string[] {
  const commits: string[] = [];
  let state: WedgeState = IDLE;
  let ask: number | null = null;
  const step = (event: WedgeEvent) => {
    const result = wedgeStep(state, event, limits);
    state = result.state;
    ask = result.askAgainMs === undefined ? null : event.t + result.askAgainMs;
    if (result.commit !== undefined) commits.push(result.commit);
  };
  for (const event of trace) {
    while (ask !== null && ask <= event.t) step({ kind: 'quiet', t: ask });
    step(event);
  }
  while (ask !== null) step({ kind: 'quiet', t: ask });
  return commits;
}
