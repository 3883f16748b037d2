import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './errors.ts';
import { problem } from './problem.ts';

const HASHED = /[\\/]assets[\\/]/;
const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * Serves the built web application, if there is one, and answers every miss. Files below `assets/` carry their content's
 * hash and never change; everything else (index.html, sw.js, the manifest) is asked for again each time. A navigation to
 * an address of the application gets index.html, every other miss a 404 problem.
 */
export async function serveWebRoot(app: FastifyInstance, webRoot: string | undefined): Promise<void> {
  const hasPages = webRoot !== undefined && existsSync(join(webRoot, 'index.html'));
  if (hasPages) {
    await app.register(fastifyStatic, {
      root: webRoot,
      wildcard: true,
      index: ['index.html'],
      cacheControl: false,
      setHeaders: (reply, path) => void reply.setHeader('cache-control', HASHED.test(path) ? IMMUTABLE : 'no-cache'),
    });
  } else if (webRoot !== undefined)
    app.log.warn({ webRoot }, 'the web application is not built: only the API is served');
  app.setNotFoundHandler(async (request, reply) => {
    if (hasPages && isNavigation(request)) return sendIndex(reply, webRoot);
    const detail = `There is nothing at ${request.method} ${request.url.slice(0, 200)}.`;
    return sendProblem(problem('not-found', detail), request, reply);
  });
}

/** Read anew each time: it is small, and it names the assets of the version that is installed now. */
async function sendIndex(reply: FastifyReply, webRoot: string): Promise<FastifyReply> {
  const page = await readFile(join(webRoot, 'index.html'));
  return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
}

function isNavigation(request: FastifyRequest): boolean {
  const [path = ''] = request.url.split('?');
  const isPage = !path.startsWith('/api/') && !/\.[A-Za-z0-9]+$/.test(path);
  return request.method === 'GET' && isPage && (request.headers.accept ?? '').includes('text/html');
}
