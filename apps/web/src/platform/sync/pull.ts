import type { RegisterState } from '@mosaajii/contract/identity';
import type { ShopSettings } from '@mosaajii/contract/settings';
import type { CatalogCache, PullCursor } from '../catalog/cache.ts';
import type { CatalogFiller } from '../catalog/catalog.ts';
import type { Registration } from '../journal/model.ts';
import type { ServerClock } from '../journal/server-clock.ts';
import type { SectionPuller } from '../sections/pull-sections.ts';
import type { ChangesReply, SyncTransport, TransportFailure } from './transport.ts';

/** Rounds of one pull; more is not believable and would mean that the cursor does not move. */
const MOST_ROUNDS = 1_000;
/** How often one pull may be told to load everything again. */
const MOST_RESETS = 2;

export interface PullPorts {
  readonly transport: SyncTransport;
  readonly cache: CatalogCache;
  readonly filler: CatalogFiller;
  readonly serverClock: ServerClock;
  readonly putSettings: (settings: ShopSettings) => Promise<void>;
  readonly putUsers: (users: RegisterState['users']) => Promise<void>;
  /** The documents beside the catalogue. */
  readonly sections?: SectionPuller;
  /** After the cache changed, so that other tabs read it. */
  readonly announce?: () => void;
}

export interface Puller {
  /** Opens what the device remembers. Says whether there was a catalogue. */
  open(registration: Registration): Promise<boolean>;
  /** Brings catalogue and settings up to the server's present. Answers the failure, or null. */
  pull(registration: Registration, epoch: string): Promise<TransportFailure | null>;
  cursor(): number | null;
}

export function createPuller(ports: PullPorts): Puller {
  const memory: { cursor: PullCursor | null } = { cursor: null };
  return {
    open: (registration) => open(ports, memory, registration),
    pull: (registration, epoch) => pull(ports, memory, registration, epoch),
    cursor: () => memory.cursor?.cursor ?? null,
  };
}
type Memory = { cursor: PullCursor | null };

async function open(ports: PullPorts, memory: Memory, { organizationId }: Registration): Promise<boolean> {
  const cached = await ports.cache.load(organizationId);
  if (!cached || !ports.filler.open(cached.bytes, cached.deltas)) {
    memory.cursor = null;
    return false;
  }
  memory.cursor = cached.cursor;
  return true;
}

async function pull(
  ports: PullPorts,
  memory: Memory,
  registration: Registration,
  epoch: string,
): Promise<TransportFailure | null> {
  let resets = 0;
  if (
    memory.cursor === null ||
    ports.filler.isEmpty() ||
    memory.cursor.organizationId !== registration.organizationId
  ) {
    const failure = await loadSnapshot(ports, memory, registration, epoch);
    if (failure) return failure;
  }
  for (let round = 0; round < MOST_ROUNDS && memory.cursor !== null; round += 1) {
    const reply = await ports.transport.changes(registration, memory.cursor);
    if (!reply.ok) return reply.error;
    await ports.serverClock.heard(reply.value.serverTime);
    if (reply.value.reset) {
      resets += 1;
      if (resets > MOST_RESETS)
        return { kind: 'unreachable', detail: 'The server asks for the catalogue again and again.' };
      await ports.sections?.doubt();
      const failure = await loadSnapshot(ports, memory, registration, reply.value.epoch);
      if (failure) return failure;
      continue;
    }
    await applyChanges(ports, memory, registration, reply.value);
    if (reply.value.isComplete) break;
  }
  const failure = ports.filler.isOverlayFull() ? await loadSnapshot(ports, memory, registration, epoch) : null;
  return failure ?? (await ports.sections?.pull(registration, memory.cursor?.epoch ?? epoch)) ?? null;
}

async function applyChanges(
  ports: PullPorts,
  memory: Memory,
  { organizationId }: Registration,
  reply: ChangesReply,
): Promise<void> {
  const { settings, users, moved, ...delta } = reply.sections;
  const cursor = { organizationId, epoch: reply.epoch, cursor: reply.cursor };
  const isMoved = memory.cursor?.cursor !== reply.cursor || memory.cursor.epoch !== reply.epoch;
  const hasDelta = Object.keys(delta).length > 0;
  if (settings) await ports.putSettings(settings);
  if (users) await ports.putUsers(users);
  if (moved) await ports.sections?.moved(Object.keys(moved));
  if (!isMoved && !hasDelta) return;
  await ports.cache.append(hasDelta ? delta : null, cursor);
  memory.cursor = cursor;
  if (!hasDelta) return;
  ports.filler.apply(delta);
  ports.announce?.();
}

async function loadSnapshot(
  ports: PullPorts,
  memory: Memory,
  registration: Registration,
  epoch: string,
): Promise<TransportFailure | null> {
  const { filler } = ports;
  filler.loading({ receivedBytes: 0, totalBytes: null });
  try {
    const reply = await ports.transport.snapshot(registration, (receivedBytes, totalBytes) =>
      filler.loading({ receivedBytes, totalBytes }),
    );
    if (!reply.ok) return reply.error;
    if (!filler.open(reply.value, [])) return { kind: 'unreachable', detail: 'The catalogue arrived damaged.' };
    const { organizationId } = registration;
    const cursor = { organizationId, epoch, cursor: filler.position() };
    await ports.cache.replace(organizationId, reply.value, cursor);
    memory.cursor = cursor;
    ports.announce?.();
    return null;
  } finally {
    filler.loading(null);
  }
}
