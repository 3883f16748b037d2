import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '../src/config.ts';
import { migrateInstallation, openInstallation, rootKeysOf } from '../src/installation.ts';
import { createDatabase, type Database } from '../src/platform/database/index.ts';
import { createPersonal, type Personal, rotateRootKey } from '../src/platform/personal/index.ts';
import { argument } from './argument.ts';

/** `tsx prove-rotation.ts --count 100000`: rotates the root key under so many sealed fields that are read and written meanwhile. */
const count = argument('--count', 100_000);
const FIELDS_OF_SHOP = 50;
const directory = mkdtempSync(join(tmpdir(), 'mosaajii-rotation-'));
const config = parseConfig({ DATA_DIR: directory });
const clock = { now: () => new Date() };
/** Another process with the files of this machine. */
const another = () => createPersonal({ rootKeys: rootKeysOf(config, directory), clock });

interface Sealed {
  readonly shop: string;
  readonly rowId: string;
  readonly text: string;
}

async function sealAll(db: Database, personal: Personal, shops: number, each: number): Promise<Sealed[]> {
  const sealed: Sealed[] = [];
  for (let shop = 0; shop < shops; shop += 1) {
    const id = randomUUID();
    await db.globalTx((tx) => tx.query('insert into tenant (organization_id) values ($1)', [id]));
    await db.tx(id, async (tx) => {
      for (let n = 0; n < each; n += 1) {
        const rowId = randomUUID();
        sealed.push({ shop: id, rowId, text: await personal.seal(tx, fieldOf(rowId), `secret of ${rowId}`) });
      }
    });
  }
  return sealed;
}

function fieldOf(rowId: string) {
  return { table: 'customer', column: 'name', rowId };
}

async function readable(db: Database, personal: Personal, fields: readonly Sealed[]): Promise<number> {
  const byShop = groups(fields);
  let good = 0;
  for (const [shop, ofShop] of byShop) {
    await db.read(shop, async (tx) => {
      for (const { rowId, text } of ofShop) {
        if ((await personal.open(tx, fieldOf(rowId), text)) === `secret of ${rowId}`) good += 1;
      }
    });
  }
  return good;
}

function groups(fields: readonly Sealed[]): Map<string, Sealed[]> {
  const found = new Map<string, Sealed[]>();
  for (const field of fields) {
    const ofShop = found.get(field.shop);
    if (ofShop === undefined) found.set(field.shop, [field]);
    else ofShop.push(field);
  }
  return found;
}

let passed = 0;
let total = 0;
try {
  const installation = await openInstallation(config, { purpose: 'proof', onNotice: () => undefined });
  try {
    const { appUrl } = await migrateInstallation(config, installation, {});
    const db = createDatabase({ url: appUrl, poolSize: 4 });
    const server = createPersonal({ rootKeys: installation.rootKeys, clock });
    const before = await sealAll(db, server, Math.ceil(count / FIELDS_OF_SHOP), FIELDS_OF_SHOP);
    const [rotation, meanwhile] = await Promise.all([
      rotateRootKey({ db, rootKeys: rootKeysOf(config, directory), removeOld: true }),
      sealAll(db, server, 20, FIELDS_OF_SHOP),
    ]);
    const all = [...before, ...meanwhile];
    total = all.length * 2;
    passed = (await readable(db, server, all)) + (await readable(db, another(), all));
    process.stdout.write(`generation ${rotation.generation}, ${rotation.rewrapped} keys wrapped again\n`);
    await db.close();
  } finally {
    await installation.close();
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
process.stdout.write(`${JSON.stringify({ passed, failed: total - passed })}\n`);
process.exitCode = passed === total && total > 0 ? 0 : 1;
