import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../at.ts';
import { minor } from '../money/amount.ts';
import {
  allowanceLeft,
  drawFrom,
  giftCardCode,
  giftCardExpiry,
  giftCardHashInput,
  giftCardHint,
  giftCardIdOf,
  NO_ALLOWANCE,
  type UnauthorisedDraw,
} from './index.ts';

const amounts = fc.integer({ min: 0, max: 1_000_000 });

describe('drawFrom', () => {
  it('gives what is there and names what is not', () => {
    expect(drawFrom({ balanceMinor: 500, heldMinor: 0 }, minor(300))).toEqual({ coveredMinor: 300, overspentMinor: 0 });
    expect(drawFrom({ balanceMinor: 500, heldMinor: 0 }, minor(800))).toEqual({
      coveredMinor: 500,
      overspentMinor: 300,
    });
  });

  it('leaves alone what is put aside for others, and takes its own', () => {
    const purse = { balanceMinor: 500, heldMinor: 400 };
    expect(drawFrom(purse, minor(300)).coveredMinor).toBe(100);
    expect(drawFrom(purse, minor(300), 300).coveredMinor).toBe(300);
  });

  it('conserves: covered plus overspent is what was asked for, and what is held for others stays', () => {
    fc.assert(
      fc.property(amounts, amounts, amounts, (balanceMinor, held, asked) => {
        const heldMinor = Math.min(held, balanceMinor);
        const { coveredMinor, overspentMinor } = drawFrom({ balanceMinor, heldMinor }, minor(asked));
        expect(coveredMinor + overspentMinor).toBe(asked);
        expect(coveredMinor).toBeGreaterThanOrEqual(0);
        expect(overspentMinor).toBeGreaterThanOrEqual(0);
        expect(balanceMinor - coveredMinor).toBeGreaterThanOrEqual(heldMinor);
      }),
    );
  });
});

describe('allowanceLeft', () => {
  const allowance = { perDayMinor: 1000, perPurseMinor: 400 };

  it('counts all purses against the day and one against itself', () => {
    const today = [
      { purseId: 'a', amountMinor: 300 },
      { purseId: 'b', amountMinor: 400 },
    ];
    expect(allowanceLeft(allowance, [], 'a')).toBe(400);
    expect(allowanceLeft(allowance, today, 'a')).toBe(100);
    expect(allowanceLeft(allowance, today, 'b')).toBe(0);
    expect(allowanceLeft(allowance, today, 'c')).toBe(300);
  });

  it('is never below zero, and nothing without a grant', () => {
    expect(allowanceLeft(allowance, [{ purseId: 'a', amountMinor: 5000 }], 'b')).toBe(0);
    expect(allowanceLeft(NO_ALLOWANCE, [], 'a')).toBe(0);
  });

  it('bounds what registers that cannot see one another overspend, in all and on each card', () => {
    const cards = ['a', 'b', 'c'] as const;
    const spend = fc.record({ register: fc.nat({ max: 3 }), card: fc.nat({ max: 2 }), amount: amounts });
    fc.assert(
      fc.property(
        fc.tuple(amounts, amounts, amounts),
        fc.record({ perDayMinor: amounts, perPurseMinor: amounts }),
        fc.array(spend, { maxLength: 60 }),
        (balances, granted, spends) => {
          const registers: UnauthorisedDraw[][] = [[], [], [], []];
          const left = new Map(cards.map((card, index) => [card, at(balances, index)]));
          const overspent = new Map<string, number>();
          for (const { register, card, amount } of spends) {
            const purseId = at(cards, card);
            const own = at(registers, register);
            const amountMinor = Math.min(amount, allowanceLeft(granted, own, purseId));
            own.push({ purseId, amountMinor });
            const purse = { balanceMinor: left.get(purseId) ?? 0, heldMinor: 0 };
            const draw = drawFrom(purse, minor(amountMinor));
            left.set(purseId, purse.balanceMinor - draw.coveredMinor);
            overspent.set(purseId, (overspent.get(purseId) ?? 0) + draw.overspentMinor);
          }
          const all = [...overspent.values()].reduce((total, amount) => total + amount, 0);
          expect(all).toBeLessThanOrEqual(registers.length * granted.perDayMinor);
          for (const amount of overspent.values()) {
            expect(amount).toBeLessThanOrEqual(registers.length * granted.perPurseMinor);
          }
          for (const balance of left.values()) expect(balance).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('gift card codes', () => {
  it('have one spelling', () => {
    expect(giftCardCode('ab12-cd34 ef56')).toBe('AB12CD34EF56');
    expect(giftCardCode('short')).toBeNull();
    expect(giftCardCode('with/slash-12345')).toBeNull();
    expect(giftCardHint('AB12CD34EF56')).toBe('EF56');
  });

  it('become ids of version 8, another one in another shop', () => {
    const idIn = (shop: string) =>
      giftCardIdOf(createHash('sha256').update(giftCardHashInput(shop, 'AB12CD34EF56')).digest('hex'));
    expect(idIn('one')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(idIn('one')).toBe(idIn('one'));
    expect(idIn('one')).not.toBe(idIn('two'));
  });

  it('end after whole months, on the last day of a shorter one', () => {
    expect(giftCardExpiry('2026-01-31', 1)).toBe('2026-02-28');
    expect(giftCardExpiry('2026-11-23', 24)).toBe('2028-11-23');
    expect(giftCardExpiry('2026-11-23', null)).toBeUndefined();
  });
});
