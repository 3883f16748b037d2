import { type AuditDetail, type AuditEntry, auditDetail, auditList } from '@mosaajii/contract/audit';
import { AUDIT_ACTIONS, AUDIT_SUBJECTS } from '@mosaajii/contract/audit-actions';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  credentialOf,
  setUpShop,
  type TestShop,
} from '../../app-fixture.ts';
import { entriesStatement } from './queries.ts';

let fixture: AppFixture;
let shop: TestShop;
let manager: Awaited<ReturnType<typeof addUser>>;
let cashier: Awaited<ReturnType<typeof addUser>>;
/** A shop that nobody of the first belongs to. */
const foreign = uuidv7();
const foreignUser = uuidv7();

beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  manager = await addUser(fixture, shop, 'manager');
  cashier = await addUser(fixture, shop, 'cashier');
  await fixture.owner.query('insert into tenant (organization_id) values ($1)', [foreign]);
  await plant(foreign, 'foreign.changed', { userId: foreignUser, subjectId: 'theirs' });
});
afterAll(() => fixture.close());

interface Planted {
  readonly userId?: string;
  readonly registerId?: string;
  readonly subjectKind?: string;
  readonly subjectId?: string;
  readonly at?: string;
  readonly detail?: object;
}

async function plant(organizationId: string, action: string, planted: Planted = {}): Promise<string> {
  const entryId = uuidv7();
  await fixture.owner.query(
    'insert into audit_entry (organization_id, entry_id, change_id, occurred_at, user_id, register_id, action, subject_kind, subject_id, detail)' +
      ' values ($1, $2, $3, coalesce($4::timestamptz, now()), $5, $6, $7, $8, $9, $10)',
    [
      organizationId,
      entryId,
      uuidv7(),
      planted.at ?? null,
      planted.userId ?? null,
      planted.registerId ?? null,
      action,
      planted.subjectKind ?? 'thing',
      planted.subjectId ?? entryId,
      JSON.stringify(planted.detail ?? {}),
    ],
  );
  return entryId;
}

const get = (path: string, token = shop.token) => fixture.ask('GET', path, { token });
async function list(query: string, token = shop.token): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
  const reply = await get(`/audit/entries?${query}`, token);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return auditList.parse(reply.body);
}
async function download(query: string, token = shop.token) {
  const headers = { host: 'localhost', cookie: `sid=${token}` };
  return fixture.app.inject({ method: 'GET', url: `/api/v1/audit/export?${query}`, headers });
}

describe('who may see the trail', () => {
  it('administrator and manager', async () => {
    for (const token of [shop.token, manager.token]) expect((await list('limit=1', token)).items).toHaveLength(1);
  });

  it('not a cashier, a viewer, a register or a stranger', async () => {
    const viewer = await addUser(fixture, shop, 'viewer');
    for (const path of ['/audit/entries', `/audit/entries/${uuidv7()}`, '/audit/export?format=csv', '/users/names']) {
      for (const { token } of [cashier, viewer]) expect((await get(path, token)).status, path).toBe(403);
      expect((await fixture.ask('GET', path)).status, path).toBe(401);
      const asRegister = await fixture.ask('GET', path, { headers: credentialOf(shop.enrolment) });
      expect(asRegister.status, path).toBe(401);
    }
  });

  it('nobody of another shop: no list, no filter, no id, no export shows it', async () => {
    const theirs = await plant(foreign, 'foreign.again');
    for (const query of [
      'action=foreign.',
      `userId=${foreignUser}`,
      'query=foreign',
      'subjectId=theirs',
      'query=theirs',
    ])
      expect((await list(query)).items, query).toEqual([]);
    expect((await get(`/audit/entries/${theirs}`)).status).toBe(404);
    expect((await download('format=jsonl')).body).not.toContain('foreign.');
    expect(JSON.stringify((await get('/users/names')).body)).not.toContain(foreignUser);
  });
});

