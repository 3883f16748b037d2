import { randomUUID } from 'node:crypto';
import type { QuoteRequest } from '@mosaajii/contract/quotes';
import { milli, minor, priceE4 } from '@mosaajii/domain/money';
import { paperTexts } from '@mosaajii/domain/paper';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RegisterActor, UserActor } from '../../../platform/access/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { openSenders } from '../../../platform/messages/index.ts';
import { deliverMessage } from '../../notifications/deliver.ts';
import { type MailServer, startMailServer } from '../../notifications/delivery-fixture.ts';
import { pdfOf } from '../receipts/pdf.ts';
import { attachmentsOf } from '../receipts/receipt-attachment.ts';
import type { TestRegister } from '../sync/test-register.ts';
import { openTestShop, type TestShop } from '../sync/test-shop.ts';
import { mailQuote } from './mail-quote.ts';
import { makeQuote } from './make-quote.ts';
import { readQuotePaper } from './quote-paper.ts';
import { cancelQuote, readQuoteDetail } from './read-quotes.ts';

let shop: TestShop;
let mail: MailServer;
let deps: Deps;
let register: TestRegister;

beforeAll(async () => {
  shop = await openTestShop();
  mail = await startMailServer();
  register = await shop.register();
  deps = {
    ...shop.deps,
    jobs: { enqueue: async () => undefined, cancel: async () => undefined },
    senders: await openSenders({ smtp: mail.settings }),
    attachmentsOf: (message) => attachmentsOf(shop.deps, message),
  };
});
afterAll(async () => {
  await mail.close();
  await shop.close();
});

function till(): RegisterActor {
  const { registerId, registerCode, series, keyId } = register.facts;
  const { organizationId, storeId } = shop;
  const who = { kind: 'register' as const, organizationId, storeId, registerId, keyId };
  return { ...who, code: registerCode, series, purpose: 'till', proofId: null };
}
const actor = () =>
  ({ kind: 'user', organizationId: shop.organizationId, userId: shop.users.administrator }) as UserActor;

const DOCUMENT = {
  lines: [{ name: 'Basmati rice', unit: 'kg', quantityMilli: milli(2500), totalMinor: minor(450) }],
  reductionMinor: minor(50),
  taxes: [{ name: 'VAT', amountMinor: minor(62) }],
};

function request(part: Partial<QuoteRequest> = {}): QuoteRequest {
  const lineId = randomUUID();
  const line = { lineId, variantId: shop.variants[0], quantityMilli: milli(2500), unitPriceE4: priceE4(2_000_000) };
  return {
    quoteId: randomUUID(),
    userId: shop.users.cashier,
    validUntil: '2026-12-31',
    label: 'Amina',
    customerId: randomUUID(),
    totalMinor: minor(450),
    currencyCode: 'GBP',
    terms: { lines: [line], reductions: [] },
    content: '{"shape":1}',
    document: DOCUMENT,
    ...part,
  };
}
async function made(part?: Partial<QuoteRequest>): Promise<string> {
  const asked = request(part);
  const quote = await makeQuote(shop.deps, till(), asked, 'test');
  if (!quote.ok) throw new Error(quote.error.detail);
  return asked.quoteId;
}
const paperOf = (quoteId: string, language?: 'ar') =>
  shop.deps.db.read(shop.organizationId, (tx) => readQuotePaper(tx, shop.deps, quoteId, language));
const send = (quoteId: string, mailId: string, to = 'amina@example.com') =>
  mailQuote(deps, actor(), quoteId, { mailId, to }, 'test');
const attached = (messageId: string) => attachmentsOf(shop.deps, { organizationId: shop.organizationId, messageId });

describe('the document of a quote', () => {
  it('is what its till sent, and is refused where it is not what was promised', async () => {
    const quoteId = await made();
    const read = await shop.deps.db.read(shop.organizationId, (tx) => readQuoteDetail(tx, shop.deps, quoteId));
    expect(read).toMatchObject({ quoteId, document: DOCUMENT, label: 'Amina' });
    const other = { ...DOCUMENT, lines: [{ ...DOCUMENT.lines[0], totalMinor: minor(1) }] } as typeof DOCUMENT;
    for (const document of [other, { ...DOCUMENT, lines: [...DOCUMENT.lines, ...DOCUMENT.lines] }]) {
      const answer = await makeQuote(shop.deps, till(), request({ document }), 'test');
      expect(answer).toMatchObject({ error: { code: 'invalid-request' } });
    }
  });

  it('is a paper in the language of the store, or in the one that is asked for, also on a roll', async () => {
    const quoteId = await made();
    const found = await paperOf(quoteId);
    if (!found.ok) throw new Error(found.error.detail);
    const texts = paperTexts(found.value.paper).join('\n');
    expect(texts).toContain('2.5 kg × Basmati rice');
    for (const words of ['QUOTE – NOT A RECEIPT', 'Amina', 'VAT', `barcode ${found.value.number}`]) {
      expect(texts).toContain(words);
    }
    expect(await paperOf(quoteId, 'ar')).toMatchObject({ value: { paper: { direction: 'rtl' } } });
    const boxOf = (pdf: Buffer) => /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString('latin1'))?.slice(1, 3);
    const sizes = ['a4', 'letter', 80] as const;
    const widths = await Promise.all(
      sizes.map(async (size) => Number(boxOf(await pdfOf(found.value.paper, size))?.[0])),
    );
    expect(widths.map(Math.round)).toEqual([595, 612, 227]);
  });

  it('names no customer where the label is only the first goods', async () => {
    const found = await paperOf(await made({ customerId: null, label: 'Nobody at all' }));
    if (!found.ok) throw new Error(found.error.detail);
    expect(paperTexts(found.value.paper).join('\n')).not.toContain('Nobody at all');
  });

  it('is missing from a till of before, which is said instead of an empty paper', async () => {
    const quoteId = await made({ document: undefined });
    expect(await paperOf(quoteId)).toMatchObject({ error: { code: 'invalid-request' } });
    expect(await send(quoteId, randomUUID())).toMatchObject({ error: { code: 'invalid-request' } });
  });
});

describe('a quote by mail', () => {
  it('goes once with its PDF, and the trail does not say where to', async () => {
    const quoteId = await made();
    const mailId = randomUUID();
    expect(await send(quoteId, mailId)).toEqual({ ok: true, value: null });
    expect(await send(quoteId, mailId, 'other@example.com')).toEqual({ ok: true, value: null });
    const [file] = await attached(mailId);
    expect(file).toMatchObject({ contentType: 'application/pdf' });
    expect(file?.filename).toMatch(/^Q-\d{6}\.pdf$/);
    await deliverMessage(deps, { organizationId: shop.organizationId, messageId: mailId });
    expect(mail.received).toHaveLength(1);
    const { rows } = await shop.owner.query(
      "select detail::text as detail from audit_entry where subject_id = $1 and action = 'quote.mailed'",
      [quoteId],
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('example.com');
  });

  it('is refused for an address that is none, for one taken back, and for nobody’s', async () => {
    const quoteId = await made();
    expect(await send(quoteId, randomUUID(), 'nobody')).toMatchObject({ error: { code: 'invalid-request' } });
    expect(await send(randomUUID(), randomUUID())).toMatchObject({ error: { code: 'not-found' } });
    expect(await cancelQuote(shop.deps, actor(), quoteId, 'test')).toMatchObject({ ok: true });
    expect(await send(quoteId, randomUUID())).toMatchObject({ error: { code: 'invalid-request' } });
    expect(await attached(randomUUID())).toEqual([]);
  });
});
