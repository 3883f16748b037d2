// @vitest-environment node
import 'fake-indexeddb/auto';
import type { SectionReply } from '@mosaajii/contract/sections';
import { ok, refuse } from '@mosaajii/domain';
import { SECTION_NAMES, type SectionItem, type SectionName } from '@mosaajii/domain/section';
import { beforeEach, describe, expect, it } from 'vitest';
import { testId, testRegistration } from '../journal/fixtures.ts';
import type { Registration } from '../journal/model.ts';
import { openCacheDatabase } from '../local-db/cache-db.ts';
import type { TransportFailure } from '../sync/transport.ts';
import { idbSectionCache, type SectionCache } from './cache.ts';
import { createSectionPuller, type SectionWants } from './pull-sections.ts';
import { createSections } from './sections.ts';

const EPOCH = '00000000-0000-7000-8000-0000000000e1';
const OTHER_EPOCH = '00000000-0000-7000-8000-0000000000e2';

/** A server with one whole section and one by ids, that pages by two. */
class FakeServer {
  epoch = EPOCH;
  version = 5;
  document: unknown = { rules: 'first' };
  items: SectionItem[] = [];
  changes: { readonly position: number; readonly ids: readonly string[] }[] = [];
  failure: TransportFailure | null = null;
  readonly asked: { name: SectionName; wants: SectionWants }[] = [];

  async section(_registration: Registration, name: SectionName, wants: SectionWants) {
    this.asked.push({ name, wants });
    if (this.failure) return refuse(this.failure);
    return ok(name === 'pricing' ? this.whole(wants) : this.byId(wants));
  }

  private whole(wants: SectionWants): SectionReply {
    const known = { name: 'pricing', epoch: this.epoch, version: this.version };
    const isSame = wants.epoch === this.epoch && wants.since === this.version;
    return isSame ? known : { ...known, document: this.document };
  }

  private byId({ epoch, since, after }: SectionWants): SectionReply {
    const common = { name: 'coupons', epoch: this.epoch, version: this.version };
    if (since === undefined || epoch !== this.epoch) {
      const start = after === undefined ? 0 : this.items.findIndex(({ id }) => id === after) + 1;
      const items = this.items.slice(start, start + 2);
      return { ...common, items, gone: [], next: items.length < 2 ? null : (items.at(-1)?.id ?? null) };
    }
    const [change] = this.changes.filter(({ position }) => position > since);
    const ids = change?.ids ?? [];
    const items = this.items.filter(({ id }) => ids.includes(id));
    const gone = ids.filter((id) => !items.some((item) => item.id === id));
    const isComplete = change === undefined || change === this.changes.at(-1);
    return { ...common, version: isComplete ? this.version : change.position, items, gone, isComplete };
  }
}

let server: FakeServer;
let cache: SectionCache;
let registration: Registration;
const item = (name: string) => ({ id: testId(), name });

beforeEach(async () => {
  server = new FakeServer();
  cache = idbSectionCache(await openCacheDatabase(testId()));
  registration = await testRegistration();
});

async function openTab() {
  const filler = createSections(cache);
  await filler.open(registration.organizationId);
  const announced: SectionName[] = [];
  const puller = createSectionPuller({ transport: server, cache, filler, announce: (name) => announced.push(name) });
  const { sections } = filler;
  return { puller, announced, document: sections.document('pricing'), coupons: sections.items('coupons') };
}

