import type { KnownOperation } from '@mosaajii/contract/sync';
import type { TenderCorrection } from '@mosaajii/domain/sale';
import type { Tx } from '../../../platform/database/index.ts';
import { compareFacts, type FactTable, readFacts, type StoredRow } from '../../../platform/statement/index.ts';
import { APPROVAL_FACTS } from '../../approvals/index.ts';
import type { readRegisterKeys } from '../../identity/index.ts';
import { POSTING_FACTS } from '../../ledger/index.ts';
import {
  CARD_ANSWERS_MET_FACTS,
  type CardCheckState,
  CORRECTION_FACTS,
  PURSE_FACTS,
  type PurseRow,
  readAnswersById,
  TENDER_FACTS,
} from '../../payments/index.ts';
import { SALE_FACTS } from '../../sales/index.ts';
import { STOCK_FACTS } from '../../stock/index.ts';
import { SHIFT_FACTS } from '../../till/index.ts';
import { LAYAWAY_FACTS } from '../layaways/layaway-rows.ts';
import { type Books, openBooks } from '../sync/books.ts';
import { deriveAgain } from '../sync/decide-batch.ts';
import { returnableSales } from '../sync/load-rows.ts';
import type { ReturnableSale, Sealed, SyncContext } from '../sync/model.ts';
import type { DocumentRows } from '../sync/outcome.ts';
import type { Report } from './report.ts';
import type { ShiftSums } from './z-reports.ts';

type Key = Awaited<ReturnType<typeof readRegisterKeys>>[number];

export interface PostedOperation {
  readonly arrival: Sealed;
  readonly operation: KnownOperation;
  readonly key: Key;
  /** A person let it in. */
  readonly isApproved: boolean;
}

/** What runs through all pages: the shifts and what came back, as the operations leave them. */
export type RunningBooks = Pick<Books, 'shifts' | 'returned' | 'refunded' | 'approvals'> & {
  readonly sums: ShiftSums;
  /** The corrections of the tenders of each sale so far. */
  readonly corrected: Map<string, readonly TenderCorrection[]>;
};

/** What a person should look at is not derived again: it depends on what was known when the operation arrived. */
type FactName = Exclude<keyof DocumentRows, 'pricingReviews'>;
const FACTS: { readonly [N in FactName]-?: FactTable<NonNullable<DocumentRows[N]>[number]> } = {
  ...SALE_FACTS,
  ...STOCK_FACTS,
  tenders: TENDER_FACTS,
  corrections: CORRECTION_FACTS,
  cardAnswersMet: CARD_ANSWERS_MET_FACTS,
  ...PURSE_FACTS,
  postings: POSTING_FACTS,
  ...APPROVAL_FACTS,
  ...SHIFT_FACTS,
  ...LAYAWAY_FACTS,
};
const FACT_NAMES = Object.keys(FACTS) as FactName[];

/** Derives the operations of a page again and compares every row of their documents with what is stored. */
export async function derivePage(
  tx: Tx,
  report: Report,
  frame: { readonly currencyCode: string },
  running: RunningBooks,
  page: readonly PostedOperation[],
): Promise<void> {
  const documentIds = page.map(({ arrival }) => arrival.envelope.operationId);
  const stored = new Map<FactName, StoredRow[]>();
  for (const name of FACT_NAMES)
    stored.set(name, await readFacts<never>(tx, FACTS[name] as FactTable<never>, documentIds));
  const context = await contextOf(tx, frame, running, page, stored);
  const checks = await checksOf(tx, stored);
  const expected = derive(report, running, { ...context, checks }, page, stored);
  for (const name of FACT_NAMES) {
    // The rows of a name belong to its table; the union of all names cannot say so.
    const fact = FACTS[name] as FactTable<unknown>;
    const rows = (expected[name] ?? []) as readonly unknown[];
    for (const { documentId, detail } of compareFacts(fact, rows, stored.get(name) ?? [])) {
      report.found('facts', `document ${documentId}`, detail);
    }
    report.looked(fact.table.name, rows.length);
  }
}

