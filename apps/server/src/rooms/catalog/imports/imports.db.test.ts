import { checkDigit } from '@mosaajii/domain/catalog';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CatalogFixture, createCatalogFixture, multipart } from '../catalog-fixture.ts';
import { runImport } from './run-import.ts';

let shop: CatalogFixture;
beforeAll(async () => {
  shop = await createCatalogFixture();
});
afterAll(() => shop.close());

interface Detail {
  import: Summary;
  sample: {
    format: { encoding: string; delimiter: string; hasHeader: boolean };
    columns: string[];
    mapping: Record<string, number | null>;
    rows: string[][];
  };
}
interface Summary {
  importId: string;
  state: string;
  totalRows: number | null;
  processedRows: number;
  createdCount: number;
  updatedCount: number;
  skippedCount: number;
  rejectedCount: number;
  failure: string | null;
}

async function upload(content: string | Buffer, fileName = 'products.csv'): Promise<Detail> {
  const answer = await shop.app.inject({
    method: 'POST',
    url: '/api/v1/imports',
    ...multipart(fileName, Buffer.from(content)),
  });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json<Detail>();
}
function planOf({ sample }: Detail, defaults: Record<string, unknown> = {}) {
  return {
    format: sample.format,
    mapping: sample.mapping,
    defaults: {
      price: { kind: 'ask' },
      taxClassId: shop.standardTaxClassId,
      categoryId: null,
      unit: 'pcs',
      ...defaults,
    },
  };
}
const steady = () => ({ attempt: 1, signal: new AbortController().signal });
async function run(importId: string): Promise<Summary> {
  await runImport(shop.deps, { organizationId: shop.organizationId, importId }, steady());
  return summary(importId);
}
async function summary(importId: string): Promise<Summary> {
  return (await shop.request('GET', `/imports/${importId}`)).body['import'] as unknown as Summary;
}
async function start(detail: Detail, defaults?: Record<string, unknown>): Promise<string> {
  const { importId } = detail.import;
  const started = await shop.request('POST', `/imports/${importId}/start`, planOf(detail, defaults));
  expect(started.status, JSON.stringify(started.body)).toBe(202);
  return importId;
}
/** A file of GTINs as shops have them: names with commas and quotes, all codes different. */
function gtinFile(count: number, prefix: string): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const body = `${prefix}${String(index).padStart(12 - prefix.length, '0')}`;
    return `${body}${checkDigit(body)},"Product ${prefix}, no. ${index} ""fine"""`;
  });
  return `gtin,name\n${rows.join('\n')}\n`;
}
const productCount = async () => (await shop.rows<{ n: number }>('select count(*)::int as n from product'))[0]?.n ?? 0;

