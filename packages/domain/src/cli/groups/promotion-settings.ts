import { type Promotion, type PromotionRules, USUAL_PROMOTION_RULES } from '../../promotion/model.ts';
import type { Reader } from '../reader.ts';
import { readPromotionCase } from './promotion-input.ts';

/** The settings of a promotion case that are not the usual ones, as a person would set them. */
export function promotionSettings(input: Reader): string[] {
  const { rules, promotions } = readPromotionCase(input);
  const rounding = input.has('rounding') && input.object('rounding').has('tax') ? input.object('rounding') : null;
  return [
    ...ruleSettings(rules),
    ...(rounding ? [`tax rounded per ${rounding.object('tax').text('at')}`] : []),
    ...promotions.flatMap((promotion) => {
      const own = ownSettings(promotion);
      return own.length === 0 ? [] : [`${promotion.promotionId}: ${own.join(', ')}`];
    }),
  ];
}

function ruleSettings(rules: PromotionRules): string[] {
  const names = ['stacking', 'roundingMode', 'roundAt', 'allocation'] as const;
  return names.filter((name) => rules[name] !== USUAL_PROMOTION_RULES[name]).map((name) => `${name} ${rules[name]}`);
}

function ownSettings({ effect, limits, consumes, isExclusive, buySelection, conditions }: Promotion): string[] {
  const isWithTax = effect.kind === 'amount' && effect.isWithTax;
  return [
    ...(effect.kind === 'percent' && effect.basis === 'original' ? ['of the original price'] : []),
    ...(effect.kind === 'amount' && effect.scope === 'line' ? ['once for each line'] : []),
    ...(isWithTax || limits.isMaxDiscountWithTax === true ? ['the amount includes the tax'] : []),
    ...(effect.kind === 'multibuy' && effect.grouping === 'dearest-first' ? ['groups from the dearest down'] : []),
    ...(effect.kind === 'buy-get' && effect.isWhole ? ['only when all of the gift is there'] : []),
    ...(buySelection === undefined ? [] : [`bought units: ${buySelection}`]),
    ...(limits.maxTimes === undefined ? [] : [`at most ${limits.maxTimes} times`]),
    ...(consumes ? ['units are used up'] : []),
    ...(isExclusive ? ['exclusive'] : []),
    ...(conditions.minSpendBasis === 'current' && conditions.minSpendMinor !== undefined
      ? ['the threshold counts what is left']
      : []),
    ...(conditions.isMinSpendWithoutTax === true ? ['the threshold counts without tax'] : []),
  ];
}
