import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { propertyRuns, propertyTimeoutMs } from '../../arbitraries/index.ts';
import { milli, minor, priceE4 } from '../money/index.ts';
import type { ReturnCompleted, SaleCompleted } from '../operation/model.ts';
import { ROLE_LIMITS } from '../permission/grants.ts';
import { ROLE_PERMISSIONS, type Role } from '../permission/permissions.ts';
import {
  beyondAtDrawer,
  beyondInReturn,
  beyondInSale,
  coversActions,
  drawerSubject,
  returnSubject,
  saleSubject,
  stepsBeyond,
  subjectOf,
} from './index.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

const reach = (role: Role) => ({ permissions: ROLE_PERMISSIONS[role], limits: ROLE_LIMITS[role] });
const line = {
  grossMinor: 1000,
  lineDiscountMinor: 0,
  saleDiscountMinor: 0,
  listPriceE4: 10_000_000,
  unitPriceE4: 10_000_000,
  priceSource: 'list' as const,
};

describe('what goes beyond a person', () => {
  it('is nothing within the limits', () => {
    const sale = { lines: [{ ...line, lineDiscountMinor: 100 }], hasDiscount: true };
    expect(beyondInSale(reach('cashier'), sale)).toEqual([]);
    expect(beyondInSale(reach('manager'), { ...sale, lines: [{ ...line, lineDiscountMinor: 900 }] })).toEqual([]);
  });

  it('is the furthest discount, with the own limit', () => {
    const lines = [
      { ...line, lineDiscountMinor: 300 },
      { ...line, lineDiscountMinor: 200 },
    ];
    expect(beyondInSale(reach('cashier'), { lines, hasDiscount: true })).toEqual([
      { action: 'discount', asked: 300_000, most: 100_000 },
    ]);
    const whole = [{ ...line, saleDiscountMinor: 250 }];
    expect(beyondInSale(reach('cashier'), { lines: whole, hasDiscount: true })).toEqual([
      { action: 'discount', asked: 250_000, most: 100_000 },
    ]);
  });

  it('is the permission where there is none, without a limit to name', () => {
    const lines = [{ ...line, lineDiscountMinor: 50 }];
    expect(beyondInSale(reach('viewer'), { lines, hasDiscount: true })).toEqual([
      { action: 'discount', asked: 50_000 },
    ]);
    const overridden = [{ ...line, unitPriceE4: 8_000_000, priceSource: 'override' as const }];
    expect(beyondInSale(reach('cashier'), { lines: overridden, hasDiscount: false })).toEqual([
      { action: 'price-override', asked: 200_000 },
    ]);
    expect(beyondInSale(reach('cashier'), { lines: [line], hasDiscount: false, hasExpired: true })).toEqual([
      { action: 'expired-goods' },
    ]);
  });

  it('asks nothing of limits that an old session does not know', () => {
    const { permissions } = reach('cashier');
    const sale = { lines: [{ ...line, lineDiscountMinor: 900 }], hasDiscount: true };
    expect(beyondInSale({ permissions }, sale)).toEqual([]);
  });

  it('is for returns: permission, time, receipt, amount; a void is a right of its own', () => {
    const cashier = reach('cashier');
    expect(beyondInReturn(cashier, { totalMinor: 5, hasReceipt: true })).toEqual([]);
    expect(beyondInReturn(cashier, { totalMinor: 5, hasReceipt: true, isLate: true })).toEqual([
      { action: 'return-late' },
    ]);
    expect(beyondInReturn(cashier, { totalMinor: 5, hasReceipt: false })).toEqual([
      { action: 'return-without-receipt', asked: 5 },
    ]);
    expect(beyondInReturn(cashier, { totalMinor: 5, hasReceipt: true, isVoid: true })).toEqual([
      { action: 'void', asked: 5 },
    ]);
    const limited = { ...cashier, limits: { ...cashier.limits, refundMinor: 4 } };
    expect(beyondInReturn(limited, { totalMinor: 5, hasReceipt: true })).toEqual([
      { action: 'refund', asked: 5, most: 4 },
    ]);
    expect(beyondInReturn(reach('viewer'), { totalMinor: 0, hasReceipt: true })).toEqual([
      { action: 'return', asked: 0 },
    ]);
    expect(beyondInReturn(reach('manager'), { totalMinor: 9e9, hasReceipt: false, isLate: true })).toEqual([]);
    expect(beyondInReturn(reach('manager'), { totalMinor: 9e9, hasReceipt: true, isVoid: true })).toEqual([]);
  });
});

