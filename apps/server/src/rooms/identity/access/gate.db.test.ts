import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, createAppFixture, setUpShop, type TestShop } from '../../../app-fixture.ts';
import { sqlState } from '../../../platform/database/index.ts';
import { createIds } from '../../../platform/ids/index.ts';
import { redeemCode } from '../one-time-codes/index.ts';
import { addOperatorTo, addPlan, askFor, stateOf, strayCode, type TestOperator } from './access-fixture.ts';
import { ACTIVATION } from './decide-request.ts';

const ids = createIds();
const PRICE = 150_000;
let fixture: AppFixture;
let shop: TestShop;
let planId: string;
/** The founder, a second operator, and somebody who runs nothing. */
let people: readonly string[] = [];
let stranger: { readonly accountId: string; readonly organizationId: string };
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  planId = await addPlan(fixture, shop.token, PRICE);
  const second: TestOperator = await addOperatorTo(fixture, shop);
  const { rows } = await fixture.owner.query<{ account_id: string }>(
    'select account_id from operator order by granted_at',
  );
  const founder = rows.find(({ account_id: id }) => id !== second.accountId)?.account_id ?? '';
  stranger = await newShop();
  people = [founder, second.accountId, stranger.accountId];
});
afterAll(() => fixture.close());

/** An account with a shop, made past every rule. */
async function newShop() {
  const [accountId, organizationId] = [ids.next(), ids.next()];
  const { owner } = fixture;
  await owner.query('insert into tenant (organization_id) values ($1)', [organizationId]);
  await copyAccount(accountId);
  await owner.query('insert into membership (account_id, organization_id, user_id) values ($1, $2, $3)', [
    accountId,
    organizationId,
    ids.next(),
  ]);
  return { accountId, organizationId };
}

