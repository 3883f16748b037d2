import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { card, cash, GBP_RULES, propertyRuns, propertyTimeoutMs } from '../../arbitraries/index.ts';
import { ACCOUNT, postCardDeclined, postTendersCorrected } from '../ledger/index.ts';
import { minor, sum } from '../money/amount.ts';
import { addCorrected, addTraded, EMPTY_TOTALS, expectedAfter, type TradedFigures } from '../shift/index.ts';
import { outcomeSaid } from './card-answer.ts';
import {
  CORRECTABLE_TENDERS,
  checkCorrection,
  correctedTenders,
  isConfirmation,
  type TenderCorrection,
  type TenderPart,
} from './correct-tenders.ts';
import { TENDER_KINDS, type TenderInput, type TenderKind } from './model.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

const part = (tenderId: string, kind: TenderKind, amount: number): TenderPart => ({
  tenderId,
  kind,
  amountMinor: minor(amount),
});
const same = ({ tenderId, kind, amountMinor }: TenderInput): TenderPart => ({ tenderId, kind, amountMinor });
const paid = [part('a', 'cash', 700), part('b', 'gift-card', 300)];

function codeOf(before: readonly TenderPart[], after: readonly TenderInput[], rules?: typeof GBP_RULES): string {
  const checked = checkCorrection(paid, { before, after }, rules);
  return checked.ok ? 'ok' : checked.error.code;
}

describe('a correction of tenders', () => {
  it('replaces money by money of the same worth, whole or in parts', () => {
    expect(codeOf([part('a', 'cash', 700)], [card(700, 'x')])).toBe('ok');
    expect(codeOf([part('a', 'cash', 700)], [card(500, 'x'), cash(200, 'y')])).toBe('ok');
    expect(codeOf([part('a', 'cash', 700)], [cash(700, 'x')])).toBe('ok');
  });

  it.each<[string, readonly TenderPart[], readonly TenderInput[]]>([
    ['tender-sum', [part('a', 'cash', 700)], [card(699, 'x')]],
    ['tender-sum', [part('a', 'cash', 700)], [card(500, 'x')]],
    ['tender-not-positive', [part('a', 'cash', 700)], [card(700, 'x'), cash(0, 'y')]],
    ['tender-not-positive', [part('a', 'cash', 700)], [card(800, 'x'), cash(-100, 'y')]],
    ['tender-unknown', [part('z', 'cash', 700)], [card(700, 'x')]],
    ['tender-unknown', [part('a', 'cash', 600)], [card(600, 'x')]],
    ['tender-unknown', [part('a', 'card-manual', 700)], [card(700, 'x')]],
    ['tender-unknown', [], [card(700, 'x')]],
    ['tender-fixed', [part('b', 'gift-card', 300)], [card(300, 'x')]],
    ['tender-fixed', [part('a', 'cash', 700)], [{ ...card(700, 'x'), kind: 'account' }]],
    ['duplicate-tender', [part('a', 'cash', 700)], [card(700, 'a')]],
    ['duplicate-tender', [part('a', 'cash', 700)], [card(700, 'b')]],
    ['duplicate-tender', [part('a', 'cash', 700)], [card(350, 'x'), card(350, 'x')]],
  ])('is refused as %s: %#', (code, before, after) => {
    expect(codeOf(before, after)).toBe(code);
  });

  it('to cash needs an amount in coins, where it is still to come', () => {
    const rules = { ...GBP_RULES, cashRounding: { unitMinor: minor(5), mode: 'half-up' as const } };
    const odd = [part('c', 'card-manual', 702)];
    const to = (amount: number, rest: number) => ({ before: odd, after: [cash(amount, 'x'), card(rest, 'y')] });
    expect(checkCorrection(odd, to(700, 2), rules)).toMatchObject({ ok: true });
    expect(checkCorrection(odd, to(701, 1), rules)).toMatchObject({ error: { code: 'cash-not-in-coins' } });
    expect(checkCorrection(odd, to(701, 1))).toMatchObject({ ok: true });
  });

  it('only says that a card went through when it is the same money on a card', () => {
    const from = part('c', 'card-manual', 700);
    expect(isConfirmation({ before: [from], after: [{ ...card(700, 'x'), reference: '77' }] })).toBe(true);
    expect(isConfirmation({ before: [from], after: [{ ...card(700, 'x'), isUncertain: true }] })).toBe(false);
    expect(isConfirmation({ before: [from], after: [cash(700, 'x')] })).toBe(false);
    expect(isConfirmation({ before: [part('a', 'cash', 700)], after: [card(700, 'x')] })).toBe(false);
    expect(isConfirmation({ before: [from], after: [card(600, 'x'), card(100, 'y')] })).toBe(false);
  });
});

