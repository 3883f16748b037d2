import { minor, unwrap } from '@mosaajii/domain';
import { describe, expect, it } from 'vitest';
import { cash, readyToSell, testDevice, testLine, testOrder, testSale } from '../../platform/journal/fixtures.ts';
import { digitsOf, type FoundSale, fits, foundHere, merged, NO_FILTER, searchOf, withLeft } from './find-sale.ts';

const milk = testLine(1.99, 3, 'Milk 1 L');

async function sold() {
  const device = await testDevice();
  await readyToSell(device);
  const sale = unwrap(await device.journal.commitSale(testSale({ order: testOrder(milk), tenders: [cash(5000)] })));
  const [document] = await device.journal.listSales({ recent: 1 });
  if (document?.kind !== 'sale') throw new Error('no sale');
  return { device, sale, document };
}
function found(saleId: string, occurredAt: string, left: FoundSale['left'] = null): FoundSale {
  return { saleId, occurredAt, receiptNumber: `S1-R1-A-${saleId}`, customerId: null, totalMinor: minor(100), left };
}

describe('a sale of this device', () => {
  it('is found by each thing that somebody knows of it, and not by another', async () => {
    const { document } = await sold();
    const goods = { variantId: milk.variantId, name: milk.name, sku: milk.sku };
    const last = document.receiptNumber.slice(-2);
    const paid = document.totalMinor;
    for (const known of [
      {},
      { digits: last },
      { digits: `000000${last}` },
      { goods },
      { from: document.businessDate, to: document.businessDate },
      { amountMinor: paid },
    ]) {
      expect(fits(document, { ...NO_FILTER, ...known }), JSON.stringify(known)).toBe(true);
    }
    for (const wrong of [
      { digits: '99' },
      { customerId: 'somebody' },
      { goods: { ...goods, name: 'Whisky', sku: 'NO-SUCH' } },
      { from: '2999-01-01' },
      { to: '1999-01-01' },
      { amountMinor: minor(paid + 100) },
    ]) {
      expect(fits(document, { ...NO_FILTER, ...wrong }), JSON.stringify(wrong)).toBe(false);
    }
  });

  it('says how many lines can still come back', async () => {
    const { device, sale, document } = await sold();
    const known = unwrap(await device.journal.findSale({ saleId: sale.saleId }));
    expect(withLeft(foundHere(document), known).left).toEqual({ lines: 1, of: 1 });
  });
});

describe('the sales of this device and of the server as one list', () => {
  it('has each once, newest first, with the smaller rest', () => {
    const here = [found('a', '2026-01-03T00:00:00Z', { lines: 2, of: 2 }), found('b', '2026-01-05T00:00:00Z')];
    const there = [found('a', '2026-01-03T00:00:00Z', { lines: 1, of: 2 }), found('c', '2026-01-02T00:00:00Z')];
    const list = merged(here, there, false);
    expect(list.map((sale) => sale.saleId)).toEqual(['b', 'a', 'c']);
    expect(list[1]?.left).toEqual({ lines: 1, of: 2 });
  });

  it('keeps older sales of this device back while the server has more pages', () => {
    const here = [found('old', '2026-01-01T00:00:00Z')];
    const there = [found('c', '2026-01-02T00:00:00Z')];
    expect(merged(here, there, true).map((sale) => sale.saleId)).toEqual(['c']);
    expect(merged(here, there, false).map((sale) => sale.saleId)).toEqual(['c', 'old']);
  });
});

it('asks the server for what is known and nothing else', () => {
  expect(searchOf({ ...NO_FILTER, digits: '14', amountMinor: minor(250) }).toString()).toBe(
    'digits=14&amountMinor=250',
  );
});

it('takes the digits of a number, however much of it is typed', () => {
  const typed = ['214', '000214', 'S1-R2-A-000214', '#214', 'S1-R2-A-'];
  expect(typed.map(digitsOf)).toEqual(['214', '000214', '000214', '214', '']);
});
