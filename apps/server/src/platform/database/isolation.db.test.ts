import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Where no organization is known yet. Nothing joins this list without a test of its own. */
const GLOBAL_TABLES = [
  'access_event',
  'access_evidence',
  'access_gateway_event',
  'access_payment',
  'access_plan',
  'access_reminder',
  'access_request',
  'access_term',
  'access_verification',
  'account',
  'account_device',
  'account_email_change',
  'address_block',
  'address_rule',
  'factor_challenge',
  'factor_reset',
  'installation_key',
  'instance',
  'membership',
  'one_time_code',
  'one_time_code_failure',
  'operator',
  'passkey',
  'recovery_code',
  'register_code',
  'request_key',
  'schema_migration',
  'session',
  'session_former_token',
  'sign_in_alarm',
  'sign_in_attempt',
  'tenant',
  'totp_factor',
];
/** What happened: nobody edits it. */
const FACTS = [
  'approval',
  'approval_use',
  'audit_checkpoint',
  'audit_entry',
  'audit_seal',
  'operation',
  'card_answer',
  'card_answer_met',
  'cash_movement',
  'shift_event',
  'shift_report',
  'customer_payment',
  'deposit',
  'goods_receipt',
  'goods_receipt_line',
  'layaway',
  'layaway_line',
  'posting',
  'purse_entry',
  'quote_mail',
  'receipt_link_end',
  'receipt_mail',
  'receipt_setting_version',
  'sale',
  'sale_line',
  'sale_tax',
  'sale_tender',
  'tender_correction',
  'sale_pricing_review',
  'stock_adjustment',
  'stock_movement',
  'variant_price',
  'price_list_price',
  'price_list_version',
  'pricing_rules_version',
  'promotion_version',
  'sale_origin',
  'sale_promotion',
  'store_rule_past',
  'tax_past',
  'customer_exemption_past',
];
/** What changes but is never removed. */
const KEPT = ['data_key', 'purchase_order', 'purchase_order_counter', 'supplier'];
const ours = '01900000-0000-7000-8000-00000000000a';
const theirs = '01900000-0000-7000-8000-00000000000b';

let database: TestDatabase;
let owner: pg.Client;
let app: pg.Client;
let tables: string[] = [];

interface Column {
  table_name: string;
  column_name: string;
  data_type: string;
  udt_name: string;
}

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  app = new pg.Client({ connectionString: database.appUrl });
  await Promise.all([owner.connect(), app.connect()]);
  tables = await names(
    "select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id'" +
      " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1",
  );
  tables = tables.filter((table) => !GLOBAL_TABLES.includes(table));
  await fillEveryTable();
});
afterAll(async () => {
  await app.end();
  await owner.end();
  await database.drop();
});

async function names(query: string): Promise<string[]> {
  return (await owner.query<{ name: string }>(query)).rows.map((row) => row.name);
}

/** One row of each organization in every table; checks and references are not what is tested here. */
async function fillEveryTable(): Promise<void> {
  const checks = await owner.query<{ statement: string }>(
    "select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement from pg_constraint" +
      " where contype in ('c', 'f') and connamespace = 'public'::regnamespace",
  );
  for (const { statement } of checks.rows) await owner.query(statement);
  const columns = await owner.query<Column>(
    'select table_name, column_name, data_type, udt_name from information_schema.columns' +
      " where table_schema = 'public' and is_generated = 'NEVER' and (is_nullable = 'NO' or column_name = 'organization_id')" +
      ' and (column_default is null) order by table_name, ordinal_position',
  );
  for (const table of tables) {
    const own = columns.rows.filter((column) => column.table_name === table);
    for (const organization of [ours, theirs])
      await owner.query(insertOf(table, own, organization), valuesOf(own, organization));
  }
}

function insertOf(table: string, columns: readonly Column[], _organization: string): string {
  const list = columns.map((column) => `"${column.column_name}"`).join(', ');
  const places = columns.map((_, index) => `$${index + 1}`).join(', ');
  return `insert into "${table}" (${list}) values (${places})`;
}

function valuesOf(columns: readonly Column[], organization: string): unknown[] {
  return columns.map(({ column_name: name, data_type: type }) =>
    name === 'organization_id' ? organization : sample(type),
  );
}

function sample(type: string): unknown {
  if (type === 'uuid') return randomUUID();
  if (type === 'ARRAY') return '{}';
  if (type === 'jsonb') return '{}';
  if (type === 'boolean') return true;
  if (type === 'bytea') return Buffer.from('x');
  if (type === 'date') return '2026-01-01';
  if (type.startsWith('timestamp')) return '2026-01-01T00:00:00Z';
  return type === 'text' ? 'A' : 1;
}

/** Runs statements as the application role inside one organization's wall, or inside none, and takes them back. */
async function inside<T>(organization: string | null, work: () => Promise<T>): Promise<T> {
  await app.query('begin');
  try {
    if (organization !== null) await app.query(`set local app.organization_id = '${organization}'`);
    return await work();
  } finally {
    await app.query('rollback');
  }
}

async function outcome(
  organization: string | null,
  statement: string,
  values: unknown[] = [],
): Promise<number | string> {
  return inside(organization, async () => {
    try {
      return (await app.query(statement, values)).rowCount ?? 0;
    } catch (error) {
      return error instanceof pg.DatabaseError ? (error.code ?? '') : String(error);
    }
  });
}

const NOT_ALLOWED = '42501';