describe('what goes beyond a person at the drawer', () => {
  const cashier = { ...reach('cashier'), limits: { ...ROLE_LIMITS.cashier, paidOutMinor: 500 } };

  it('is opening it without a sale, and paying out more than the limit', () => {
    expect(beyondAtDrawer(reach('manager'), { kind: 'no-sale' })).toEqual([]);
    expect(beyondAtDrawer(cashier, { kind: 'no-sale' })).toEqual([{ action: 'no-sale' }]);
    expect(beyondAtDrawer(cashier, { kind: 'paid-out', amountMinor: 500 })).toEqual([]);
    expect(beyondAtDrawer(cashier, { kind: 'paid-out', amountMinor: 501 })).toEqual([
      { action: 'paid-out', asked: 501, most: 500 },
    ]);
  });

  it('has no limit for what comes in or goes to the safe, but needs the permission', () => {
    for (const kind of ['paid-in', 'drop'] as const) {
      expect(beyondAtDrawer(cashier, { kind, amountMinor: 9e9 })).toEqual([]);
      expect(beyondAtDrawer(reach('viewer'), { kind, amountMinor: 5 })).toEqual([{ action: 'paid-out', asked: 5 }]);
    }
    expect(beyondAtDrawer({ permissions: cashier.permissions }, { kind: 'paid-out', amountMinor: 9e9 })).toEqual([]);
  });
});

describe('who may say yes on another screen', () => {
  const discount = { action: 'discount' as const, asked: 200_000, most: 100_000 };

  it('is who could do each step themselves', () => {
    expect(stepsBeyond(reach('manager'), [discount, { action: 'void', asked: 9e9 }])).toEqual([]);
    expect(stepsBeyond(reach('cashier'), [discount, { action: 'no-sale' }])).toEqual([discount, { action: 'no-sale' }]);
    expect(stepsBeyond(reach('cashier'), [{ action: 'discount', asked: 100_000 }])).toEqual([]);
    const credit = { action: 'credit' as const, asked: 1 };
    expect(stepsBeyond(reach('manager'), [credit])).toEqual([credit]);
    expect(stepsBeyond(reach('administrator'), [credit])).toEqual([]);
  });

  it('has both limits of a discount within theirs', () => {
    const limits = { ...ROLE_LIMITS.cashier, lineDiscountPpm: 300_000 };
    expect(stepsBeyond({ ...reach('cashier'), limits }, [discount])).toEqual([discount]);
    expect(stepsBeyond({ ...reach('cashier'), limits: { ...limits, saleDiscountPpm: null } }, [discount])).toEqual([]);
  });

  it('is never somebody whom the content itself would be beyond', () => {
    const amount = fc.integer({ min: 0, max: 5_000 });
    const one = fc.record({
      lineDiscountMinor: amount,
      saleDiscountMinor: fc.constant(0),
      gross: fc.integer({ min: 1, max: 5_000 }),
    });
    const limit = fc.option(fc.integer({ min: 0, max: 1_000_000 }));
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), limit, (rows, lineDiscountPpm) => {
        const lines = rows.map((row) => ({
          ...line,
          grossMinor: row.gross,
          lineDiscountMinor: Math.min(row.gross, row.lineDiscountMinor),
        }));
        const sale = { lines, hasDiscount: true };
        const approver = { ...reach('cashier'), limits: { ...ROLE_LIMITS.manager, lineDiscountPpm } };
        const steps = beyondInSale(
          { ...reach('cashier'), limits: { ...ROLE_LIMITS.cashier, lineDiscountPpm: 0 } },
          sale,
        );
        if (stepsBeyond(approver, steps).length === 0) expect(beyondInSale(approver, sale)).toEqual([]);
      }),
      { numRuns: propertyRuns },
    );
  });
});

describe('an approval covers', () => {
  it('the actions that it names, and nothing that nobody can approve', () => {
    expect(coversActions([{ action: 'discount' }], ['sales.discount'], ['lineDiscountPpm', 'saleDiscountPpm'])).toBe(
      true,
    );
    expect(coversActions([{ action: 'discount' }], [], ['priceReductionPpm'])).toBe(false);
    expect(coversActions([{ action: 'void' }, { action: 'refund' }], ['sales.void'], ['refundMinor'])).toBe(true);
    expect(coversActions([{ action: 'discount' }], ['sales.create'], [])).toBe(false);
    expect(coversActions([], [], [])).toBe(true);
  });
});

