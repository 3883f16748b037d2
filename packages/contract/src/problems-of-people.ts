import { NOTHING_CHANGED, type ProblemKind } from './problem-kind.ts';

/** The errors around people: who is let in, with which role, by which code. Part of the registry in `problems.ts`. */
export const PROBLEMS_OF_PEOPLE = {
  // People.
  'own-rights': {
    status: 403,
    title: 'Nobody changes their own role or state',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Ask another administrator.',
  },
  'beyond-own-rights': {
    status: 403,
    title: 'This goes beyond what you may do yourself',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Ask somebody who has all the permissions concerned.',
  },
  'last-administrator': {
    status: 409,
    title: 'A shop keeps at least one administrator',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Make somebody else an administrator first.',
  },
  'owner-protected': {
    status: 409,
    title: 'The owner of the shop stays an active administrator',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'The owner can hand the shop over to somebody else first.',
  },
  'owner-only': {
    status: 403,
    title: 'Only the owner of the shop may do this',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Ask the owner of the shop.',
  },
  // First run.
  'operator-only': {
    status: 403,
    title: 'Only the operator of this installation may do this',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Ask whoever runs the installation.',
  },
  'confirmation-needed': {
    status: 403,
    title: 'Please prove again who you are',
    retry: 'same',
    safe: NOTHING_CHANGED,
    action: 'Confirm with the password or the second factor, then send the same request again.',
  },
  'already-set-up': {
    status: 409,
    title: 'This shop has been set up already',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Sign in instead.',
  },
  'not-set-up': {
    status: 409,
    title: 'This shop has not been set up yet',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Open the address with the set-up token that the server printed when it started.',
  },
  'setup-token-wrong': {
    status: 403,
    title: 'The set-up token is not right',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Open the address that the server printed when it started; it carries the token.',
  },
  'password-too-weak': {
    status: 422,
    title: 'Choose a stronger password',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Use at least 12 characters that are not a well-known password.',
  },
  // One-time codes.
  'code-wrong': {
    status: 422,
    title: 'This code does not work',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Check the six characters, or ask for a new code.',
  },
  'code-locked': {
    status: 429,
    title: 'Too many wrong codes',
    retry: 'later',
    safe: NOTHING_CHANGED,
    action: 'Wait for the time in Retry-After, then ask for a new code.',
  },
  'codes-used-up': {
    status: 429,
    title: 'Too many codes were asked for',
    retry: 'later',
    safe: NOTHING_CHANGED,
    action: 'Use the newest code, or wait for the time in Retry-After.',
  },
  // Access to the installation.
  'payment-not-verified': {
    status: 409,
    title: 'The payment has not been verified',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Record the payment, and let a second person verify it.',
  },
  'second-person-needed': {
    status: 403,
    title: 'A second person has to do this',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Ask somebody else who may do this.',
  },
  'last-operator': {
    status: 409,
    title: 'Somebody has to run the installation',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Add another operator first.',
  },
  'webhook-refused': {
    status: 401,
    title: 'This delivery is not from a gateway of ours',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Sign it with the secret of this installation, by the rules of Standard Webhooks.',
  },
  'gateway-away': {
    status: 503,
    title: 'The payment service does not answer',
    retry: 'later',
    safe: NOTHING_CHANGED,
    action: 'Try again in a few minutes, or pay in another way that whoever runs the installation names.',
  },
  'access-lapsed': {
    status: 403,
    title: 'The paid time of this shop is over',
    retry: 'never',
    safe: 'Everything can still be read and exported, and registers go on selling.',
    action: 'Ask whoever runs the installation how to renew; changes are possible again at once.',
  },
  // Roles.
  'role-in-use': {
    status: 409,
    title: 'Somebody has this role',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Take the role from the people that the detail names, then delete it.',
  },
  'name-taken': {
    status: 409,
    title: 'There is another one with this name',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Choose another name.',
  },
} as const satisfies Record<string, ProblemKind>;
