import pg from 'pg';
import type { Log } from '../log/index.ts';
import type { Poke } from './model.ts';
import { FEED_CHANNEL } from './sealer.ts';

/** The database's own trigger speaks here when a session is revoked. */
const SESSION_END_CHANNEL = 'mosaajii_session_end';
const RETRY_MS = 1000;

export interface Listener {
  stop(): Promise<void>;
}

export interface Ears {
  readonly onPoke: (poke: Poke) => void;
  readonly onSessionEnded: (sessionId: string) => void;
}

/**
 * Hears the pokes of every process on this database, and which sessions have ended. A lost connection is made again;
 * readers poll meanwhile, and open sockets are checked by their heartbeat.
 */
export async function startListener(url: string, log: Log, ears: Ears): Promise<Listener> {
  let isStopping = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, application_name: 'mosaajii listener' });
    next.on('notification', ({ channel, payload = '' }) => {
      if (channel === SESSION_END_CHANNEL) return ears.onSessionEnded(payload);
      const poke = parsePoke(payload);
      if (poke !== undefined) ears.onPoke(poke);
    });
    next.on('error', (error) => log.warn({ err: error }, 'the listening connection broke'));
    next.on('end', () => again());
    await next.connect();
    await next.query(`listen ${FEED_CHANNEL}; listen ${SESSION_END_CHANNEL}`);
    client = next;
  };
  const again = (): void => {
    client = undefined;
    if (isStopping || retry !== undefined) return;
    retry = setTimeout(() => {
      retry = undefined;
      connect().catch((error: unknown) => {
        log.warn({ err: error }, 'cannot listen for changes yet');
        again();
      });
    }, RETRY_MS);
  };
  await connect();
  return {
    stop: async () => {
      isStopping = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}

function parsePoke(payload: string): Poke | undefined {
  try {
    const value: unknown = JSON.parse(payload);
    if (typeof value !== 'object' || value === null) return undefined;
    if (!('organizationId' in value) || typeof value.organizationId !== 'string') return undefined;
    if (!('position' in value) || typeof value.position !== 'number') return undefined;
    return { organizationId: value.organizationId, position: value.position };
  } catch (error) {
    // Somebody else's message on our channel.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
