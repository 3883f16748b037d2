import { createHmac, randomBytes } from 'node:crypto';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Whether a cookie's value has the form of a token; anything else is not looked up. */
export function isToken(value: string): boolean {
  return TOKEN.test(value);
}

/** A token of 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What makes the successor of a token unpredictable, also to whoever holds the token. */
export function newSalt(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * The token that follows on another: HMAC-SHA-256 of the salt under the former token. Requests that came together with
 * one token are thus all given the same next one, and an answer that was lost can be given again, although the table
 * holds hashes only: the salt alone makes nothing.
 */
export function successorOf(token: string, salt: string): string {
  return createHmac('sha256', token).update(salt, 'utf8').digest('base64url');
}
