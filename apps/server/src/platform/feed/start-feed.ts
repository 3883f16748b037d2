import type { Anchors } from '../anchors/index.ts';
import type { Database } from '../database/index.ts';
import type { Log } from '../log/index.ts';
import { startListener } from './listener.ts';
import type { Feed, Poke } from './model.ts';
import { startSealer } from './sealer.ts';

export interface RunningFeed extends Feed {
  stop(): Promise<void>;
}

/** Starts sealing and listening. Every committed transaction that was marked as changed wakes the sealer by itself. */
export async function startFeed(
  db: Database,
  log: Log,
  anchors?: Anchors,
  onAnchored?: (entries: number) => void,
): Promise<RunningFeed> {
  const listeners = new Set<(poke: Poke) => void>();
  const enders = new Set<(sessionId: string) => void>();
  const url = db.pool.options.connectionString;
  if (url === undefined) throw new Error('the feed needs the address of the database');
  const listener = await startListener(url, log, {
    onPoke: (poke) => {
      for (const listen of listeners) listen(poke);
    },
    onSessionEnded: (sessionId) => {
      for (const end of enders) end(sessionId);
    },
  });
  const sealer = startSealer({ db, log, onAnchored, ...(anchors === undefined ? {} : { anchors }) });
  const stopWatching = db.onChanged((organizationId) => sealer.wake(organizationId));
  return {
    poke: (organizationId) => sealer.wake(organizationId),
    subscribe: (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    onSessionEnded: (end) => {
      enders.add(end);
      return () => enders.delete(end);
    },
    stop: async () => {
      stopWatching();
      await sealer.stop();
      await listener.stop();
    },
  };
}
