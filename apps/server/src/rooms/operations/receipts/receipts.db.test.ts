import { createHmac, randomUUID } from 'node:crypto';
import type { PublicReceipt } from '@mosaajii/contract/receipts';
import { minor } from '@mosaajii/domain/money';
import type { SaleCompleted } from '@mosaajii/domain/operation';
import { PLAIN_TEMPLATE } from '@mosaajii/domain/paper';
import { computeOrder, settle } from '@mosaajii/domain/sale';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../../app.ts';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type Outgoing, openSenders, type Sender } from '../../../platform/messages/index.ts';
import { createRecognition } from '../../identity/index.ts';
import { deliverMessage } from '../../notifications/deliver.ts';
import { type MailServer, startMailServer } from '../../notifications/delivery-fixture.ts';
import { suppress } from '../../notifications/suppressions.ts';
import type { TestRegister } from '../sync/test-register.ts';
import { openTestShop, type TestShop } from '../sync/test-shop.ts';
import { endLink } from './link-ends.ts';
import { isMadeWith, namedBy, receiptToken } from './link-token.ts';
import { mailReceipt, SMS_EACH_HOUR } from './mail-receipt.ts';
import { phoneOf } from './phone-of.ts';
import { attachmentsOf } from './receipt-attachment.ts';

const KEY = Buffer.alloc(32, 7).toString('base64url');
const DAY_MS = 86_400_000;
let shop: TestShop;
let app: FastifyInstance;
let mail: MailServer;
let deps: Deps;
let now: Date;
let register: TestRegister;
let saleId = '';
const jobs: object[] = [];

beforeAll(async () => {
  shop = await openTestShop();
  mail = await startMailServer();
  now = shop.deps.clock.now();
  deps = {
    ...shop.deps,
    clock: { now: () => now },
    config: { ...shop.deps.config, allowedHosts: ['localhost'], publicOrigin: 'https://pos.example' },
    jobs: { enqueue: async (_tx, _task, payload) => void jobs.push(payload as object), cancel: async () => undefined },
    senders: await openSenders({ smtp: mail.settings }),
    attachmentsOf: (message) => attachmentsOf(shop.deps, message),
  };
  app = await buildApp(deps, createRecognition(deps));
  register = await shop.register();
  saleId = await sell();
});
afterAll(async () => {
  await app.close();
  await mail.close();
  await shop.close();
});

async function sell(options?: Parameters<TestRegister['sale']>[0]): Promise<string> {
  const { facts } = register;
  const operations = register.sequence === 0 ? [register.open(), register.sale(options)] : [register.sale(options)];
  const reply = await app.inject({
    method: 'POST',
    url: '/api/v1/sync/operations',
    headers: {
      host: 'localhost',
      authorization: `Register ${facts.claim.organizationId}.${facts.keyId}.${facts.secret}`,
      'content-type': 'application/json',
    },
    payload: JSON.stringify({ operations }),
  });
  expect(reply.statusCode).toBe(200);
  return operations.at(-1)?.operationId ?? '';
}

const decide = (linkDays = 30, key = KEY) =>
  shop.owner.query(
    `insert into receipt_setting (organization_id, store_id, template, link_key, link_days) values ($1, $2, $3::jsonb, $4, $5)
     on conflict (organization_id, store_id) do update set link_key = excluded.link_key, link_days = excluded.link_days`,
    [shop.organizationId, shop.storeId, JSON.stringify(PLAIN_TEMPLATE), key, linkDays],
  );
const read = (token: string) =>
  app.inject({ method: 'GET', url: `/api/v1/receipts/${token}`, headers: { host: 'localhost' } });
const tokenOf = (id = saleId, key = KEY) => receiptToken({ organizationId: shop.organizationId, saleId: id }, key);
const actor = () =>
  ({ kind: 'user', organizationId: shop.organizationId, userId: shop.users.administrator }) as UserActor;

