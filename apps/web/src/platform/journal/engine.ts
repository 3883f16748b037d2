import { ok, type Result, refuse } from '@mosaajii/domain';
import type { DepositReturned } from '@mosaajii/domain/layaway';
import type { ReturnCompleted, SaleCompleted } from '@mosaajii/domain/operation';
import { append, type Decide } from './append.ts';
import type { CommittedCorrection, CorrectionDraft } from './correction.ts';
import type { CommittedPayment, CustomerDraft, PaymentDraft, WrittenDown } from './customer.ts';
import type * as Deciders from './deciders.ts';
import type { CommittedDeposit, DepositBackDraft, DepositDraft } from './deposit.ts';
import type {
  ApprovalDraft,
  BlindReturnDraft,
  CloseShiftDraft,
  CommittedApproval,
  CommittedExchange,
  CommittedReturn,
  CommittedSale,
  ExchangeDraft,
  FetchedSale,
  HandOverDraft,
  JournalDocument,
  JournalEntry,
  KnownReturn,
  KnownSale,
  MoveCashDraft,
  NoteDraft,
  OfferedHandover,
  OpenDrawerDraft,
  OpenShiftDraft,
  Registration,
  ReturnDraft,
  SaleDocument,
  SaleDraft,
  ShiftRecord,
  SyncStanding,
  VoidDraft,
} from './model.ts';
import type { JournalPorts } from './ports.ts';
import { type JournalRefusal, refuseBrokenChain, refuseStorageFailure } from './refusal.ts';
import type { Returnable } from './return.ts';
import { decideSale, totalsOf } from './sale.ts';
import { openServerClock, type ServerClock } from './server-clock.ts';

type Answer<T> = Promise<Result<T, JournalRefusal>>;

/** Most documents that one list reads. */
const MOST_LISTED = 20_000;
const HANDOVER = 'handover';

/**
 * The register's ledger on this device. Each commit resolves only when the fact is durable and was read back; each
 * refusal leaves everything as it was. The same draft (its id) commits once, however often and from whichever tab.
 */
export interface Journal {
  commitSale(draft: SaleDraft): Answer<CommittedSale>;
  commitReturn(draft: ReturnDraft): Answer<CommittedReturn>;
  /** Undoes a whole sale of the open shift. */
  commitVoid(draft: VoidDraft): Answer<CommittedReturn>;
  /** A finished sale was paid otherwise than it was rung up. */
  commitCorrection(draft: CorrectionDraft): Answer<CommittedCorrection>;
  /** Goods without a receipt, paid out in cash. */
  commitBlindReturn(draft: BlindReturnDraft): Answer<CommittedReturn>;
  /** A return and a sale in one transaction, settled against each other. */
  commitExchange(draft: ExchangeDraft): Answer<CommittedExchange>;
  /** Writes down that somebody approved something, before it is used. */
  giveApproval(draft: ApprovalDraft): Answer<CommittedApproval>;
  commitCustomer(draft: CustomerDraft): Answer<WrittenDown>;
  commitPayment(draft: PaymentDraft): Answer<CommittedPayment>;
  /** Money for goods that are put aside; the first of it puts them there. */
  commitDeposit(draft: DepositDraft): Answer<CommittedDeposit>;
  /** Gives deposits back: the layaway is given up. */
  returnDeposits(draft: DepositBackDraft): Answer<CommittedDeposit<DepositReturned>>;
  /** Customers that this device wrote down and nobody else knows yet. */
  unsentCustomers(): Promise<readonly WrittenDown[]>;
  /** What this register wrote that the server has not answered for yet, in order, and so many operations before it. */
  unsentEntries(before?: number): Promise<readonly JournalEntry[]>;
  openShift(draft: OpenShiftDraft): Answer<ShiftRecord>;
  closeShift(draft: CloseShiftDraft): Answer<ShiftRecord>;
  /** Paid in, paid out, or dropped in the safe. */
  moveCash(draft: MoveCashDraft): Answer<ShiftRecord>;
  /** The drawer is opened without a sale. */
  openDrawer(draft: OpenDrawerDraft): Answer<ShiftRecord>;
  handOver(draft: HandOverDraft): Answer<ShiftRecord>;
  /** Writes down what moves neither money nor goods and must not be hidden. */
  note(draft: NoteDraft): Answer<null>;
  /** A shift whose cashier has given it away waits for whoever signs in next. `null`: nothing is offered any more. */
  offerHandover(offer: OfferedHandover | null): Answer<null>;
  offeredHandover(): Promise<OfferedHandover | null>;

