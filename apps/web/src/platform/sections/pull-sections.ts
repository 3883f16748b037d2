import type { SectionReply } from '@mosaajii/contract/sections';
import { SECTION_NAMES, SECTIONS, type SectionName } from '@mosaajii/domain/section';
import type { Registration } from '../journal/model.ts';
import type { Exchange, TransportFailure } from '../sync/transport.ts';
import type { SectionCache, SectionPart, StoredSection } from './cache.ts';
import type { SectionsFiller } from './sections.ts';

/** What a register says it has seen of a section; nothing: everything from the beginning. */
export interface SectionWants {
  readonly epoch?: string;
  readonly since?: number;
  readonly after?: string;
}

export interface SectionTransport {
  section(registration: Registration, name: SectionName, wants: SectionWants): Exchange<SectionReply>;
}

export interface SectionPullPorts {
  readonly transport: SectionTransport;
  readonly cache: SectionCache;
  readonly filler: SectionsFiller;
  /** The cache has another version of a section: other tabs read it. */
  readonly announce?: (name: SectionName) => void;
}

/** The leader's side: asks for what is missing, of another epoch or store, or announced as changed. */
export interface SectionPuller {
  /** The feed named these: remembered before the cursor moves on, so that a crash forgets none. */
  moved(names: readonly string[]): Promise<void>;
  /** The feed was not read without a gap: every section is asked what became of it. */
  doubt(): Promise<void>;
  pull(registration: Registration, epoch: string): Promise<TransportFailure | null>;
}

/** Rounds of one section; more is not believable and would mean that its version does not move. */
const MOST_ROUNDS = 10_000;

export function createSectionPuller(ports: SectionPullPorts): SectionPuller {
  const want = async (names: readonly SectionName[]) => {
    if (names.length > 0) await ports.cache.putWanted([...(await ports.cache.wanted()), ...names]);
  };
  return {
    moved: (names) => want(SECTION_NAMES.filter((name) => names.includes(name))),
    doubt: () => want(SECTION_NAMES),
    async pull(registration, epoch) {
      const { organizationId, storeId } = registration;
      for (const name of SECTION_NAMES) {
        const known = await ports.cache.load(name, organizationId);
        const isCurrent = known?.epoch === epoch && known.storeId === storeId;
        const isWanted = (await ports.cache.wanted()).includes(name);
        if (isCurrent && !isWanted) continue;
        const failure = await loadOne(ports, registration, name, isCurrent ? known : null);
        if (failure) {
          // A server from before this section has none: nothing is missing that could be had.
          if (failure.kind === 'refused' && failure.status === 404) continue;
          return failure;
        }
        if (isWanted) await ports.cache.putWanted((await ports.cache.wanted()).filter((other) => other !== name));
        ports.filler.show(name, await ports.cache.load(name, organizationId));
        ports.announce?.(name);
      }
      return null;
    },
  };
}

function loadOne(
  ports: SectionPullPorts,
  registration: Registration,
  name: SectionName,
  known: StoredSection | null,
): Promise<TransportFailure | null> {
  if (SECTIONS[name] === 'whole') return loadWhole(ports, registration, name, known);
  return known === null ? loadPages(ports, registration, name) : loadChanges(ports, registration, name, known);
}

async function loadWhole(
  { transport, cache }: SectionPullPorts,
  registration: Registration,
  name: SectionName,
  known: StoredSection | null,
): Promise<TransportFailure | null> {
  const seen = known === null ? {} : { epoch: known.epoch, since: known.version };
  const reply = await transport.section(registration, name, seen);
  if (!reply.ok) return reply.error;
  const { document } = reply.value;
  if (document !== undefined) await cache.putDocument(name, headOf(registration, reply.value), document);
  return null;
}

async function loadPages(
  { transport, cache }: SectionPullPorts,
  registration: Registration,
  name: SectionName,
): Promise<TransportFailure | null> {
  const parts: SectionPart[] = [];
  let first: SectionReply | null = null;
  let after: string | null = null;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const reply: Awaited<Exchange<SectionReply>> = await transport.section(
      registration,
      name,
      after === null ? {} : { after },
    );
    if (!reply.ok) return reply.error;
    first ??= reply.value;
    if (first.epoch !== reply.value.epoch) return { kind: 'unreachable', detail: 'The server went back in time.' };
    parts.push({ items: reply.value.items ?? [], gone: [] });
    after = reply.value.next ?? null;
    if (after === null) break;
  }
  // What changed while the pages came in is after the first one's version, and asked for by it.
  if (first) await cache.replaceParts(name, headOf(registration, first), parts);
  return null;
}

async function loadChanges(
  { transport, cache }: SectionPullPorts,
  registration: Registration,
  name: SectionName,
  known: StoredSection,
): Promise<TransportFailure | null> {
  let since = known.version;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const reply = await transport.section(registration, name, { epoch: known.epoch, since });
    if (!reply.ok) return reply.error;
    const { items = [], gone = [], isComplete } = reply.value;
    // A page instead of changes: the server's epoch is another one, and the next pull begins anew with it.
    if (reply.value.epoch !== known.epoch || isComplete === undefined) {
      return { kind: 'unreachable', detail: 'The server went back in time.' };
    }
    since = reply.value.version;
    await cache.addPart(name, headOf(registration, reply.value), { items, gone });
    if (isComplete) break;
  }
  return null;
}

function headOf({ organizationId, storeId }: Registration, { epoch, version }: SectionReply) {
  return { organizationId, storeId, epoch, version };
}
