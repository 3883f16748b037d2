import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pushOperations } from '../sync/index.ts';
import { openTestShop, type TestShop } from '../sync/test-shop.ts';
import { verifyOrganization } from './index.ts';

let shop: TestShop;
let sale: string;
let returned: string;
let writeOff: string;

beforeAll(async () => {
  shop = await openTestShop();
  const [till, importer] = [await shop.register(), await shop.register({ purpose: 'import' })];
  const opened = till.open();
  const sold = till.sale({ pieces: [3, 2] });
  const back = till.returnOf(sold.payload, [{ index: 0, quantityMilli: 1000 }]);
  const held = till.sale({ line: (line) => ({ ...line, variantId: randomUUID() }) });
  const late = till.sale();
  await pushOperations(shop.deps, { claim: till.claim, requestId: null }, [
    opened,
    sold,
    back,
    held,
    late,
    till.closeShift(10_000),
  ]);
  const writeOffId = randomUUID();
  const lines = [
    { lineId: randomUUID(), variantId: shop.variants[0], quantityMilli: importer.line(0, 1).quantityMilli },
  ];
  const gone = importer.seal(
    'stock.written-off',
    { writeOffId, businessDate: '2011-01-31', reason: 'damaged', lines },
    writeOffId,
  );
  await pushOperations(shop.deps, { claim: importer.claim, requestId: null }, [gone]);
  sale = sold.operationId;
  returned = back.operationId;
  writeOff = writeOffId;
});
afterAll(() => shop.close());

async function found(): Promise<string[]> {
  const { discrepancies } = await verifyOrganization(shop.deps.db, shop.organizationId);
  return discrepancies.map(({ check, subject, detail }) => `${check}: ${subject}: ${detail}`);
}

/** Lets somebody with the owner's rights change one thing, looks, and puts it back. */
async function tampered(statement: string, undo: string, values: readonly unknown[] = []): Promise<string[]> {
  await shop.owner.query('set session_replication_role = replica');
  const done = await shop.owner.query(statement, [...values]);
  expect(done.rowCount).toBeGreaterThan(0);
  const findings = await found();
  await shop.owner.query(undo, [...values]);
  expect(await found()).toEqual([]);
  return findings;
}

it('finds nothing in books that were only ever written by operations', async () => {
  expect(await found()).toEqual([]);
});

it('says how much it looked at', async () => {
  const { checked, count } = await verifyOrganization(shop.deps.db, shop.organizationId);
  expect(count).toBe(0);
  expect(checked).toMatchObject({ operations: 6, sale: 3, sale_line: 5, shifts: 1, stock_movement: 6 });
});

describe('a figure that somebody changed', () => {
  it.each<[string, () => readonly [string, string, readonly unknown[]], RegExp]>([
    [
      'a level',
      () => change('stock_level', 'on_hand_milli', 'variant_id', shop.variants[0]),
      /^stock: variant .* the level is/,
    ],
    [
      'a movement',
      () => change('stock_movement', 'quantity_milli', 'document_id', sale),
      /quantity_milli is .* should be/,
    ],
    [
      'a balance',
      () => [
        'update account_balance set balance_minor = balance_minor + 1',
        'update account_balance set balance_minor = balance_minor - 1',
        [],
      ],
      /^ledger: account .* the balance is/,
    ],
    ['a drawer', () => change('shift', 'cash_minor', 'organization_id', shop.organizationId), /^shifts: .* cash is/],
    ['a total', () => change('sale', 'discount_minor', 'sale_id', sale), /discount_minor is .* should be/],
    ['a line', () => change('sale_line', 'net_minor', 'sale_id', sale), /net_minor is/],
    ['a tax', () => change('sale_tax', 'amount_minor', 'sale_id', returned), /amount_minor is/],
    ['a tender', () => change('sale_tender', 'applied_minor', 'sale_id', sale), /applied_minor is/],
    [
      'what came back',
      () => change('sale_line_returned', 'returned_milli', 'sale_id', sale),
      /^returns: returned quantity/,
    ],
    [
      'what was paid back',
      () => change('sale_tender_refunded', 'refunded_minor', 'sale_id', sale),
      /^returns: refunded amount/,
    ],
    [
      'a write-off',
      () => change('stock_movement', 'cost_e4', 'document_id', writeOff, 100_000),
      /posting|amounts_minor/,
    ],
    [
      'the head of a chain',
      () => change('register_head', 'last_sequence', 'organization_id', shop.organizationId),
      /^chain: .* its head/,
    ],
  ])('%s is named', async (_, make, expected) => {
    const [statement, undo, values] = make();
    expect((await tampered(statement, undo, values)).join('\n')).toMatch(expected);
  });

  function change(
    table: string,
    column: string,
    where: string,
    value: string,
    by = 1,
  ): readonly [string, string, readonly unknown[]] {
    const set = (sign: string) => `update ${table} set ${column} = ${column} ${sign} ${by} where ${where} = $1`;
    return [set('+'), set('-'), [value]];
  }
});

