import { describe, expect, it } from 'vitest';
import { milli, minor, ppm } from '../money/index.ts';
import {
  PLAIN_TEMPLATE,
  paperTexts,
  practicePaper,
  printedAgain,
  type ReturnReceipt,
  receiptPaper,
  type SaleReceipt,
} from './index.ts';
import { line, receipt, shop, tax, texts } from './receipt-fixture.ts';

describe('a receipt', () => {
  it('says who sold what, when, for how much, with the tax and the change', () => {
    expect(texts(receipt())).toEqual([
      'Baraka Stores',
      'Baraka Stores Ltd',
      '12 Moi Avenue',
      'Nairobi',
      'Tax no. P051234567X',
      'gap',
      'Receipt | S1-R2-A-000214',
      '22 Nov 2026, 14:05 | ',
      'Moi Avenue · Register 2 | Sara',
      'rule',
      'Milk 1 L',
      '2 × 65.40 | 130.80',
      'Bananas',
      '1.24 kg × 150.00 | 186.00',
      'rule',
      'Total | KES\u00a0316.80',
      'Cash rounding | 0.20',
      'Cash | 500.00',
      'Change | 183.00',
      'rule',
      'VAT 16\u202f% · of 273.10 | 43.70',
      'rule',
      'Thank you.',
      'Come again.',
    ]);
  });

  it('shows reductions with a minus and names their rate', () => {
    const reduced = {
      ...line('Tea', 100_000_000, 1000, []),
      discounts: [{ kind: 'percent' as const, ratePpm: ppm(100_000) }],
    };
    const rows = texts(
      receipt({}, { lines: [reduced], saleDiscounts: [{ kind: 'amount', amountMinor: minor(1_000) }] }),
    );
    expect(rows).toContain('Discount 10\u202f% | \u221210.00');
    expect(rows).toContain('Discount on the sale | \u221210.00');
  });

  it('marks each line with the letter of its tax when there are several', () => {
    const rows = texts(
      receipt(
        {},
        {
          lines: [
            line('Milk', 10_000_000, 1000, [tax('a', 'Full', 160_000)]),
            line('Book', 20_000_000, 1000, [tax('b', 'Zero', 0)]),
          ],
        },
      ),
    );
    expect(rows).toContain('1 × 10.00 | 10.00 A');
    expect(rows).toContain('1 × 20.00 | 20.00 B');
    expect(rows.some((row) => row.startsWith('B Zero'))).toBe(true);
  });

  it('says COPY at both ends when it is printed again', () => {
    const rows = texts(receipt({ isCopy: true }));
    expect([rows[0], rows.at(-1)]).toEqual(['Copy', 'Copy']);
    expect(texts(receipt())).not.toContain('Copy');
  });
});

const withTemplate = (part: Partial<typeof PLAIN_TEMPLATE>): Partial<SaleReceipt> => ({
  shop: { ...shop, template: { ...PLAIN_TEMPLATE, ...part } },
});

describe('a template', () => {
  it('decides the order of the parts, and whether there is a code and a link', () => {
    const rows = texts(
      receipt({
        ...withTemplate({ parts: ['document', 'lines', 'totals', 'taxes', 'shop', 'barcode', 'link'] }),
        link: 'https://pos.example/r/abc',
      }),
    );
    expect(rows[0]).toBe('Receipt | S1-R2-A-000214');
    expect(rows.indexOf('Baraka Stores')).toBeGreaterThan(rows.findIndex((row) => row.startsWith('VAT')));
    expect(rows).toContain('barcode S1-R2-A-000214');
    expect(rows).toContain('qr https://pos.example/r/abc');
    expect(rows).not.toContain('Thank you.');
  });

  it('shows numbers of goods, and leaves discounts and tax bases out where they are not wanted', () => {
    const reduced = {
      ...line('Tea', 100_000_000, 1000, [tax('v', 'VAT', 160_000)]),
      discounts: [{ kind: 'percent' as const, ratePpm: ppm(100_000) }],
    };
    const rows = texts(
      receipt(withTemplate({ hasSku: true, hasDiscounts: false, hasTaxBases: false }), { lines: [reduced] }),
    );
    expect(rows.filter((row) => row === 'Tea')).toHaveLength(2);
    expect(rows).toContain('1 × 100.00 | 90.00');
    expect(rows.some((row) => row.includes('Discount') || row.includes(' of '))).toBe(false);
  });

  it('speaks its own language with the figures of the shop', () => {
    const swahili = texts(receipt(withTemplate({ language: 'sw' })));
    expect(swahili).toContain('Risiti | S1-R2-A-000214');
    expect(swahili.some((row) => row.startsWith('Jumla | '))).toBe(true);
    const arabic = receiptPaper(receipt(withTemplate({ language: 'ar' })));
    expect(arabic.direction).toBe('rtl');
    expect(paperTexts(arabic).join()).not.toMatch(/[٠-٩]/);
    expect(texts(receipt(withTemplate({ language: 'fr' })))).toContain('Monnaie rendue | 183,00');
  });

  it('keeps what looks like markup as text', () => {
    const rows = texts(receipt({}, { lines: [line('<b>Tea</b> & "more" {total}', 100_000_000, 1000, [])] }));
    expect(rows).toContain('<b>Tea</b> & "more" {total}');
  });
});

describe('marks', () => {
  it('stand at both ends: practice, copy, printed again', () => {
    const rows = paperTexts(printedAgain(receiptPaper(receipt({ isPractice: true, isCopy: true }))));
    const banners = ['Printed again: the first print may be cut short', 'Practice – not a receipt', 'Copy'];
    expect(rows.slice(0, 3)).toEqual(banners);
    expect(rows.slice(-3)).toEqual([...banners.slice(1), banners[0]]);
  });

  it('a gift receipt says what and when, and no amount', () => {
    const rows = texts(receipt({ isGift: true }));
    expect(rows).toContain('Gift receipt | S1-R2-A-000214');
    expect(rows).toContain('Milk 1 L');
    expect(rows.join()).not.toMatch(/65|130|316|VAT|Cash|500/);
  });
});

