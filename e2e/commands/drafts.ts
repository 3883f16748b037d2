import type { Split } from './command.ts';
import { inCoins, MODEL_GOODS, type ModelSale, type ModelTender } from './shop-model.ts';
import type { TillWorld } from './till-world.ts';

/** How a customer pays what is due: the parts, then cash if they have any. */
export function tendersOf(world: TillWorld, { parts, rest }: Split, due: number, hasCustomer: boolean): ModelTender[] {
  let left = due;
  const tenders: ModelTender[] = [];
  for (const { kind, thousandths, card } of parts) {
    const amountMinor = Math.floor((left * thousandths) / 1000);
    if (amountMinor < 1 || (kind === 'account' && !hasCustomer)) continue;
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
