import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import { classOfRequest } from './limit-requests.ts';
import { ProblemError } from './problem.ts';

/** How late the event loop runs. */
export interface LoadGauge {
  /** Milliseconds that work waited, as of the last second; a single hiccup is none. */
  delayMs(): number;
  stop(): void;
}

const SAMPLE_MS = 500;
const RESOLUTION_MS = 20;

/** Measures this process. Costs one timer; asking is reading a number. */
export function openLoadGauge(): LoadGauge {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  let delay = 0;
  let before = 0;
  const timer = setInterval(() => {
    const now = Math.max(0, histogram.percentile(90) / 1e6 - RESOLUTION_MS);
    delay = Math.min(before, now);
    before = now;
    histogram.reset();
  }, SAMPLE_MS);
  timer.unref();
  return {
    delayMs: () => delay,
    stop: () => {
      clearInterval(timer);
      histogram.disable();
    },
  };
}

/** What an office can wait for gives way first; a register keeps its sales and asks again, but is the last one sent away. */
const SHED_OFFICE_MS = 1_000;
const SHED_EVERYTHING_MS = 5_000;

/** Refuses requests while the server cannot keep up, so that those it takes are answered in time. */
export function shedLoad(app: FastifyInstance, gauge: LoadGauge, { metrics }: Pick<Deps, 'metrics'>): void {
  app.addHook('onRequest', async (request) => {
    const delay = gauge.delayMs();
    if (delay < SHED_OFFICE_MS) return;
    const kind = classOfRequest(request) === 'register' ? 'register' : 'office';
    // Files of the application are what a till starts from; they cost next to nothing.
    const isFile = request.routeOptions.config.limitClass === undefined;
    if (delay < SHED_EVERYTHING_MS && (kind === 'register' || isFile)) return;
    metrics?.count('shed_requests_total', kind);
    throw new ProblemError('overloaded', undefined, { retryAfterSeconds: kind === 'register' ? 2 : 5 });
  });
  app.addHook('onClose', async () => gauge.stop());
}
