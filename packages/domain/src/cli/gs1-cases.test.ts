import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runGs1Cases } from './gs1-cases.ts';
import { isObject, type Json } from './reader.ts';
import { runCases } from './run-cases.ts';

const file = JSON.parse(readFileSync(new URL('../../fixtures/gs1-vectors.json', import.meta.url), 'utf8')) as {
  vectors: Json[];
};
const outcomes = runCases(file);

describe('the published cases of codes', () => {
  it('are all there and none fails', () => {
    expect(outcomes).toHaveLength(318);
    expect(outcomes.filter(({ problems }) => problems.length > 0)).toEqual([]);
  });

  it('reproduce every case of retail without any exception', () => {
    const retail = file.vectors.filter((value) => isObject(value) && value['retail_core'] === true);
    const otherwise = new Set(outcomes.flatMap(({ id, reason }) => (reason === undefined ? [] : [id])));
    expect(retail.length).toBeGreaterThan(200);
    expect(retail.filter((value) => isObject(value) && otherwise.has(String(value['id'])))).toEqual([]);
  });

  it('fail when what they expect is another', () => {
    for (const value of file.vectors) {
      if (!isObject(value)) throw new Error('a case is no object');
      if (outcomes.some(({ id, reason }) => id === value['id'] && reason !== undefined)) continue;
      const changed = { ...value, expect: changedExpectation(value['expect']) };
      expect(runGs1Cases([changed])[0]?.problems, String(value['id'])).not.toEqual([]);
    }
  });

  it('fail when one that is listed as different agrees after all', () => {
    const agreeing = { id: 'el-037', kind: 'gtin', input: '96385074', expect: { accept: true } };
    expect(runGs1Cases([agreeing])[0]?.problems[0]).toContain('agrees, but is listed');
  });

  it('say what cannot be run', () => {
    expect(runGs1Cases([{ id: 'a', kind: 'weather', expect: { accept: true } }])[0]?.problems).toEqual([
      'unknown kind "weather"',
    ]);
    expect(runGs1Cases([{ id: 'a', kind: 'gtin', input: '1', expect: {} }])[0]?.problems).toEqual([
      'nothing is expected',
    ]);
    expect(runGs1Cases(['nonsense'])[0]).toMatchObject({ id: 'case 1', problems: ['case 1 is not an object'] });
    expect(
      runGs1Cases([{ id: 'a', kind: 'association', input: '(01)', expect: { accept: true } }])[0]?.problems,
    ).toEqual(['(01) has no data.']);
  });
});

/** The opposite verdict, or another digit. */
function changedExpectation(expected: Json | undefined): Json {
  if (!isObject(expected)) throw new Error('nothing is expected');
  if (typeof expected['accept'] === 'boolean') return { ...expected, accept: !expected['accept'] };
  return Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, `${String(value)}0`]));
}
