import type { Registration } from '../journal/model.ts';
import { isPractice } from '../practice/mode.ts';
import { hearDate, registerHeaders } from './prove.ts';

/** What the server said to a register; `unreachable` when nobody knows whether it heard. */
export type RegisterAnswer =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly code: string;
      readonly detail: string;
      readonly extra: Readonly<Record<string, unknown>>;
    };

/** A customer waits at the counter: longer than this the till goes on without the server. */
const ANSWER_WITHIN_MS = 4_000;

/** Asks the server something as this register, with proof of its key. Never throws. */
export async function askAsRegister(
  registration: Registration,
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  body?: unknown,
): Promise<RegisterAnswer> {
  // Practice moves nothing that is real: it goes on as if the server were away.
  if (isPractice() && method !== 'GET') return { ok: false, code: 'unreachable', detail: '', extra: {} };
  const path = `/api/v1${url}`;
  const text = body === undefined ? undefined : JSON.stringify(body);
  try {
    const headers = await registerHeaders(registration, method, path, text);
    if (text !== undefined) headers['content-type'] = 'application/json';
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const sent = { method, headers, credentials: 'omit', cache: 'no-store', signal } as const;
    const response = await fetch(path, text === undefined ? sent : { ...sent, body: text });
    hearDate(response);
    const value: unknown = await response.json();
    return response.ok ? { ok: true, value } : refusalOf(response.status, value);
  } catch (error) {
    return {
      ok: false,
      code: 'unreachable',
      detail: error instanceof Error ? error.message : String(error),
      extra: {},
    };
  }
}

function refusalOf(status: number, value: unknown): RegisterAnswer {
  const problem = isObject(value) ? value : {};
  // A gateway that cannot reach the server answers in its place.
  if (status >= 502) return { ok: false, code: 'unreachable', detail: `The server answered ${status}.`, extra: {} };
  const code = typeof problem['code'] === 'string' ? problem['code'] : `http-${status}`;
  const detail = typeof problem['detail'] === 'string' ? problem['detail'] : `The server answered ${status}.`;
  return { ok: false, code, detail, extra: isObject(problem['extra']) ? problem['extra'] : {} };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
