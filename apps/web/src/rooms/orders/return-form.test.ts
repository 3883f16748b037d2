import { milli, minor, unwrap } from '@mosaajii/domain';
import { describe, expect, it } from 'vitest';
import {
  cash,
  readyToSell,
  TEST_USER,
  testDevice,
  testId,
  testLine,
  testOrder,
  testSale,
} from '../../platform/journal/fixtures.ts';
import { previewReturn } from '../../platform/journal/index.ts';
import {
  fitForm,
  leftOf,
  openForm,
  returnedLines,
  setQuantity,
  setReason,
  setShelf,
  shelfOf,
  step,
} from './return-form.ts';

const milk = testLine(1.99, 3, 'Milk 1 L');
const bread = testLine(2.49, 1, 'Bread');
const bananas = { ...testLine(1.5, 1, 'Bananas'), unit: 'kg', quantityMilli: milli(640) };

async function sold(...lines: (typeof milk)[]) {
  const device = await testDevice();
  await readyToSell(device);
  const sale = unwrap(await device.journal.commitSale(testSale({ order: testOrder(...lines), tenders: [cash(5000)] })));
  return { device, saleId: sale.saleId, sale: unwrap(await device.journal.returnable(sale.saleId)) };
}

describe('putting a return together', () => {
  it('starts with one piece when the sale has a single line, and with nothing otherwise', async () => {
    const one = (await sold(milk)).sale;
    expect(openForm(one).quantities).toEqual({ [milk.lineId]: 1000 });
    expect(openForm((await sold(milk, bread)).sale).quantities).toEqual({});
  });

  it('starts with all of a weighed line, which is less than a piece', async () => {
    expect(openForm((await sold(bananas)).sale).quantities).toEqual({ [bananas.lineId]: 640 });
  });

  it('steps by a piece and stays between nothing and what is left', async () => {
    const { sale } = await sold(milk, bread);
    const [line] = sale.lines;
    if (!line) throw new Error('no line');
    let form = openForm(sale);
    form = step(form, line, -1);
    expect(form.quantities[line.lineId]).toBe(0);
    for (let press = 0; press < 5; press += 1) form = step(form, line, 1);
    expect(form.quantities[line.lineId]).toBe(3000);
    expect(setQuantity(form, line, milli(9_999_999)).quantities[line.lineId]).toBe(3000);
  });

  it('does not put damaged goods back on the shelf unless told', async () => {
    const { sale } = await sold(milk);
    const damaged = setReason(openForm(sale), 'damaged');
    expect(returnedLines(damaged, sale)).toEqual([
      { lineId: milk.lineId, quantityMilli: 1000, isRestocked: false, condition: 'damaged' },
    ]);
    expect(shelfOf(setReason(damaged, 'changed-mind'), milk.lineId)).toBe('stock');
  });

  it('sends each line where it was said, whatever the reason of the others', async () => {
    const { sale } = await sold(milk, bread);
    const [first, second] = sale.lines;
    if (!first || !second) throw new Error('no lines');
    let form = step(step(openForm(sale), first, 1), second, 1);
    form = setShelf(form, second.lineId, 'damaged');
    expect(returnedLines(form, sale)).toEqual([
      { lineId: first.lineId, quantityMilli: 1000, isRestocked: true },
      { lineId: second.lineId, quantityMilli: 1000, isRestocked: false, condition: 'damaged' },
    ]);
    const kept = setReason(setShelf(form, first.lineId, 'stock'), 'damaged');
    expect([first, second].map((line) => shelfOf(kept, line.lineId))).toEqual(['stock', 'damaged']);
  });

  it('shrinks when another register returned something meanwhile', async () => {
    const { sale } = await sold(milk, bread);
    const [line] = sale.lines;
    if (!line) throw new Error('no line');
    const form = setQuantity(openForm(sale), line, milli(3000));
    const less = {
      ...sale,
      lines: sale.lines.map((one) => ({ ...one, returnedMilli: milli(one === line ? 2000 : 0) })),
    };
    expect(fitForm(form, less).quantities[line.lineId]).toBe(1000);
  });

  it('is money that the journal takes: parts refund exactly what the whole did', async () => {
    const { device, sale, saleId } = await sold(milk, bread);
    let refunded = 0;
    for (const piece of [1, 2, 3]) {
      const now = unwrap(await device.journal.returnable(saleId));
      const line = now.lines.find((one) => one.lineId === milk.lineId);
      if (!line) throw new Error('no line');
      expect(leftOf(line)).toBe(milli((4 - piece) * 1000));
      const lines = returnedLines(step(openForm(now), line, 1), now);
      const preview = previewReturn(now, lines, { kind: 'original' });
      refunded += unwrap(preview).totalMinor;
      const draft = { returnId: testId(), userId: TEST_USER, saleId, reason: 'other' as const, lines };
      unwrap(await device.journal.commitReturn({ ...draft, refund: { kind: 'original' } }));
    }
    expect(refunded).toBe(minor(597));
    expect(sale.lines).toHaveLength(2);
  });
});
