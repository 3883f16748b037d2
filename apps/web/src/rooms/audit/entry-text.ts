import type { AuditDetail } from '@mosaajii/contract/audit';
import { valueText } from '../../platform/trail/index.ts';

/** A field that a change touched. `null`: it was not there. */
export interface ChangedField {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface EntryText {
  readonly changes: readonly ChangedField[];
  /** What else the entry says: reasons, figures. */
  readonly facts: readonly { readonly field: string; readonly value: string }[];
}

/** The change as rows of before and after, and the rest as facts; `nameOf` knows people and registers by their ids. */
export function textOf(detail: AuditDetail['detail'], nameOf: (id: string) => string | undefined): EntryText {
  const before = membersOf(detail['before']);
  const after = membersOf(detail['after']);
  const fields = [...new Set([...before.keys(), ...after.keys()])].sort();
  const text = (members: ReadonlyMap<string, unknown>, field: string) =>
    members.has(field) ? textOfValue(field, members.get(field), nameOf) : null;
  const changes = fields.map((field) => ({ field, before: text(before, field), after: text(after, field) }));
  const facts = Object.entries(detail)
    .filter(([field, value]) => field !== 'before' && field !== 'after' && value !== null)
    .map(([field, value]) => ({ field, value: textOfValue(field, value, nameOf) }));
  return { changes, facts };
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []);
}

function textOfValue(field: string, value: unknown, nameOf: (id: string) => string | undefined): string {
  if (typeof value === 'string') return nameOf(value) ?? valueText(field, value);
  if (typeof value === 'boolean') return valueText(field, value);
  if (value === null || value === undefined) return '–';
  return typeof value === 'object' ? JSON.stringify(value, null, 1) : String(value);
}
