import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppConfig } from '../deps.ts';

/** As long as browsers keep one at most. */
const MAX_AGE_SECONDS = 400 * 24 * 3_600;

function nameOf(config: AppConfig): string {
  return config.isTls ? '__Host-device' : 'device';
}

/** By what a browser can be known again; nothing about it has been checked. */
export function deviceTokenOf(request: FastifyRequest, config: AppConfig): string | undefined {
  return request.cookies[nameOf(config)];
}

/** Lets a browser be known again. It signs nobody in. */
export function setDeviceCookie(reply: FastifyReply, config: AppConfig, token: string): void {
  const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure: config.isTls } as const;
  reply.setCookie(nameOf(config), token, { ...attributes, maxAge: MAX_AGE_SECONDS });
}
