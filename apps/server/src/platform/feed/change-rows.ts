import type { AuditAction, AuditSubject } from '@mosaajii/contract/audit-actions';
import { insertInto, type Step, type Table } from '../statement/index.ts';
import type { ChangeKind } from './model.ts';

/** A change of the feed as a row of a larger statement; at most 500 ids. `recordChange` is for everything else. */
export interface ChangeRow {
  readonly changeId: string;
  readonly kind: ChangeKind;
  readonly ids: readonly string[];
  readonly registerId: string | null;
}

/** An audit entry as a row of a larger statement; it belongs to a change of the same statement. */
export interface AuditRow {
  readonly entryId: string;
  readonly changeId: string;
  readonly userId: string | null;
  readonly registerId: string | null;
  readonly action: AuditAction;
  readonly subjectKind: AuditSubject;
  readonly subjectId: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
}

const CHANGE_FEED: Table<ChangeRow> = {
  name: 'change_feed',
  columns: [
    { name: 'change_id', type: 'uuid', value: (row) => row.changeId },
    { name: 'kind', type: 'text', value: (row) => row.kind },
    { name: 'ids', type: 'uuid[]', value: (row) => row.ids },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
  ],
};

const AUDIT_ENTRY: Table<AuditRow> = {
  name: 'audit_entry',
  columns: [
    { name: 'entry_id', type: 'uuid', value: (row) => row.entryId },
    { name: 'change_id', type: 'uuid', value: (row) => row.changeId },
    { name: 'user_id', type: 'uuid', value: (row) => row.userId },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'action', type: 'text', value: (row) => row.action },
    { name: 'subject_kind', type: 'text', value: (row) => row.subjectKind },
    { name: 'subject_id', type: 'text', value: (row) => row.subjectId },
    { name: 'detail', type: 'jsonb', value: (row) => JSON.stringify(row.detail) },
    { name: 'request_id', type: 'text', value: (row) => row.requestId },
  ],
};

/** Changes and audit entries as parts of one writing statement. The caller marks the transaction as changed. */
export function changeSteps(changes: readonly ChangeRow[], audits: readonly AuditRow[]): (Step | null)[] {
  return [insertInto(CHANGE_FEED, changes), insertInto(AUDIT_ENTRY, audits)];
}

/** The last position of the feed, as part of a larger query. */
export const FEED_POSITION = 'select last_position from change_head where organization_id = $1';
