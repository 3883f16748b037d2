import type { ApprovalMethod, ApprovalStep } from '@mosaajii/domain/approval';
import { type FactTable, insertInto, type Step, type Table } from '../../platform/statement/index.ts';

/** An approval as a register recorded it. */
export interface ApprovalRow {
  readonly approvalId: string;
  readonly registerId: string;
  readonly storeId: string;
  readonly requestedBy: string;
  readonly approverId: string;
  readonly method: ApprovalMethod;
  readonly requestId: string | null;
  readonly digest: string;
  readonly actions: readonly ApprovalStep[];
  readonly givenAt: string;
  readonly expiresAt: string;
}

/** The document that an approval was used for. */
export interface ApprovalUseRow {
  readonly approvalId: string;
  readonly documentId: string;
}

/** An approval as a batch loads it, with what used it. Column names as in the tables. */
export interface ApprovalState {
  readonly approval_id: string;
  readonly register_id: string;
  readonly approver_id: string;
  readonly method: ApprovalMethod;
  readonly request_id: string | null;
  readonly digest: string;
  readonly actions: readonly ApprovalStep[];
  readonly given_at: string;
  readonly expires_at: string;
  readonly used_by: string | null;
}

/** What somebody answered on another screen. */
export interface AnsweredRequest {
  readonly request_id: string;
  readonly register_id: string;
  readonly state: 'open' | 'approved' | 'refused' | 'withdrawn';
  readonly decided_by: string | null;
  /** ISO 8601, as PostgreSQL writes it into JSON; null while it is open. */
  readonly decided_at: string | null;
  readonly digest: string;
}

const APPROVAL: Table<ApprovalRow> = {
  name: 'approval',
  columns: [
    { name: 'approval_id', type: 'uuid', value: (row) => row.approvalId },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'requested_by', type: 'uuid', value: (row) => row.requestedBy },
    { name: 'approver_id', type: 'uuid', value: (row) => row.approverId },
    { name: 'method', type: 'text', value: (row) => row.method },
    { name: 'request_id', type: 'uuid', value: (row) => row.requestId },
    { name: 'digest', type: 'text', value: (row) => row.digest },
    { name: 'actions', type: 'jsonb', value: (row) => JSON.stringify(row.actions) },
    { name: 'given_at', type: 'timestamptz', value: (row) => row.givenAt },
    { name: 'expires_at', type: 'timestamptz', value: (row) => row.expiresAt },
  ],
};

const APPROVAL_USE: Table<ApprovalUseRow> = {
  name: 'approval_use',
  columns: [
    { name: 'approval_id', type: 'uuid', value: (row) => row.approvalId },
    { name: 'document_id', type: 'uuid', value: (row) => row.documentId },
  ],
};

/** Writes approvals and what used them; used twice, the database refuses. */
export function approvalSteps(approvals: readonly ApprovalRow[], uses: readonly ApprovalUseRow[]): (Step | null)[] {
  return [insertInto(APPROVAL, approvals), insertInto(APPROVAL_USE, uses)];
}

/** The queries by which a larger statement reads the approvals that its operations name, and what was answered elsewhere. */
export const APPROVAL_QUERIES = {
  named: (approvalIds: string) =>
    'select a.approval_id, a.register_id, a.approver_id, a.method, a.request_id, a.digest, a.actions, a.given_at, a.expires_at,' +
    ' u.document_id as used_by from approval a left join approval_use u on u.organization_id = a.organization_id' +
    ` and u.approval_id = a.approval_id where a.organization_id = $1 and a.approval_id = any(${approvalIds}::uuid[])`,
  answered: (requestIds: string) =>
    'select request_id, register_id, state, decided_by, decided_at, digest from approval_request where organization_id = $1' +
    ` and (request_id = any(${requestIds}::uuid[]) or request_id in (select request_id from l_approvals))`,
} as const;

/** Approvals and their uses, for deriving them again from the operations. */
export const APPROVAL_FACTS: {
  readonly approvals: FactTable<ApprovalRow>;
  readonly approvalUses: FactTable<ApprovalUseRow>;
} = {
  approvals: { table: APPROVAL, document: 'approval_id', key: ['approval_id'] },
  approvalUses: { table: APPROVAL_USE, document: 'document_id', key: ['approval_id'] },
};
