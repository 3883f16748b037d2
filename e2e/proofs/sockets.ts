import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { type Prover, registerHeaders } from '../../apps/server/src/rooms/operations/replay/index.ts';
import type { TwinServers } from '../stack/twin-servers.ts';

/** The client of the library that the server uses: Node's own sends no cookies. It comes without types. */
const { WebSocket: Ws } = createRequire(new URL('../../apps/server/package.json', import.meta.url))('ws') as {
  readonly WebSocket: new (url: string, options: { readonly headers: Record<string, string> }) => WebSocket;
};
const LIVE = '/api/v1/live';
const CLOSE_NOT_ALLOWED = 4401;
/** A socket that is still open then is not closed by anything but its next heartbeat. */
const GIVE_UP_MS = 15_000;

export interface SocketOutcome {
  readonly rounds: number;
  /** Sentences about what did not hold. */
  readonly wrong: readonly string[];
  /** The longest time from the answer that ended something to the close of a socket, milliseconds. */
  readonly slowestMs: number;
}

/** One way in which somebody loses what they had open; what it ends is asked for afterwards on both servers. */
interface Round {
  readonly name: string;
  /** Sockets, open on both servers. */
  readonly open: readonly LiveConnection[];
  /** Ends it, on one server. */
  end(): Promise<void>;
  /** Tokens that open nothing any more. */
  readonly dead: () => readonly string[];
}

/**
 * Ends sessions, registers and people, and shows former tokens, in turn on either server, with sockets open on both: every one
 * of them has to close, and nothing that was ended opens anything on either server afterwards. Sockets of other origins are
 * refused in each round.
 */
export async function proveSockets(twins: TwinServers, count: number, from = 0): Promise<SocketOutcome> {
  const wrong: string[] = [];
  let slowestMs = 0;
  for (let index = from; index < from + count; index += 1) {
    const make = ROUNDS[index % ROUNDS.length];
    if (make === undefined) throw new Error('there are no rounds');
    // Not in step with the kinds of rounds, so that each is ended on each server.
    const at = Math.floor(index / ROUNDS.length) % 2;
    const round = await make(twins, at);
    await round.end();
    const ended = performance.now();
    const say = (sentence: string) => wrong.push(`round ${index}, ${round.name}: ${sentence}`);
    for (const connection of round.open) {
      const closed = await connection.closed;
      if (closed === null) say(`a socket at ${connection.origin} stayed open`);
      else if (closed.code !== CLOSE_NOT_ALLOWED) say(`a socket at ${connection.origin} closed with ${closed.code}`);
      else slowestMs = Math.max(slowestMs, closed.at - ended);
    }
    for (const origin of twins.origins) {
      for (const token of round.dead()) {
        const status = await statusOf(origin, token);
        if (status !== 401) say(`its token was answered ${status} at ${origin}`);
      }
      if (!(await isForeignRefused(twins, origin))) say(`a socket of another origin was opened at ${origin}`);
    }
  }
  return { rounds: count, wrong, slowestMs: Math.round(slowestMs) };
}

const ROUNDS: readonly ((twins: TwinServers, at: number) => Promise<Round>)[] = [
  async function endedSessions(twins, at) {
    const { userId, token } = await twins.person('cashier');
    const admin = await twins.session(twins.ownerId);
    return {
      name: 'sessions ended by an administrator',
      open: await openOnBoth(twins, token),
      end: () => ask(twins, at, admin, 'DELETE', `/users/${userId}/sessions`),
      dead: () => [token],
    };
  },
  async function revokedRegister(twins, at) {
    const admin = await twins.session(twins.ownerId);
    const register = await twins.register(admin);
    return {
      name: 'a register revoked',
      open: await Promise.all(twins.origins.map((origin) => openAsRegister(origin, register))),
      // Whoever enrolled it sits at it: that session ends too.
      end: async () =>
        ask(twins, at, await twins.session(twins.ownerId), 'POST', `/registers/${register.registerId}/revoke`, {}),
      dead: () => [admin],
    };
  },
  async function suspendedPerson(twins, at) {
    const { userId, token } = await twins.person('cashier');
    const admin = await twins.session(twins.ownerId);
    return {
      name: 'a person suspended',
      open: await openOnBoth(twins, token),
      end: () => ask(twins, at, admin, 'PATCH', `/users/${userId}`, { version: 1, state: 'suspended' }),
      dead: () => [token],
    };
  },
  async function stolenToken(twins, at) {
    const { userId, token } = await twins.person('cashier');
    await twins.database.query("update session set rotated_at = now() - interval '16 minutes' where user_id = $1", [
      userId,
    ]);
    const fresh = await rotated(twins.origins[at] ?? '', token);
    const other = twins.origins[1 - at] ?? '';
    if ((await statusOf(other, fresh)) !== 200) throw new Error('the fresh token does not open the other server');
    await twins.database.query(
      "update session_former_token set replaced_at = now() - interval '1 minute' where session_id in" +
        ' (select session_id from session where user_id = $1)',
      [userId],
    );
    return {
      name: 'a former token shown',
      open: await openOnBoth(twins, fresh),
      end: async () => {
        const status = await statusOf(other, token);
        if (status !== 401) throw new Error(`a former token was answered ${status}`);
      },
      dead: () => [token, fresh],
    };
  },
];

