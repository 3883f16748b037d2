import websocket from '@fastify/websocket';
import { readDisplayChannel } from '@mosaajii/domain/display';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  emptyBodyHash,
  parseProof,
  parseRegisterCredential,
  type Recognition,
  type RegisterClaim,
} from '../access/index.ts';
import type { Deps } from '../deps.ts';
import { API_PREFIX, isOwnOrigin, ProblemError, sessionTokenOf, tokenUse } from '../http/index.ts';
import { Displays } from './displays.ts';
import { CLOSE_GOING_AWAY, CLOSE_NOT_ALLOWED, type LiveSocket, Sockets } from './sockets.ts';

/** Hello is short, and nothing else is heard. */
const MAXIMUM_MESSAGE = 4096;
const HELLO_WITHIN_MS = 10_000;

interface LiveOptions {
  readonly deps: Deps;
  readonly recognition: Recognition;
}

interface Admitted {
  readonly organizationId: string;
  /** The session or the register's key that opened the connection, and with which it ends. */
  readonly sessionId?: string;
  readonly isStillAllowed: () => Promise<boolean>;
}

/**
 * `GET /api/v1/live` (WebSocket): says `{type: 'poke', position}` whenever the feed of the asker's organization has moved,
 * and once at the beginning. A browser is known by its session; a register says
 * `{type: 'hello', token: 'Register <organizationId>.<keyId>.<secret>', proof}` first.
 */
export async function registerLive(app: FastifyInstance, options: LiveOptions): Promise<void> {
  const { deps, recognition } = options;
  const sockets = new Sockets((error) => deps.log.warn({ err: error }, 'cannot check a live connection'));
  const displays = new Displays();
  const unsubscribe = deps.feed.subscribe((poke) => sockets.poke(poke));
  const stopEnding = deps.feed.onSessionEnded((sessionId) => sockets.endSession(sessionId));
  await app.register(websocket, {
    options: { maxPayload: MAXIMUM_MESSAGE },
    preClose: (done) => {
      unsubscribe();
      stopEnding();
      sockets.close();
      displays.close();
      // Also those that have not said yet who they are.
      const clients: ReadonlySet<LiveSocket> = app.websocketServer.clients;
      for (const client of clients) client.close(CLOSE_GOING_AWAY, 'the server is stopping');
      app.websocketServer.close(done);
    },
  });
  app.get(
    `${API_PREFIX}/live`,
    { websocket: true, schema: { hide: true }, preValidation: refuseForeignOrigin },
    (socket, request) => {
      admit(socket, request, options)
        .then(async (admitted) => {
          if (admitted === undefined) return socket.close(CLOSE_NOT_ALLOWED, 'sign in first');
          sockets.add(socket, admitted);
          // Ended between the look and the listening: nobody would say so again.
          if (!(await admitted.isStillAllowed())) return socket.close(CLOSE_NOT_ALLOWED, 'sign in again');
          sockets.poke({
            organizationId: admitted.organizationId,
            position: await lastPosition(deps, admitted.organizationId),
          });
        })
        .catch((error: unknown) => {
          deps.log.warn({ err: error }, 'a live connection failed');
          socket.terminate();
        });
    },
  );
  app.get(
    `${API_PREFIX}/live/display`,
    { websocket: true, schema: { hide: true }, preValidation: refuseForeignOrigin },
    (socket, request) => {
      socket.on('error', (error: Error) => deps.log.debug({ err: error }, 'a display connection broke'));
      admitDisplay(socket, request, displays, recognition).catch((error: unknown) => {
        deps.log.warn({ err: error }, 'a display connection failed');
        socket.terminate();
      });
    },
  );
}

/**
 * `GET /api/v1/live/display` (WebSocket): a display says `{type: 'look', channel}` first and hears what its till shows; a till
 * says `{type: 'show', channel, token, proof}` as a register, and then each state. The channel is the right to look.
 */
async function admitDisplay(
  socket: LiveSocket,
  request: FastifyRequest,
  displays: Displays,
  recognition: Recognition,
): Promise<void> {
  const hello = await firstMessage(socket);
  const said = partsOf(hello);
  const channel = typeof said['channel'] === 'string' ? readDisplayChannel(said['channel']) : null;
  if (channel === null) return socket.close(CLOSE_NOT_ALLOWED, 'name the channel first');
  if (said['type'] === 'look') return displays.look(socket, channel);
  const claim = said['type'] === 'show' ? claimOf(hello, request) : undefined;
  const register = claim === undefined ? undefined : await recognition.registerOf(claim);
  const isShown = register !== undefined && typeof register !== 'string';
  if (!isShown || !displays.show(socket, channel, register.registerId)) {
    socket.close(CLOSE_NOT_ALLOWED, 'not a register, or not its channel');
    return;
  }
  socket.send(JSON.stringify({ type: 'shown' }));
}

function partsOf(message: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

async function refuseForeignOrigin(request: FastifyRequest): Promise<void> {
  if (!isOwnOrigin(request)) throw new ProblemError('cross-site-request');
}

async function admit(socket: LiveSocket, request: FastifyRequest, options: LiveOptions): Promise<Admitted | undefined> {
  socket.on('error', (error) => options.deps.log.debug({ err: error }, 'a live connection broke'));
  const hello = firstMessage(socket);
  const { recognition } = options;
  const token = sessionTokenOf(request, options.deps.config);
  const user = token === undefined ? undefined : await recognition.userOf(token, tokenUse(request, 'connection'));
  if (user !== undefined) {
    const { organizationId, sessionId } = user.actor;
    return { organizationId, sessionId, isStillAllowed: () => recognition.isSessionAlive(sessionId) };
  }
  const claim = claimOf(await hello, request);
  const register = claim === undefined ? undefined : await recognition.registerOf(claim);
  if (register === undefined || typeof register === 'string') return undefined;
  const isStillAllowed = () => recognition.isRegisterAlive(register);
  // The database announces the end of a key like that of a session, by its id.
  return { organizationId: register.organizationId, sessionId: register.keyId, isStillAllowed };
}

/** The first message, or nothing when none comes in time. Listens at once, because it may already be on its way. */
function firstMessage(socket: LiveSocket): Promise<string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(''), HELLO_WITHIN_MS);
    const end = (text: string) => {
      clearTimeout(timer);
      resolve(text);
    };
    socket.once('message', (data) => end(Buffer.isBuffer(data) ? data.toString('utf8') : ''));
    socket.once('close', () => end(''));
  });
}

/** Who a hello says it is: its token, with or without the word that the header has, and the proof of its key. */
function claimOf(message: string, request: FastifyRequest): RegisterClaim | undefined {
  try {
    const value: unknown = JSON.parse(message);
    if (typeof value !== 'object' || value === null || !('token' in value) || typeof value.token !== 'string')
      return undefined;
    const shown = 'proof' in value && typeof value.proof === 'string' ? value.proof : undefined;
    const proof = parseProof(shown, 'GET', request.url);
    if (proof === 'malformed' || (proof !== null && proof.bodyHash !== emptyBodyHash)) return undefined;
    return parseRegisterCredential(
      value.token.startsWith('Register ') ? value.token : `Register ${value.token}`,
      proof,
    );
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function lastPosition(deps: Deps, organizationId: string): Promise<number> {
  const [head] = await deps.db.read(organizationId, (tx) =>
    tx.query<{ last_position: number }>('select last_position from change_head where organization_id = $1', [
      organizationId,
    ]),
  );
  return head?.last_position ?? 0;
}
