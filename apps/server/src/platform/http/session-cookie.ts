import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppConfig } from '../deps.ts';

/** Over TLS the prefix makes browsers insist on Secure, the root path and this very host. */
export function sessionCookieName(config: AppConfig): string {
  return config.isTls ? '__Host-sid' : 'sid';
}

/** The token that came with a request, when one did. Nothing has been checked about it. */
export function sessionTokenOf(request: FastifyRequest, config: AppConfig): string | undefined {
  return request.cookies[sessionCookieName(config)];
}

/** How many tokens an answer hands out. */
const handedOut = new WeakMap<FastifyReply, number>();

/** How many tokens have been handed out by an answer that is still being made. */
export function tokensHandedOut(reply: FastifyReply): number {
  return handedOut.get(reply) ?? 0;
}

/** Hands a session's token to the browser, for as long as the session can last. */
export function setSessionCookie(
  reply: FastifyReply,
  config: AppConfig,
  { token, expiresAt }: { readonly token: string; readonly expiresAt: Date },
  now: Date,
): void {
  // Seconds from now: the browser's clock may be wrong by hours.
  const maxAge = Math.max(0, Math.floor((expiresAt.getTime() - now.getTime()) / 1000));
  handedOut.set(reply, tokensHandedOut(reply) + 1);
  reply.setCookie(sessionCookieName(config), token, { ...attributes(config), maxAge });
}

/** Takes the token from the browser. */
export function clearSessionCookie(reply: FastifyReply, config: AppConfig): void {
  reply.clearCookie(sessionCookieName(config), attributes(config));
}

function attributes(config: AppConfig) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: config.isTls } as const;
}
