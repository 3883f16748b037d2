import type { FastifyRequest } from 'fastify';
import { ProblemError } from './problem.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a Host header that is not ours, so that no other name can be pointed at this server (DNS rebinding).
 * `allowedHosts` are names without a port, lower case.
 */
export function refuseUnknownHost(request: FastifyRequest, allowedHosts: ReadonlySet<string>): void {
  const host = request.headers.host ?? '';
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (allowedHosts.has(name)) return;
  throw new ProblemError(
    'unknown-host',
    `This server does not answer to the host name ${JSON.stringify(name.slice(0, 100))}.`,
  );
}

/**
 * Refuses a changing request that a page of another site sent. Browsers say where a request comes from in
 * `Sec-Fetch-Site`, older ones in `Origin`; a request with neither comes from a program, which carries no ambient cookie.
 */
export function refuseCrossSite(request: FastifyRequest): void {
  if (READING.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
  } else if (isOwnOrigin(request)) return;
  throw new ProblemError('cross-site-request');
}

/** Whether the Origin header, when there is one, names the host that was asked. */
export function isOwnOrigin(request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === (host ?? '').toLowerCase();
}