/** Another account like the founder's, whatever columns an account has. */
async function copyAccount(accountId: string): Promise<void> {
  const { rows } = await fixture.owner.query<Record<string, unknown>>('select * from account limit 1');
  const [first] = rows;
  if (first === undefined) throw new Error('no account');
  const own = (name: string, value: unknown) => {
    if (name === 'account_id') return accountId;
    return /email/.test(name) && typeof value === 'string' ? `${accountId}@example.com` : value;
  };
  const names = Object.keys(first);
  await fixture.owner.query(
    `insert into account (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    names.map((name) => own(name, first[name])),
  );
}

/** What somebody who can write SQL under the application's role may try. Refusals are what is looked for. */
type Attempt =
  | { readonly kind: 'pay'; readonly by: number; readonly amount: number }
  | { readonly kind: 'verify'; readonly by: number; readonly method: string }
  | { readonly kind: 'move'; readonly by: number | null; readonly to: string }
  | { readonly kind: 'code' }
  | { readonly kind: 'redeem' }
  | { readonly kind: 'activate' }
  | { readonly kind: 'refund'; readonly by: number; readonly amount: number }
  | { readonly kind: 'force'; readonly statement: number };

const FORCED = [
  "update access_request set state = 'active' where request_id = $1",
  'update access_request set account_id = account_id where request_id = $1',
  'delete from access_request where request_id = $1',
  'update access_payment set amount_minor = 1000000 where request_id = $1',
  'delete from access_payment where request_id = $1',
  "update access_verification set method = 'gateway' where payment_id in (select payment_id from access_payment where request_id = $1)",
  "insert into access_term (organization_id, plan_id, paid_until) select organization_id, (select plan_id from access_request where request_id = $1), now() + interval '9 years' from tenant limit 1",
  "update access_term set paid_until = now() + interval '9 years' where $1::uuid is not null",
  'alter table access_verification disable trigger all',
  "update access_event set action = 'x' where request_id = $1",
];

const who = fc.integer({ min: 0, max: 2 });
const STATES = [
  'pending',
  'payment-recorded',
  'payment-verified',
  'code-issued',
  'active',
  'rejected',
  'withdrawn',
  'expired',
  'x',
];
const attempt: fc.Arbitrary<Attempt> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('pay' as const),
      by: who,
      amount: fc.constantFrom(0, PRICE - 1, PRICE, PRICE),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('verify' as const),
      by: who,
      method: fc.constantFrom('second-person', 'second-person', 'self-approved', 'free', 'gateway'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      by: fc.option(who),
      to: fc.constantFrom(...STATES, 'payment-verified', 'code-issued'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('code' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('redeem' as const) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('activate' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('refund' as const), by: who, amount: fc.constantFrom(1, PRICE) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('force' as const),
      statement: fc.integer({ min: 0, max: FORCED.length - 1 }),
    }),
  },
);

interface Run {
  readonly requestId: string;
  code: string | null;
}

async function dare(run: Run, one: Attempt): Promise<void> {
  try {
    await perform(run, one);
  } catch (error) {
    // Refused by a right, a check or a trigger; anything else is a fault of this test.
    if (!['42501', '23514', '23505'].includes(sqlState(error) ?? '')) throw error;
  }
}

async function perform(run: Run, one: Attempt): Promise<void> {
  const { db, clock } = fixture;
  const { requestId } = run;
  const sql = (text: string, values: readonly unknown[]) => db.globalTx((tx) => tx.query(text, values));
  switch (one.kind) {
    case 'pay':
      await sql(
        'insert into access_payment (payment_id, kind, request_id, plan_id, amount_minor, currency_code, reference, source,' +
          " recorded_by, recorded_at) values ($1, 'payment', $2, $3, $4, 'KES', 'r', 'hand', $5, $6)",
        [ids.next(), requestId, planId, one.amount, people[one.by], clock.now()],
      );
      return;
    case 'verify':
      await sql(
        'insert into access_verification (payment_id, method, verified_by, verified_at)' +
          " select payment_id, $2, $3, $4 from access_payment where request_id = $1 and kind = 'payment'" +
          ' order by recorded_at desc, payment_id desc limit 1',
        [requestId, one.method, one.method === 'gateway' ? null : people[one.by], clock.now()],
      );
      return;
    case 'move':
      await sql('select access_move($1, $2, $3, $4, $5)', [
        requestId,
        one.to,
        one.by === null ? null : people[one.by],
        clock.now(),
        '{}',
      ]);
      return;
    case 'code':
      run.code = (await strayCode(fixture, requestId).catch(() => ({ code: run.code }))).code;
      return;
    case 'redeem':
      if (run.code !== null) await redeemCode(fixture, { purpose: ACTIVATION, subjectId: requestId, code: run.code });
      return;
    case 'activate':
      await sql('select access_activate($1, $2, $3, $4)', [
        requestId,
        stranger.accountId,
        stranger.organizationId,
        clock.now(),
      ]);
      return;
    case 'refund':
      await sql(
        'insert into access_payment (payment_id, kind, request_id, plan_id, amount_minor, currency_code, reference, source,' +
          ' recorded_by, recorded_at, refunds_payment_id)' +
          " select $2, 'refund', request_id, plan_id, $3, 'KES', 'r', 'hand', $4, $5, payment_id from access_payment" +
          " where request_id = $1 and kind = 'payment' limit 1",
        [requestId, ids.next(), one.amount, people[one.by], clock.now()],
      );
      return;
    case 'force':
      await sql(FORCED[one.statement] ?? '', /\$1/.test(FORCED[one.statement] ?? '') ? [requestId] : []);
  }
}

/** Judged by other means than the rules that are tested: plain reading of the facts by the owner of the tables. */
async function isEarned(requestId: string): Promise<boolean> {
  const { rows } = await fixture.owner.query(
    `select 1 from access_payment p join access_verification v using (payment_id)
      where p.request_id = $1 and p.kind = 'payment' and p.amount_minor >= $2 and p.currency_code = 'KES'
        and v.method = 'second-person' and v.verified_by <> p.recorded_by
        and v.verified_by in ($3, $4) and p.recorded_by in ($3, $4)
        and exists (select from one_time_code c where c.subject_id = $1 and c.used_at is not null)`,
    [requestId, PRICE, people[0], people[1]],
  );
  return rows.length > 0;
}

describe('the gate', () => {
  it('is passed only with a payment that a second person verified and a used code, whatever is tried in whichever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { minLength: 5, maxLength: 40 }), async (attempts) => {
        stranger = await newShop();
        people = [...people.slice(0, 2), stranger.accountId];
        const run: Run = { requestId: (await askFor(fixture, planId)).requestId, code: null };
        for (const one of attempts) {
          await dare(run, one);
          if ((await stateOf(fixture, run.requestId)) !== 'active') continue;
          expect(await isEarned(run.requestId)).toBe(true);
          break;
        }
      }),
      { numRuns: 60 },
    );
  }, 180_000);

  it('is passed on the one way there is, and on no shorter one', async () => {
    const way: readonly Attempt[] = [
      { kind: 'pay', by: 0, amount: PRICE },
      { kind: 'verify', by: 1, method: 'second-person' },
      { kind: 'move', by: 1, to: 'payment-verified' },
      { kind: 'code' },
      { kind: 'move', by: 1, to: 'code-issued' },
      { kind: 'redeem' },
      { kind: 'activate' },
    ];
    for (let left = -1; left < way.length; left += 1) {
      stranger = await newShop();
      const run: Run = { requestId: (await askFor(fixture, planId)).requestId, code: null };
      for (const [index, one] of way.entries()) if (index !== left) await dare(run, one);
      expect((await stateOf(fixture, run.requestId)) === 'active', `without step ${left}`).toBe(left === -1);
    }
  });

  it.each(FORCED)('cannot be forced: %s', async (statement) => {
    const { requestId } = await askFor(fixture, planId);
    const values = /\$1/.test(statement) ? [requestId] : [];
    const refused = fixture.db
      .globalTx((tx) => tx.query(statement, values))
      .then(
        () => 'done',
        (error: unknown) => sqlState(error),
      );
    expect(await refused).toBe('42501');
  });
});
