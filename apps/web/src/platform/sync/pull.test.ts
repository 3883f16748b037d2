// @vitest-environment node
import 'fake-indexeddb/auto';
import type { ShopSettings } from '@mosaajii/contract/settings';
import { milli, priceE4 } from '@mosaajii/domain';
import { encodeSnapshot, type SnapshotVariant } from '@mosaajii/domain/catalog';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCatalog, idbCatalogCache } from '../catalog/index.ts';
import { testDevice, testId, testRegistration } from '../journal/fixtures.ts';
import type { Registration } from '../journal/model.ts';
import { type CacheDatabase, openCacheDatabase } from '../local-db/cache-db.ts';
import { emptyChanges, type ScriptedServer, scriptedServer } from './fixtures.ts';
import { createPuller } from './pull.ts';

const TAX_CLASS = { taxClassId: testId(), name: 'Standard', taxIds: [], isDefault: true };

function variant(name: string, price: number, code = '5901234123457'): SnapshotVariant {
  return {
    variantId: testId(),
    productId: testId(),
    name,
    sku: name.toUpperCase(),
    unit: 'pcs',
    priceE4: priceE4(price),
    taxClassId: TAX_CLASS.taxClassId,
    categoryId: null,
    imageId: null,
    stockPolicy: 'allow',
    favouritePosition: null,
    codes: [{ code: code.padStart(14, '0'), isGtin: true, displayCode: code, quantityMilli: milli(1000) }],
  };
}

function snapshotOf(position: number, ...variants: SnapshotVariant[]): Uint8Array {
  return encodeSnapshot({ position, categories: [], taxClasses: [TAX_CLASS], taxes: [], variants });
}

let server: ScriptedServer;
let registration: Registration;
let database: CacheDatabase;
const milk = variant('Milk', 1_990_000);

beforeEach(async () => {
  server = scriptedServer();
  server.snapshot = snapshotOf(10, milk);
  registration = await testRegistration();
  database = await openCacheDatabase(testId());
});

async function openPuller() {
  const filler = createCatalog();
  const heard: ShopSettings[] = [];
  const { journal } = await testDevice();
  const puller = createPuller({
    transport: server.transport,
    cache: idbCatalogCache(database),
    filler,
    serverClock: journal.serverClock,
    putSettings: async (settings) => {
      heard.push(settings);
    },
    putUsers: async () => {},
  });
  const hadCatalogue = await puller.open(registration);
  return { puller, catalog: filler.catalog, heard, hadCatalogue };
}

describe('pulling', () => {
  it('loads the snapshot on a fresh device and starts from it after a restart without the network', async () => {
    const first = await openPuller();
    expect(first.hadCatalogue).toBe(false);
    expect(first.catalog.byCode('5901234123457')).toBeNull();
    expect(await first.puller.pull(registration, 'epoch-1')).toBeNull();
    expect(first.catalog.byCode('5901234123457')?.name).toBe('Milk');
    const again = await openPuller();
    expect(again.hadCatalogue).toBe(true);
    expect(again.catalog.search('mil', 5).map((hit) => hit.name)).toEqual(['Milk']);
    expect(again.puller.cursor()).toBe(10);
  });

  it('applies deltas by cursor, keeps them, and moves the cursor with them', async () => {
    const first = await openPuller();
    await first.puller.pull(registration, 'epoch-1');
    const dearer = { ...milk, priceE4: priceE4(2_490_000) };
    server.changes.push(
      emptyChanges(server, {
        cursor: 11,
        isComplete: false,
        sections: { products: [{ productId: milk.productId, variants: [dearer] }] },
      }),
      emptyChanges(server, { cursor: 12, sections: { settings: { marker: 1 } as unknown as ShopSettings } }),
    );
    expect(await first.puller.pull(registration, 'epoch-1')).toBeNull();
    expect(first.catalog.variant(milk.variantId)?.priceE4).toBe(2_490_000);
    expect(first.heard).toHaveLength(1);
    const again = await openPuller();
    expect(again.puller.cursor()).toBe(12);
    expect(again.catalog.variant(milk.variantId)?.priceE4).toBe(2_490_000);
  });

  it('takes a product away that can no longer be sold', async () => {
    const { puller, catalog } = await openPuller();
    await puller.pull(registration, 'epoch-1');
    server.changes.push(
      emptyChanges(server, { cursor: 11, sections: { products: [{ productId: milk.productId, variants: [] }] } }),
    );
    await puller.pull(registration, 'epoch-1');
    expect(catalog.byCode('5901234123457')).toBeNull();
  });

  it('loads everything again when the server asks for it', async () => {
    const { puller, catalog } = await openPuller();
    await puller.pull(registration, 'epoch-1');
    server.epoch = 'epoch-2';
    server.snapshot = snapshotOf(3, variant('Bread', 2_000_000));
    expect(await puller.pull(registration, 'epoch-1')).toBeNull();
    expect(catalog.search('bread', 5)).toHaveLength(1);
    expect(catalog.search('milk', 5)).toHaveLength(0);
    expect(puller.cursor()).toBe(3);
  });

  it('keeps what it has when the line dies, and goes on later', async () => {
    const { puller, catalog } = await openPuller();
    await puller.pull(registration, 'epoch-1');
    server.script.push('lost-request');
    expect(await puller.pull(registration, 'epoch-1')).toMatchObject({ kind: 'unreachable' });
    expect(catalog.byCode('5901234123457')?.name).toBe('Milk');
    expect(await puller.pull(registration, 'epoch-1')).toBeNull();
  });

  it('does not take a damaged file for a catalogue', async () => {
    server.snapshot = snapshotOf(10, milk).slice(0, 40);
    const { puller, catalog } = await openPuller();
    expect(await puller.pull(registration, 'epoch-1')).toMatchObject({ kind: 'unreachable' });
    expect(catalog.state.get()).toMatchObject({ status: 'empty', loading: null });
  });

  it('never shows the catalogue of another shop', async () => {
    const first = await openPuller();
    await first.puller.pull(registration, 'epoch-1');
    registration = await testRegistration({ organizationId: testId() });
    const other = await openPuller();
    expect(other.hadCatalogue).toBe(false);
    expect(other.catalog.search('milk', 5)).toEqual([]);
  });
});
