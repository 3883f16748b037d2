import type { FastifyRequest } from 'fastify';
import type { AppConfig } from '../../../platform/deps.ts';

/** The page that a passkey is made for and opens: the browser signs its origin, and finds keys by its host name. */
export interface Site {
  readonly origin: string;
  /** The host name without a port, as WebAuthn wants it. */
  readonly relyingParty: string;
}

/** The site as it was asked: its Host header has been compared with the names of this installation before. */
export function siteOf(request: FastifyRequest, config: AppConfig): Site {
  const host = (request.headers.host ?? '').toLowerCase();
  return { origin: `${config.isTls ? 'https' : 'http'}://${host}`, relyingParty: host.replace(/:\d+$/, '') };
}