function derive(
  report: Report,
  running: RunningBooks,
  { checks, ...context }: Omit<SyncContext, 'key' | 'head'> & { readonly checks: ChecksByDocument },
  page: readonly PostedOperation[],
  stored: ReadonlyMap<FactName, readonly StoredRow[]>,
): DocumentRows {
  const sales = new Map(context.sales.map((sale) => [sale.saleId, sale]));
  const known = knownCosts(stored);
  const derived: DocumentRows[] = [];
  const conflicts = new Set(
    (stored.get('sales') ?? []).filter((row) => row['receipt_conflict'] === true).map((row) => String(row['sale_id'])),
  );
  for (const posted of page) {
    const { arrival, operation, key, isApproved } = posted;
    // What is only flagged is not looked at again: an import's rules spare the questions.
    const cardChecks = checks.get(operation.operationId) ?? [];
    const own = { ...context, cardChecks, key: { ...key, purpose: 'import' as const }, head: key };
    const opened = openBooks({ ...own, variants: variantsOf(operation, known), ...pursesOf(operation, stored) });
    const books: Books = { ...opened, ...running, sales };
    const outcome = deriveAgain(books, arrival, operation, {
      isApproved,
      hasReceiptConflict: isApproved && conflicts.has(operation.operationId),
    });
    if (outcome.kind === 'posted') {
      derived.push(outcome.rows);
      for (const correction of outcome.rows.corrections ?? []) {
        const earlier = running.corrected.get(correction.saleId) ?? [];
        running.corrected.set(correction.saleId, [...earlier, correction]);
      }
      running.sums.take(posted, outcome.rows, outcome.quarantine !== null);
    } else report.found('facts', `document ${operation.operationId}`, `it cannot be derived again: ${outcome.detail}`);
  }
  return Object.fromEntries(
    FACT_NAMES.map((name) => [name, derived.flatMap((rows): readonly unknown[] => rows[name] ?? [])]),
  );
}

/** The server's costs when a document was posted, by document and variant; `undefined` for a variant that was unknown. */
function knownCosts(stored: ReadonlyMap<FactName, readonly StoredRow[]>): Map<string, number | null> {
  const costs = new Map<string, number | null>();
  for (const line of stored.get('saleLines') ?? []) {
    const inputs = line['inputs'] as { readonly costE4: number | null; readonly isStocked: boolean };
    if (inputs.isStocked) costs.set(`${String(line['sale_id'])}|${String(line['variant_id'])}`, inputs.costE4);
  }
  for (const row of stored.get('movements') ?? []) {
    if (row['document_kind'] !== 'write-off') continue;
    costs.set(`${String(row['document_id'])}|${String(row['variant_id'])}`, row['cost_e4'] as number | null);
  }
  return costs;
}

function variantsOf(
  { operationId, payload }: KnownOperation,
  costs: ReadonlyMap<string, number | null>,
): SyncContext['variants'] {
  const lines = 'source' in payload ? payload.source.lines : 'lines' in payload ? payload.lines : [];
  const ids = new Set(lines.flatMap((line) => ('variantId' in line ? [line.variantId] : [])));
  return [...ids].flatMap((variantId) => {
    const cost = costs.get(`${operationId}|${variantId}`);
    return cost === undefined
      ? []
      : [{ variant_id: variantId, price_e4: null, cost_e4: cost, stock_policy: 'allow' as const }];
  });
}

/** The purses as a document found them, as far as it shows: they held just enough for what they gave it, entry by entry. */
function pursesOf(
  { operationId }: KnownOperation,
  stored: ReadonlyMap<FactName, readonly StoredRow[]>,
): Pick<SyncContext, 'purses' | 'holds'> {
  const given = new Map<string, PurseRow>();
  const sums = new Map<string, number>();
  const entries = (stored.get('purseEntries') ?? []).filter((row) => row['document_id'] === operationId);
  for (const row of entries.sort((a, b) => Number(a['entry_number']) - Number(b['entry_number']))) {
    const kind = row['kind'] as PurseRow['kind'];
    const purseId = String(row['purse_id']);
    const name = `${kind}|${purseId}`;
    const sum = (sums.get(name) ?? 0) + Number(row['amount_minor']);
    sums.set(name, sum);
    given.set(name, {
      kind,
      purse_id: purseId,
      balance_minor: Math.max(given.get(name)?.balance_minor ?? 0, -sum),
      held_minor: 0,
      is_blocked: false,
      expires_on: null,
    });
  }
  return { purses: [...given.values()] };
}

