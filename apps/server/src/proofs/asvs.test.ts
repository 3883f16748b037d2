import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ASVS_COUNT, type AsvsRow, asvsPage, countStates } from './asvs.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const rows = JSON.parse(readFileSync(join(root, 'docs/security/asvs.json'), 'utf8')) as readonly AsvsRow[];

describe('the table of ASVS', () => {
  it('has each requirement of the levels 1 and 2 once', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const level of [1, 2] as const) {
      expect(rows.filter((row) => row.level === level)).toHaveLength(ASVS_COUNT[level]);
    }
    for (const { id } of rows) expect(id).toMatch(/^V\d{1,2}\.\d{1,2}\.\d{1,2}$/);
  });

  it('names a test that exists for whatever is met, and a reason for all', () => {
    for (const { id, state, why, tests = [] } of rows) {
      expect(why.length, id).toBeGreaterThan(3);
      expect(tests.length > 0, id).toBe(state === 'met');
      for (const test of tests) {
        expect(test, id).toMatch(/\.(test|spec)\.tsx?$/);
        expect(existsSync(join(root, test)), `${id}: ${test}`).toBe(true);
      }
    }
  });

  it('counts what is open', () => {
    const counts = countStates(rows);
    expect(counts.met + counts['not-applicable'] + counts.open).toBe(rows.length);
    expect(asvsPage(rows)).toContain(`${counts.open} open.`);
  });
});
