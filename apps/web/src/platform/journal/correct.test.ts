import { minor } from '@mosaajii/domain/money';
import type { CorrectionReason, TenderInput, TenderKind } from '@mosaajii/domain/sale';
import { describe, expect, it } from 'vitest';
import { cash, readyToSell, TEST_USER, type TestDevice, testDevice, testId, testSale } from './fixtures.ts';
import { expectedCashMinor } from './shift-figures.ts';

/** What the sale of the fixtures comes to. */
const TOTAL = 199;

async function ready(): Promise<TestDevice> {
  const device = await testDevice();
  await readyToSell(device);
  return device;
}
const drawer = async ({ journal }: TestDevice) => {
  const shift = await journal.currentShift();
  if (!shift) throw new Error('no shift');
  return expectedCashMinor(shift) - shift.openingFloatMinor;
};
const tender = (kind: TenderKind, amount: number): TenderInput => ({
  tenderId: testId(),
  kind,
  amountMinor: minor(amount),
});
function draftOf(saleId: string, from: TenderInput, after: readonly TenderInput[], reason: CorrectionReason = 'other') {
  const before = [{ tenderId: from.tenderId, kind: from.kind, amountMinor: minor(TOTAL) }];
  return { correctionId: testId(), userId: TEST_USER, saleId, before, after, reason };
}
const refusedAs = (code: string) => ({ ok: false, error: { code } });

describe('a corrected payment', () => {
  it('moves the drawer once, is what the order says and the receipt prints, and where money goes back to', async () => {
    const device = await ready();
    const { journal } = device;
    const given = cash(500);
    const sale = testSale({ tenders: [given] });
    await journal.commitSale(sale);
    expect(await drawer(device)).toBe(TOTAL);
    const card = tender('card-manual', TOTAL);
    const draft = draftOf(sale.saleId, given, [card]);
    expect(await journal.commitCorrection(draft)).toMatchObject({ ok: true, value: { isRepeat: false } });
    expect(await journal.commitCorrection(draft)).toMatchObject({ ok: true, value: { isRepeat: true } });
    expect(await drawer(device)).toBe(0);
    expect(await journal.findSale({ saleId: sale.saleId })).toMatchObject({
      ok: true,
      value: {
        tenders: [card],
        settlement: { changeMinor: 0, applied: [{ kind: 'card-manual' }] },
        refunded: [{ tenderId: card.tenderId, appliedMinor: TOTAL }],
        document: { changeMinor: 0, corrections: [{ correctionId: draft.correctionId }] },
      },
    });
    const voided = { returnId: testId(), userId: TEST_USER, saleId: sale.saleId, note: 'wrong' };
    expect(await journal.commitVoid(voided)).toMatchObject({
      ok: true,
      value: { payload: { refunds: [{ tenderId: card.tenderId, amountMinor: TOTAL }] } },
    });
    expect(await drawer(device)).toBe(0);
    const late = draftOf(sale.saleId, card, [tender('cash', TOTAL)]);
    expect(await journal.commitCorrection(late)).toMatchObject(refusedAs('sale-voided'));
  });

  it('again starts from the one before; the same id with other contents is refused', async () => {
    const device = await ready();
    const { journal } = device;
    const given = cash(TOTAL);
    const sale = testSale({ tenders: [given] });
    await journal.commitSale(sale);
    const card = tender('card-manual', TOTAL);
    const first = draftOf(sale.saleId, given, [card]);
    await journal.commitCorrection(first);
    const stale = draftOf(sale.saleId, given, [tender('voucher', TOTAL)]);
    expect(await journal.commitCorrection(stale)).toMatchObject(refusedAs('tender-unknown'));
    const reused = { ...draftOf(sale.saleId, card, [tender('cash', TOTAL)]), correctionId: first.correctionId };
    expect(await journal.commitCorrection(reused)).toMatchObject(refusedAs('id-already-used'));
    const second = draftOf(sale.saleId, card, [tender('cash', 100), tender('card-manual', TOTAL - 100)]);
    expect(await journal.commitCorrection(second)).toMatchObject({ ok: true });
    expect(await drawer(device)).toBe(100);
  });

  it('is refused for another sum, for credit, for a sale that is not here, and after its shift', async () => {
    const { journal } = await ready();
    const given = cash(TOTAL);
    const sale = testSale({ tenders: [given] });
    await journal.commitSale(sale);
    const said = async (after: readonly TenderInput[], saleId = sale.saleId) =>
      journal.commitCorrection(draftOf(saleId, given, after));
    expect(await said([tender('card-manual', TOTAL - 1)])).toMatchObject(refusedAs('tender-sum'));
    expect(await said([tender('account', TOTAL)])).toMatchObject(refusedAs('tender-fixed'));
    expect(await said([tender('card-manual', TOTAL)], testId())).toMatchObject(refusedAs('unknown-sale'));
    await reopen(journal);
    expect(await said([tender('card-manual', TOTAL)])).toMatchObject(refusedAs('other-shift'));
  });
});

describe('a card that nobody was sure of', () => {
  it('waits until it is answered, also in a later shift', async () => {
    const device = await ready();
    const { journal } = device;
    const [yes, no] = [tender('card-manual', TOTAL), tender('card-manual', TOTAL)];
    const [sure, declined] = [yes, no].map((card) => testSale({ tenders: [{ ...card, isUncertain: true }] }));
    if (!sure || !declined) throw new Error('two sales');
    await journal.commitSale(sure);
    await journal.commitSale(declined);
    const waiting = async () => (await journal.uncertainSales()).map((document) => document.documentId).sort();
    expect(await waiting()).toEqual([sure.saleId, declined.saleId].sort());
    await reopen(journal);
    const confirmed = draftOf(sure.saleId, yes, [tender('card-manual', TOTAL)], 'card-went-through');
    expect(await journal.commitCorrection(confirmed)).toMatchObject({ ok: true });
    expect(await waiting()).toEqual([declined.saleId]);
    expect(await drawer(device)).toBe(0);
    const paid = draftOf(declined.saleId, no, [tender('cash', TOTAL)], 'card-declined');
    expect(await journal.commitCorrection(paid)).toMatchObject({ ok: true });
    expect(await waiting()).toEqual([]);
    expect(await drawer(device)).toBe(TOTAL);
  });
});

/** Closes the shift on what it should hold, and opens the next. */
async function reopen(journal: TestDevice['journal']): Promise<void> {
  const shift = await journal.currentShift();
  if (!shift) throw new Error('no shift');
  const { shiftId, businessDate, currencyCode } = shift;
  const countedMinor = expectedCashMinor(shift);
  const closed = await journal.closeShift({ operationId: testId(), userId: TEST_USER, shiftId, countedMinor });
  expect(closed).toMatchObject({ ok: true });
  const next = { shiftId: testId(), userId: TEST_USER, businessDate, openingFloatMinor: minor(0), currencyCode };
  expect(await journal.openShift(next)).toMatchObject({ ok: true });
}
