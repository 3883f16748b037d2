import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuseCrossSite } from './guards.ts';

const METHODS = 'GET, POST, PUT, PATCH, DELETE';
const HEADERS = 'authorization, content-type, x-request-id';
const KEEP_SECONDS = '600';

/**
 * Programs on other sites: none may ask unless the operator names its origin (CORS_ORIGINS). One that may is given no cookie
 * and speaks for no signed-in person: it has a credential of its own.
 */
export function guardOrigins(app: FastifyInstance, corsOrigins: readonly string[]): void {
  const allowed = new Set(corsOrigins);
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    const isAllowed = origin !== undefined && allowed.has(origin) && request.url.startsWith('/api/');
    if (allowed.size > 0) reply.header('vary', 'origin');
    if (!isAllowed) return refuseCrossSite(request);
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-expose-headers', 'retry-after, x-request-id');
    if (isPreflight(request)) {
      reply.header('access-control-allow-methods', METHODS);
      reply.header('access-control-allow-headers', HEADERS);
      reply.header('access-control-max-age', KEEP_SECONDS);
      return reply.code(204).send();
    }
    // A cookie here would be a person’s: browsers send none without credentials, which are never allowed.
    if (request.headers.cookie !== undefined) refuseCrossSite(request);
    return undefined;
  });
}

function isPreflight(request: FastifyRequest): boolean {
  return request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
}