describe('a fact that somebody took out, put in or rewrote', () => {
  it.each([
    ['sale_line', 'facts: document', 'sale_id'],
    ['stock_movement', 'facts: document', 'document_id'],
    ['posting', 'facts: document', 'document_id'],
    ['sale_tender', 'facts: document', 'sale_id'],
  ])('a missing row of %s is named', async (table, expected, column) => {
    const { rows } = await shop.owner.query<Record<string, unknown>>(
      `select * from ${table} where ${column} = $1 limit 1`,
      [sale],
    );
    await shop.owner.query('set session_replication_role = replica');
    const key = rows[0];
    if (!key) throw new Error('there is no such row');
    await removeRow(shop.owner, table, key);
    expect((await found()).join('\n')).toContain(expected);
    await putRow(shop.owner, table, key);
    expect(await found()).toEqual([]);
  });

  it('an operation whose text was rewritten is named, with all that follows from it', async () => {
    const { rows } = await shop.owner.query<{ envelope: string }>(
      'select envelope from operation where operation_id = $1',
      [sale],
    );
    const genuine = rows[0]?.envelope ?? '';
    const cheaper = genuine.replace('"quantityMilli":3000', '"quantityMilli":2000');
    expect(cheaper).not.toBe(genuine);
    const rewrite = (text: string) =>
      shop.owner.query('update operation set envelope = $2 where operation_id = $1', [sale, text]);
    await rewrite(cheaper);
    const findings = (await found()).join('\n');
    await rewrite(genuine);
    expect(findings).toContain('its text does not have its hash');
    expect(findings).toContain('quantity_milli is 3000, should be 2000');
    expect(await found()).toEqual([]);
  });

  it('a sale that no operation accounts for is named', async () => {
    const id = randomUUID();
    await shop.owner.query('set session_replication_role = replica');
    const { rows } = await shop.owner.query<Record<string, unknown>>('select * from sale where sale_id = $1', [sale]);
    await putRow(shop.owner, 'sale', { ...rows[0], sale_id: id, receipt_sequence: 99 });
    const findings = await found();
    expect(findings).toContain(`facts: sale ${id}: no operation accounts for it`);
    expect(findings.join('\n')).toMatch(/receipts: .* receipt 98 is missing/);
    await shop.owner.query('delete from sale where sale_id = $1', [id]);
    expect(await found()).toEqual([]);
  });

  it('a posting that does not sum to zero is named', async () => {
    await shop.owner.query('alter table posting drop constraint posting_amounts_minor_check');
    const findings = await tampered(
      'update posting set amounts_minor[1] = amounts_minor[1] + 1 where document_id = $1',
      'update posting set amounts_minor[1] = amounts_minor[1] - 1 where document_id = $1',
      [sale],
    );
    expect(findings.join('\n')).toContain('it is off balance by 1');
  });

  it('an operation that was taken out of its chain is named', async () => {
    const { rows } = await shop.owner.query<Record<string, unknown>>(
      'select *, received_at::text as received_at from operation where operation_id = $1',
      [sale],
    );
    const row = rows[0];
    if (!row) throw new Error('there is no such operation');
    await shop.owner.query('set session_replication_role = replica');
    await shop.owner.query('delete from operation where operation_id = $1', [sale]);
    expect((await found()).join('\n')).toMatch(/chain: .* operations 2 to 2 are missing/);
    await putRow(shop.owner, 'operation', row);
    expect(await found()).toEqual([]);
  });

  it('the end of a journal that was cut off, with its head put back, is named by what the audit trail says', async () => {
    const { rows } = await shop.owner.query<Record<string, unknown>>(
      `select o.*, o.received_at::text as received_at from operation o join
        (select key_id, sequence from operation where kind = 'sale.completed' order by received_at desc limit 1) last
        on o.key_id = last.key_id and o.sequence >= last.sequence order by o.sequence`,
    );
    const [first] = rows;
    if (!first) throw new Error('there is no sale');
    const { rows: heads } = await shop.owner.query<{ last_sequence: number; last_hash: string }>(
      'select last_sequence, last_hash from register_head where key_id = $1',
      [first['key_id']],
    );
    const putHead = (head: { readonly last_sequence: unknown; readonly last_hash: unknown } | undefined) =>
      shop.owner.query('update register_head set last_sequence = $2, last_hash = $3 where key_id = $1', [
        first['key_id'],
        head?.last_sequence,
        head?.last_hash,
      ]);
    await shop.owner.query('set session_replication_role = replica');
    for (const row of rows) {
      await shop.owner.query('delete from operation where operation_id = $1', [row['operation_id']]);
    }
    await putHead({ last_sequence: Number(first['sequence']) - 1, last_hash: first['previous_hash'] });
    expect(await found()).toContain(
      `chain: sale.completed ${String(first['operation_id'])}: the audit trail says that it was posted, and it is gone`,
    );
    for (const row of rows) await putRow(shop.owner, 'operation', row);
    await putHead(heads[0]);
    expect(await found()).toEqual([]);
  });
});

async function removeRow(owner: pg.Client, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const keys = ['organization_id', 'sale_id', 'document_id', 'line_number', 'tender_number', 'posting_number'].filter(
    (name) => name in row,
  );
  const where = keys.map((name, index) => `${name} = $${index + 1}`).join(' and ');
  await owner.query(
    `delete from ${table} where ${where}`,
    keys.map((name) => row[name]),
  );
}

async function putRow(owner: pg.Client, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const names = Object.keys(row);
  const values = Object.entries(row).map(([name, value]) => (JSON_COLUMNS.has(name) ? JSON.stringify(value) : value));
  const places = names.map((_, index) => `$${index + 1}`).join(', ');
  await owner.query(`insert into ${table} (${names.join(', ')}) values (${places})`, values);
}

const JSON_COLUMNS = new Set(['discounts', 'rules', 'inputs']);
