import { type Currency, parseMoney } from '@mosaajii/domain/money';
import { expect, it } from 'vitest';
import { layers } from '../../../platform/i18n/en/layers.ts';
import { till } from '../../../platform/i18n/en/till.ts';
import { addMessages } from '../../../platform/i18n/index.ts';
import { amountProblem } from './amount-problem.ts';

addMessages('layers', layers);
addMessages('till', till);
const KES = { code: 'KES', exponent: 2 } as Currency;
const problem = (text: string, currency: Currency, locale: string) => {
  const parsed = parseMoney(text, currency);
  return parsed.ok ? null : amountProblem(parsed.error, currency, locale);
};

it.each([
  ['1,500', 'en-KE', 'Can be read in two ways. Write the decimals, such as 1500.00.'],
  ['1.500', 'de-DE', 'Can be read in two ways. Write the decimals, such as 1500,00.'],
  ['2.4999', 'ar-EG', 'More decimals than this currency has. Write 1500.00.'],
  ['99999999999999999', 'en-KE', 'Too large to be meant.'],
  ['ten', 'en-KE', 'Not an amount of this currency.'],
])('says why %j is no amount in %s', (text, locale, said) => expect(problem(text, KES, locale)).toBe(said));

it('names an amount that is one', () => {
  const yen = { code: 'JPY', exponent: 0 } as Currency;
  expect(problem('1500.5', yen, 'ja-JP')).toBe('More decimals than this currency has. Write 1500.');
  expect([parseMoney('1500,00', KES), parseMoney('1500', yen)]).toMatchObject([{ ok: true }, { ok: true }]);
});
