import type { Discrepancy, VerificationResponse } from '@mosaajii/contract/sync';
import { createAsideVerifier, type VerifySignatureAside } from '../../../platform/access/index.ts';
import type { AnchorReading, Anchors } from '../../../platform/anchors/index.ts';
import type { Database, Tx } from '../../../platform/database/index.ts';
import { verifyAudit } from '../../../platform/feed/index.ts';
import { verifyPromotionUses } from '../../catalog/index.ts';
import { verifyOrderCounts } from '../../customers/index.ts';
import { readBooksFrame, readRefusedPatterns, readRegisterKeys } from '../../identity/index.ts';
import { pageOfPostings, verifyBalances, verifyPostings } from '../../ledger/index.ts';
import { pageOfPurseDocuments, readRefundedCounters, verifyPurses } from '../../payments/index.ts';
import { verifyPurchasing } from '../../purchasing/index.ts';
import { findReceiptConflicts, findReceiptGaps, pageOfSales, readReturnedCounters } from '../../sales/index.ts';
import { pageOfMovements, verifyAdjustments, verifyLevels, verifyMovements } from '../../stock/index.ts';
import { readShiftFigures } from '../../till/index.ts';
import { type Books, cashOf } from '../sync/books.ts';
import { verifyCardAnswers } from './card-answers.ts';
import { checkChain, type Link } from './chain.ts';
import { derivePage, type PostedOperation, type RunningBooks } from './derive-page.ts';
import { inspectOperations } from './inspect-operation.ts';
import { findCutOff, openPostedOperations, type PostedRow, readStoredLinks } from './queries.ts';
import { openReport, type Report } from './report.ts';
import { linkOf } from './walk-journal.ts';
import { numberGaps, ShiftSums } from './z-reports.ts';

type Keys = ReadonlyMap<string, Awaited<ReturnType<typeof readRegisterKeys>>[number]>;

const REGISTER_MOVEMENTS = ['sale', 'return', 'write-off'] as const;
const REGISTER_POSTINGS = [
  'sale',
  'return',
  'write-off',
  'shift-opened',
  'shift-closed',
  'cash-moved',
  'customer-payment',
  'tender-correction',
] as const;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export interface VerifyOptions {
  readonly onFound?: (discrepancy: Discrepancy) => void;
  /** The ends of the audit chain as this machine kept them. */
  readonly anchors?: Anchors | undefined;
}

/**
 * Recomputes the books of an organization from its facts, as of one moment, and names every difference: signatures and
 * chains of operations, every row derived from them, receipts, stock levels, drawers, what came back, the ledger, the
 * audit trail with its anchors. Reads only.
 */
export function verifyOrganization(
  db: Database,
  organizationId: string,
  options: VerifyOptions = {},
): Promise<VerificationResponse> {
  // Read first: what an anchor names was committed before, and is visible to the transaction that begins now.
  const reading = options.anchors?.read(organizationId);
  return db.read(organizationId, async (tx) => {
    // Sales go on meanwhile: all statements see the books as of the first.
    await tx.query('set transaction isolation level repeatable read');
    const report = openReport(options.onFound);
    await verifyFacts(tx, report);
    await verifyBooks(tx, report, reading);
    const { discrepancies, count, notices, checked } = report;
    return { discrepancies, count, notices, checked };
  });
}

/** What the database can add up on its own. */
async function verifyBooks(tx: Tx, report: Report, reading: AnchorReading | undefined): Promise<void> {
  const checks = [
    ['stock', [...(await verifyLevels(tx)), ...(await verifyMovements(tx)), ...(await verifyAdjustments(tx))]],
    ['purchasing', await verifyPurchasing(tx)],
    ['purses', await verifyPurses(tx)],
    ['promotions', [...(await verifyPromotionUses(tx)), ...(await verifyOrderCounts(tx))]],
    ['ledger', [...(await verifyBalances(tx)), ...(await verifyPostings(tx))]],
  ] as const;
  for (const [check, findings] of checks)
    for (const { subject, detail } of findings) report.found(check, subject, detail);
  const audit = await verifyAudit(tx, reading);
  report.looked('audit entries', audit.entries);
  for (const { sequence, problem } of audit.findings) report.found('audit', `entry ${sequence}`, problem);
  for (const notice of audit.notices) report.noted('audit', 'the audit trail was', notice);
  for (const { storeCode, place, pattern } of await readRefusedPatterns(tx))
    report.noted('settings', `store ${storeCode}`, `${place}: tills are not given the pattern ${pattern}`);
}