const kinds = [...CORRECTABLE_TENDERS];
/** A sale's tenders and corrections of it one after the other, each of some of the tenders as they stand. */
const history = fc
  .record({
    start: fc.array(fc.tuple(fc.constantFrom(...TENDER_KINDS), fc.integer({ min: 1, max: 9_999 })), {
      minLength: 1,
      maxLength: 4,
    }),
    steps: fc.array(
      fc.record({
        pick: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
        cut: fc.integer({ min: 0, max: 100 }),
        to: fc.tuple(fc.constantFrom(...kinds), fc.constantFrom(...kinds)),
        isOwnSale: fc.boolean(),
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ start, steps }) => {
    const first = start.map(([kind, amount], index) => part(`s${index}`, kind, amount));
    const made: (TenderCorrection & { readonly isOwnSale: boolean })[] = [];
    for (const [step, { pick, cut, to, isOwnSale }] of steps.entries()) {
      const now = correctedTenders(first, made, same).filter(({ kind }) => CORRECTABLE_TENDERS.has(kind));
      const before = [...new Set(pick.map((one) => now[one % Math.max(1, now.length)]))].flatMap((one) => one ?? []);
      if (before.length === 0) continue;
      const total = before.reduce((all, one) => all + one.amountMinor, 0);
      const head = Math.floor((total * cut) / 100);
      const parts = [head, total - head].map((amount, index) => ({
        ...part(`c${step}.${index}`, to[index === 0 ? 0 : 1], amount),
      }));
      made.push({ before, after: parts.filter(({ amountMinor }) => amountMinor > 0), isOwnSale });
    }
    return { first, made };
  });

describe('corrections one after the other', () => {
  it('each start from the one before, keep the total, and never touch what has books of its own', () => {
    fc.assert(
      fc.property(history, ({ first, made }) => {
        let now: readonly TenderPart[] = first;
        for (const correction of made) {
          expect(checkCorrection(now, correction)).toEqual({ ok: true, value: null });
          now = correctedTenders(now, [correction], same);
          const again = checkCorrection(now, correction);
          expect(again.ok).toBe(false);
        }
        expect(now).toEqual(correctedTenders(first, made, same));
        const total = (parts: readonly TenderPart[]) => sum(parts.map((one) => one.amountMinor));
        expect(total(now)).toBe(total(first));
        const fixed = (parts: readonly TenderPart[]) => parts.filter(({ kind }) => !CORRECTABLE_TENDERS.has(kind));
        expect(fixed(now)).toEqual(fixed(first));
      }),
      { numRuns: propertyRuns },
    );
  });

  it('move the drawer and the ledger by the same, and nothing else of the shift', () => {
    fc.assert(
      fc.property(history, ({ first, made }) => {
        const total = sum(first.map((one) => one.amountMinor));
        const figures: TradedFigures = {
          kind: 'sale',
          netMinor: total,
          taxMinor: minor(0),
          totalMinor: total,
          discountMinor: minor(0),
          cashRoundingMinor: minor(0),
          taxes: [],
          tenders: first,
        };
        const sold = addTraded(EMPTY_TOTALS, figures);
        const after = made.reduce(addCorrected, sold);
        const { tenders: _a, ...rest } = after;
        const { tenders: _b, ...before } = sold;
        expect(rest).toEqual(made.length === 0 ? before : { ...before, correctedCount: made.length });
        const stayed = (kind: TenderKind) => {
          const known = after.tenders.find((one) => one.kind === kind);
          return (known?.takenMinor ?? 0) - (known?.refundedMinor ?? 0);
        };
        const now = correctedTenders(first, made, same);
        for (const kind of TENDER_KINDS) {
          expect(stayed(kind)).toBe(now.reduce((all, one) => all + (one.kind === kind ? one.amountMinor : 0), 0));
        }
        const drawer = (parts: readonly TenderPart[]) =>
          parts.reduce((all, one) => all + (one.kind === 'cash' ? one.amountMinor : 0), 0);
        expect(expectedAfter(minor(0), after)).toBe(drawer(now));
        const booked = made
          .flatMap((one) => postTendersCorrected(one.before, one.after))
          .reduce((all, line) => all + (line.accountCode === '1000' ? line.amountMinor : 0), 0);
        expect(booked).toBe(drawer(now) - drawer(first));
      }),
      { numRuns: propertyRuns },
    );
  });

  it('leave what replaces a tender where the tender stood', () => {
    const tenders = [part('a', 'cash', 1), part('b', 'voucher', 2), part('c', 'cash', 3)];
    const correction = { before: [part('b', 'voucher', 2)], after: [card(1, 'x'), card(1, 'y')] };
    const ids = correctedTenders(tenders, [correction], same).map((one) => one.tenderId);
    expect(ids).toEqual(['a', 'x', 'y', 'c']);
  });
});

describe('a card that the office found was never charged', () => {
  it.each([
    ['account', ACCOUNT.receivables],
    ['unpaid', ACCOUNT.unpaidSales],
  ] as const)('stands at %s until it is paid, and then nothing is left of it', (standsAt, code) => {
    const amountMinor = minor(700);
    const found = postCardDeclined(amountMinor, standsAt);
    const unsure = { kind: 'card-manual', amountMinor, standsAt } as const;
    const paid = postTendersCorrected([unsure], [{ kind: 'cash', amountMinor }]);
    const balance = new Map<string, number>();
    for (const line of [...found, ...paid])
      balance.set(line.accountCode, (balance.get(line.accountCode) ?? 0) + line.amountMinor);
    expect(found.find((line) => line.accountCode === code)?.amountMinor).toBe(700);
    expect(Object.fromEntries(balance)).toEqual({
      [code]: 0,
      [ACCOUNT.cardClearing]: -700,
      [ACCOUNT.cashDrawer]: 700,
    });
  });

  it('is what a correction says of it: gone through only where it is the same money on a card', () => {
    const before = [part('a', 'card-manual', 700)];
    expect(outcomeSaid({ before, after: [card(700, 'b')] })).toBe('went-through');
    expect(outcomeSaid({ before, after: [cash(700, 'b')] })).toBe('declined');
    expect(outcomeSaid({ before, after: [card(500, 'b'), cash(200, 'c')] })).toBe('declined');
  });
});
