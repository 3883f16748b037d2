import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** The type of an entry names every action; this holds what a type cannot: that nothing goes past it. */
it('nothing writes to the trail past the closed list of its actions', () => {
  const sources = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('testing/'))
    .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
  expect(sources.length).toBeGreaterThan(300);
  const having = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);
  expect(having(/insert(Into\(|\s+into\s+)['"`]?audit_entry|name: 'audit_entry'/i).toSorted()).toEqual([
    'platform/feed/change-rows.ts',
    'platform/feed/record-change.ts',
  ]);
  expect(having(/\bas (unknown as )?(AuditAction|AuditSubject|AuditInput|AuditRow|AuditNote)\b/)).toEqual([]);
});
