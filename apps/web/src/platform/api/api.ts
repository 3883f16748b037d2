import type { FieldError, Problem, ProblemCode } from '@mosaajii/contract/problems';
import { ok, type Result, refuse } from '@mosaajii/domain';
import { t } from '../i18n/index.ts';

const PREFIX = '/api/v1';
const ANSWER_WITHIN_MS = 30_000;

/** Why there is no answer: a problem of the server's registry, or nobody answered. */
export interface ApiProblem {
  readonly code: ProblemCode | 'unreachable';
  /** 0 when nobody answered. */
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly action: string;
  readonly requestId?: string;
  readonly errors?: readonly FieldError[];
  readonly extra?: Readonly<Record<string, unknown>>;
}

interface RequestOptions {
  readonly signal?: AbortSignal;
  /** JSON, or a form with a file. */
  readonly body?: unknown;
  /** Headers that prove which register asks, when the device itself has to be known too: made for this one request. */
  readonly prove?: ((method: string, path: string, body: string) => Promise<Record<string, string>>) | undefined;
}

type Ask = <T>(path: string, options?: RequestOptions) => Promise<Result<T, ApiProblem>>;

const listeners = new Set<() => void>();

/** Calls back when the server no longer knows the session. Returns how to stop. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let asker: string | undefined;

/** Who stands at this device: the server refuses when its session is somebody else’s. */
export function askAs(userId: string | undefined): void {
  asker = userId;
}

let confirmer: (() => Promise<boolean>) | null = null;

/**
 * Asks the person to prove again who they are whenever the server wants that first, and repeats the refused request when
 * they did. Returns how to stop.
 */
export function onConfirmationNeeded(ask: () => Promise<boolean>): () => void {
  confirmer = ask;
  return () => {
    if (confirmer === ask) confirmer = null;
  };
}

/**
 * The server as a person's screen asks it: with the session's cookie, below `/api/v1`, refusals as values. `T` is the
 * contract's type of the answer, which the server checks before it leaves.
 */
export const api: {
  readonly get: Ask;
  readonly post: Ask;
  readonly put: Ask;
  readonly patch: Ask;
  readonly delete: Ask;
} = {
  get: (path, options) => ask('GET', path, options),
  post: (path, options) => ask('POST', path, options),
  put: (path, options) => ask('PUT', path, options),
  patch: (path, options) => ask('PATCH', path, options),
  delete: (path, options) => ask('DELETE', path, options),
};

/** What the problem says about one field, for the place below that field. */
export function fieldError(problem: ApiProblem | null, path: string): string | undefined {
  const found = problem?.errors?.find((error) => error.path === path);
  return found === undefined ? undefined : capitalised(found.message);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

let withhold: ((path: string) => ApiProblem | null) | null = null;

/** From now on asks before each change: what is answered with a problem never leaves this page. */
export function withholdChanges(by: (path: string) => ApiProblem | null): void {
  withhold = by;
}

const SECRETS = /password|passphrase|secret|token|"code"|"pin"/i;

/** Keys of changes that nobody answered: whoever sends one again means the same one. */
const unanswered = new Map<string, string>();

async function ask<T>(method: string, path: string, options: RequestOptions = {}): Promise<Result<T, ApiProblem>> {
  if (method === 'GET') return send(method, path, options);
  const withheld = withhold?.(path);
  if (withheld) return refuse(withheld);
  const text = `${method} ${path} ${JSON.stringify(options.body)}`;
  // What may hold a secret, or a file, is not remembered: it is sent as another change when a person sends it again.
  const same = options.body instanceof FormData || SECRETS.test(text) ? null : text;
  const key = (same === null ? undefined : unanswered.get(same)) ?? crypto.randomUUID();
  if (same !== null) unanswered.delete(same);
  const answer = await send<T>(method, path, options, key);
  if (same !== null && !answer.ok && answer.error.code === 'unreachable') unanswered.set(same, key);
  return answer;
}

async function send<T>(
  method: string,
  path: string,
  options: RequestOptions,
  key?: string,
): Promise<Result<T, ApiProblem>> {
  const { body, prove } = options;
  const isForm = body instanceof FormData;
  const limit = isForm ? [] : [AbortSignal.timeout(ANSWER_WITHIN_MS)];
  const given = options.signal === undefined ? [] : [options.signal];
  try {
    const text = isForm || body === undefined ? '' : JSON.stringify(body);
    const proof = await prove?.(method, `${PREFIX}${path}`, text);
    const response = await fetch(`${PREFIX}${path}`, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.any([...limit, ...given]),
      ...(body === undefined ? {} : { body: isForm ? body : text }),
      headers: {
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(asker === undefined ? {} : { 'mosaajii-user': asker }),
        ...proof,
      },
    });
    if (response.ok) return ok((await response.json()) as T);
    const problem = await problemOf(response);
    // The very same request again, once it may be done; a person who closes the question gets the refusal.
    if (problem.code === 'confirmation-needed' && (await confirmer?.())) return await send(method, path, options, key);
    return refuse(problem);
  } catch (error) {
    return refuse(unreachable(error));
  }
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const type = response.headers.get('content-type') ?? '';
  // A proxy's page, or a server of another version.
  if (!type.startsWith('application/problem+json')) return unreachable(new Error(`HTTP ${response.status}`));
  const problem = (await response.json()) as Problem;
  if (problem.code === 'not-signed-in') for (const listener of listeners) listener();
  return problem;
}

function unreachable(error: unknown): ApiProblem {
  return {
    code: 'unreachable',
    status: 0,
    title: t('ui.unreachableTitle'),
    detail: error instanceof Error ? error.message : String(error),
    action: t('ui.unreachableAction'),
  };
}
