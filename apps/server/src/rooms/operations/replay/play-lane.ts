import { minor, ZERO_MINOR } from '@mosaajii/domain/money';
import type { Operation, OperationAnswer } from '@mosaajii/domain/operation';
import type { OrderRules } from '@mosaajii/domain/sale';
import { addTraded, EMPTY_TOTALS, type ShiftTotals } from '@mosaajii/domain/shift';
import type { ReplayDocument } from './documents.ts';
import { nameOf } from './names.ts';
import {
  cashOf,
  returnPayload,
  type Surroundings,
  salePayload,
  tenderKindOf,
  totalOf,
  writeOffPayload,
} from './payloads.ts';
import { type OperationDraft, RegisterChain, type RegisterIdentity } from './register-chain.ts';
import type { KnownOperation, ReplayShop, ShopVariant } from './shop.ts';
import { momentOf, movedDate } from './wall-clock.ts';

/** How much goes into one push. */
export interface BatchSize {
  readonly operations: number;
  readonly lines: number;
}

/** Below the server's limits: operations, and bytes by way of lines. */
export const LARGEST_BATCH: BatchSize = { operations: 150, lines: 3000 };
const LOOKUP_SIZE = 500;

/** One register with what it remembers between runs: the batch that was on its way when the run ended. */
export interface Lane {
  readonly identity: RegisterIdentity;
  readonly pending: readonly Operation[];
  /** Called before each push, and with nothing once it is answered. Durable when it returns. */
  remember(pending: readonly Operation[]): Promise<void>;
}

export interface LaneJob {
  readonly shop: ReplayShop;
  /** Names the file, so that each file has shifts of its own. */
  readonly contentHash: string;
  readonly variants: ReadonlyMap<string, ShopVariant>;
  readonly documents: readonly ReplayDocument[];
  /** Days that every date is moved by. */
  readonly shiftDays: number;
  /** Where the file's clock hangs (IANA). */
  readonly timeZone: string;
  readonly rules: OrderRules;
  readonly batch: BatchSize;
  onOutcome(outcome: Outcome): void;
  onShift(shift: ModelShift): void;
  isStopping(): boolean;
}

/** A day of a register as the documents alone say it: what its Z report has to agree with. */
export interface ModelShift {
  readonly shiftId: string;
  readonly expectedMinor: number;
}

/** What became of one document. */
export interface Outcome {
  readonly document: ReplayDocument;
  readonly status: 'accepted' | 'repeated' | 'refused';
  /** For `refused`. */
  readonly reason: string;
}

interface Day {
  readonly businessDate: string;
  readonly shiftId: string;
  readonly openId: string;
  readonly closeId: string;
  readonly documents: readonly ReplayDocument[];
  /** Change for the refunds of the day, so that the drawer is never asked for more than it holds. */
  readonly floatMinor: number;
}

/** Plays the documents of one lane, day by day, each day a shift. */
export async function playLane(lane: Lane, job: LaneJob): Promise<void> {
  const player = new LanePlayer(lane, job);
  await player.finishPending();
  const days = daysOf(lane.identity, job);
  const known = await lookUp(lane, job, days);
  for (const day of days) {
    if (job.isStopping()) return;
    await player.playDay(day, known);
  }
}

/** The id of a document in a shop: decided by the shop and the invoice alone. */
export function documentIdOf(shop: ReplayShop, document: ReplayDocument): string {
  return nameOf(shop.organizationId, 'document', document.key);
}

function daysOf(identity: RegisterIdentity, job: LaneJob): Day[] {
  const byDate = new Map<string, ReplayDocument[]>();
  for (const document of job.documents) {
    const documents = byDate.get(document.businessDate) ?? [];
    documents.push(document);
    byDate.set(document.businessDate, documents);
  }
  return [...byDate.entries()].sort().map(([date, documents]) => {
    const shiftId = nameOf(job.shop.organizationId, 'shift', identity.registerId, job.contentHash, date);
    const refunds = documents.reduce((total, document) => total - Math.min(0, cashOf(document)), 0);
    return {
      businessDate: movedDate(date, job.shiftDays),
      shiftId,
      openId: nameOf(shiftId, 'opened'),
      closeId: nameOf(shiftId, 'closed'),
      documents,
      floatMinor: refunds,
    };
  });
}

