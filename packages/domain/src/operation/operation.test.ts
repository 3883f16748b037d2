import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { propertyRuns, propertyTimeoutMs } from '../../arbitraries/index.ts';
import { minor } from '../money/amount.ts';
import { GENESIS_HASH, operationHashInput, type UnsealedOperation } from './hash-input.ts';
import { formatReceiptNumber, parseReceiptNumber } from './receipt-number.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

const operation: UnsealedOperation = {
  operationId: '0190a000-0000-7000-8000-000000000001',
  kind: 'shift.opened',
  version: 1,
  registerId: '0190a000-0000-7000-8000-000000000002',
  keyId: '0190a000-0000-7000-8000-000000000003',
  sequence: 1,
  userId: '0190a000-0000-7000-8000-000000000004',
  occurredAt: '2026-11-22T13:46:00.000Z',
  clock: null,
  payload: {
    shiftId: '0190a000-0000-7000-8000-000000000005',
    businessDate: '2026-11-22',
    openingFloatMinor: minor(5000),
    currencyCode: 'KES',
  },
  previousHash: GENESIS_HASH,
};

describe('operationHashInput', () => {
  it('is the canonical text of everything but the seal', () => {
    const text = operationHashInput(operation);
    expect(operationHashInput({ ...operation, hash: 'a'.repeat(64), signature: 'b' })).toBe(text);
    expect(JSON.parse(text)).toEqual(operation);
    expect(text.startsWith('{"clock":null,"keyId":')).toBe(true);
  });

  it('changes with every field', () => {
    const changed = { ...operation, payload: { ...operation.payload, openingFloatMinor: minor(5001) } };
    expect(operationHashInput(changed)).not.toBe(operationHashInput(operation));
  });

  it('starts a chain with 64 zeros', () => {
    expect(GENESIS_HASH).toMatch(/^0{64}$/);
  });
});

describe('receipt numbers', () => {
  it('name register, series and sequence', () => {
    expect(formatReceiptNumber({ registerCode: 'S1-R2', series: 'A', sequence: 214 })).toBe('S1-R2-A-000214');
    expect(parseReceiptNumber(' s1-r2-a-000214 ')).toEqual({
      ok: true,
      value: { registerCode: 'S1-R2', series: 'A', sequence: 214 },
    });
  });

  it.each(['', 'S1-R2-A-214', 'S1-R2-A-000000', 'S1-R2-1-000214', '-A-000001', 'S1-R2-A-00021x'])(
    'refuse "%s"',
    (text) => {
      expect(parseReceiptNumber(text)).toMatchObject({ ok: false, error: { code: 'not-a-receipt-number' } });
    },
  );

  it('start at one', () => {
    expect(() => formatReceiptNumber({ registerCode: 'S1-R1', series: 'A', sequence: 0 })).toThrow(RangeError);
  });

  it('are read back as they were written', () => {
    const receipt = fc.record({
      registerCode: fc.stringMatching(/^[A-Z0-9]{1,6}(-[A-Z0-9]{1,6})?$/),
      series: fc.stringMatching(/^[A-Z]{1,4}$/),
      sequence: fc.integer({ min: 1, max: 10 ** 12 }),
    });
    fc.assert(
      fc.property(receipt, (number) => {
        expect(parseReceiptNumber(formatReceiptNumber(number))).toEqual({ ok: true, value: number });
      }),
      { numRuns: propertyRuns },
    );
  });
});
