import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isObject, type Json } from './reader.ts';
import { type Otherwise, runCase, runCases } from './run-cases.ts';

function fixture(name: string): Json {
  return JSON.parse(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8')) as Json;
}
function list(content: Json, key: string): readonly Json[] {
  const found = isObject(content) ? content[key] : undefined;
  return Array.isArray(found) ? found : [];
}

const promotions = fixture('promotion-cases.json');
const points = fixture('loyalty-cases.json');
const otherwise = JSON.parse(
  readFileSync(new URL('../../fixtures/promotion-otherwise.json', import.meta.url), 'utf8'),
) as Otherwise;

describe('the promotion cases', () => {
  it('are all there', () => {
    expect([list(promotions, 'cases').length, list(promotions, 'allocations').length]).toEqual([161, 14]);
    expect(list(points, 'cases')).toHaveLength(22);
  });

  it.each(runCases(promotions, otherwise))('$id', ({ problems }) => {
    expect(problems).toEqual([]);
  });

  it('do otherwise only where a core case does not forbid it, and nowhere without being seen', () => {
    const core = list(promotions, 'cases').flatMap((item) =>
      isObject(item) && item['core'] === true ? [item['id']] : [],
    );
    expect(core).toHaveLength(125);
    expect(Object.keys(otherwise).filter((id) => core.includes(id))).toEqual([]);
    const [passing] = list(promotions, 'cases');
    expect(runCase(passing ?? null, 0, { 'doc-001': { reason: 'for a test' } }).problems).toEqual([
      'is listed as one where the product does otherwise, and passes',
    ]);
  });

  it('do as the case says with the setting that is named, and say so when they do not', () => {
    const named = runCases(promotions, otherwise).filter(({ withSetting }) => withSetting !== undefined);
    expect(named.map(({ id, problems }) => [id, problems])).toEqual([['odo-024', []]]);
    const unhelpful = { 'odo-024': { reason: 'for a test', setting: 'it stays as it is', order: ['x', 'y', 'z'] } };
    const [wrong] = runCases(promotions, unhelpful).filter(({ id }) => id === 'odo-024');
    expect(wrong?.problems).toEqual(['in spite of "it stays as it is": expect.total: expected 9, computed 10.8']);
  });

  it('name what they set beside the usual', () => {
    const settings = new Map(runCases(promotions, otherwise).map((outcome) => [outcome.id, outcome.settings]));
    expect(settings.get('doc-001')).toEqual([]);
    expect(settings.get('woo-009')).toEqual([
      'roundingMode down',
      'roundAt line',
      'allocation first',
      'c1: of the original price',
      'c2: of the original price',
    ]);
  });

  it('fail when a figure that they expect is another', () => {
    for (const item of list(promotions, 'cases')) {
      if (!isObject(item) || !isObject(item['expect'])) throw new Error('a case is no object');
      const { expect: expected, ...rest } = item;
      const figure = ['discount_total', 'total', 'net_total'].find((key) => Object.hasOwn(expected, key));
      if (figure === undefined || Object.hasOwn(otherwise, String(item['id']))) continue;
      const changed = { ...expected, [figure]: String(Number(expected[figure]) + 1) };
      expect(runCase({ ...rest, expect: changed }, 0).problems).not.toEqual([]);
    }
  });
});

describe('the cases of points', () => {
  it.each(runCases(points))('$id', ({ problems }) => {
    expect(problems).toEqual([]);
  });

  it('fail when the balance or an entry is another', () => {
    for (const item of list(points, 'cases')) {
      if (!isObject(item) || !isObject(item['expect'])) throw new Error('a case is no object');
      const { log, closing_balance: balance } = item['expect'];
      const changed =
        balance === undefined
          ? { log: [...list({ log: log ?? [] }, 'log'), ['tier', 'none']] }
          : { closing_balance: String(Number(balance) + 1) };
      expect(runCase({ ...item, expect: changed }, 0).problems).not.toEqual([]);
    }
  });
});

describe('a case that cannot be read', () => {
  const basket = [{ line: 'a', product: 'a', unit_price: '1', qty: '1' }];
  it.each([
    [
      'an unknown kind',
      { basket, promotions: [{ id: 'p', kind: 'lottery' }], expect: { total: '1' } },
      'unknown kind of',
    ],
    [
      'an unknown event',
      { opening_balance: '0', events: [{ type: 'gift' }], expect: { closing_balance: '0' } },
      'unknown event',
    ],
    [
      'an unknown allocation',
      { weights: ['1'], total: '1', unit: '1', rule: 'luck', expected: ['1'] },
      'unknown allocation',
    ],
    ['nothing expected', { basket, promotions: [], expect: {} }, 'nothing is expected'],
  ])('is a failure with its reason: %s', (_, item, reason) => {
    expect(runCase(item as Json, 0).problems[0]).toContain(reason);
  });
});