async function lookUp(lane: Lane, job: LaneJob, days: readonly Day[]): Promise<ReadonlyMap<string, KnownOperation>> {
  const ids = days.flatMap((day) => [
    day.openId,
    day.closeId,
    ...day.documents.map((document) => documentIdOf(job.shop, document)),
  ]);
  const known = new Map<string, KnownOperation>();
  for (let start = 0; start < ids.length; start += LOOKUP_SIZE) {
    const found = await job.shop.known(lane.identity, ids.slice(start, start + LOOKUP_SIZE));
    for (const operation of found) known.set(operation.operationId, operation);
  }
  return known;
}

interface Step {
  readonly draft: OperationDraft;
  readonly lines: number;
  readonly onAnswer: (answer: OperationAnswer) => void;
}

class LanePlayer {
  readonly #lane: Lane;
  readonly #job: LaneJob;
  #chain: RegisterChain | null = null;
  #batch: Step[] = [];

  constructor(lane: Lane, job: LaneJob) {
    this.#lane = lane;
    this.#job = job;
  }

  /** Sends again what may or may not have arrived when the last run ended: the very same bytes, so nothing can double. */
  async finishPending(): Promise<void> {
    if (this.#lane.pending.length === 0) return;
    await this.#job.shop.push(this.#lane.identity, this.#lane.pending);
    await this.#lane.remember([]);
  }

  async playDay(day: Day, known: ReadonlyMap<string, KnownOperation>): Promise<void> {
    const posted: ReplayDocument[] = [];
    const missing: ReplayDocument[] = [];
    for (const document of day.documents) {
      const found = known.get(documentIdOf(this.#job.shop, document));
      if (found === undefined) missing.push(document);
      else this.#job.onOutcome(outcomeOfKnown(document, found));
      if (found !== undefined && isPosted(found) && found.shiftId === day.shiftId) posted.push(document);
    }
    const hasShift = missing.length > 0 || known.has(day.openId);
    if (!hasShift) return;
    if (missing.length === 0 && known.has(day.closeId)) return this.#tellShift(day, posted);
    if (!known.has(day.openId)) await this.#add(this.#opening(day));
    for (const document of missing) {
      await this.#add(
        this.#documentStep(document, day, (outcome) => {
          if (outcome.status === 'accepted') posted.push(document);
          this.#job.onOutcome(outcome);
        }),
      );
    }
    // What the drawer should hold is known when all answers are.
    await this.#flush();
    await this.#add(this.#closing(day, posted));
    await this.#flush();
    this.#tellShift(day, posted);
  }

  #opening(day: Day): Step {
    const { shiftId, businessDate, floatMinor } = day;
    const currencyCode = this.#job.rules.currency.code;
    const payload = { shiftId, businessDate, openingFloatMinor: minor(floatMinor), currencyCode };
    return this.#shiftStep(day.openId, 'shift.opened', `${businessDate}T00:00:00.000Z`, payload);
  }

  /** The close counts what the model says, and its report is the model's. */
  #closing(day: Day, posted: readonly ReplayDocument[]): Step {
    const expectedMinor = minor(drawerAfter(day, posted));
    const openingFloatMinor = minor(day.floatMinor);
    const totals = posted.reduce(addDocument, EMPTY_TOTALS);
    const counted = { shiftId: day.shiftId, countedMinor: expectedMinor, expectedMinor };
    const step = this.#shiftStep(day.closeId, 'shift.closed', `${day.businessDate}T23:59:59.000Z`, counted);
    const draft: OperationDraft = {
      ...step.draft,
      hasReport: true,
      payload: (_receipt, { zNumber: number, ...head }) => ({
        ...counted,
        z: { number, openingFloatMinor, totals, expectedMinor, head },
      }),
    };
    return { ...step, draft };
  }

  #shiftStep(operationId: string, kind: Operation['kind'], wallClock: string, payload: Operation['payload']): Step {
    const moment = momentOf(wallClock, 0, this.#job.timeZone);
    const draft = { operationId, kind, occurredAt: moment, hasReceipt: false, payload: () => payload };
    return { draft, lines: 1, onAnswer: (answer) => mustBePosted(kind, answer) };
  }

  #tellShift(day: Day, posted: readonly ReplayDocument[]): void {
    this.#job.onShift({ shiftId: day.shiftId, expectedMinor: drawerAfter(day, posted) });
  }

  #documentStep(document: ReplayDocument, day: Day, onOutcome: (outcome: Outcome) => void): Step {
    const around: Surroundings = {
      documentId: documentIdOf(this.#job.shop, document),
      shiftId: day.shiftId,
      businessDate: day.businessDate,
      variants: this.#job.variants,
      rules: this.#job.rules,
    };
    const { shiftDays, timeZone } = this.#job;
    const draft = draftOf(document, around, momentOf(document.occurredAt, shiftDays, timeZone));
    return {
      draft,
      lines: document.lines.length,
      onAnswer: (answer) => onOutcome(outcomeOfAnswer(document, answer)),
    };
  }

  async #add(step: Step): Promise<void> {
    const lines = this.#batch.reduce((total, { lines: count }) => total + count, 0);
    const most = this.#job.batch;
    if (this.#batch.length >= most.operations || (lines > 0 && lines + step.lines > most.lines)) await this.#flush();
    this.#batch.push(step);
  }

  async #flush(): Promise<void> {
    const steps = this.#batch;
    if (steps.length === 0) return;
    this.#batch = [];
    const chain = await this.#chainAtHead();
    const operations = steps.map((step) => chain.seal(step.draft));
    await this.#lane.remember(operations);
    const answers = await this.#job.shop.push(this.#lane.identity, operations);
    await this.#lane.remember([]);
    if (answers.some((answer) => answer.status === 'held' || answer.status === 'rejected')) {
      chain.moveTo(await this.#job.shop.headOf(this.#lane.identity));
    }
    steps.forEach((step, index) => {
      const answer = answers[index];
      if (answer === undefined) throw new Error('the server answered fewer operations than it was sent');
      step.onAnswer(answer);
    });
  }

  async #chainAtHead(): Promise<RegisterChain> {
    if (this.#chain === null) {
      const head = await this.#job.shop.headOf(this.#lane.identity);
      this.#chain = new RegisterChain(this.#lane.identity, this.#job.shop.userId, head);
    }
    return this.#chain;
  }
}

