import type { Log } from '../log/index.ts';
import type { Head } from './anchor-line.ts';
import type { Anchors } from './anchors.ts';

/** Remembers where each chain ends and writes it down from time to time. */
export interface AnchorKeeper {
  /** The chain of an organization ends here now; cheap, may be called as often as one likes. */
  offer(organizationId: string, head: Head): void;
  /** Writes what is not written yet. Call it when nothing is sealed any more. */
  stop(): void;
}

interface KeeperOptions {
  readonly anchors: Anchors;
  readonly log: Log;
  readonly now?: () => Date;
  /** The shortest time between two anchors of one organization. */
  readonly intervalMs?: number;
  /** Told how many entries the newest anchors of all organizations stand for together. It never falls. */
  readonly onAnchored?: ((entries: number) => void) | undefined;
}

const INTERVAL_MS = 60_000;

interface Known {
  head: Head;
  written: Head | undefined;
  writtenAt: number;
}

/**
 * Anchors each chain at most once a minute, at once when it was never anchored, and at the stop. A file that cannot be
 * written stops nobody from selling: it is logged and tried again with the next head.
 */
export function keepAnchors({
  anchors,
  log,
  now = () => new Date(),
  intervalMs = INTERVAL_MS,
  onAnchored,
}: KeeperOptions): AnchorKeeper {
  const known = new Map<string, Known>();
  const tell = () => {
    let entries = 0;
    for (const { written } of known.values()) entries += written?.sequence ?? 0;
    onAnchored?.(entries);
  };
  const write = (organizationId: string, entry: Known): void => {
    const at = now();
    entry.writtenAt = at.getTime();
    try {
      const line = anchors.append(organizationId, { kind: 'kept', at: at.toISOString(), ...entry.head });
      entry.written = entry.head;
      // The log goes other ways than the files: kept elsewhere, it is a witness.
      log.info({ organizationId, auditAnchor: line }, 'the audit trail was anchored');
      tell();
    } catch (error) {
      log.error({ err: error, organizationId }, 'the audit anchor could not be written and will be tried again');
    }
  };
  const open = (organizationId: string, head: Head): Known => {
    const last = lastOf(anchors, organizationId, log);
    if (last !== undefined && last.sequence > head.sequence) {
      log.error(
        { organizationId, anchored: last.sequence, chain: head.sequence },
        'the audit chain ends before its anchor: run npm run verify',
      );
    }
    const entry: Known = { head, written: last, writtenAt: Number.NEGATIVE_INFINITY };
    known.set(organizationId, entry);
    tell();
    return entry;
  };
  const isDue = ({ head, written }: Known) =>
    head.sequence > 0 && (written?.sequence !== head.sequence || written.hash !== head.hash);
  return {
    offer: (organizationId, head) => {
      const entry = known.get(organizationId) ?? open(organizationId, head);
      entry.head = head;
      if (isDue(entry) && now().getTime() - entry.writtenAt >= intervalMs) write(organizationId, entry);
    },
    stop: () => {
      for (const [organizationId, entry] of known) if (isDue(entry)) write(organizationId, entry);
    },
  };
}

function lastOf(anchors: Anchors, organizationId: string, log: Log): Head | undefined {
  try {
    const reading = anchors.read(organizationId);
    for (const { problem } of reading.findings) {
      log.error({ organizationId, problem }, 'the audit anchors are not whole: run npm run verify');
    }
    return reading.anchors.at(-1);
  } catch (error) {
    log.error({ err: error, organizationId }, 'the audit anchors could not be read');
    return undefined;
  }
}