describe('the wall between organizations', () => {
  it('stands around every table that has an organization, for the owner of the tables too', async () => {
    const open = await names(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')" +
        ' and not (relrowsecurity and relforcerowsecurity) order by 1',
    );
    expect(open).toEqual(GLOBAL_TABLES);
    expect(tables.length).toBeGreaterThanOrEqual(35);
  });

  it('has the organization first in every primary key', async () => {
    const late = await names(
      'select c.conrelid::regclass::text as name from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid' +
        " and a.attnum = c.conkey[1] where c.contype = 'p' and c.connamespace = 'public'::regnamespace and a.attname <> 'organization_id'",
    );
    expect(late.filter((table) => !GLOBAL_TABLES.includes(table))).toEqual([]);
  });

  it('is not passed by the application’s role: plain, owner of nothing, no way around row-level security', async () => {
    const role = (await app.query<{ name: string }>('select current_user as name')).rows[0]?.name;
    const found = await owner.query(
      'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,' +
        ' (select count(*)::int from pg_class where relowner = r.oid) as owned,' +
        " has_schema_privilege(r.rolname, 'public', 'create') as creates from pg_roles r where rolname = $1",
      [role],
    );
    expect(found.rows[0]).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      owned: 0,
      creates: false,
    });
  });

  it('shows each organization its own rows, and nobody’s to whoever names none', async () => {
    for (const table of tables) {
      expect(await outcome(ours, `select * from "${table}"`), table).toBe(1);
      expect(await outcome(null, `select * from "${table}"`), table).toBe(0);
      const foreign = await outcome(ours, `select * from "${table}" where organization_id = $1`, [theirs]);
      expect(foreign, table).toBe(0);
    }
  });

  it('takes no row for another organization, nor for none', async () => {
    for (const table of tables) {
      const copy = `insert into "${table}" select * from json_populate_record(null::"${table}", $1)`;
      const columns = await names(
        `select column_name as name from information_schema.columns where table_name = '${table}' and is_generated = 'NEVER'`,
      );
      const list = columns.map((column) => `"${column}"`).join(', ');
      const row = (await owner.query(`select ${list} from "${table}" where organization_id = $1`, [theirs]))
        .rows[0] as object;
      const statement = copy.replace('" select *', `" (${list}) select ${list}`);
      expect(await outcome(ours, statement, [JSON.stringify(row)]), table).toBe(NOT_ALLOWED);
      expect(await outcome(null, statement, [JSON.stringify(row)]), table).toBe(NOT_ALLOWED);
    }
  });

  it('lets nobody change or remove another organization’s rows', async () => {
    for (const table of tables.filter((name) => !FACTS.includes(name))) {
      for (const organization of [ours, null]) {
        const change = `update "${table}" set organization_id = organization_id where organization_id = $1`;
        expect(await outcome(organization, change, [theirs]), table).toBe(0);
        expect(await outcome(organization, `delete from "${table}" where organization_id = $1`, [theirs]), table).toBe(
          KEPT.includes(table) ? NOT_ALLOWED : 0,
        );
      }
      const move = `update "${table}" set organization_id = $1`;
      expect(await outcome(ours, move, [theirs]), table).toBe(NOT_ALLOWED);
    }
  });

  it('forbids changing and removing facts, and emptying any table', async () => {
    for (const table of FACTS) {
      expect(await outcome(ours, `update "${table}" set organization_id = organization_id`), table).toBe(NOT_ALLOWED);
      expect(await outcome(ours, `delete from "${table}"`), table).toBe(NOT_ALLOWED);
    }
    for (const table of [...tables, ...GLOBAL_TABLES]) {
      expect(await outcome(ours, `truncate "${table}" cascade`), table).toBe(NOT_ALLOWED);
    }
  });

  it('stands in front of the owner of the tables as well, and of every view and function that the application may use', async () => {
    const unforced = await names(
      "select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id'" +
        " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relforcerowsecurity order by 1",
    );
    expect(unforced.filter((table) => !GLOBAL_TABLES.includes(table))).toEqual([]);
    const views = await names(
      "select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and (c.relkind = 'm'" +
        " or (c.relkind = 'v' and not coalesce('security_invoker=true' = any(c.reloptions), false)))",
    );
    expect(views).toEqual([]);
    // What runs with the owner's rights looks nowhere but where it was written to look, and the application makes nothing there.
    const borrowed = await names(
      "select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef" +
        " and coalesce(array_to_string(proconfig, ';'), '') not like '%search_path=pg_catalog, public%'",
    );
    expect(borrowed).toEqual([]);
    const policies = await owner.query<{ name: string; kinds: string }>(
      "select c.relname as name, string_agg(p.polcmd::text || p.polpermissive::text, ',') as kinds" +
        " from pg_policy p join pg_class c on c.oid = p.polrelid where c.relnamespace = 'public'::regnamespace group by 1",
    );
    // A second permissive policy would be a second door.
    expect(policies.rows.filter(({ kinds }) => kinds !== '*true')).toEqual([]);
    expect(policies.rows.map(({ name }) => name).sort()).toEqual([...tables].sort());
  });

  it('does not take a context that is not an id', async () => {
    expect(await outcome(null, "select set_config('app.organization_id', 'x', true)")).toBe(1);
    await app.query('begin');
    await app.query("set local app.organization_id = 'x'");
    await expect(app.query('select * from organization')).rejects.toThrow('uuid');
    await app.query('rollback');
  });
});
