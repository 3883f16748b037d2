import { NOTHING_CHANGED, type ProblemKind, type RetryRule } from './problem-kind.ts';
import { PROBLEMS_OF_CARDS } from './problems-of-cards.ts';
import { PROBLEMS_OF_CUSTOMERS } from './problems-of-customers.ts';
import { PROBLEMS_OF_HELD_SALES } from './problems-of-held-sales.ts';
import { PROBLEMS_OF_PEOPLE } from './problems-of-people.ts';
import { PROBLEMS_OF_PURCHASING } from './problems-of-purchasing.ts';

export type { ProblemKind, RetryRule } from './problem-kind.ts';

/**
 * Every HTTP error there is, by its code. Answers carry RFC 9457 problem details of type `/problems/<code>`; a code that
 * is not listed here cannot be answered.
 */
export const PROBLEMS = {
  // The request itself.
  'malformed-request': {
    status: 400,
    title: 'The request could not be read',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Correct what the detail names and send it again.',
  },
  'invalid-request': {
    status: 400,
    title: 'Some fields are not valid',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Correct the listed fields.',
  },
  'body-too-large': {
    status: 413,
    title: 'The request is too large',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Send it in smaller parts.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The head of the request is too large',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Delete the cookies of this address and try again.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request came too slowly',
    retry: 'same',
    safe: NOTHING_CHANGED,
    action: 'Check the connection and send it again.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'This content type is not accepted here',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Send JSON with content type application/json, or the type that the reference names.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Check the address or the id. It may have been removed, or belong to another shop.',
  },
  'unknown-host': {
    status: 421,
    title: 'This server does not answer to that host name',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Open the address that the server printed when it started, or add the name to ALLOWED_HOSTS.',
  },
  'cross-site-request': {
    status: 403,
    title: 'Refused: the request came from another site',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Open the shop itself and repeat what you did there.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    retry: 'later',
    safe: NOTHING_CHANGED,
    action: 'Wait for the time in Retry-After.',
  },
  'address-refused': {
    status: 403,
    title: 'Requests from this address are refused',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Ask the operator of this installation to allow the address.',
  },
  overloaded: {
    status: 503,
    title: 'The server has too much to do',
    retry: 'later',
    safe: 'Nothing was confirmed. Registers keep selling and send their sales later.',
    action: 'Wait for the time in Retry-After, then try again.',
  },
  // Who asks.
  'not-signed-in': {
    status: 401,
    title: 'You are not signed in',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Sign in and try again.',
  },
  'register-not-recognised': {
    status: 401,
    title: 'This register is not recognised',
    retry: 'never',
    safe: 'Sales saved on the register stay there until it is enrolled again.',
    action: 'Ask a manager to enrol this register again.',
  },
  'register-revoked': {
    status: 401,
    title: 'This register has been revoked',
    retry: 'never',
    safe: 'Sales saved on the register stay there; those that arrive wait for a manager’s approval.',
    action: 'Hand the device to a manager. It can be enrolled again with a new code.',
  },
  'proof-missing': {
    status: 401,
    title: 'The register has not proved its key',
    retry: 'never',
    safe: 'Sales saved on the register stay there.',
    action: 'Load the page again so that the register runs the present version.',
  },
  'proof-invalid': {
    status: 401,
    title: 'The proof of the register’s key does not hold',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Load the page again. If it stays, ask a manager to enrol this register again.',
  },
  'proof-not-fresh': {
    status: 401,
    title: 'The proof of the register’s key is too old or has been used',
    retry: 'later',
    safe: NOTHING_CHANGED,
    action: 'Try again; the register takes the server’s time from the answer.',
  },
  'session-of-another': {
    status: 409,
    title: 'Somebody else is signed in on this device’s connection',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Lock the screen and enter your PIN again while the server can be reached.',
  },
  'pin-wrong': {
    status: 401,
    title: 'The PIN is not right',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Try again, or ask an administrator for a new PIN.',
  },
  'pin-locked': {
    status: 429,
    title: 'Too many wrong PINs',
    retry: 'later',
    safe: NOTHING_CHANGED,
    action: 'Wait half an hour, sign in with the password, or ask an administrator for a new PIN.',
  },
  'pin-must-change': {
    status: 409,
    title: 'This PIN has to be changed first',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Choose a PIN that nobody else knows; the register asks for it.',
  },
  'badge-unknown': {
    status: 401,
    title: 'This badge opens nothing here',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Use the newest badge or the PIN, or ask an administrator for a new badge.',
  },
  'badge-needs-pin': {
    status: 403,
    title: 'A badge alone opens nothing in this shop',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Enter the PIN after the badge.',
  },
  'pin-too-weak': {
    status: 422,
    title: 'Choose another PIN',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Use 6 digits that are no row and no repetition.',
  },
  'enrolment-code-wrong': {
    status: 401,
    title: 'This code makes no register',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Check the code, or have an administrator make a new one: it works once, for 15 minutes.',
  },
  'wrong-credentials': {
    status: 401,
    title: 'E-mail or password is not right',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Check both and try again. The server’s owner can reset a password on the console.',
  },
  'sign-in-blocked': {
    status: 429,
    title: 'Too many failed attempts',
    retry: 'later',
    safe: NOTHING_CHANGED,
    action: 'Wait for the time in Retry-After, then try again.',
  },
  'second-step-needed': {
    status: 401,
    title: 'The second step of signing in is missing',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Send the code of the authenticator app, a passkey or a recovery code with the challenge of this answer.',
  },
  'second-step-over': {
    status: 401,
    title: 'This sign-in has run out',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Begin again with the password.',
  },
  'wrong-factor': {
    status: 401,
    title: 'The second factor is not right',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Take the code that the app shows now, or another passkey or recovery code.',
  },
  'second-factor-needed': {
    status: 403,
    title: 'This needs a second factor',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Add an authenticator app or a passkey to your account, or sign in with the one that it has.',
  },
  'last-factor': {
    status: 409,
    title: 'The last second factor stays',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Add another one, then take this one away.',
  },
  'account-suspended': {
    status: 403,
    title: 'This account is suspended',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Ask an administrator to activate it again.',
  },
  'permission-missing': {
    status: 403,
    title: 'You do not have permission for this',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Ask somebody whose role includes the permission.',
  },
  ...PROBLEMS_OF_PEOPLE,
  ...PROBLEMS_OF_CARDS,
  ...PROBLEMS_OF_CUSTOMERS,
  ...PROBLEMS_OF_HELD_SALES,
  ...PROBLEMS_OF_PURCHASING,

  // State.
  conflict: {
    status: 409,
    title: 'This does not fit the present state',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Load the present state and decide again.',
  },
  'stale-version': {
    status: 409,
    title: 'Somebody else changed this meanwhile',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Load the present version, make your change again and save.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The same id came with other content',
    retry: 'never',
    safe: 'What was recorded first under this id stays as it is.',
    action: 'Use a new id for new content.',
  },
  'request-in-progress': {
    status: 409,
    title: 'The same request is still being carried out',
    retry: 'same',
    safe: 'It is carried out once, however often it comes.',
    action: 'Send it again after the seconds in Retry-After, with the same Idempotency-Key.',
  },
  'answer-lost': {
    status: 409,
    title: 'This was done before, and its answer is not kept',
    retry: 'never',
    safe: 'What was done stays done, and was done once.',
    action: 'Load the page again to see what there is now.',
  },
  // The server.
  'database-unavailable': {
    status: 503,
    title: 'The database cannot be reached',
    retry: 'later',
    safe: 'Nothing was confirmed. Registers keep selling and send their sales later.',
    action: 'Try again in a moment.',
  },
  stopping: {
    status: 503,
    title: 'The server is stopping',
    retry: 'later',
    safe: NOTHING_CHANGED,
    action: 'Try again in a moment.',
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong on our side',
    retry: 'same',
    safe: 'Nothing was confirmed. Sending the same request again does not double anything that carries an id.',
    action: 'Try again; if it stays, give the request id to your support.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;

/** A field that is not valid: a JSON path such as `lines.3.quantityMilli` and a sentence. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** The body of every error answer (RFC 9457), content type `application/problem+json`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly requestId: string;
  readonly retry: RetryRule;
  readonly safe: string;
  readonly action: string;
  readonly errors?: readonly FieldError[];
  /** More about this one problem, such as the permission that is missing or the version that is current. */
  readonly extra?: Readonly<Record<string, unknown>>;
}
