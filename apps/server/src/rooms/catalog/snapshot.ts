import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { encodeSnapshotInSteps, type SnapshotVariant } from '@mosaajii/domain/catalog';
import type { Deps } from '../../platform/deps.ts';
import { readPositions } from '../../platform/feed/index.ts';
import { loadProducts } from './load-products.ts';
import { readCategories, readTaxes } from './queries.ts';
import { sellableVariants } from './read-delta.ts';

const compress = promisify(gzip);

/** The catalogue of an organization as one file, plain and compressed. */
export interface SnapshotFile {
  /** Position of the last change of the catalogue that it includes: its version. */
  readonly version: number;
  /** The change feed may be read from here on: nothing of the catalogue changed between `version` and this. */
  readonly cursor: number;
  readonly plain: Buffer;
  readonly gzipped: Buffer;
}

type CachedFile = Omit<SnapshotFile, 'cursor'>;
interface Entry {
  readonly version: number;
  readonly file: Promise<CachedFile>;
  isBuilding: boolean;
}

const CATALOG_KINDS = ['catalog.variants', 'catalog.categories', 'catalog.taxes'] as const;
/** A file of 100,000 products takes 24 MB with its compressed form. */
const MOST_CACHED = 8;
const PAGE = 1000;
/** How long the encoder works before others get their turn, milliseconds. */
const SLICE_MS = 8;

/**
 * Snapshots by organization, for each running server. A file is built once for each version of the catalogue, however many
 * registers ask at once, and kept until the catalogue changes.
 */
const caches = new WeakMap<Deps, Map<string, Entry>>();

/** The snapshot of the catalogue as it is now. Building one for 100,000 products takes seconds, in short steps. */
export async function currentSnapshot(deps: Deps, organizationId: string): Promise<SnapshotFile> {
  const { head, latest } = await deps.db.read(organizationId, (tx) => readPositions(tx, CATALOG_KINDS));
  const file = await fileOf(deps, organizationId, latest);
  return { ...file, cursor: file.version >= latest ? head : file.version };
}

function fileOf(deps: Deps, organizationId: string, version: number): Promise<CachedFile> {
  const cache = caches.get(deps) ?? new Map<string, Entry>();
  caches.set(deps, cache);
  const known = cache.get(organizationId);
  // While an import runs the version moves all the time. Whoever asks during a build gets that file and reads the rest
  // as changes, instead of starting one more build.
  if (known !== undefined && (known.version >= version || known.isBuilding)) return known.file;
  const entry: Entry = { version, file: build(deps, organizationId, version), isBuilding: true };
  cache.delete(organizationId);
  cache.set(organizationId, entry);
  entry.file.then(
    () => {
      entry.isBuilding = false;
    },
    () => {
      if (cache.get(organizationId) === entry) cache.delete(organizationId);
    },
  );
  for (const oldest of cache.keys()) {
    if (cache.size <= MOST_CACHED) break;
    cache.delete(oldest);
  }
  return entry.file;
}

async function build(deps: Deps, organizationId: string, version: number): Promise<CachedFile> {
  const startedAt = performance.now();
  const rows = await deps.db.read(organizationId, async (tx) => ({
    position: version,
    categories: await readCategories(tx),
    ...(await readTaxes(tx)),
  }));
  const variants = await readVariants(deps, organizationId);
  const plain = Buffer.from((await encodeInTurns({ ...rows, variants })).buffer);
  const gzipped = await compress(plain, { level: 5 });
  deps.log.info(
    {
      organizationId,
      version,
      variants: variants.length,
      bytes: plain.length,
      gzipped: gzipped.length,
      milliseconds: Math.round(performance.now() - startedAt),
    },
    'catalogue snapshot built',
  );
  return { version, plain, gzipped };
}

/**
 * Page by page, each in a transaction of its own. A product that changes meanwhile has a later position in the feed, so
 * a register that opens this file hears of it again.
 */
async function readVariants(deps: Deps, organizationId: string): Promise<SnapshotVariant[]> {
  const variants: SnapshotVariant[] = [];
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const products = await deps.db.read(organizationId, async (tx) => {
      const page = await tx.query<{ product_id: string }>(
        `select product_id from product where organization_id = $1 and product_id > $2::uuid and is_active
          order by product_id limit ${PAGE}`,
        [organizationId, after],
      );
      return loadProducts(
        tx,
        page.map((row) => row.product_id),
      );
    });
    for (const product of products) variants.push(...sellableVariants(product));
    const last = products.at(-1);
    if (last === undefined) return variants;
    after = last.productId;
  }
}

async function encodeInTurns(rows: Parameters<typeof encodeSnapshotInSteps>[0]): Promise<Uint8Array> {
  const steps = encodeSnapshotInSteps(rows);
  for (let turn = performance.now(); ; ) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - turn < SLICE_MS) continue;
    await nextTurn();
    turn = performance.now();
  }
}