async function verifyFacts(tx: Tx, report: Report): Promise<void> {
  const keys: Keys = new Map((await readRegisterKeys(tx)).map((key) => [key.key_id, key]));
  const frame = await readBooksFrame(tx);
  const running: RunningBooks = {
    shifts: new Map(),
    returned: new Map(),
    refunded: new Map(),
    approvals: new Map(),
    sums: new ShiftSums(),
    corrected: new Map(),
  };
  const links = new Map<string, Link[]>();
  const documents = new Set<string>();
  const broken: FirstBroken = new Map();
  const verify = createAsideVerifier();
  const operations = await openPostedOperations(tx);
  for (let rows = await operations.next(); rows.length > 0; rows = await operations.next()) {
    const page = await readOperations(report, keys, verify, broken, rows);
    for (const row of rows) {
      documents.add(row.operation_id);
      const chain = links.get(row.key_id) ?? [];
      chain.push(linkOf(row));
      links.set(row.key_id, chain);
    }
    await derivePage(tx, report, frame, running, page);
    report.looked('operations', rows.length);
  }
  await verifyRunning(tx, report, running);
  await verifyUnaccounted(tx, report, documents);
  await verifyCardAnswers(tx, report);
  const stored = await readStoredLinks(tx);
  running.sums.check(report, running.shifts, stored.links);
  verifyZNumbers(report, keys, running.sums, stored.zNumbers);
  await verifySequences(tx, report, keys, links, stored, broken);
  for (const { action, subject_id } of await findCutOff(tx)) {
    report.found('chain', `${action} ${subject_id}`, 'the audit trail says that it was posted, and it is gone');
  }
}

/** Reads stored operations again: their text still is what was hashed and signed, and says what their columns say. */
async function readOperations(
  report: Report,
  keys: Keys,
  verify: VerifySignatureAside,
  broken: FirstBroken,
  rows: readonly PostedRow[],
): Promise<PostedOperation[]> {
  const inspected = await inspectOperations(rows, (keyId) => keys.get(keyId), verify);
  return inspected.flatMap(({ arrival, problem }, index) => {
    const row = rows[index];
    const key = row && keys.get(row.key_id);
    if (row !== undefined && problem !== null) {
      report.found('operations', `operation ${row.operation_id}`, problem);
      broken.set(row.key_id, Math.min(row.sequence, broken.get(row.key_id) ?? row.sequence));
    }
    if (arrival?.content.kind !== 'known' || !key) return [];
    return [{ arrival, operation: arrival.content.operation, key, isApproved: row.repair_id !== null }];
  });
}

/** The number of the first entry of each key's journal that does not hold. */
type FirstBroken = Map<string, number>;

/** Shifts and counters as the operations left them, against what is stored. */
async function verifyRunning(tx: Tx, report: Report, { shifts, returned, refunded }: RunningBooks): Promise<void> {
  const stored = await readShiftFigures(tx);
  report.looked('shifts', stored.length);
  const known = new Set(stored.map((row) => row.shift_id));
  for (const row of stored) {
    const view = shifts.get(row.shift_id);
    const subject = `shift ${row.shift_id}`;
    if (!view) report.found('shifts', subject, 'no operation opened it');
    else {
      const is = [
        row.state,
        row.opening_float_minor,
        row.cash_minor,
        row.sale_count,
        row.return_count,
        row.counted_minor,
        row.claimed_expected_minor,
      ];
      const should = [
        view.closing ? 'closed' : 'open',
        view.shift.openingFloatMinor,
        cashOf(view),
        view.saleCount,
        view.returnCount,
        view.closing?.countedMinor ?? null,
        view.closing?.claimedExpectedMinor ?? null,
      ];
      const names = ['state', 'opening float', 'cash', 'sales', 'returns', 'counted', 'claimed'];
      names.forEach((name, index) => {
        if (is[index] !== should[index])
          report.found('shifts', subject, `${name} is ${is[index]}, should be ${should[index]}`);
      });
    }
  }
  for (const shiftId of shifts.keys())
    if (!known.has(shiftId)) report.found('shifts', `shift ${shiftId}`, 'it is missing');
  compareCounters(report, 'returned quantity of', returned, await readReturnedCounters(tx));
  compareCounters(report, 'refunded amount of', refunded, await readRefundedCounters(tx));
}