  registration(): Promise<Registration | null>;
  /** Makes a registration the current one; its chain starts empty and its receipts at 1 unless it is known here. */
  enrol(registration: Registration): Answer<null>;

  currentShift(): Promise<ShiftRecord | null>;
  shifts(limit: number): Promise<readonly ShiftRecord[]>;
  findSale(by: { readonly saleId: string } | { readonly receiptNumber: string }): Answer<KnownSale>;
  findReturn(returnId: string): Answer<KnownReturn>;
  /** Newest first. */
  listSales(by: { readonly businessDate: string } | { readonly recent: number }): Promise<readonly JournalDocument[]>;
  /** Sales with a card of which nobody knows yet whether it went through, the oldest first. */
  uncertainSales(): Promise<readonly SaleDocument[]>;
  /** What can still come back, from this device and, when given, the server's figures. */
  returnable(saleId: string, fetched?: FetchedSale): Answer<Returnable>;

  /** Proves that money may be taken: writes a record and reads it back, and the chain may go on. Call before a payment opens. */
  storageHealth(): Answer<null>;
  /** The time the server stated, for the envelope of what comes next. */
  readonly serverClock: ServerClock;
}

/** Opens the journal over its ports. Reads a little state; writes nothing. */
export async function createJournal(ports: JournalPorts): Promise<Journal> {
  const { store } = ports;
  const serverClock = ports.serverClock ?? (await openServerClock(store, ports.clock));
  const decideLater = async <Done>(decide: (deciders: typeof Deciders) => Decide<Done>): Answer<Done> =>
    append(ports, serverClock, decide(await loadDeciders()));
  return {
    serverClock,
    commitSale: (draft) => append(ports, serverClock, decideSale(store, draft)),
    commitReturn: (draft) => decideLater(({ decideReturn }) => decideReturn(store, draft)),
    commitVoid: (draft) => decideLater(({ decideVoid }) => decideVoid(store, draft)),
    commitCorrection: (draft) => decideLater(({ decideCorrection }) => decideCorrection(store, draft)),
    commitBlindReturn: (draft) => decideLater(({ decideBlindReturn }) => decideBlindReturn(store, draft)),
    commitExchange: (draft) => decideLater(({ decideExchange }) => decideExchange(store, draft)),
    giveApproval: (draft) => decideLater(({ decideApproval }) => decideApproval(ports, draft)),
    commitCustomer: (draft) => decideLater(({ decideCustomerCreated }) => decideCustomerCreated(ports, draft)),
    commitPayment: (draft) => decideLater(({ decideCustomerPaid }) => decideCustomerPaid(store, draft)),
    commitDeposit: (draft) => decideLater(({ decideDepositTaken }) => decideDepositTaken(store, draft)),
    returnDeposits: (draft) => decideLater(({ decideDepositReturned }) => decideDepositReturned(store, draft)),
    unsentCustomers: async () => (await loadDeciders()).unsentCustomers(store),
    unsentEntries: async (before) => (await loadDeciders()).unsentEntries(store, before),
    openShift: (draft) => decideLater(({ decideOpenShift }) => decideOpenShift(store, draft)),
    closeShift: (draft) => decideLater(({ decideCloseShift }) => decideCloseShift(store, draft)),
    moveCash: (draft) => decideLater(({ decideMoveCash }) => decideMoveCash(store, draft)),
    openDrawer: (draft) => decideLater(({ decideOpenDrawer }) => decideOpenDrawer(store, draft)),
    handOver: (draft) => decideLater(({ decideHandOver }) => decideHandOver(store, draft)),
    note: (draft) => decideLater(({ decideNote }) => decideNote(store, draft)),
    offerHandover: (offer) =>
      refuseStorageFailure(async () => {
        await store.putNote(HANDOVER, offer);
        return ok(null);
      }),
    offeredHandover: async () => ((await store.note(HANDOVER)) as OfferedHandover | null | undefined) ?? null,

    registration: () => store.currentRegistration(),
    enrol: (registration) => enrol(ports, registration),

    currentShift: () => currentShift(ports),
    shifts: (limit) => store.recentShifts(limit),
    findSale: (by) => refuseStorageFailure(() => findSale(ports, by)),
    findReturn: (returnId) => refuseStorageFailure(() => findReturn(ports, returnId)),
    listSales: (by) =>
      'recent' in by ? store.recentDocuments(Math.min(by.recent, MOST_LISTED)) : store.documentsOfDate(by.businessDate),
    uncertainSales: async () => (await loadDeciders()).uncertainSales(store, MOST_LISTED),
    returnable: (saleId, fetched) =>
      refuseStorageFailure(async () => (await loadDeciders()).loadReturnable(store, saleId, fetched)),

    storageHealth: () =>
      refuseStorageFailure(async () => {
        await store.probe();
        const registration = await store.currentRegistration();
        const head = registration && (await store.head(registration.keyId));
        return head?.needsEnrolment ? refuseBrokenChain() : ok(null);
      }),
  };
}

