import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../../platform/deps.ts';
import { problem, sendProblem } from '../../../platform/http/index.ts';

/**
 * `/livez`: this process answers. `/readyz`: it can do its work: the database takes writes. For supervisors and load balancers, so without a session and without details about the shop.
 */
export function registerHealth(app: FastifyInstance, deps: Deps): void {
  app.get('/livez', { schema: { hide: true }, logLevel: 'warn' }, async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { status: 'alive', version: deps.config.version };
  });
  app.get('/readyz', { schema: { hide: true }, logLevel: 'warn' }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const isWritable = await canWrite(deps);
    if (isWritable) return { status: 'ready' };
    return sendProblem(problem('database-unavailable', 'The database takes no writes.'), request, reply);
  });
}

async function canWrite(deps: Deps): Promise<boolean> {
  const [row] = await deps.db.globalTx((tx) =>
    tx.query<{ is_standby: boolean; is_read_only: string }>(
      "select pg_is_in_recovery() as is_standby, current_setting('transaction_read_only') as is_read_only",
    ),
  );
  return row !== undefined && !row.is_standby && row.is_read_only === 'off';
}
