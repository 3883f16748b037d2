/** The socket that says "there is something new". It carries nothing else; losing it costs a delay, never data. */
export interface Live {
  /** Opens the socket for a register, or closes it with `null`. Reconnects by itself. */
  connect(hello: Hello | null): void;
  close(): void;
}

/** How a register begins to talk: its message proves its key, so it is made anew each time. */
export interface Hello {
  readonly keyId: string;
  message(): Promise<string>;
}

export interface LivePorts {
  readonly url: () => string;
  readonly open: (url: string) => WebSocket;
  /** The server has news; `position` is where its change feed stands. */
  readonly poked: (position: number) => void;
  /** The server could be reached again. */
  readonly opened: () => void;
  readonly random: () => number;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** The address of the live socket of the page's own server. */
export function liveUrl(location: { readonly protocol: string; readonly host: string }): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`;
}

export function createLive(ports: LivePorts): Live {
  let hello: Hello | null = null;
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const open = () => {
    clearTimeout(timer);
    if (hello === null) return;
    const said = hello.message();
    const current = ports.open(ports.url());
    socket = current;
    current.addEventListener('open', () => {
      failures = 0;
      // A key that cannot sign any more: the server closes the socket, and the exchange says what is wrong.
      said.then((message) => current.send(message)).catch(() => current.close());
      ports.opened();
    });
    current.addEventListener('message', (event: MessageEvent<unknown>) => {
      const position = positionOf(event.data);
      if (position !== null) ports.poked(position);
    });
    current.addEventListener('close', () => {
      if (socket === current) later();
    });
  };
  const later = () => {
    socket = null;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    failures += 1;
    timer = setTimeout(open, wait * (0.5 + ports.random() / 2));
  };
  const shut = () => {
    clearTimeout(timer);
    const old = socket;
    socket = null;
    old?.close();
  };
  return {
    connect(next) {
      if (next?.keyId === hello?.keyId && socket !== null) return;
      shut();
      hello = next;
      failures = 0;
      open();
    },
    close() {
      hello = null;
      shut();
    },
  };
}

function positionOf(data: unknown): number | null {
  if (typeof data !== 'string' || data.length > 1_000) return null;
  try {
    const message: unknown = JSON.parse(data);
    const isPoke = typeof message === 'object' && message !== null && 'type' in message && message.type === 'poke';
    return isPoke && 'position' in message && typeof message.position === 'number' ? message.position : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