type ChecksByDocument = ReadonlyMap<string, readonly CardCheckState[]>;

/** What the office had answered when a document was posted: the answers that it is stored to have found. */
async function checksOf(tx: Tx, stored: ReadonlyMap<FactName, readonly StoredRow[]>): Promise<ChecksByDocument> {
  const met = stored.get('cardAnswersMet') ?? [];
  const answers = await readAnswersById(
    tx,
    met.map((row) => String(row['answer_id'])),
  );
  const byId = new Map(answers.map((answer) => [answer.answerId, answer]));
  const checks = new Map<string, CardCheckState[]>();
  for (const row of met) {
    const answer = byId.get(String(row['answer_id']));
    if (answer === undefined) continue;
    const { saleId, tenderId, answerId, outcome, standsAt, customerId } = answer;
    const check = { sale_id: saleId, tender_id: tenderId, answer_id: answerId, outcome, stands_at: standsAt };
    const documentId = String(row['document_id']);
    checks.set(documentId, [...(checks.get(documentId) ?? []), { ...check, customer_id: customerId }]);
  }
  return checks;
}

/** Everything but the costs comes from the operations themselves; the sales that something came back of, from their rows. */
async function contextOf(
  tx: Tx,
  { currencyCode }: { readonly currencyCode: string },
  running: RunningBooks,
  page: readonly PostedOperation[],
  stored: ReadonlyMap<FactName, readonly StoredRow[]>,
): Promise<Omit<SyncContext, 'key' | 'head'>> {
  const users = new Set(
    page.flatMap(({ operation: { userId, payload } }) =>
      'approverId' in payload ? [userId, payload.approverId] : [userId],
    ),
  );
  const sales = await returnedSales(tx, running, page, stored);
  return {
    organizationId: tx.organizationId,
    currencyCode,
    // What was marked was marked then: the facts are derived again, and no mark is.
    taxation: { goods: [], taxes: [], classes: [], past: [] },
    now: '9999-12-31T00:00:00.000Z',
    operations: [],
    repairs: [],
    members: [...users].map((user_id) => ({
      user_id,
      role: 'administrator' as const,
      state: 'active' as const,
      has_base_role: true,
      grants: null,
    })),
    shifts: [],
    variants: [],
    drifted: [],
    levels: [],
    sales,
    returned: [],
    refunded: [],
  };
}

async function returnedSales(
  tx: Tx,
  { corrected }: RunningBooks,
  page: readonly PostedOperation[],
  stored: ReadonlyMap<FactName, readonly StoredRow[]>,
): Promise<ReturnableSale[]> {
  const ids = page.flatMap(({ operation }) => {
    if (operation.kind === 'sale.tender-corrected') return [operation.payload.saleId];
    if (operation.kind !== 'return.completed' || operation.payload.source.kind !== 'sale') return [];
    return [operation.payload.source.saleId];
  });
  if (ids.length === 0) return [];
  const here = new Set((stored.get('sales') ?? []).map((row) => String(row['sale_id'])));
  const away = [...new Set(ids)].filter((id) => !here.has(id));
  return returnableSales({
    sales: await readFacts(tx, SALE_FACTS.sales, away),
    lines: await readFacts(tx, SALE_FACTS.saleLines, away),
    tenders: await readFacts(tx, TENDER_FACTS, away),
    // Those that the operations so far made, not those that are to come.
    corrections: away.flatMap((saleId) =>
      (corrected.get(saleId) ?? []).map(({ before, after }) => ({ sale_id: saleId, before, after })),
    ),
  });
}
