import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  createAppFixture,
  credentialOf,
  holdKey,
  OWNER_PASSWORD,
  setupBody,
} from '../../../app-fixture.ts';
import { ensureSetupToken } from '../../identity/index.ts';
import { type HttpShop, httpShop, signIn } from './http-shop.ts';
import { type InvoiceFile, parseInvoiceFile } from './invoice-file.ts';
import { newKeyPair } from './register-chain.ts';
import { replay } from './replay.ts';
import { ShopRefusal } from './shop.ts';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n';
/** Three decimals, nothing to pay, a cancellation, a write-off, a rejected adjustment, codes that differ by case only. */
const ROWS = [
  '1000,85123A,LAMP,2,2010-12-01 10:00:00,1.255,,UK',
  '1000,85123a,"LAMP, SMALL",1,2010-12-01 10:00:00,0.00,,UK',
  '1001,85123A,LAMP,4,2010-12-01 11:00:00,2.55,17850.0,UK',
  '1002,022,VASE,1,2010-12-02 12:00:00,10,,UK',
  'C1003,85123A,LAMP,-9,2010-12-02 13:00:00,2.55,,UK',
  '1004,022,,-1,2010-12-02 14:00:00,0,,UK',
  '1005,022,VASE,1,2010-12-02 15:00:00,0,,UK',
  'A1006,B,Adjust bad debt,1,2010-12-02 16:00:00,7.00,,UK',
];

describe('a replay through the public API', () => {
  let fixture: AppFixture;
  let shop: HttpShop;
  let origin: string;
  let stateDirectory: string;
  const file: InvoiceFile = parseInvoiceFile('days.csv', Buffer.from(HEADER + ROWS.join('\n')));
  const run = (files = [file]) => replay({ shop, files, stateDirectory, lanes: 2 });

  beforeAll(async () => {
    fixture = await createAppFixture();
    const token = (await ensureSetupToken(fixture.db)) ?? '';
    const body = { ...setupBody(token), country: 'GB', currency: 'GBP', taxes: [] };
    expect((await fixture.ask('POST', '/setup', { body })).status).toBe(201);
    await fixture.app.listen({ host: '127.0.0.1', port: 0 });
    origin = `http://localhost:${(fixture.app.server.address() as AddressInfo).port}`;
    shop = httpShop(await signIn(origin, 'amina@example.com', OWNER_PASSWORD));
    stateDirectory = await mkdtemp(join(tmpdir(), 'mosaajii-replay-'));
  });
  afterAll(async () => {
    await fixture.close();
    await rm(stateDirectory, { recursive: true, force: true });
  });

  async function counts(): Promise<Record<string, number>> {
    const tables = ['operation', 'sale', 'sale_line', 'stock_movement', 'posting', 'shift', 'product'];
    const counted: Record<string, number> = {};
    for (const table of tables) {
      const { rows } = await fixture.owner.query<{ count: number }>(`select count(*)::int as count from ${table}`);
      counted[table] = rows[0]?.count ?? -1;
    }
    return counted;
  }

  it('posts every document as it was, and the books agree', async () => {
    const { files, shifts } = await run();
    expect(files[0]).toMatchObject({
      sales: { documents: 4, lines: 5, amountMinor: 251 + 1020 + 1000 },
      returns: { documents: 1, lines: 1, amountMinor: -2295 },
      writeOffs: { documents: 1, lines: 1, amountMinor: 0 },
      rejected: { documents: 1, lines: 1, amountMinor: 700 },
    });
    expect(await shop.verify()).toEqual([]);
    const reported = await shop.expectedByZ();
    expect([...reported].sort()).toEqual(shifts.map(({ shiftId, expectedMinor }) => [shiftId, expectedMinor]).sort());
    // In the first lane's and the second lane's drawers, of two days: what was paid in cash, and the float of the refund.
    expect(shifts.reduce((total, { expectedMinor }) => total + expectedMinor, 0)).toBe(251 + 1000);
    const { rows } = await fixture.owner.query(`select status, count(*)::int from operation group by status`);
    expect(rows).toEqual([{ status: 'applied', count: 6 + 4 }]);
    expect((await fixture.owner.query('select from operation_repair')).rowCount).toBe(0);
  });

  it('leaves no level below zero and every drawer as it was counted', async () => {
    const negative = await fixture.owner.query('select from stock_level where on_hand_milli < 0');
    expect(negative.rowCount).toBe(0);
    const off = await fixture.owner.query('select from shift where counted_minor is distinct from cash_minor');
    expect(off.rowCount).toBe(0);
  });

  it('changes nothing when it is repeated, with its state or without', async () => {
    const before = await counts();
    expect((await run()).files[0]).toMatchObject({ repeated: 6, sales: { documents: 4 } });
    expect(await counts()).toEqual(before);
    await rm(stateDirectory, { recursive: true, force: true });
    expect((await run([file, file])).total.sales.documents).toBe(4);
    expect(await counts()).toEqual(before);
  });

  it('refuses an invoice that the shop has with other lines', async () => {
    const other = parseInvoiceFile(
      'other.csv',
      Buffer.from(`${HEADER}1001,85123A,LAMP,5,2010-12-01 11:00:00,2.55,,UK\n`),
    );
    const { files } = await run([other]);
    expect(files[0]?.rejectedLines).toMatchObject([{ reason: 'the shop has this invoice with other lines' }]);
    expect(await shop.verify()).toEqual([]);
  });

  it('says in the server’s words why it cannot sign in', async () => {
    await expect(signIn(origin, 'amina@example.com', 'not the password')).rejects.toThrow(ShopRefusal);
  });

  it('tells what is known to registers alone, and only what is asked for', async () => {
    const { rows } = await fixture.owner.query<{ id: string }>('select operation_id as id from operation limit 1');
    const operationIds = [rows[0]?.id ?? '', '00000000-0000-7000-8000-000000000000'];
    const { publicKey, privateKey } = newKeyPair();
    const identity = await shop.enrol('Asking', publicKey);
    holdKey(identity.keyId, privateKey);
    const known = await fixture.ask('POST', '/sync/known', { body: { operationIds }, headers: credentialOf(identity) });
    expect(known.body).toMatchObject({ known: [{ operationId: operationIds[0], status: 'applied' }] });
    expect((await fixture.ask('POST', '/sync/known', { body: { operationIds } })).status).toBe(401);
    const bad = await fixture.ask('POST', '/sync/known', {
      body: { operationIds: [] },
      headers: credentialOf(identity),
    });
    expect(bad.status).toBe(400);
  });
});