/** The same sale with fifty off its first line by a coupon, reckoned again. */
function promoted(sale: SaleCompleted, promotionId: string): SaleCompleted {
  const [line] = sale.lines;
  const promotions = [
    {
      promotionId,
      version: 1,
      label: 'Ten off',
      couponCode: 'SPRING',
      shares: [{ lineId: line?.lineId ?? '', amountMinor: minor(50) }],
    },
  ];
  const input = { rules: sale.rules, lines: sale.lines, promotions, saleDiscounts: [] };
  const totals = computeOrder(input);
  const settled = settle(minor(totals.totalMinor + (sale.tipMinor ?? 0)), sale.rules, sale.tenders);
  if (!settled.ok) throw new Error(settled.error.detail);
  const { cashRoundingMinor, changeMinor } = settled.value;
  const { netMinor, taxMinor, totalMinor } = totals;
  return {
    ...sale,
    promotions,
    claimed: { ...sale.claimed, netMinor, taxMinor, totalMinor, cashRoundingMinor, changeMinor },
  };
}

describe('the link of a receipt', () => {
  it('is made as a register makes it: organization, sale and the first half of an HMAC over both', () => {
    const named = Buffer.from(`${shop.organizationId}${saleId}`.replaceAll('-', ''), 'hex');
    const mark = createHmac('sha256', Buffer.from(KEY, 'base64url')).update(named).digest().subarray(0, 16);
    expect(tokenOf()).toBe(Buffer.concat([named, mark]).toString('base64url'));
    expect(namedBy(tokenOf())).toEqual({ organizationId: shop.organizationId, saleId });
    expect([isMadeWith(tokenOf(), KEY), isMadeWith(tokenOf(), Buffer.alloc(32, 8).toString('base64url'))]).toEqual([
      true,
      false,
    ]);
  });

  it('opens nothing while the store has decided nothing about links', async () => {
    expect((await read(tokenOf())).statusCode).toBe(404);
  });

  it('shows that paper to whoever has it, without the cashier', async () => {
    await decide();
    const reply = await read(tokenOf());
    expect(reply.statusCode).toBe(200);
    const { paper } = reply.json<PublicReceipt>();
    expect(JSON.stringify(paper)).toContain('S1-R');
    expect(paper.blocks.some((block) => block.kind === 'pair' && block.weight === 'total')).toBe(true);
    const [user] = (
      await shop.owner.query('select display_name from organization_user where organization_id = $1', [
        shop.organizationId,
      ])
    ).rows as { display_name: string }[];
    expect(JSON.stringify(paper)).not.toContain(user?.display_name ?? 'nobody');
  });

  it('says what the paper at the till said: promotions, tip, who bought, and what is left on the card', async () => {
    const promotionId = randomUUID();
    const customer = { customerId: randomUUID(), name: 'Juma <Ltd>', taxNumber: 'P09' };
    const id = await sell({ change: (sale) => promoted({ ...sale, customer, tipMinor: minor(200) }, promotionId) });
    const card = randomUUID();
    const at = (minute: number) => `2026-11-22T09:0${minute}:00.000Z`;
    await shop.owner.query(
      "insert into purse (organization_id, kind, purse_id, balance_minor, hint) values ($1, 'gift-card', $2, 2500, 'K7Q2')",
      [shop.organizationId, card],
    );
    for (const [number, documentId, amount] of [
      [1, randomUUID(), 5_000],
      [2, id, -2_000],
      [3, randomUUID(), -500],
    ] as const) {
      await shop.owner.query(
        `insert into purse_entry (organization_id, document_id, entry_number, kind, purse_id, reason, amount_minor, store_id,
           user_id, business_date, recorded_at) values ($1, $2, 9, 'gift-card', $3, 'sale', $4, $5, $6, '2026-11-22', $7)`,
        [shop.organizationId, documentId, card, amount, shop.storeId, shop.users.administrator, at(number)],
      );
    }
    const { paper } = (await read(tokenOf(id))).json<PublicReceipt>();
    const pairs = paper.blocks.flatMap((block) => (block.kind === 'pair' ? [`${block.start} | ${block.end}`] : []));
    expect(pairs).toContain('Ten off (Coupon SPRING) | −0.50');
    expect(pairs).toContain('Tip | 2.00');
    expect(pairs).toContain('Customer | Juma <Ltd>');
    expect(pairs, 'as it was right after this sale').toContain('Left on gift card …K7Q2 | 30.00');
    expect(JSON.stringify(paper)).toContain('P09');
  });

  it('opens nothing when a sign of it is another, for another sale, another shop, or with another key: one answer for all', async () => {
    const good = tokenOf();
    const other = await openTestShop();
    const wrong = [
      ...[0, 10, 30, 50, 63].map((at) => good.slice(0, at) + (good[at] === 'A' ? 'B' : 'A') + good.slice(at + 1)),
      tokenOf(randomUUID()),
      tokenOf(saleId, Buffer.alloc(32, 8).toString('base64url')),
      receiptToken({ organizationId: other.organizationId, saleId }, KEY),
      'x'.repeat(64),
      'short',
    ];
    await other.close();
    const details = new Set<string>();
    for (const token of wrong) {
      const reply = await read(token);
      expect([token, reply.statusCode]).toEqual([token, 404]);
      details.add(reply.json<{ detail: string }>().detail);
    }
    expect(details.size).toBe(1);
  });

  it('grows old, and dies with the key of its store', async () => {
    const start = now;
    now = new Date(start.getTime() + 29 * DAY_MS);
    expect((await read(tokenOf())).statusCode).toBe(200);
    now = new Date(start.getTime() + 31 * DAY_MS);
    expect((await read(tokenOf())).statusCode).toBe(404);
    now = start;
    await decide(30, Buffer.alloc(32, 9).toString('base64url'));
    expect((await read(tokenOf())).statusCode).toBe(404);
    await decide();
    expect((await read(tokenOf())).statusCode).toBe(200);
  });

  it('is ended for one receipt, twice like once, and others live on', async () => {
    const second = await sell();
    await endLink(deps, actor(), second, 'r1');
    await endLink(deps, actor(), second, 'r2');
    expect([(await read(tokenOf(second))).statusCode, (await read(tokenOf())).statusCode]).toEqual([404, 200]);
    const { rows } = await shop.owner.query("select 1 from audit_entry where action = 'receipt.link-ended'");
    expect(rows).toHaveLength(1);
  });
});

