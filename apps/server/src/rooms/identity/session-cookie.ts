import type { FastifyReply } from 'fastify';
import type { AppConfig } from '../../platform/deps.ts';
import { ABSOLUTE_LIFETIME_MS } from './sessions.ts';

/** Over TLS the prefix makes browsers insist on Secure, the root path and this very host. */
export function sessionCookieName(config: AppConfig): string {
  return config.isTls ? '__Host-sid' : 'sid';
}

export function setSessionCookie(reply: FastifyReply, config: AppConfig, token: string): void {
  reply.setCookie(sessionCookieName(config), token, {
    ...attributes(config),
    maxAge: Math.floor(ABSOLUTE_LIFETIME_MS / 1000),
  });
}

export function clearSessionCookie(reply: FastifyReply, config: AppConfig): void {
  reply.clearCookie(sessionCookieName(config), attributes(config));
}

function attributes(config: AppConfig) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: config.isTls } as const;
}
