import type { FastifyRequest } from 'fastify';
import type { Origin } from './change-person.ts';

/** Where a request came from, for the audit trail. */
export function originOf(request: FastifyRequest): Origin {
  return { address: request.ip, requestId: request.id };
}