describe('paging', () => {
  it('gives every entry once, the latest first, also where the moment is the same', async () => {
    const at = '2026-03-01T10:00:00.123Z';
    const planted = new Set<string>();
    for (let index = 0; index < 25; index += 1) planted.add(await plant(shop.organizationId, 'paged.entry', { at }));
    const seen: AuditEntry[] = [];
    let cursor: string | null = null;
    do {
      const more: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page = await list(`action=paged.entry&limit=7${more}`);
      expect(page.items.length).toBeLessThanOrEqual(7);
      seen.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(25);
    expect(new Set(seen.map((entry) => entry.entryId))).toEqual(planted);
  });

  it('refuses a cursor that it did not give, and a limit beyond its own', async () => {
    for (const query of ['cursor=eyJhIjoxfQ', 'cursor=x', 'limit=201', 'limit=0', 'unknown=1', 'userId=1', 'from=2026'])
      expect((await get(`/audit/entries?${query}`)).status, query).toBe(400);
  });
});

describe('filters', () => {
  const actions = async (query: string) => (await list(query)).items.map((entry) => entry.action).sort();

  it('by time, person, register, subject, prefix of the action, and all of them together', async () => {
    const userId = uuidv7();
    const registerId = uuidv7();
    const both = { userId, registerId, subjectKind: 'filtered', subjectId: 'S-1' };
    await plant(shop.organizationId, 'filter.one', { ...both, at: '2026-02-01T00:00:00.000Z' });
    await plant(shop.organizationId, 'filter.two', { ...both, subjectId: 'S-2', at: '2026-02-02T00:00:00.000Z' });
    await plant(shop.organizationId, 'filtering', { userId, at: '2026-02-03T00:00:00.000Z' });
    expect(await actions(`userId=${userId}`)).toEqual(['filter.one', 'filter.two', 'filtering']);
    expect(await actions(`registerId=${registerId}`)).toEqual(['filter.one', 'filter.two']);
    expect(await actions('action=filter.')).toEqual(['filter.one', 'filter.two']);
    expect(await actions('subjectKind=filtered&subjectId=S-2')).toEqual(['filter.two']);
    expect(await actions(`userId=${userId}&from=2026-02-02T00:00:00.000Z`)).toEqual(['filter.two', 'filtering']);
    expect(await actions(`userId=${userId}&to=2026-02-02T00:00:00.000Z`)).toEqual(['filter.one']);
    expect(await actions(`userId=${userId}&registerId=${registerId}&action=filter.t&query=two`)).toEqual([
      'filter.two',
    ]);
    expect(await actions('query=FILTER+one')).toEqual(['filter.one']);
    expect(await actions('query=S-2')).toEqual(['filter.two']);
    expect(await actions('query=filtered')).toEqual(['filter.one', 'filter.two']);
    expect(await actions('query=nothing+of+the+kind')).toEqual([]);
  });

  it('by what a text means in another language: the names of actions and kinds that the screen found', async () => {
    await plant(shop.organizationId, 'meant.by-name', { at: '2026-02-05T00:00:00.000Z' });
    await plant(shop.organizationId, 'of.kind', { subjectKind: 'meant-kind', at: '2026-02-06T00:00:00.000Z' });
    await plant(shop.organizationId, 'meant.by-name-not', { at: '2026-02-07T00:00:00.000Z' });
    const names = 'names=meant.by-name,meant-kind,not.written';
    expect(await actions(`query=maneno&${names}`)).toEqual(['meant.by-name', 'of.kind']);
    expect(await actions(`query=maneno&${names}&action=meant.`)).toEqual(['meant.by-name']);
    expect(await actions('query=maneno')).toEqual([]);
    for (const wrong of ['', 'a,', 'A.b', "a'b", 'a.b.c', ','])
      expect((await get(`/audit/entries?query=x&names=${encodeURIComponent(wrong)}`)).status, wrong).toBe(400);
    expect(
      (await list(`query=x&names=${encodeURIComponent([...AUDIT_ACTIONS, ...AUDIT_SUBJECTS].join())}`)).items,
    ).not.toEqual([]);
  });

  it('and an export says what was typed, not the names that it meant', async () => {
    const reply = await download('format=jsonl&query=maneno&names=meant.by-name');
    expect(reply.body).toContain('meant.by-name');
    const [audited] = (await list('action=audit.exported&limit=1')).items;
    const { body } = await get(`/audit/entries/${audited?.entryId}`);
    expect(auditDetail.parse(body).detail).toEqual({ format: 'jsonl', filter: { query: 'maneno' } });
  });

  it('takes signs of SQL and of patterns as what they are', async () => {
    for (const query of ["'%20or%201=1--", '%25', '_', '%5C', '%F4%8F%BF%BF'])
      for (const field of ['query', 'action', 'subjectId']) {
        const reply = await get(`/audit/entries?${field}=${query}`);
        expect(reply.status, `${field}=${query}`).toBe(200);
        expect(auditList.parse(reply.body).items, `${field}=${query}`).toEqual([]);
      }
  });
});

describe('one entry', () => {
  it('says what was before and after a change of settings, who did it, and its place in the chain', async () => {
    const { body: settings } = await get('/settings');
    const version = (settings['store'] as { version: number }).version;
    const changed = await fixture.ask('PATCH', '/settings', {
      token: shop.token,
      body: { version, receiptFooter: 'Asante', shopName: 'Duka Mpya' },
    });
    expect(changed.status).toBe(200);
    const [entry] = (await list('action=settings.changed&limit=1')).items;
    expect(entry).toMatchObject({ userId: shop.session.user.userId, subjectKind: 'store', isRefused: false });
    const read = async (): Promise<AuditDetail> =>
      auditDetail.parse((await get(`/audit/entries/${entry?.entryId}`)).body);
    await expect.poll(async () => (await read()).seal?.sequence ?? 0).toBeGreaterThan(0);
    expect((await read()).detail).toEqual({
      before: { receiptFooter: '', shopName: 'Duka' },
      after: { receiptFooter: 'Asante', shopName: 'Duka Mpya' },
    });
  });
});

describe('the export', () => {
  it('is CSV that no spreadsheet runs, with every entry that fits, and is audited itself', async () => {
    const actions = ['=cmd|calc', '+1', '-A1', '@sum', '\tx', '\rx', 'with,"both"'];
    for (const [index, subjectId] of actions.entries())
      await plant(shop.organizationId, 'export.cell', { subjectId, at: `2026-01-0${index + 1}T00:00:00.000Z` });
    const reply = await download('format=csv&action=export.cell', manager.token);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(reply.headers['content-disposition']).toMatch(/^attachment; filename="audit-\d{4}-\d\d-\d\d\.csv"$/);
    expect(reply.body.startsWith('occurred_at,action,user_id')).toBe(true);
    for (const cell of [
      "thing,'=cmd|calc,",
      "thing,'+1,",
      "thing,'-A1,",
      "thing,'@sum,",
      "thing,'\tx,",
      '"\'\rx"',
      '"with,""both"""',
    ])
      expect(reply.body, JSON.stringify(cell)).toContain(cell);
    expect(reply.body.split('\r\n')).toHaveLength(actions.length + 2);
    const [audited] = (await list('action=audit.exported&limit=1')).items;
    expect(audited).toMatchObject({ userId: manager.userId, subjectId: 'csv' });
  });

  it('is JSON lines across several pages, each entry once', async () => {
    await fixture.owner.query(
      "insert into audit_entry (organization_id, entry_id, change_id, occurred_at, action, subject_kind, subject_id) select $1, gen_random_uuid(), gen_random_uuid(), '2025-05-01'::timestamptz + g % 7 * interval '1 hour', 'export.many', 'thing', g::text from generate_series(1, 2500) g",
      [shop.organizationId],
    );
    const reply = await download('format=jsonl&action=export.many');
    expect(reply.headers['content-type']).toBe('application/jsonl; charset=utf-8');
    const lines = reply.body.trimEnd().split('\n');
    const subjects = lines.map((line) => (JSON.parse(line) as AuditEntry).subjectId);
    expect(subjects).toHaveLength(2500);
    expect(new Set(subjects).size).toBe(2500);
  });

  it('of a format that there is not is refused and not audited', async () => {
    const before = (await list('action=audit.exported')).items.length;
    expect((await download('format=xlsx')).statusCode).toBe(400);
    expect((await list('action=audit.exported')).items).toHaveLength(before);
  });
});

describe('with 100,000 entries', () => {
  const organizationId = uuidv7();
  const userOf = (n: number) => `01900000-0000-7000-8000-00000000000${n}`;

  beforeAll(async () => {
    await fixture.owner.query('insert into tenant (organization_id) values ($1)', [organizationId]);
    await fixture.owner.query(
      `insert into audit_entry (organization_id, entry_id, change_id, occurred_at, user_id, register_id, action, subject_kind, subject_id)
       select $1, gen_random_uuid(), gen_random_uuid(), '2026-01-01'::timestamptz + g * interval '1 minute',
         ('01900000-0000-7000-8000-00000000000' || g % 10)::uuid,
         case when g % 2 = 0 then ('01900000-0000-7000-8000-00000000000' || g % 6)::uuid end,
         case when g % 500 = 0 then 'access.refused' when g % 20 = 0 then 'product.updated' else 'sale.recorded' end,
         case when g % 20 = 0 then 'product' else 'sale' end, 'S' || g
       from generate_series(1, 100000) g`,
      [organizationId],
    );
    await fixture.owner.query('analyze audit_entry');
  }, 60_000);

  const filters: [string, Parameters<typeof entriesStatement>[1]['filter']][] = [
    ['nothing', {}],
    ['time', { from: '2026-02-01T00:00:00.000Z', to: '2026-02-02T00:00:00.000Z' }],
    ['person', { userId: userOf(3) }],
    ['register', { registerId: userOf(2) }],
    ['action', { action: 'product.' }],
    ['subject', { subjectKind: 'sale', subjectId: 'S4711' }],
    ['refused', { isRefused: true }],
    ['words', { query: 'access refused' }],
    ['words that are everywhere', { query: 'sale' }],
    ['words that are nowhere', { query: 'nowhere' }],
    ['the id of a subject', { query: 'S4711' }],
    ['several', { userId: userOf(0), action: 'product.', from: '2026-02-01T00:00:00.000Z' }],
  ];

  it.each(filters)('finds by %s through an index', async (_name, filter) => {
    const [plan, ms] = await fixture.db.read(organizationId, async (tx) => {
      const after = ['2026-02-20T00:00:00.000000Z', userOf(0)] as const;
      const { text, values } = await entriesStatement(tx, { filter, after, limit: 51 });
      const started = performance.now();
      const rows = await tx.query<{ 'QUERY PLAN': string }>(`explain (analyze, costs off) ${text}`, values);
      return [rows.map((row) => row['QUERY PLAN']).join('\n'), performance.now() - started] as const;
    });
    expect(plan).not.toContain('Seq Scan');
    expect(plan).toMatch(/Index (Only )?Scan|Bitmap Index Scan/);
    // Far above what it takes (some milliseconds), far below reading every row on a busy machine.
    expect(ms).toBeLessThan(1000);
  });
});
