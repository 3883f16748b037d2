import type { RegisterState } from '@mosaajii/contract/identity';
import type { SectionReply } from '@mosaajii/contract/sections';
import type { PushResponse } from '@mosaajii/contract/sync';
import { ok, type Result, refuse } from '@mosaajii/domain';
import { OLDEST_PROGRAM_HEADER } from '@mosaajii/domain/program';
import type { Registration } from '../journal/model.ts';
import type { SectionTransport } from '../sections/pull-sections.ts';
import { hearDate, registerHeaders } from './prove.ts';
import type { ChangesReply, SyncTransport, TransportFailure } from './transport.ts';

const PREFIX = '/api/v1';
/** A push of a full batch on a slow line; after that the same batch goes again. */
const ANSWER_WITHIN_MS = 30_000;
const SNAPSHOT_WITHIN_MS = 300_000;

/** The exchange by HTTP. `base` is empty in the browser (the page's own origin). Each answer says the oldest program; 0: any. */
export function httpTransport(
  base = '',
  transmit: typeof fetch = (...request) => fetch(...request),
  heardOldest: (program: number) => void = () => {},
): SyncTransport & SectionTransport {
  const send: typeof fetch = async (...request) => {
    const response = await transmit(...request);
    const oldest = response.headers.get(OLDEST_PROGRAM_HEADER);
    // An answer that does not come from the server itself says nothing about it.
    if (response.ok) heardOldest(Number(oldest ?? 0));
    return response;
  };
  const ask = async <T>(
    registration: Registration,
    path: string,
    isAnswer: (value: unknown) => value is T,
    body?: unknown,
  ): Promise<Result<T, TransportFailure>> => {
    const response = await attempt(send, base, `${PREFIX}${path}`, registration, body, ANSWER_WITHIN_MS);
    if (!response.ok) return response;
    const value = await attemptJson(response.value);
    if (!value.ok) return value;
    return isAnswer(value.value) ? ok(value.value) : unreachable('The server answered something else.');
  };
  return {
    push: (registration, operations, enclosures) =>
      ask(registration, '/sync/operations', isPushResponse, {
        operations,
        ...(enclosures === undefined ? {} : { enclosures }),
      }),
    register: (registration) => ask(registration, '/register', isRegisterState),
    changes: (registration, { cursor, epoch }) =>
      ask(registration, `/sync/changes?cursor=${cursor}&epoch=${encodeURIComponent(epoch)}`, isChangesReply),
    section: (registration, name, wants) => {
      const query = new URLSearchParams(Object.entries(wants).map(([key, value]) => [key, String(value)])).toString();
      return ask(registration, `/sync/sections/${name}${query === '' ? '' : `?${query}`}`, isSectionReply);
    },
    async snapshot(registration, progress) {
      const path = `${PREFIX}/catalog/snapshot`;
      const response = await attempt(send, base, path, registration, undefined, SNAPSHOT_WITHIN_MS);
      return response.ok ? readBytes(response.value, progress) : response;
    },
  };
}

async function attempt(
  send: typeof fetch,
  base: string,
  path: string,
  registration: Registration,
  body: unknown,
  withinMs: number,
  isRepeat = false,
): Promise<Result<Response, TransportFailure>> {
  const method = body === undefined ? 'GET' : 'POST';
  const text = body === undefined ? undefined : JSON.stringify(body);
  try {
    const headers = await registerHeaders(registration, method, path, text);
    if (text !== undefined) headers['content-type'] = 'application/json';
    const response = await send(base + path, {
      method,
      headers,
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(withinMs),
      ...(text !== undefined && { body: text }),
    });
    hearDate(response);
    if (response.ok) return ok(response);
    const refusal = await refusalOf(response);
    // Our clock was set meanwhile, or never right: the answer said what time it is.
    if (refusal.kind === 'refused' && refusal.code === 'proof-not-fresh' && !isRepeat) {
      return await attempt(send, base, path, registration, body, withinMs, true);
    }
    return refuse(refusal);
  } catch (error) {
    return unreachable(error instanceof Error ? error.message : String(error));
  }
}

async function attemptJson(response: Response): Promise<Result<unknown, TransportFailure>> {
  try {
    return ok(await response.json());
  } catch (error) {
    return unreachable(error instanceof Error ? error.message : String(error));
  }
}

function unreachable(detail: string): Result<never, TransportFailure> {
  return refuse({ kind: 'unreachable', detail });
}

async function refusalOf(response: Response): Promise<TransportFailure> {
  const body = await attemptJson(response);
  const problem = body.ok && isObject(body.value) ? body.value : {};
  const code = typeof problem['code'] === 'string' ? problem['code'] : `http-${response.status}`;
  const detail = typeof problem['detail'] === 'string' ? problem['detail'] : `The server answered ${response.status}.`;
  return { kind: 'refused', status: response.status, code, detail };
}

async function readBytes(
  response: Response,
  progress: (received: number, total: number | null) => void,
): Promise<Result<Uint8Array, TransportFailure>> {
  // Only an uncompressed answer's length is the one of the bytes that arrive here.
  const length = response.headers.get('content-encoding') === null ? response.headers.get('content-length') : null;
  const total = length === null ? null : Number(length);
  try {
    const chunks: Uint8Array[] = [];
    let received = 0;
    const reader = response.body?.getReader();
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      chunks.push(read.value);
      received += read.value.length;
      progress(received, total);
    }
    return ok(joined(chunks, received));
  } catch (error) {
    return unreachable(error instanceof Error ? error.message : String(error));
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// The server's schemas hold the rest; what is checked here keeps a proxy's page from being taken for an answer.
function isPushResponse(value: unknown): value is PushResponse {
  return isObject(value) && Array.isArray(value['answers']) && typeof value['epoch'] === 'string';
}
function isRegisterState(value: unknown): value is RegisterState {
  return isObject(value) && typeof value['keyId'] === 'string' && typeof value['lastSequence'] === 'number';
}
function isSectionReply(value: unknown): value is SectionReply {
  return isObject(value) && typeof value['version'] === 'number' && typeof value['epoch'] === 'string';
}
function isChangesReply(value: unknown): value is ChangesReply {
  return isObject(value) && typeof value['cursor'] === 'number' && isObject(value['sections']);
}
