import { type DisplayChannel, readDisplayChannel } from '@mosaajii/domain/display';
import { type Observable, source } from '../device/observable.ts';
import type { DisplayState } from './index.ts';

const PATH = '/api/v1/live/display';
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** The server hears no longer message; what does not fit are the oldest lines, which a display scrolls away first. */
export const MOST_BYTES = 3_800;
const LONGEST_NAME = 80;
/** Another window of this till shows now (the server's `CLOSE_TAKEN_OVER`). */
const TAKEN_OVER = 4409;

export interface SocketPorts {
  readonly open: (url: string) => WebSocket;
  readonly random: () => number;
}

const OF_THE_PAGE: SocketPorts = { open: (url) => new WebSocket(url), random: Math.random };

/** The address of the socket between tills and displays, on the page's own server. */
function displayUrl({ protocol, host }: Pick<Location, 'protocol' | 'host'> = location): string {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${PATH}`;
}

interface Steady {
  /** The socket, while it is open. */
  current(): WebSocket | null;
  /** Comes back after another window took over. */
  wake(): void;
  close(): void;
}

/** A socket that is opened again until it is closed here, with longer and longer waits. */
function steadySocket(
  { open, random }: SocketPorts,
  events: {
    readonly opened: (socket: WebSocket) => void;
    readonly heard: (text: string) => void;
    readonly lost: () => void;
  },
): Steady {
  let current: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isOver = false;
  let isTakenOver = false;
  const connect = () => {
    isTakenOver = false;
    const socket = open(displayUrl());
    socket.addEventListener('open', () => {
      current = socket;
      events.opened(socket);
    });
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      failures = 0;
      if (typeof data === 'string') events.heard(data);
    });
    socket.addEventListener('close', ({ code }) => {
      current = null;
      if (isOver) return;
      events.lost();
      isTakenOver = code === TAKEN_OVER;
      // Two windows that took over from each other again and again would flicker on the customer's screen.
      if (isTakenOver) return;
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
      failures += 1;
      timer = setTimeout(connect, wait * (0.5 + random() / 2));
    });
  };
  connect();
  return {
    current: () => current,
    wake() {
      if (isTakenOver && !isOver) connect();
    },
    close() {
      isOver = true;
      clearTimeout(timer);
      current?.close();
    },
  };
}

/** Whether the server hands on what this till shows. */
export type RemoteStanding = 'connecting' | 'shown';

export interface RemoteDisplay {
  readonly standing: Observable<RemoteStanding>;
  show(state: DisplayState): void;
  close(): void;
}

/**
 * The till's side: shows its customer's displays on other devices what it shows, the newest state whenever there is a
 * connection. `prove` makes the headers of a register for a path.
 */
export function showRemotely(
  channel: DisplayChannel,
  prove: (path: string) => Promise<Record<string, string>>,
  ports: SocketPorts = OF_THE_PAGE,
): RemoteDisplay {
  const standing = source<RemoteStanding>('connecting');
  let last: string | null = null;
  const steady = steadySocket(ports, {
    opened(socket) {
      prove(PATH)
        .then((headers) => {
          const { authorization: token, 'register-proof': proof } = headers;
          socket.send(JSON.stringify({ type: 'show', channel, token, proof }));
        })
        // A key that cannot sign any more: the exchange says what is wrong.
        .catch(() => socket.close());
    },
    heard() {
      standing.set('shown');
      if (last !== null) steady.current()?.send(last);
    },
    lost: () => standing.set('connecting'),
  });
  return {
    standing,
    show(state) {
      last = messageOf(state);
      if (standing.get() === 'shown') steady.current()?.send(last);
      else steady.wake();
    },
    close: () => steady.close(),
  };
}

/** A state as it travels: short names, and as many of the last lines as one message holds. */
export function messageOf(state: DisplayState): string {
  const text = (shown: DisplayState) => JSON.stringify({ type: 'state', state: shown });
  if (state.kind !== 'cart') return text(state);
  let lines = state.lines.map((line, index) => ({
    ...line,
    id: String(index),
    name: line.name.slice(0, LONGEST_NAME),
  }));
  const fits = () => new TextEncoder().encode(text({ ...state, lines })).length <= MOST_BYTES;
  while (lines.length > 1 && !fits()) lines = lines.slice(1);
  return text({ ...state, lines });
}

/** What a display knows: a state, a till that is not there, or no way to the server. */
export type RemoteNews =
  | { readonly kind: 'state'; readonly state: DisplayState }
  | { readonly kind: 'away' | 'unreachable' };

/** The display's side. Returns how to stop. */
export function watchRemote(
  channel: DisplayChannel,
  hear: (news: RemoteNews) => void,
  ports: SocketPorts = OF_THE_PAGE,
): () => void {
  const steady = steadySocket(ports, {
    opened: (socket) => socket.send(JSON.stringify({ type: 'look', channel })),
    heard(text) {
      const news = newsOf(text);
      if (news !== null) hear(news);
    },
    lost: () => hear({ kind: 'unreachable' }),
  });
  return () => steady.close();
}

function newsOf(text: string): RemoteNews | null {
  try {
    const message = JSON.parse(text) as { readonly type?: unknown; readonly state?: DisplayState };
    if (message.type === 'away') return { kind: 'away' };
    return message.type === 'state' && message.state !== undefined ? { kind: 'state', state: message.state } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The channel that this till shows on, and the one that this display looks at: each is kept on its device. */
export const SHOWN = 'mosaajii-display-shown';
export const LOOKED_AT = 'mosaajii-display-looked-at';

export function keptChannel(name: typeof SHOWN | typeof LOOKED_AT): DisplayChannel | null {
  const kept = localStorage.getItem(name);
  return kept === null ? null : readDisplayChannel(kept);
}

const changes = source(0);

/** Changes with each channel that is kept or forgotten in this window. */
export const channelChanges: Observable<number> = changes;

export function keepChannel(name: typeof SHOWN | typeof LOOKED_AT, channel: DisplayChannel | null): void {
  if (channel === null) localStorage.removeItem(name);
  else localStorage.setItem(name, channel);
  changes.set(changes.get() + 1);
}
