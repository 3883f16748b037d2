import type { OrderDetail } from '@mosaajii/contract/orders';
import { unwrap } from '@mosaajii/domain';
import { describe, expect, it } from 'vitest';
import { cash, readyToSell, testDevice, testLine, testOrder, testSale } from '../../platform/journal/fixtures.ts';
import type { KnownSale } from '../../platform/journal/index.ts';
import { receiptPaper } from '../../platform/printer/index.ts';
import { rowOfDocument, viewOfDetail, viewOfSale } from './order-view.ts';
import { fetchedSaleOf } from './wire-sale.ts';

async function known(): Promise<KnownSale> {
  const device = await testDevice();
  await readyToSell(device);
  const order = testOrder(testLine(1.99, 2, 'Milk 1 L'), testLine(2.49, 1, 'Bread'));
  const sale = unwrap(await device.journal.commitSale(testSale({ order, tenders: [cash(1000)] })));
  return unwrap(await device.journal.findSale({ saleId: sale.saleId }));
}

/** The server's record of the same sale. */
function detailOf({ document, payload, totals, settlement }: KnownSale): OrderDetail {
  const lineAt = (index: number) => {
    const line = totals.lines[index];
    if (!line) throw new Error(`no line ${index}`);
    return line;
  };
  const { receiptNumber, occurredAt, userId, shiftId, businessDate, currencyCode } = document;
  return {
    saleId: document.documentId,
    kind: 'sale',
    receiptNumber,
    occurredAt,
    userId,
    shiftId,
    businessDate,
    currencyCode,
    storeId: 'store',
    registerId: 'register',
    netMinor: totals.netMinor,
    taxMinor: totals.taxMinor,
    discountMinor: 0,
    totalMinor: totals.totalMinor,
    cashRoundingMinor: 0,
    changeMinor: settlement.changeMinor,
    lineCount: 2,
    isQuarantined: false,
    returnedSaleId: null,
    receipt: { series: 'A', sequence: 1 },
    rules: payload.rules,
    saleDiscounts: [],
    engineVersion: 1,
    note: '',
    returnReason: null,
    lines: payload.lines.map((line, index) => {
      const { derivation: _derivation, ...money } = lineAt(index);
      return {
        ...line,
        ...money,
        discounts: [],
        taxes: [...money.taxes],
        taxRules: [...line.taxes],
        returnedMilli: 0,
        isRestocked: null,
        note: '',
        derivation: [],
      };
    }),
    taxes: totals.taxes.map((tax) => ({ ...tax })),
    tenders: settlement.applied.map(({ tenderId, kind, amountMinor }) => ({
      tenderId,
      kind,
      tenderedMinor: 1000,
      appliedMinor: amountMinor,
      refundedMinor: 0,
      reference: '',
    })),
    returns: [],
  };
}

const SHOP = {
  name: 'Corner',
  legalName: 'Corner Ltd',
  taxNumber: 'GB1',
  locale: 'en-GB',
  storeName: 'S1',
  addressLines: [],
  timeZone: 'UTC',
  paperWidthMm: 80,
  receiptHeader: '',
  receiptFooter: '',
} as const;

describe('one view of an order', () => {
  it('prints the same paper from the journal and from the server', async () => {
    const sale = await known();
    const paper = (view: ReturnType<typeof viewOfSale>) => {
      if (!view.paper) throw new Error('no paper');
      return receiptPaper({ ...view.paper, shop: SHOP, registerName: 'S1-R1', cashier: 'Sara', isCopy: true });
    };
    const local = paper(viewOfSale(sale));
    expect(paper(viewOfDetail(detailOf(sale)))).toEqual(local);
    expect(JSON.stringify(local)).toContain('Milk 1 L');
  });

  it('takes the signs of a return away: the kind says which way the money went', async () => {
    const detail = { ...detailOf(await known()), kind: 'return' as const, totalMinor: -647 };
    expect(viewOfDetail(detail)).toMatchObject({ kind: 'return', totalMinor: 647, isReturnable: false, paper: null });
  });

  it('gives the journal what a return needs, equal to what it has itself', async () => {
    const sale = await known();
    const fetched = fetchedSaleOf(detailOf(sale));
    expect(fetched.lines.map(({ soldMilli, returnedMilli, totals }) => ({ soldMilli, returnedMilli, totals }))).toEqual(
      sale.returnable.map(({ soldMilli, returnedMilli, totals }) => ({ soldMilli, returnedMilli, totals })),
    );
    expect(fetched.tenders).toEqual(sale.refunded);
    expect(fetched.taxes[0]).toMatchObject({ name: 'VAT 20 %', ratePpm: 200_000 });
  });

  it('offers goods for a return and no gift card', async () => {
    const detail = detailOf(await known());
    const [first, ...rest] = detail.lines;
    if (first === undefined) throw new Error('the sale has no line');
    const mixed = { ...detail, lines: [{ ...first, isGiftCard: true as const }, ...rest] };
    expect(fetchedSaleOf(mixed).lines.map(({ lineId }) => lineId)).toEqual(rest.map(({ lineId }) => lineId));
    expect(viewOfDetail(mixed).isReturnable).toBe(true);
    const cards = { ...detail, lines: detail.lines.map((line) => ({ ...line, isGiftCard: true as const })) };
    expect(viewOfDetail(cards).isReturnable).toBe(false);
  });

  it('lists a sale by how it was paid', async () => {
    expect(rowOfDocument((await known()).document)).toMatchObject({ kind: 'sale', tenders: ['cash'], lineCount: 2 });
  });
});
