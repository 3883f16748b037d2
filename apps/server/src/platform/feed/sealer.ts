import pg from 'pg';
import { type AnchorKeeper, type Anchors, keepAnchors } from '../anchors/index.ts';
import type { Database } from '../database/index.ts';
import type { Log } from '../log/index.ts';
import type { Poke } from './model.ts';
import { sealOrganization } from './seal.ts';

/** Any number that nobody else uses: "MOSAAJII" has one sealer per database. */
const SEALER_LOCK = 7_306_017_121;
export const FEED_CHANNEL = 'mosaajii_feed';
const SAFETY_NET_MS = 500;
const RETRY_MS = 1000;
/** Changes that come close together share one transaction of the sealer: a busy shop seals ten times a second, not a thousand. */
const GATHER_MS = 100;

export interface Sealer {
  /** Looks at this organization as soon as possible. */
  wake(organizationId: string): void;
  /** Ends after the batch that is being sealed. */
  stop(): Promise<void>;
}

interface SealerOptions {
  readonly db: Database;
  readonly log: Log;
  /** Where the ends of the chains are kept outside of the database. */
  readonly anchors?: Anchors;
  /** Told how many entries the anchors stand for. */
  readonly onAnchored?: ((entries: number) => void) | undefined;
  /** Pause between two looks at every organization. */
  readonly intervalMs?: number;
}

/**
 * Keeps sealing while this process holds the one lock; otherwise waits for it. Woken by pokes, and by a timer as a safety
 * net. A failure is logged and tried again: what is not sealed yet stays in the table.
 */
export function startSealer({ db, log, anchors, onAnchored, intervalMs = SAFETY_NET_MS }: SealerOptions): Sealer {
  const woken = new Set<string>();
  /** Whoever waits for the lock is woken by nothing: the holder seals what happens here too. */
  let isSealing = false;
  let isStopping = false;
  let ring: () => void = () => undefined;
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      ring = () => {
        clearTimeout(timer);
        resolve();
      };
      if ((isSealing && woken.size > 0) || isStopping) ring();
    });
  const gather = () => new Promise<void>((resolve) => setTimeout(resolve, GATHER_MS));
  const session = async () => {
    const client = await lockSession(db, log);
    if (client === undefined) return pause(RETRY_MS);
    // A keeper of this session: while another process sealed, it was that one which wrote.
    const keeper = anchors === undefined ? undefined : keepAnchors({ anchors, log, onAnchored });
    try {
      isSealing = true;
      let lastSweep = 0;
      while (!isStopping) {
        if (woken.size > 0) await gather();
        const isDue = Date.now() - lastSweep >= intervalMs;
        if (isDue) lastSweep = Date.now();
        const ids = isDue ? await organizationIds(db) : [...woken];
        woken.clear();
        for (const id of ids) await sealAndTell(db, client, id, keeper);
        if (!isStopping) await pause(Math.max(1, intervalMs - (Date.now() - lastSweep)));
      }
    } finally {
      isSealing = false;
      keeper?.stop();
      await client.end();
    }
  };
  const running = (async () => {
    while (!isStopping) {
      try {
        await session();
      } catch (error) {
        log.error({ err: error }, 'sealing failed and will be tried again');
        woken.clear();
        await pause(RETRY_MS);
      }
    }
  })();
  return {
    wake: (organizationId) => {
      if (!isSealing) return;
      woken.add(organizationId);
      ring();
    },
    stop: async () => {
      isStopping = true;
      ring();
      await running;
    },
  };
}

/** A connection that holds the lock as long as it lives; undefined when another process does. */
async function lockSession(db: Database, log: Log): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: db.pool.options.connectionString,
    application_name: 'mosaajii sealer',
  });
  // Whatever uses the connection next fails, and with it the session; without a listener the process would.
  client.on('error', (error) => log.warn({ err: error }, 'the connection of the sealer broke'));
  await client.connect();
  try {
    const result = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [SEALER_LOCK]);
    if (result.rows[0]?.locked === true) return client;
  } catch (error) {
    await client.end();
    throw error;
  }
  await client.end();
  return undefined;
}

async function organizationIds(db: Database): Promise<string[]> {
  const rows = await db.globalTx((tx) =>
    tx.query<{ organization_id: string }>('select organization_id from tenant order by organization_id', [], 'tenants'),
  );
  return rows.map((row) => row.organization_id);
}

/** NOTIFY takes a lock of the whole database at commit, so it is sent after the sealing has committed, by itself. */
async function sealAndTell(
  db: Database,
  client: pg.Client,
  organizationId: string,
  keeper: AnchorKeeper | undefined,
): Promise<void> {
  for (;;) {
    const sealed = await db.tx(organizationId, sealOrganization);
    keeper?.offer(organizationId, sealed.head);
    if (sealed.count === 0) return;
    const poke: Poke = { organizationId, position: sealed.position };
    await client.query('select pg_notify($1, $2)', [FEED_CHANNEL, JSON.stringify(poke)]);
    if (!sealed.isMore) return;
  }
}