function compareCounters(
  report: Report,
  what: string,
  expected: Books['returned'],
  stored: readonly { readonly key: string; readonly counted: number }[],
): void {
  const left = new Map([...expected].map(([key, counter]) => [key, counter.counted]));
  for (const { key, counted } of stored) {
    const should = left.get(key) ?? 0;
    if (should !== counted) report.found('returns', `${what} ${key}`, `it is ${counted}, should be ${should}`);
    left.delete(key);
  }
  for (const [key, should] of left)
    if (should !== 0) report.found('returns', `${what} ${key}`, `it is missing, should be ${should}`);
}

/** Documents that no operation accounts for. */
async function verifyUnaccounted(tx: Tx, report: Report, documents: ReadonlySet<string>): Promise<void> {
  const lists: readonly [string, (after: string) => Promise<string[]>][] = [
    ['sale', (after) => pageOfSales(tx, after)],
    ['movements of', (after) => pageOfMovements(tx, REGISTER_MOVEMENTS, after)],
    ['purse entries of', (after) => pageOfPurseDocuments(tx, after)],
    ['posting of', (after) => pageOfPostings(tx, REGISTER_POSTINGS, after)],
  ];
  for (const [what, pageAfter] of lists) {
    for (let page = await pageAfter(FIRST_ID); page.length > 0; page = await pageAfter(page.at(-1) ?? FIRST_ID)) {
      for (const id of page)
        if (!documents.has(id)) report.found('facts', `${what} ${id}`, 'no operation accounts for it');
    }
  }
}

/** Z reports of a key are numbered 1, 2, 3 …; a number whose operation waits for a person is not missing. */
function verifyZNumbers(report: Report, keys: Keys, sums: ShiftSums, waiting: ReadonlySet<string>): void {
  for (const [keyId, numbers] of sums.numbers()) {
    const key = keys.get(keyId);
    const subject = `Z reports of ${key?.code ?? keyId}-${key?.series ?? ''}`;
    const { missing, twice } = numberGaps(numbers);
    for (const number of missing)
      if (!waiting.has(`${keyId}|${number}`)) report.found('z', subject, `number ${number} is missing`);
    for (const number of twice) report.found('z', subject, `number ${number} was given twice`);
  }
}

async function verifySequences(
  tx: Tx,
  report: Report,
  keys: Keys,
  links: ReadonlyMap<string, readonly Link[]>,
  stored: Awaited<ReturnType<typeof readStoredLinks>>,
  broken: FirstBroken,
): Promise<void> {
  for (const key of keys.values()) {
    const others = stored.links.filter((link) => link.keyId === key.key_id);
    const first = Math.min(
      checkChain(report, key, links.get(key.key_id) ?? [], others) ?? Number.POSITIVE_INFINITY,
      broken.get(key.key_id) ?? Number.POSITIVE_INFINITY,
    );
    if (Number.isFinite(first)) {
      report.found('journal', `journal of ${key.code}-${key.series}`, `its first broken entry is ${first}`);
    }
    if (key.key_state === 'revoked') {
      const ended = `ended at operation ${key.last_sequence} and receipt ${key.last_receipt_sequence}: the register has another key`;
      report.noted('chain', `series ${key.code}-${key.series}`, ended);
    }
  }
  for (const { sale_id, receipt_number } of await findReceiptConflicts(tx)) {
    report.noted('receipts', `sale ${sale_id}`, `receipt ${receipt_number} was given twice; a person let it in`);
  }
  const waiting = new Set(stored.receipts);
  for (const gap of await findReceiptGaps(tx)) {
    const isExplained = (number: number) => waiting.has(`${gap.register_id}|${gap.receipt_series}|${number}`);
    for (let number = gap.after + 1; number < gap.next; number += 1) {
      if (isExplained(number)) continue;
      const code = [...keys.values()].find((key) => key.register_id === gap.register_id)?.code ?? gap.register_id;
      report.found('receipts', `${code}-${gap.receipt_series}`, `receipt ${number} is missing`);
    }
  }
}
