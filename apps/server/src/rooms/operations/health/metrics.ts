import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Deps } from '../../../platform/deps.ts';
import { problem, sendProblem } from '../../../platform/http/index.ts';
import { isLoopback } from '../../../platform/limits/index.ts';

/**
 * `/metrics`: the counters of this process, as Prometheus reads them. For programs on this machine only; for everybody else
 * there is nothing here, also when a proxy of ours passes them on.
 */
export function registerMetrics(app: FastifyInstance, deps: Deps): void {
  app.get('/metrics', { schema: { hide: true }, logLevel: 'warn' }, async (request, reply) => {
    if (!isLocal(request) || deps.metrics === undefined) return sendProblem(problem('not-found'), request, reply);
    reply.header('cache-control', 'no-store');
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(deps.metrics.text());
  });
}

function isLocal({ ip, socket, headers }: FastifyRequest): boolean {
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !isForwarded && isLoopback(ip) && isLoopback(socket.remoteAddress ?? '');
}