describe('a receipt by mail', () => {
  it('arrives with its PDF and its link, once, whatever is repeated at once', async () => {
    const mailId = deps.ids.next();
    const send = () => mailReceipt(deps, actor(), saleId, { mailId, to: 'juma@example.com', channel: 'email' }, 'r');
    expect(await Promise.all([send(), send(), send()])).toEqual([1, 2, 3].map(() => ({ ok: true, value: null })));
    await Promise.all(
      [1, 2].map(() => deliverMessage(deps, { organizationId: shop.organizationId, messageId: mailId })),
    );
    expect(mail.received).toHaveLength(1);
    const [letter] = mail.received;
    expect(letter?.text).toContain(`https://pos.example/r/${tokenOf()}`);
    expect(letter?.attachments.map(({ contentType, filename }) => [contentType, filename])).toEqual([
      ['application/pdf', expect.stringMatching(/^S1-R.*-\d{6}\.pdf$/)],
    ]);
    expect(letter?.attachments[0]?.content.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('waits when its PDF cannot be made, and does not leave without it', async () => {
    const mailId = deps.ids.next();
    await mailReceipt(deps, actor(), saleId, { mailId, to: 'juma@example.com', channel: 'email' }, 'r');
    const broken: Deps = { ...deps, attachmentsOf: () => Promise.reject(new Error('no paper')) };
    await deliverMessage(broken, { organizationId: shop.organizationId, messageId: mailId });
    const { rows } = await shop.owner.query('select state, last_code from message where message_id = $1', [mailId]);
    expect(rows).toEqual([{ state: 'queued', last_code: 'no-attachment' }]);
  });

  it('is refused to what is no address and for a sale that is not here yet', async () => {
    const body = (to: string) => ({ mailId: deps.ids.next(), to, channel: 'email' as const });
    expect(await mailReceipt(deps, actor(), saleId, body('a@b.c, d@e.f'), 'r')).toMatchObject({
      error: { code: 'invalid-request' },
    });
    expect(await mailReceipt(deps, actor(), randomUUID(), body('a@b.example'), 'r')).toMatchObject({
      error: { code: 'not-found' },
    });
  });

  it('leaves the address nowhere but sealed in the outbox', async () => {
    const { rows } = await shop.owner.query("select detail::text from audit_entry where action = 'receipt.mailed'");
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('juma');
    const outbox = await shop.owner.query(
      "select recipient_sealed, params::text from message where template like 'sales/%'",
    );
    expect(JSON.stringify(outbox.rows)).not.toContain('juma');
  });
});

describe('a receipt by SMS', () => {
  const texts: Outgoing[] = [];
  const sms: Sender = {
    send: (message) => {
      texts.push(message);
      return Promise.resolve({ kind: 'delivered', reference: null });
    },
    close: () => undefined,
  };
  const text = (to: string, from: Deps = { ...deps, senders: { ...deps.senders, sms } }, mailId = deps.ids.next()) =>
    mailReceipt(from, actor(), saleId, { mailId, to, channel: 'sms' }, 'r').then((result) => ({ result, mailId }));

  it('brings the link, once, to a number as the customer says it', async () => {
    const mailId = deps.ids.next();
    const withSms: Deps = { ...deps, senders: { ...deps.senders, sms } };
    const sent = await Promise.all([1, 2, 3].map(() => text('07712 345-678', withSms, mailId)));
    expect(sent.map(({ result }) => result.ok)).toEqual([true, true, true]);
    await deliverMessage(withSms, { organizationId: shop.organizationId, messageId: mailId });
    // The shop is British.
    expect(texts).toMatchObject([
      { to: '+447712345678', text: expect.stringContaining(`https://pos.example/r/${tokenOf()}`) },
    ]);
    expect(texts[0]?.text.length).toBeLessThan(200);
    const { rows } = await shop.owner.query('select detail from audit_entry where detail->>$1 = $2', [
      'mailId',
      mailId,
    ]);
    expect(rows).toEqual([{ detail: { mailId, channel: 'sms' } }]);
  });

  it('is refused to what is no number, without a way out, and to who wants none', async () => {
    expect((await text('12')).result).toMatchObject({ error: { code: 'invalid-request' } });
    expect((await text('+447700900123', deps)).result).toMatchObject({
      error: { detail: expect.stringContaining('no way to send SMS') },
    });
    const away: Deps = { ...deps, senders: { ...deps.senders, sms }, config: shop.deps.config };
    expect((await text('+447700900123', away)).result).toMatchObject({
      error: { detail: expect.stringContaining('no links') },
    });
    await suppress(deps, actor(), {
      wall: shop.organizationId,
      channel: 'sms',
      to: '+447700900124',
      address: '127.0.0.1',
      requestId: 'r',
    });
    expect((await text('+447700900124')).result).toMatchObject({
      error: { detail: expect.stringContaining('no messages') },
    });
  });

  it('goes to one number so often within an hour, and again later', async () => {
    const before = now;
    const answers: boolean[] = [];
    for (let time = 0; time <= SMS_EACH_HOUR.toOneNumber; time += 1)
      answers.push((await text('+447700900125')).result.ok);
    expect(answers).toEqual([...Array<boolean>(SMS_EACH_HOUR.toOneNumber).fill(true), false]);
    expect((await text('+447700900125')).result).toMatchObject({ error: { code: 'too-many-requests' } });
    now = new Date(now.getTime() + 3_600_001);
    expect((await text('+447700900125')).result).toEqual({ ok: true, value: null });
    now = before;
  });

  it('is not sent more often by asking for many at once', async () => {
    const many = Array.from({ length: SMS_EACH_HOUR.toOneNumber + 3 }, () => text('+254712000777'));
    const sent = (await Promise.all(many)).filter(({ result }) => result.ok);
    expect(sent).toHaveLength(SMS_EACH_HOUR.toOneNumber);
  });

  it.each([
    ['0712 345 678', 'KE', '+254712345678'],
    ['+254 712 345678', 'KE', '+254712345678'],
    ['00254712345678', 'KE', '00254712345678'],
    ['0712345678', 'US', '0712345678'],
    ['712', 'KE', '712'],
  ])('takes %s in %s as %s', (said, country, number) => {
    expect(phoneOf(said, country)).toBe(number);
  });
});