describe('what the code on the goods said', () => {
  it('is below the line: batch, last day, serial number', () => {
    const marked = { ...line('Milk', 10_000_000, 1000, []), lot: 'A1', expiresOn: '2027-02-28', serial: '7' };
    expect(texts(receipt({}, { lines: [marked] }))).toContain('Lot A1 · use by 28 Feb 2027 · no. 7');
  });
});

describe('goods that were weighed', () => {
  const cheese = (weighing: { grossMilli: number; tareMilli: number; source: 'scale' | 'typed' }) => {
    const net = weighing.grossMilli - weighing.tareMilli;
    const { grossMilli, tareMilli, source } = weighing;
    return {
      ...line('Cheese', 10_000_000, net, [], 'kg'),
      weighing: { grossMilli: milli(grossMilli), tareMilli: milli(tareMilli), source },
    };
  };

  it('say their net weight with all its decimals, and the tare', () => {
    const lines = [cheese({ grossMilli: 525, tareMilli: 25, source: 'scale' })];
    const rows = texts(receipt({}, { lines }));
    expect(rows.find((row) => row.startsWith('0.500 kg × 10.00'))).toBeDefined();
    expect(rows).toContain('net weight · tare 0.025 kg');
  });

  it('say that a weight was typed', () => {
    const lines = [cheese({ grossMilli: 450, tareMilli: 0, source: 'typed' })];
    expect(texts(receipt({}, { lines }))).toContain('net weight · typed by hand');
  });
});

describe('a customer', () => {
  it('is named with their tax number', () => {
    const rows = texts(receipt({ customer: { name: 'Juma Ltd', taxNumber: 'P09' } }));
    expect(rows).toContain('Customer | Juma Ltd');
    expect(rows).toContain('Tax no. P09');
  });
});

describe('somebody who is exempt', () => {
  const free = (isIncluded: boolean) => {
    const taxes = [{ ...tax('v', 'VAT', 160_000), isIncluded, exemptBy: 'C-7' }];
    return texts(receipt({}, { lines: [line('Milk 1 L', 116_000_000, 1000, taxes)] }));
  };

  it('sees by which certificate, and what it took out of the prices', () => {
    expect(free(true)).toContain('Exempt from tax, certificate C-7 | −16.00');
    expect(free(true).join(' ')).not.toContain('VAT');
  });

  it('sees the certificate alone where taxes come on top', () => {
    expect(free(false)).toContain('Exempt from tax, certificate C-7');
  });
});

describe('who sold', () => {
  it('stands under the cashier, and at the lines of somebody else', () => {
    const rows = texts(receipt({ sellers: { sale: 'Amina', byLine: { 'Milk 1 L': 'Baraka' } } }));
    expect(rows).toContain('Sold by | Amina');
    expect(rows).toContain('Sold by Baraka');
    expect(texts(receipt({})).join(' ')).not.toContain('Sold by');
  });
});

describe('a paper of practice', () => {
  it('says so at both ends, once, whatever it is', () => {
    const paper = receiptPaper(receipt());
    const rows = paperTexts(practicePaper(paper));
    expect(rows[0]).toBe('Practice – not a receipt');
    expect(rows.at(-1)).toBe('Practice – not a receipt');
    expect(practicePaper(practicePaper(paper))).toEqual(practicePaper(paper));
    const cut = printedAgain(practicePaper(paper));
    expect(practicePaper(cut)).toBe(cut);
  });
});

describe('a return', () => {
  const returned: ReturnReceipt = {
    kind: 'return',
    shop,
    currency: { code: 'KES', exponent: 2 },
    receiptNumber: 'S1-R2-A-000215',
    registerName: 'Register 2',
    cashier: 'Sara',
    occurredAt: '2026-11-22T11:05:00.000Z',
    isCopy: false,
    originalReceiptNumber: 'S1-R2-A-000214',
    lines: [{ name: 'Milk 1 L', quantityMilli: milli(1000), unit: 'pcs', totalMinor: minor(6540) }],
    taxes: [{ name: 'VAT', ratePpm: 160_000, amountMinor: minor(902) }],
    totalMinor: minor(6540),
    cashRoundingMinor: minor(40),
    refunds: [{ kind: 'cash', amountMinor: minor(6500) }],
    reason: 'damaged',
  };

  it('says which points went back, and none where none did', () => {
    const points = { takenMilli: 3_000, givenMilli: 50_000 };
    const rows = texts({ ...returned, pointsBack: points });
    expect(rows).toEqual(expect.arrayContaining(['Points taken back | 3', 'Points given back | 50']));
    expect(texts({ ...returned, pointsBack: { takenMilli: 0, givenMilli: 1_000 } }).join()).not.toContain('taken back');
    expect(texts(returned).join()).not.toContain('Points');
  });

  it('says which receipt it takes back, what was handed back, with the tax, and why', () => {
    const rows = texts(returned);
    for (const row of [
      'Return',
      'Return of | S1-R2-A-000214',
      '1 | −65.40',
      'Refund | -KES\u00a065.40',
      'Cash rounding | −0.40',
      'Cash | −65.00',
      'VAT 16\u202f% | −9.02',
      'Reason | Damaged',
    ]) {
      expect(rows).toContain(row);
    }
    expect(texts({ ...returned, isVoid: true })).toContain('Void');
  });
});
