import { pointsEarned, pointsFor } from '@mosaajii/domain/loyalty';
import { minor } from '@mosaajii/domain/money';
import type { SaleDraft } from '../../apps/web/src/platform/journal/index.ts';
import { RULES } from '../sim/device.ts';
import type { Money, Picked, Split } from './command.ts';
import type { Ringing } from './hands.ts';
import { inCoins, MODEL_GOODS, type ModelLine, type ModelSale, type ModelTender } from './paper.ts';
import { MODEL_RULE } from './points-model.ts';
import type { TillWorld } from './till-world.ts';

/** What was paid before for what is put aside, then the rest as a customer pays it. */
export function tendersOfRinging(
  world: TillWorld,
  { split, customer, deposit, origin }: Ringing,
  due: number,
): ModelTender[] {
  const paid = deposit?.amountMinor ?? 0;
  const layaway = origin?.layawayId;
  const before: ModelTender[] =
    paid === 0 || layaway === undefined
      ? []
      : [{ tenderId: world.newId(), kind: 'deposit', amountMinor: paid, layaway, ...wordIn(deposit) }];
  if (before.length > 0 && paid >= due) return before;
  return [...before, ...tendersOf(world, split, due - paid, customer !== null)];
}

function wordIn(deposit: Ringing['deposit']): { readonly authorisationId?: string } {
  return deposit?.authorisationId === undefined ? {} : { authorisationId: deposit.authorisationId };
}

const OF_CUSTOMERS: ReadonlySet<string> = new Set(['account', 'store-credit', 'points']);

/** How a customer pays what is due: the parts, then cash if they have any. */
function tendersOf(world: TillWorld, { parts, rest }: Split, due: number, hasCustomer: boolean): ModelTender[] {
  let left = due;
  const tenders: ModelTender[] = [];
  for (const { kind, thousandths, card } of parts) {
    const amountMinor = Math.floor((left * thousandths) / 1000);
    if (amountMinor < 1 || (OF_CUSTOMERS.has(kind) && !hasCustomer)) continue;
    left -= amountMinor;
    tenders.push({ tenderId: world.newId(), kind, amountMinor, ...(kind === 'gift-card' ? { card } : {}) });
  }
  if (rest === 'none' || (left === 0 && tenders.length > 0)) return tenders;
  const amountMinor = rest === 'exact' ? inCoins(left) : Math.ceil(left / 2000) * 2000;
  return [...tenders, { tenderId: world.newId(), kind: 'cash', amountMinor }];
}

/** So much of each line that is left, in whole pieces where it is sold by the piece. */
export function partOf(lines: readonly ModelSale['lines'][number][], thousandths: number, isGreedy: boolean) {
  return lines.flatMap(({ lineId, what, quantityMilli, returnedMilli }) => {
    const unit = 'good' in what && MODEL_GOODS[what.good]?.isWeighed === true ? 1 : 1000;
    const left = quantityMilli - returnedMilli;
    const part = Math.ceil((left * thousandths) / 1000 / unit) * unit + (isGreedy ? quantityMilli : 0);
    return part === 0 ? [] : [{ lineId, quantityMilli: part }];
  });
}

/** A tender that was really one or two others; `offMinor` makes them come to something else. */
export function reallyPaid(
  world: TillWorld,
  appliedMinor: number,
  {
    thousandths,
    really,
    offMinor,
  }: { readonly thousandths: number; readonly really: readonly [Money, Money]; readonly offMinor: number },
): ModelTender[] {
  const first = Math.floor((appliedMinor * thousandths) / 1000);
  // Coins are in fives: what cannot be paid in them is refused, so most are made to fit.
  const part = really.includes('cash') && first % 3 !== 0 ? inCoins(first) : first;
  return [part, appliedMinor - part + offMinor].flatMap((amountMinor, index) => {
    const kind = really[index === 0 ? 0 : 1];
    return amountMinor < 1 ? [] : [{ tenderId: world.newId(), kind, amountMinor }];
  });
}

/** What a cashier picked, as lines of a cart. */
export function linesOf(world: TillWorld, goods: readonly Picked[]): ModelLine[] {
  return goods.map(({ good, amount, percent }) => ({
    lineId: world.newId(),
    what: { good },
    quantityMilli: amount * (MODEL_GOODS[good]?.isWeighed === true ? 137 : 1000),
    percent,
  }));
}

/** A cart as the till hands it to its journal; a customer earns by the shop's rule. */
export function saleDraft(
  world: TillWorld,
  saleId: string,
  lines: readonly ModelLine[],
  tenders: readonly ModelTender[],
  about: { readonly tipMinor?: number; readonly customer: number | null; readonly origin?: SaleDraft['origin'] },
): SaleDraft {
  const { tipMinor = 0, customer, origin } = about;
  const cards = new Set(lines.flatMap(({ lineId, what }) => ('card' in what ? [lineId] : [])));
  const loyalty: SaleDraft['loyalty'] = (totals, applied) => {
    const earning = totals.lines.map(({ lineId, totalMinor }) => ({
      lineId,
      totalMinor,
      isGiftCard: cards.has(lineId),
    }));
    return { rule: MODEL_RULE, earnedPoints: pointsEarned(MODEL_RULE, { lines: earning, applied }) };
  };
  return {
    saleId,
    userId: world.shop.userId,
    order: { rules: RULES, lines: lines.map((line) => world.line(line)), saleDiscounts: [] },
    tenders: tenders.map(({ tenderId, kind, amountMinor, card, authorisationId }) => ({
      tenderId,
      kind,
      amountMinor: minor(amountMinor),
      ...(card === undefined ? {} : { cardId: world.cardId(card) }),
      ...(authorisationId === undefined ? {} : { authorisationId }),
      ...(kind === 'points' ? { points: pointsFor(MODEL_RULE, amountMinor) } : {}),
    })),
    ...(tipMinor > 0 ? { tipMinor: minor(tipMinor) } : {}),
    ...(customer === null ? {} : { customer: { customerId: world.customerId(customer) } }),
    // What is put aside earns nothing.
    ...(customer === null || origin?.layawayId !== undefined ? {} : { loyalty }),
    ...(origin === undefined ? {} : { origin }),
  };
}