interface LiveConnection {
  readonly origin: string;
  /** How it closed and when; null when it stayed open. */
  readonly closed: Promise<{ readonly code: number; readonly at: number } | null>;
}

function openOnBoth({ origins }: TwinServers, token: string): Promise<LiveConnection[]> {
  return Promise.all(origins.map((origin) => connected(origin, { cookie: `sid=${token}`, origin }, null)));
}

function openAsRegister(origin: string, register: Prover): Promise<LiveConnection> {
  const { authorization = '', ...proof } = registerHeaders(register, { method: 'GET', path: LIVE });
  const [shown] = Object.values(proof);
  return connected(origin, { origin }, JSON.stringify({ type: 'hello', token: authorization, proof: shown }));
}

/** A socket that has been let in: the server says where the feed stands to nobody else. */
function connected(origin: string, headers: Record<string, string>, hello: string | null): Promise<LiveConnection> {
  const socket = new Ws(`${origin.replace('http', 'ws')}${LIVE}`, { headers });
  const closing = new Promise<{ code: number; at: number }>((resolve) => {
    socket.addEventListener('close', ({ code }) => resolve({ code, at: performance.now() }));
  });
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => {
      if (hello !== null) socket.send(hello);
    });
    socket.addEventListener('error', () => reject(new Error(`no socket at ${origin}`)));
    void closing.then(({ code }) => reject(new Error(`a socket at ${origin} was not let in: ${code}`)));
    socket.addEventListener(
      'message',
      () => {
        const late = wait(GIVE_UP_MS, null, { ref: false }).then(() => {
          socket.close();
          return null;
        });
        resolve({ origin, closed: Promise.race([closing, late]) });
      },
      { once: true },
    );
  });
}

/** Asks for a socket as a page of another origin would, with a cookie that is good. */
async function isForeignRefused(twins: TwinServers, origin: string): Promise<boolean> {
  const token = await twins.session(twins.ownerId);
  const asked = request(`${origin}${LIVE}`, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      origin: 'https://elsewhere.example',
      cookie: `sid=${token}`,
    },
  });
  return new Promise((resolve, reject) => {
    asked.once('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(false);
    });
    asked.once('response', (response) => {
      response.resume();
      resolve(response.statusCode === 403);
    });
    asked.once('error', reject);
    asked.end();
  });
}

async function ask(
  twins: TwinServers,
  at: number,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<void> {
  const origin = twins.origins[at] ?? '';
  const response = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { cookie: `sid=${token}`, origin, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}

async function statusOf(origin: string, token: string): Promise<number> {
  const response = await fetch(`${origin}/api/v1/session`, { headers: { cookie: `sid=${token}` } });
  await response.arrayBuffer();
  return response.status;
}

/** The token that takes the place of one that is due. */
async function rotated(origin: string, token: string): Promise<string> {
  const response = await fetch(`${origin}/api/v1/session`, { headers: { cookie: `sid=${token}` } });
  await response.arrayBuffer();
  const cookie = response.headers.getSetCookie().find((line) => /sid=/.test(line));
  const fresh = /sid=([^;]+)/.exec(cookie ?? '')?.[1];
  if (response.status !== 200 || fresh === undefined) throw new Error(`the token was not replaced: ${response.status}`);
  return fresh;
}