const saleLine = fc.record({
  lineId: fc.uuid(),
  variantId: fc.uuid(),
  name: fc.string({ unit: 'grapheme-ascii' }),
  sku: fc.constant('S'),
  unit: fc.constant('pcs'),
  quantityMilli: fc.integer({ min: 1, max: 1e6 }).map(milli),
  listPriceE4: fc.integer({ min: 0, max: 1e9 }).map(priceE4),
  unitPriceE4: fc.integer({ min: 0, max: 1e9 }).map(priceE4),
  priceSource: fc.constantFrom('list' as const, 'override' as const),
  discounts: fc.constant([]),
  taxes: fc.constant([]),
});
const sale = fc.record({
  saleId: fc.uuid(),
  lines: fc.array(saleLine, { minLength: 1, maxLength: 5 }),
  saleDiscounts: fc.constant([]),
});

describe('the subject of an approval', () => {
  it('is the same for the same cart and another one for any change of it', () => {
    fc.assert(
      fc.property(sale, fc.uuid(), fc.nat(), (cart, otherId, pick) => {
        const text = saleSubject(cart);
        expect(saleSubject(structuredClone(cart))).toBe(text);
        const index = pick % cart.lines.length;
        const changed = (part: object) => ({
          ...cart,
          lines: cart.lines.map((one, at) => (at === index ? { ...one, ...part } : one)),
        });
        const chosen = cart.lines[index];
        if (!chosen) throw new RangeError('a cart has lines');
        const others = [
          { ...cart, saleId: `${otherId}x` },
          { ...cart, lines: [...cart.lines, chosen] },
          { ...cart, lines: cart.lines.slice(1) },
          { ...cart, saleDiscounts: [{ kind: 'amount' as const, amountMinor: minor(1) }] },
          changed({ quantityMilli: chosen.quantityMilli + 1 }),
          changed({ unitPriceE4: chosen.unitPriceE4 + 1 }),
          changed({ discounts: [{ kind: 'percent', ratePpm: 1 }] }),
        ];
        for (const other of others) expect(saleSubject(other)).not.toBe(text);
      }),
      { numRuns: propertyRuns },
    );
  });

  it('tells a void from a return, and one return from the next', () => {
    const source = { kind: 'sale' as const, saleId: 's', lines: [] };
    const base = { returnId: 'r', source, claimed: { totalMinor: minor(5) } };
    const texts = [
      returnSubject(base),
      returnSubject({ ...base, voids: true }),
      returnSubject({ ...base, returnId: 'q' }),
      returnSubject({ ...base, claimed: { totalMinor: minor(6) } }),
      drawerSubject({ operationId: 'r', action: 'no-sale', amountMinor: 0 }),
      drawerSubject({ operationId: 'r', action: 'paid-out', amountMinor: 0 }),
    ];
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('is read from the operation that names the approval', () => {
    const payload = { saleId: 's', lines: [], saleDiscounts: [] } as unknown as SaleCompleted;
    expect(subjectOf({ operationId: 's', kind: 'sale.completed', payload })).toBe(saleSubject(payload));
    const returned = {
      returnId: 'r',
      source: { kind: 'sale', saleId: 's', lines: [] },
      claimed: { totalMinor: 1 },
    } as unknown as ReturnCompleted;
    expect(subjectOf({ operationId: 'r', kind: 'return.completed', payload: returned })).toBe(returnSubject(returned));
    const place = { shiftId: 's', businessDate: '2026-01-01' };
    const opened = { ...place, reason: 'check' as const };
    expect(subjectOf({ operationId: 'o', kind: 'drawer.opened', payload: opened })).toBe(
      drawerSubject({ operationId: 'o', action: 'no-sale', amountMinor: 0 }),
    );
    const moved = { ...place, movementId: 'o', kind: 'drop' as const, amountMinor: minor(7), reason: 'safe' as const };
    expect(subjectOf({ operationId: 'o', kind: 'cash.moved', payload: moved })).toBe(
      drawerSubject({ operationId: 'o', action: 'drop', amountMinor: 7 }),
    );
    expect(
      subjectOf({
        operationId: 'o',
        kind: 'shift.closed',
        payload: { shiftId: 's', countedMinor: minor(0), expectedMinor: minor(0) },
      }),
    ).toBeNull();
  });
});