describe('sections', () => {
  it('are loaded at the first pull, page by page, and are there at the next start without the network', async () => {
    server.items = ['a', 'b', 'c', 'd', 'e'].map(item);
    const first = await openTab();
    expect(first.document.get()).toBeNull();
    expect(await first.puller.pull(registration, EPOCH)).toBeNull();
    expect(first.announced).toEqual(SECTION_NAMES);
    expect(first.document.get()).toEqual({ version: 5, value: { rules: 'first' } });
    expect([...(first.coupons.get()?.byId.values() ?? [])]).toEqual(server.items);
    const again = await openTab();
    expect(again.document.get()?.value).toEqual({ rules: 'first' });
    expect(again.coupons.get()?.byId.size).toBe(5);
  });

  it('are not asked for again until the feed names them', async () => {
    const { puller, document } = await openTab();
    await puller.pull(registration, EPOCH);
    const asked = server.asked.length;
    await puller.pull(registration, EPOCH);
    expect(server.asked).toHaveLength(asked);
    server.version = 9;
    server.document = { rules: 'second' };
    await puller.moved(['pricing', 'unheard-of']);
    await puller.pull(registration, EPOCH);
    expect(server.asked.slice(asked)).toEqual([{ name: 'pricing', wants: { epoch: EPOCH, since: 5 } }]);
    expect(document.get()).toEqual({ version: 9, value: { rules: 'second' } });
  });

  it('by ids: take what changed, lose what is gone, and ask on until they have seen everything', async () => {
    const [a, b, c] = [item('a'), item('b'), item('c')] as const;
    server.items = [a, b];
    const { puller, coupons } = await openTab();
    await puller.pull(registration, EPOCH);
    const before = coupons.get();
    server.items = [{ ...a, name: 'changed' } as SectionItem, c];
    server.changes = [
      { position: 6, ids: [a.id, b.id] },
      { position: 7, ids: [c.id] },
    ];
    server.version = 7;
    await puller.moved(['coupons']);
    expect(await puller.pull(registration, EPOCH)).toBeNull();
    expect(coupons.get()).not.toBe(before);
    expect([...(coupons.get()?.byId.values() ?? [])]).toEqual([{ id: a.id, name: 'changed' }, c]);
    expect((await openTab()).coupons.get()?.byId.size).toBe(2);
  });

  it('stay wanted when the line dies, also after a restart', async () => {
    const first = await openTab();
    await first.puller.pull(registration, EPOCH);
    await first.puller.moved(['pricing']);
    server.failure = { kind: 'unreachable', detail: 'away' };
    expect(await first.puller.pull(registration, EPOCH)).toMatchObject({ kind: 'unreachable' });
    server.failure = null;
    server.version = 6;
    server.document = { rules: 'later' };
    const again = await openTab();
    expect(again.document.get()?.version).toBe(5);
    await again.puller.pull(registration, EPOCH);
    expect(again.document.get()?.value).toEqual({ rules: 'later' });
  });

  it('are all asked after a gap in the feed, and loaded anew in another epoch', async () => {
    server.items = [item('a')];
    const { puller, coupons } = await openTab();
    await puller.pull(registration, EPOCH);
    await puller.doubt();
    await puller.pull(registration, EPOCH);
    expect(server.asked.slice(-2).map(({ wants }) => wants)).toEqual([
      { epoch: EPOCH, since: 5 },
      { epoch: EPOCH, since: 5 },
    ]);
    server.epoch = OTHER_EPOCH;
    server.items = [item('z')];
    await puller.pull(registration, OTHER_EPOCH);
    expect([...(coupons.get()?.byId.values() ?? [])]).toEqual(server.items);
  });

  it('go without a server that has none, and never show what is another shop’s', async () => {
    const { puller, document } = await openTab();
    server.failure = { kind: 'refused', status: 404, code: 'not-found', detail: 'There is no such page.' };
    expect(await puller.pull(registration, EPOCH)).toBeNull();
    expect(document.get()).toBeNull();
    server.failure = null;
    await puller.pull(registration, EPOCH);
    registration = await testRegistration({ organizationId: testId() });
    expect((await openTab()).document.get()).toBeNull();
  });

  it('put many small changes together, and keep them all', async () => {
    server.items = [item('first')];
    const { puller } = await openTab();
    await puller.pull(registration, EPOCH);
    for (let count = 0; count < 320; count += 1) {
      const added = item(`n${count}`);
      server.items.push(added);
      server.version += 1;
      server.changes = [{ position: server.version, ids: [added.id] }];
      await puller.moved(['coupons']);
      await puller.pull(registration, EPOCH);
    }
    expect((await openTab()).coupons.get()?.byId.size).toBe(321);
  });
});
