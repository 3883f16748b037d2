import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { milli, priceE4 } from '../money/index.ts';
import { unwrap } from '../result.ts';
import {
  arrivalOf,
  decideReceipt,
  isOrderNumber,
  leftToReceive,
  mostToReceive,
  type OrderedLine,
  orderNumber,
  orderTotal,
  readOrderNumber,
  stateOfLines,
} from './index.ts';

function line(lineNumber: number, ordered: number, received = 0, unitCostE4 = 20_000): OrderedLine {
  return {
    lineNumber,
    quantityMilli: milli(ordered),
    receivedMilli: milli(received),
    unitCostE4: priceE4(unitCostE4),
  };
}

const arrived = (lineNumber: number, quantityMilli: number) => ({ lineNumber, quantityMilli: milli(quantityMilli) });

const lines = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1.05, noNaN: true })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((drawn) => drawn.map(([ordered, part], index) => line(index + 1, ordered, Math.floor(ordered * part))));

describe('what an order costs', () => {
  it('is the sum of its lines, each rounded on its own', () => {
    expect(unwrap(orderTotal([line(1, 1500, 0, 15_000), line(2, 333, 0, 10_000)]))).toBe(2 + 0);
    expect(unwrap(orderTotal([]))).toBe(0);
  });

  it('is refused where it could not be kept', () => {
    expect(orderTotal([line(1, 1_000_000_000, 0, 1_000_000_000_000)])).toMatchObject({
      ok: false,
      error: { code: 'amount-too-large' },
    });
  });
});

describe('a receipt', () => {
  it('of less leaves the order partly received', () => {
    const decided = unwrap(decideReceipt([line(1, 10_000), line(2, 5000)], [arrived(1, 4000)]));
    expect(decided).toEqual({
      received: [{ lineNumber: 1, quantityMilli: 4000, overMilli: 0 }],
      state: 'partly-received',
    });
  });

  it('of more is marked, up to a tenth or one unit', () => {
    const over = unwrap(decideReceipt([line(1, 20_000, 19_000)], [arrived(1, 3000)]));
    expect(over).toEqual({ received: [{ lineNumber: 1, quantityMilli: 3000, overMilli: 2000 }], state: 'received' });
    expect(decideReceipt([line(1, 20_000, 19_000)], [arrived(1, 3001)])).toMatchObject({
      ok: false,
      error: { code: 'too-much' },
    });
    expect(mostToReceive(milli(3000))).toBe(4000);
    expect(mostToReceive(milli(50_000))).toBe(55_000);
  });

  it('counts as more only what its own goods are more', () => {
    const again = unwrap(decideReceipt([line(1, 20_000, 21_000), line(2, 1000)], [arrived(1, 1000)]));
    expect(again.received).toEqual([{ lineNumber: 1, quantityMilli: 1000, overMilli: 1000 }]);
  });

  it('names lines of the order, each once, and something', () => {
    const code = (asked: ReturnType<typeof arrived>[]) => {
      const decided = decideReceipt([line(1, 1000)], asked);
      return decided.ok ? null : decided.error.code;
    };
    expect(code([arrived(2, 1000)])).toBe('line-unknown');
    expect(code([arrived(1, 500), arrived(1, 500)])).toBe('line-twice');
    expect(code([])).toBe('nothing-received');
  });

  it('as ordered is always taken and finishes the order, with nothing over', () => {
    fc.assert(
      fc.property(lines, (ordered) => {
        const left = arrivalOf(ordered);
        if (left.length === 0) {
          expect(stateOfLines(ordered)).toBe('received');
          return;
        }
        const decided = unwrap(decideReceipt(ordered, left));
        expect(decided.state).toBe('received');
        expect(decided.received.every((one) => one.overMilli === 0)).toBe(true);
      }),
    );
  });

  it('in two parts is marked over by as much as in one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (ordered, part) => {
        const most = mostToReceive(milli(ordered));
        const first = Math.max(1, Math.min(most - 1, Math.floor(most * part)));
        const one = unwrap(decideReceipt([line(1, ordered)], [arrived(1, most)]));
        const before = unwrap(decideReceipt([line(1, ordered)], [arrived(1, first)]));
        const rest = unwrap(decideReceipt([line(1, ordered, first)], [arrived(1, most - first)]));
        const over = (decided: typeof one) => decided.received[0]?.overMilli ?? 0;
        expect(over(before) + over(rest)).toBe(over(one));
        expect(over(one)).toBe(most - ordered);
      }),
    );
  });
});

describe('the number of an order', () => {
  it('is read as it is written, and as people write it', () => {
    expect(orderNumber(12)).toBe('PO-000012');
    expect(readOrderNumber('po 12')).toBe(12);
    expect(readOrderNumber('tea')).toBeNull();
    expect(readOrderNumber('PO-000000')).toBeNull();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (number) => {
        expect(isOrderNumber(orderNumber(number))).toBe(true);
        expect(readOrderNumber(orderNumber(number))).toBe(number);
      }),
    );
  });

  it('is told from the codes of goods', () => {
    for (const code of ['5901234123457', 'PO-12', 'SPO-000012', 'R1-A-000012']) expect(isOrderNumber(code)).toBe(false);
  });

  it('leaves nothing to receive once everything came', () => {
    expect(leftToReceive(line(1, 1000, 1500))).toBe(0);
    expect(leftToReceive(line(1, 1000, 400))).toBe(600);
  });
});