/** The cash that should lie in the drawer when these documents are all of the day. */
function drawerAfter({ floatMinor }: Day, posted: readonly ReplayDocument[]): number {
  return posted.reduce((cash, document) => cash + cashOf(document), floatMinor);
}

/** A document as a shift counts it: without tax, discounts and rounding, paid with one tender. */
function addDocument(totals: ShiftTotals, document: ReplayDocument): ShiftTotals {
  if (document.kind === 'write-off') return totals;
  const totalMinor = totalOf(document);
  return addTraded(totals, {
    kind: document.kind,
    netMinor: totalMinor,
    taxMinor: ZERO_MINOR,
    totalMinor,
    discountMinor: ZERO_MINOR,
    cashRoundingMinor: ZERO_MINOR,
    taxes: [],
    tenders: totalMinor === 0 ? [] : [{ kind: tenderKindOf(document), amountMinor: totalMinor }],
  });
}

function draftOf(document: ReplayDocument, around: Surroundings, occurredAt: string): OperationDraft {
  const own = { operationId: around.documentId, occurredAt };
  switch (document.kind) {
    case 'sale':
      return {
        ...own,
        kind: 'sale.completed',
        hasReceipt: true,
        payload: (receipt) => salePayload(document, around, receipt),
      };
    case 'return':
      return {
        ...own,
        kind: 'return.completed',
        hasReceipt: true,
        payload: (receipt) => returnPayload(document, around, receipt),
      };
    case 'write-off':
      return { ...own, kind: 'stock.written-off', hasReceipt: false, payload: () => writeOffPayload(document, around) };
  }
}

function outcomeOfAnswer(document: ReplayDocument, answer: OperationAnswer): Outcome {
  if (answer.status === 'held') return { document, status: 'refused', reason: `held by the shop: ${answer.reason}` };
  if (answer.status === 'rejected') {
    return { document, status: 'refused', reason: `rejected by the shop: ${answer.problem.detail}` };
  }
  return { document, status: 'accepted', reason: '' };
}

function isPosted(known: KnownOperation): boolean {
  return ['applied', 'flagged', 'quarantined', 'approved'].includes(known.status);
}

/** The shop has this invoice already: the same one is counted as there, another one under its number is refused. */
function outcomeOfKnown(document: ReplayDocument, known: KnownOperation): Outcome {
  if (!isPosted(known)) return { document, status: 'refused', reason: `the shop has it as ${known.status}` };
  const total = document.kind === 'write-off' ? ZERO_MINOR : totalOf(document);
  const isSame = known.lineCount === document.lines.length && known.totalMinor === total;
  if (isSame) return { document, status: 'repeated', reason: '' };
  return { document, status: 'refused', reason: 'the shop has this invoice with other lines' };
}

function mustBePosted(kind: string, answer: OperationAnswer): void {
  if (answer.status === 'held') throw new Error(`the shop holds a ${kind}: ${answer.reason}`);
  if (answer.status === 'rejected') throw new Error(`the shop rejects a ${kind}: ${answer.problem.detail}`);
}