describe('an import', () => {
  it('goes from file to products: guess, preview, run, and the same file again changes nothing', async () => {
    const file = gtinFile(1200, '50');
    const first = await upload(file);
    expect(first.sample).toMatchObject({
      format: { encoding: 'utf-8', delimiter: ',', hasHeader: true },
      columns: ['gtin', 'name'],
      mapping: { code: 0, name: 1, price: null },
    });
    const preview = await shop.request('POST', `/imports/${first.import.importId}/preview`, planOf(first));
    expect(preview.body).toMatchObject({ totalRows: 1200, createdCount: 1200, rejectedCount: 0, withoutPrice: 1200 });
    expect(preview.body['rows']).toHaveLength(20);
    expect(await productCount()).toBe(0);
    const importId = await start(first);
    expect(shop.enqueued.at(-1)).toMatchObject({ task: 'catalog.import', payload: { importId } });
    expect(await run(importId)).toMatchObject({
      state: 'completed',
      totalRows: 1200,
      processedRows: 1200,
      createdCount: 1200,
    });
    const [sample] = await shop.rows(
      `select p.name, v.sku, v.price_e4, c.code, c.display_code from product p join variant v using (product_id) join variant_code c using (variant_id)
        where c.display_code = '5000000000005'`,
    );
    expect(sample).toEqual({
      name: 'Product 50, no. 0 "fine"',
      sku: '5000000000005',
      price_e4: null,
      code: '05000000000005',
      display_code: '5000000000005',
    });
    const again = await start(await upload(file));
    expect(await run(again)).toMatchObject({
      state: 'completed',
      createdCount: 0,
      updatedCount: 0,
      skippedCount: 1200,
    });
    expect(await shop.rows('select 1 from import_file')).toEqual([]);
  });

  it('takes prices, categories, tax classes and units from the file and updates only what differs', async () => {
    const file =
      'SKU;Bezeichnung;Preis;Kategorie;MwSt;Einheit\nA-1;Apfel;1,20;Obst > Kernobst;Zero;kg\nA-2;Birne;1,40;Obst > Kernobst;;\n';
    const detail = await upload(file);
    expect(detail.sample.format.delimiter).toBe(';');
    expect(await run(await start(detail))).toMatchObject({ createdCount: 2 });
    const rows = await shop.rows(
      `select v.sku, v.price_e4, p.unit, p.tax_class_id, c.name as category, parent.name as above from variant v join product p using (product_id)
         join category c using (category_id) join category parent on parent.category_id = c.parent_id where v.sku like 'A-_' order by v.sku`,
    );
    expect(rows).toEqual([
      {
        sku: 'A-1',
        price_e4: '1200000',
        unit: 'kg',
        tax_class_id: shop.zeroTaxClassId,
        category: 'Kernobst',
        above: 'Obst',
      },
      {
        sku: 'A-2',
        price_e4: '1400000',
        unit: 'pcs',
        tax_class_id: shop.standardTaxClassId,
        category: 'Kernobst',
        above: 'Obst',
      },
    ]);
    const changed = await start(await upload(file.replace('1,40', '1,50')));
    expect(await run(changed)).toMatchObject({ createdCount: 0, updatedCount: 1, skippedCount: 1 });
  });

  it('gives absent prices the one price that was chosen, and never touches a price that is known', async () => {
    await run(await start(await upload('sku,name,price\nP-1,Pen,3.00\n')));
    const detail = await upload('sku,name\nP-1,Pen\nP-2,Pencil\n');
    await run(await start(detail, { price: { kind: 'fixed', priceE4: 500_000 } }));
    const prices = await shop.rows(`select sku, price_e4 from variant where sku in ('P-1', 'P-2') order by sku`);
    expect(prices).toEqual([
      { sku: 'P-1', price_e4: '3000000' },
      { sku: 'P-2', price_e4: '500000' },
    ]);
  });

  it('lists rejected rows with their reasons in a file that no spreadsheet executes', async () => {
    await shop.request('POST', '/products/batch', {
      products: [{ sku: 'OWNER', name: 'Owner', priceE4: 1, codes: [{ code: 'OWNED' }] }],
    });
    const file = [
      'sku,code,name,price',
      'R-1,,Good,1.00',
      'R-2,,Bad price,abc',
      'R-1,,Twice,1.00',
      'R-3,OWNED,Thief,1.00',
      'R-4,,,1.00',
      ',,No key,1.00',
      'R-5,,=cmd|calc,x',
      'R-6,,Mil\0k,1.00',
      'R-7,,"Lamp, green",1.00',
      'R-8,,Lamp, red,1.00,more',
    ].join('\n');
    const detail = await upload(file);
    const preview = await shop.request('POST', `/imports/${detail.import.importId}/preview`, planOf(detail));

    expect(preview.body).toMatchObject({ createdCount: 2, rejectedCount: 8 });
    const importId = await start(detail);
    expect(await run(importId)).toMatchObject({
      state: 'completed',
      createdCount: 2,
      rejectedCount: 8,
      processedRows: 10,
    });
    const csv = (await shop.request('GET', `/imports/${importId}/rejections.csv`)).bytes.toString('utf8');
    const lines = csv.split('\r\n');
    expect(lines[0]).toBe('\uFEFFsku,code,name,price,row,reason');
    expect(lines).toContain('R-2,,Bad price,abc,3,The price “abc” is not an amount.');
    expect(lines).toContain('R-1,,Twice,1.00,4,Row 2 has the same SKU or code.');
    expect(lines).toContain('R-3,OWNED,Thief,1.00,5,“Owner” has the code OWNED.');
    expect(csv).toContain("'=cmd|calc");
    expect(csv).not.toMatch(/,=cmd/);
    expect(csv.match(/\r\n/g)).toHaveLength(9);
  });

  it('leaves a product as it is when its row of a later file is rejected', async () => {
    await run(await start(await upload('sku,name,price\nK-1,Kept,1.00\nK-2,Other,2.00\n')));
    const read = () =>
      shop.rows<{ sku: string; name: string }>(
        `select v.sku, p.name, p.version, v.price_e4, v.version as variant_version, p.updated_at
          from product p join variant v using (product_id) where v.sku like 'K-%' order by v.sku`,
      );
    const [kept] = await read();
    expect(kept).toMatchObject({ sku: 'K-1', name: 'Kept' });
    const importId = await start(await upload('sku,name,price\nK-1,Renamed,abc\nK-2,Other again,3.00\n'));
    expect(await run(importId)).toMatchObject({ updatedCount: 1, rejectedCount: 1, createdCount: 0 });
    const [now, other] = await read();
    expect(now).toEqual(kept);
    expect(other).toMatchObject({ name: 'Other again' });
  });

  it('reads other encodings, and lets the person correct what was detected', async () => {
    const text = 'sku,name,price\nE-1,Crème brûlée €,2.00\n';
    const latin = Buffer.from(text.replace('€', '\u0080'), 'latin1');
    const files: [Buffer, string][] = [
      [Buffer.from(`\uFEFF${text}`), 'utf-8'],
      [Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-16le'],
      [Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(), 'utf-16be'],
      [latin, 'windows-1252'],
    ];
    for (const [bytes, encoding] of files) {
      const detail = await upload(bytes);
      expect(detail.sample.format.encoding).toBe(encoding);
      expect(detail.sample.columns).toEqual(['sku', 'name', 'price']);
      expect(detail.sample.rows).toEqual([['E-1', 'Crème brûlée €', '2.00']]);
      await run(await start(detail));
    }
    expect(await shop.rows(`select name from product join variant using (product_id) where sku = 'E-1'`)).toEqual([
      { name: 'Crème brûlée €' },
    ]);
    const wrong = await upload(latin);
    const reread = await shop.request('GET', `/imports/${wrong.import.importId}?encoding=windows-1251&delimiter=%3B`);
    expect(reread.body).toMatchObject({ sample: { format: { encoding: 'windows-1251', delimiter: ';' } } });
  });

  it('keeps line breaks inside quotes and rows of either line ending together', async () => {
    const detail = await upload('sku,name,description\r\nL-1,Lamp,"First line\r\nsecond, line"\r\nL-2,Shade,x\r\n');
    expect(await run(await start(detail))).toMatchObject({ totalRows: 2, createdCount: 2 });
    const [lamp] = await shop.rows<{ description: string }>(
      `select description from product join variant using (product_id) where sku = 'L-1'`,
    );
    expect(lamp?.description).toBe('First line\r\nsecond, line');
  });
});

describe('an import that does not go well', () => {
  it('imports nothing of a file with a quote that is never closed, and names the row', async () => {
    const before = await productCount();
    const detail = await upload(`sku,name\nQ-1,Good\nQ-2,"Open ${'\nQ-3,Swallowed'.repeat(50)}`);
    const importId = await start(detail);
    expect(await run(importId)).toMatchObject({
      state: 'failed',
      failure: 'Row 3 opens a quote that is never closed. Correct that row and upload the file again.',
    });
    expect(await productCount()).toBe(before);
  });

  it('refuses what is no text, what is empty, and a plan that cannot work', async () => {
    const send = (bytes: Buffer) =>
      shop.app.inject({ method: 'POST', url: '/api/v1/imports', ...multipart('x.xlsx', bytes) });
    expect((await send(Buffer.from('504b03040000', 'hex'))).json()).toMatchObject({
      status: 400,
      detail: expect.stringContaining('CSV') as string,
    });
    expect((await send(Buffer.alloc(0))).statusCode).toBe(400);
    const detail = await upload('a,b\n1,x\n');
    const url = `/imports/${detail.import.importId}/start`;
    const unmapped = { ...planOf(detail), mapping: { ...detail.sample.mapping, name: null, sku: null, code: 7 } };
    expect((await shop.request('POST', url, unmapped)).body).toMatchObject({
      errors: [{ path: 'mapping.name' }, { path: 'mapping.code' }],
    });
    const nowhere = { taxClassId: '01900000-0000-7000-8000-0000000fffff' };
    const mapping = { ...detail.sample.mapping, name: 1, sku: 0 };
    expect((await shop.request('POST', url, { ...planOf(detail, nowhere), mapping })).body).toMatchObject({
      errors: [{ path: 'defaults.taxClassId' }],
    });
    expect((await shop.request('POST', url, planOf(detail), 'cashier')).status).toBe(403);
  });

  it('goes on where it was when the process died, without doubling a row', async () => {
    const before = await productCount();
    const importId = await start(await upload(gtinFile(2300, '51')));
    const dying = new AbortController();
    const stopAfter = 3;
    let commits = 0;
    const stop = shop.deps.db.onChanged(() => {
      commits += 1;
      if (commits === stopAfter) dying.abort();
    });
    await expect(
      runImport(shop.deps, { organizationId: shop.organizationId, importId }, { attempt: 1, signal: dying.signal }),
    ).rejects.toThrow('stopping');
    stop();
    expect(await summary(importId)).toMatchObject({ state: 'running', processedRows: 1500, createdCount: 1500 });
    expect(await run(importId)).toMatchObject({
      state: 'completed',
      processedRows: 2300,
      createdCount: 2300,
      rejectedCount: 0,
    });
    expect(await productCount()).toBe(before + 2300);
  });

  it('is not run twice by two workers at once', async () => {
    const before = await productCount();
    const importId = await start(await upload(gtinFile(1600, '52')));
    await Promise.all([run(importId), run(importId)]);
    expect(await run(importId)).toMatchObject({ state: 'completed', processedRows: 1600, createdCount: 1600 });
    expect(await productCount()).toBe(before + 1600);
  });

  it('stops between chunks when it is cancelled, and keeps what it has imported', async () => {
    const importId = await start(await upload(gtinFile(1500, '53')));
    let transactions = 0;
    const pausing = {
      ...shop.deps,
      db: {
        ...shop.deps.db,
        // The watch, the count, the first chunk: then somebody presses Cancel.
        tx: async <T>(organizationId: string, work: Parameters<typeof shop.deps.db.tx<T>>[1]): Promise<T> => {
          const value = await shop.deps.db.tx(organizationId, work);
          transactions += 1;
          if (transactions === 3) await shop.request('POST', `/imports/${importId}/cancel`);
          return value;
        },
      },
    };
    await runImport(pausing, { organizationId: shop.organizationId, importId }, steady());
    const ended = await summary(importId);
    expect(ended.state).toBe('cancelled');
    expect(ended.processedRows).toBe(500);
    const kept = await shop.rows<{ n: number }>('select count(*)::int as n from product where import_id = $1', [
      importId,
    ]);
    expect(kept).toEqual([{ n: ended.processedRows }]);
    expect((await shop.request('POST', `/imports/${importId}/cancel`)).status).toBe(409);
  });

  it('is given up after the last attempt with a reason, and not before', async () => {
    const importId = await start(await upload(gtinFile(10, '54')));
    const broken = { ...shop.deps, ids: { next: () => 'not-a-uuid' } };
    const payload = { organizationId: shop.organizationId, importId };
    await expect(runImport(broken, payload, steady())).rejects.toThrow();
    expect(await summary(importId)).toMatchObject({ state: 'running', failure: null });
    await runImport(broken, payload, { attempt: 5, signal: new AbortController().signal });
    expect(await summary(importId)).toMatchObject({ state: 'failed', createdCount: 0 });
  });

  it('lets somebody make the same category meanwhile', async () => {
    const detail = await upload('sku,name,category\nC-1,Cup,Kitchen\n');
    const importId = await start(detail);
    const made: Promise<unknown>[] = [];
    // The import has read the categories when it makes its first id, which is that of the category it misses.
    const racing = {
      ...shop.deps,
      ids: {
        next: () => {
          if (made.length === 0) made.push(shop.request('POST', '/categories', { name: 'Kitchen' }));
          return shop.deps.ids.next();
        },
      },
    };
    await runImport(racing, { organizationId: shop.organizationId, importId }, steady());
    await Promise.all(made);
    expect(await summary(importId)).toMatchObject({ state: 'completed', createdCount: 1 });
    expect(await shop.rows(`select count(*)::int as n from category where name = 'Kitchen'`)).toEqual([{ n: 1 }]);
  });
});