let deciders: typeof Deciders | undefined;

/** What a first sale does not need is loaded with the rest of the till, right after the first paint. */
export async function loadDeciders(): Promise<typeof Deciders> {
  deciders ??= await import('./deciders.ts');
  return deciders;
}

async function enrol(ports: JournalPorts, registration: Registration): Answer<null> {
  return refuseStorageFailure(() =>
    ports.lock.hold(async () => {
      await ports.store.addRegistration(registration);
      ports.announce?.('enrolled');
      return ok(null);
    }),
  );
}

async function currentShift({ store }: JournalPorts): Promise<ShiftRecord | null> {
  const registration = await store.currentRegistration();
  const head = registration && (await store.head(registration.keyId));
  return head?.openShiftId ? store.shift(head.openShiftId) : null;
}

/** What the server made of an operation, as far as a person at the till needs to know. */
function standingOf(entry: Pick<JournalEntry, 'answer'>): SyncStanding {
  const status = entry.answer?.status;
  if (status === undefined) return 'waiting';
  return status === 'held' || status === 'rejected' ? status : 'accepted';
}

async function findSale(
  { store }: JournalPorts,
  by: { readonly saleId: string } | { readonly receiptNumber: string },
): Answer<KnownSale> {
  const document = 'saleId' in by ? await store.document(by.saleId) : await store.documentByReceipt(by.receiptNumber);
  const entry = document && (await store.entry(document.documentId));
  if (document?.kind !== 'sale' || !entry) {
    return refuse({ code: 'unknown-sale', detail: 'This sale is not on this device.' });
  }
  return knownSale(store, document, entry);
}

async function knownSale(store: JournalPorts['store'], document: SaleDocument, entry: JournalEntry): Answer<KnownSale> {
  const payload = entry.operation.payload as SaleCompleted;
  const figures = totalsOf(payload);
  if (!figures.ok) return figures;
  const returns = await store.returnsOf(document.documentId);
  const { paidWith, returnableOf, withReturns } = await loadDeciders();
  const { tenders, ...paid } = paidWith(payload, figures.value.settlement, document.corrections);
  const settlement = { ...figures.value.settlement, ...paid };
  const { totals } = figures.value;
  const { lines: returnable, tenders: refunded } = withReturns(returnableOf(payload, { totals, settlement }), returns);
  const standing = standingOf(entry);
  return ok({ document, payload, totals, settlement, tenders, returnable, refunded, returns, standing });
}

async function findReturn({ store }: JournalPorts, returnId: string): Answer<KnownReturn> {
  const document = await store.document(returnId);
  const entry = document && (await store.entry(returnId));
  if (document?.kind !== 'return' || !entry) {
    return refuse({ code: 'unknown-sale', detail: 'This return is not on this device.' });
  }
  return ok({ document, payload: entry.operation.payload as ReturnCompleted, standing: standingOf(entry) });
}
