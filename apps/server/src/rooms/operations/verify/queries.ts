import type { Tx } from '../../../platform/database/index.ts';
import type { Link } from './chain.ts';

/** A posted operation as it is stored. */
export interface PostedRow {
  readonly operation_id: string;
  readonly key_id: string;
  readonly sequence: number;
  readonly kind: string;
  readonly user_id: string;
  readonly previous_hash: string;
  readonly hash: string;
  readonly envelope: string;
  readonly repair_id: string | null;
}

const PAGE = 500;

/** All posted operations in the order in which they were posted, a page at a time; for a transaction that reads only. */
export async function openPostedOperations(tx: Tx): Promise<{ next(): Promise<PostedRow[]> }> {
  await tx.query(
    'declare posted_operations no scroll cursor for select operation_id, key_id, sequence, kind, user_id, previous_hash, hash,' +
      ' envelope, repair_id from operation where organization_id = $1 order by received_at, key_id, sequence',
    [tx.organizationId],
  );
  return { next: () => tx.query<PostedRow>(`fetch ${PAGE} from posted_operations`) };
}

interface RepairRow {
  readonly operation_id: string;
  readonly register_id: string;
  readonly key_id: string;
  readonly sequence: number;
  readonly status: string;
  readonly reason_code: string;
  readonly envelope: string;
}

/** Kinds whose entry in the audit trail names the operation itself. */
const NAMED_IN_TRAIL = [
  'sale.completed',
  'return.completed',
  'sale.tender-corrected',
  'approval.given',
  'customer.created',
  'customer.paid',
  'deposit.taken',
  'deposit.returned',
] as const;

/**
 * What the audit trail says was posted and is not there. Whoever cuts the end off a journal, with its documents and its
 * head, leaves a chain that agrees with itself; the trail is a chain of its own, with its ends kept outside of the database.
 */
export function findCutOff(tx: Tx): Promise<{ readonly action: string; readonly subject_id: string }[]> {
  return tx.query(
    // What the office did under the same name, such as writing down a customer, has no register and was never posted.
    'select a.action, a.subject_id from audit_entry a where a.organization_id = $1 and a.action = any($2)' +
      ' and a.register_id is not null' +
      ' and not exists (select from operation o where o.organization_id = $1 and o.operation_id::text = a.subject_id::text)' +
      ' order by a.occurred_at, a.entry_id',
    [tx.organizationId, [...NAMED_IN_TRAIL]],
  );
}

/** Broken before they reached their place in the chain: they keep none, unless a person gave them one. */
const WITHOUT_PLACE = new Set(['hash', 'signature', 'gap', 'fork', 'foreign-register', 'operation-id-reused']);

/**
 * What is stored without being posted: the places that it keeps in the chains, and the receipt numbers that it explains.
 */
export async function readStoredLinks(tx: Tx): Promise<{
  readonly links: readonly (Link & { readonly keyId: string })[];
  readonly receipts: readonly string[];
  readonly zNumbers: ReadonlySet<string>;
}> {
  const rows = await tx.query<RepairRow>(
    "select operation_id, register_id, key_id, sequence, status, reason_code, envelope from operation_repair where organization_id = $1 and status <> 'approved'",
    [tx.organizationId],
  );
  const parsed = rows.map((row) => ({ row, envelope: JSON.parse(row.envelope) as Envelope }));
  return {
    links: parsed
      .filter(({ row }) => !WITHOUT_PLACE.has(row.reason_code))
      .map(({ row, envelope }) => ({
        keyId: row.key_id,
        operationId: row.operation_id,
        sequence: row.sequence,
        hash: envelope.hash ?? '',
        previousHash: envelope.previousHash ?? '',
        isApproved: false,
      })),
    receipts: parsed.flatMap(({ row, envelope }) => {
      const { series, sequence } = envelope.payload?.receipt ?? {};
      return series === undefined || sequence === undefined ? [] : [`${row.register_id}|${series}|${sequence}`];
    }),
    zNumbers: new Set(
      parsed.flatMap(({ row, envelope }) => {
        const number = envelope.payload?.z?.number;
        return number === undefined ? [] : [`${row.key_id}|${number}`];
      }),
    ),
  };
}

interface Envelope {
  readonly hash?: string;
  readonly previousHash?: string;
  readonly payload?: {
    readonly receipt?: { readonly series?: string; readonly sequence?: number };
    readonly z?: { readonly number?: number };
  } | null;
}
