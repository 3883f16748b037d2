import type { Poke } from '../feed/index.ts';

/** The part of a WebSocket of `ws` that we use; its package has no types here. */
export interface LiveSocket {
  readonly OPEN: number;
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(message: string): void;
  ping(): void;
  close(code: number, reason: string): void;
  terminate(): void;
  on(event: 'pong' | 'close', listener: () => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  on(event: 'message', listener: (data: unknown) => void): void;
  once(event: 'message', listener: (data: unknown) => void): void;
  once(event: 'close', listener: () => void): void;
}

/** Who opened a socket. */
export interface Listener {
  readonly organizationId: string;
  /** The session or the register's key that it ends with. */
  readonly sessionId?: string;
  /** Whether its session or key still holds. */
  readonly isStillAllowed: () => Promise<boolean>;
}

/** A screen or a register that wants to hear when there is something new. */
interface Listening extends Listener {
  readonly socket: LiveSocket;
  isAlive: boolean;
}

const HEARTBEAT_MS = 30_000;
/** A reader that is so far behind hears the next poke; each carries the whole news. */
const MAXIMUM_BUFFERED = 64 * 1024;
const GATHER_MS = 50;
export const CLOSE_GOING_AWAY = 1001;
export const CLOSE_NOT_ALLOWED = 4401;

/** The open sockets of this process by organization. Pokes carry a position and nothing else: what is new is fetched. */
export class Sockets {
  readonly #byOrganization = new Map<string, Set<Listening>>();
  readonly #positions = new Map<string, number>();
  #gathering: NodeJS.Timeout | undefined;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  add(socket: LiveSocket, listener: Listener): void {
    const { organizationId } = listener;
    const listening: Listening = { ...listener, socket, isAlive: true };
    const sockets = this.#byOrganization.get(organizationId) ?? new Set();
    this.#byOrganization.set(organizationId, sockets.add(listening));
    socket.on('pong', () => {
      listening.isAlive = true;
    });
    socket.on('close', () => {
      sockets.delete(listening);
      if (sockets.size === 0) this.#byOrganization.delete(organizationId);
    });
  }

  /** Tells an organization's sockets the newest position; several close together become one message. */
  poke({ organizationId, position }: Poke): void {
    if (!this.#byOrganization.has(organizationId)) return;
    this.#positions.set(organizationId, Math.max(position, this.#positions.get(organizationId) ?? 0));
    this.#gathering ??= setTimeout(() => this.#tell(), GATHER_MS);
  }

  /** Closes what a session has open: it has ended. */
  endSession(sessionId: string): void {
    for (const { socket, sessionId: own } of this.#all()) {
      if (own === sessionId) socket.close(CLOSE_NOT_ALLOWED, 'sign in again');
    }
  }

  /** Closes every socket; their owners connect again, to whoever answers then. */
  close(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#gathering);
    for (const { socket } of this.#all()) socket.close(CLOSE_GOING_AWAY, 'the server is stopping');
  }

  #tell(): void {
    this.#gathering = undefined;
    for (const [organizationId, position] of this.#positions) {
      const message = JSON.stringify({ type: 'poke', position });
      for (const { socket } of this.#byOrganization.get(organizationId) ?? []) {
        if (socket.readyState === socket.OPEN && socket.bufferedAmount < MAXIMUM_BUFFERED) socket.send(message);
      }
    }
    this.#positions.clear();
  }

  /** Ends sockets whose other side is gone, and those whose session or key has ended meanwhile. */
  #beat(): void {
    for (const listening of this.#all()) {
      if (!listening.isAlive) {
        listening.socket.terminate();
        continue;
      }
      listening.isAlive = false;
      listening.socket.ping();
      listening
        .isStillAllowed()
        .then((isAllowed) => {
          if (!isAllowed) listening.socket.close(CLOSE_NOT_ALLOWED, 'sign in again');
        })
        .catch(this.#onError);
    }
  }

  #all(): Listening[] {
    return [...this.#byOrganization.values()].flatMap((sockets) => [...sockets]);
  }
}
