import {
  accountPatch,
  account as accountSchema,
  newEmailConfirmation,
  newEmailRequest,
  newPasswordRequest,
  recoveryCompletion,
  recoveryRequest,
} from '@mosaajii/contract/account';
import { done } from '@mosaajii/contract/identity';
import { defineRoute, problem, type Route, sessionTokenOf, setSessionCookie } from '../../platform/http/index.ts';
import { changeAccount, readAccount } from './account.ts';
import { codeProblem } from './one-time-codes/index.ts';
import { changePassword } from './passwords/change-password.ts';
import { beginRecovery, completeRecovery } from './passwords/recovery.ts';
import { beginEmailChange, completeEmailChange } from './profile/change-email.ts';

const show = defineRoute({
  operation: 'account.read',
  method: 'GET',
  url: '/account',
  summary: 'One’s own account',
  response: accountSchema,
  handler: ({ deps, actor }) => readAccount(deps, actor),
});

const change = defineRoute({
  operation: 'account.update',
  method: 'PATCH',
  url: '/account',
  summary: 'Change one’s name and the language that one is written to in',
  body: accountPatch,
  response: accountSchema,
  handler: ({ deps, actor, body, request }) =>
    changeAccount(deps, actor, body, { address: request.ip, requestId: request.id }),
});

const setPassword = defineRoute({
  operation: 'account.password',
  method: 'POST',
  url: '/account/password',
  summary: 'Give one’s own account a new password; signs out everywhere else',
  body: newPasswordRequest,
  response: done,
  handler: async ({ deps, actor, body, request, reply }) => {
    const token = sessionTokenOf(request, deps.config) ?? '';
    const origin = { token, address: request.ip, requestId: request.id };
    const result = await changePassword(deps, actor, body.password, origin);
    if (!result.ok) return problem(result.error.code, result.error.detail);
    if (result.value !== undefined) setSessionCookie(reply, deps.config, result.value, deps.clock.now());
    return {};
  },
});

const recover = defineRoute({
  operation: 'recovery.begin',
  method: 'POST',
  url: '/recovery',
  summary: 'Have a code sent that sets a new password; the answer is the same for every address',
  body: recoveryRequest,
  response: done,
  status: 202,
  handler: async ({ deps, body }) => {
    await beginRecovery(deps, body.email);
    return {};
  },
});

const completeRecover = defineRoute({
  operation: 'recovery.complete',
  method: 'POST',
  url: '/recovery/complete',
  summary: 'Set a new password with the code; the second factor stays',
  body: recoveryCompletion,
  response: done,
  handler: async ({ deps, body, request }) => {
    const result = await completeRecovery(deps, body, { address: request.ip, requestId: request.id });
    if (result.ok) return {};
    if (result.error.code === 'password-too-weak') return problem(result.error.code, result.error.detail);
    return codeProblem({ ...result.error, code: result.error.code }, deps.clock.now());
  },
});

const beginEmail = defineRoute({
  operation: 'account.email.begin',
  method: 'POST',
  url: '/account/email',
  summary: 'Have a code sent to the address that is to be one’s own; the answer is the same for every address',
  body: newEmailRequest,
  response: done,
  status: 202,
  handler: async ({ deps, actor, body }) => {
    const result = await beginEmailChange(deps, actor, body.email);
    if (result.ok) return {};
    const { error } = result;
    if (error.code === 'invalid-request') return problem(error.code, error.detail);
    return codeProblem(error, deps.clock.now());
  },
});

const completeEmail = defineRoute({
  operation: 'account.email.complete',
  method: 'POST',
  url: '/account/email/complete',
  summary: 'Take the address that the code was sent to; the one before is told',
  body: newEmailConfirmation,
  response: accountSchema,
  handler: async ({ deps, actor, body, request }) => {
    const origin = { address: request.ip, requestId: request.id };
    const result = await completeEmailChange(deps, actor, body.code, origin);
    return result.ok ? readAccount(deps, actor) : codeProblem(result.error, deps.clock.now());
  },
});

export const accountRoutes: readonly Route[] = [
  show,
  change,
  beginEmail,
  completeEmail,
  setPassword,
  recover,
  completeRecover,
];
