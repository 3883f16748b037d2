import type { LiveSocket } from './sockets.ts';

/** So many displays look at one till; so many there are at once in this process, looking and shown. */
const MOST_OF_CHANNEL = 8;
const MOST_CHANNELS = 5_000;
const MAXIMUM_BUFFERED = 64 * 1024;
const HEARTBEAT_MS = 30_000;

export const CLOSE_TOO_MANY = 4429;
/** Another window of the same register shows now; this one comes back when it has something new. */
export const CLOSE_TAKEN_OVER = 4409;

/** The socket of a till that shows, with the register that it belongs to. */
interface Showing {
  readonly socket: LiveSocket;
  readonly registerId: string;
}

interface Channel {
  showing: Showing | null;
  /** What the till said last, in memory alone and only while it is connected: a display that joins sees it at once. */
  last: string | null;
  readonly displays: Set<LiveSocket>;
}

/**
 * Hands what a till shows to its customer displays on other devices. Nothing of it is read, kept or written down; a till
 * that goes away takes what it said along.
 */
export class Displays {
  readonly #channels = new Map<string, Channel>();
  readonly #alive = new Map<LiveSocket, boolean>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor() {
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /** A display looks. It may come before its till does. */
  look(socket: LiveSocket, name: string): void {
    const channel = this.#channel(name);
    if (channel === null || channel.displays.size >= MOST_OF_CHANNEL) return socket.close(CLOSE_TOO_MANY, 'too many');
    channel.displays.add(socket);
    this.#watch(socket, () => {
      channel.displays.delete(socket);
      this.#forgetIdle(name, channel);
    });
    socket.send(channel.last ?? AWAY);
  }

  /** A till shows on a channel. The newest socket of its register takes over; another register cannot. */
  show(socket: LiveSocket, name: string, registerId: string): boolean {
    const channel = this.#channel(name);
    const before = channel?.showing;
    if (!channel || (before && before.registerId !== registerId)) return false;
    const showing = { socket, registerId };
    channel.showing = showing;
    before?.socket.close(CLOSE_TAKEN_OVER, 'another window shows');
    socket.on('message', (data) => {
      if (channel.showing === showing) tell(channel, String(data));
    });
    this.#watch(socket, () => {
      if (channel.showing !== showing) return;
      channel.showing = null;
      tell(channel, null);
      this.#forgetIdle(name, channel);
    });
    return true;
  }

  close(): void {
    clearInterval(this.#heartbeat);
  }

  #channel(name: string): Channel | null {
    const known = this.#channels.get(name);
    if (known !== undefined) return known;
    if (this.#channels.size >= MOST_CHANNELS) return null;
    const made: Channel = { showing: null, last: null, displays: new Set() };
    this.#channels.set(name, made);
    return made;
  }

  #forgetIdle(name: string, channel: Channel): void {
    if (channel.showing === null && channel.displays.size === 0) this.#channels.delete(name);
  }

  #watch(socket: LiveSocket, gone: () => void): void {
    this.#alive.set(socket, true);
    socket.on('pong', () => this.#alive.set(socket, true));
    socket.on('close', () => {
      this.#alive.delete(socket);
      gone();
    });
  }

  /** Ends sockets whose other side is gone. */
  #beat(): void {
    for (const [socket, isAlive] of this.#alive) {
      if (!isAlive) {
        socket.terminate();
        continue;
      }
      this.#alive.set(socket, false);
      socket.ping();
    }
  }
}

const AWAY = JSON.stringify({ type: 'away' });

/** To every display of the channel; one that is far behind hears the next, which says everything. */
function tell(channel: Channel, message: string | null): void {
  channel.last = message;
  for (const socket of channel.displays) {
    const canHear = socket.readyState === socket.OPEN && socket.bufferedAmount < MAXIMUM_BUFFERED;
    if (canHear) socket.send(message ?? AWAY);
  }
}
