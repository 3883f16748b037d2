import type { Result } from '@mosaajii/domain';
import type { ScanRule } from '@mosaajii/domain/barcode';
import type { CatalogHit, CodeHit, SnapshotCategory } from '@mosaajii/domain/catalog';
import type { LoyaltyRule } from '@mosaajii/domain/loyalty';
import type { Minor } from '@mosaajii/domain/money';
import type { CustomerFields } from '@mosaajii/domain/operation';
import type { ReceiptTemplate } from '@mosaajii/domain/paper';
import type { Limits, Permission, Role } from '@mosaajii/domain/permission';
import type { CustomerItem, OfflineAllowance, UnauthorisedDraw } from '@mosaajii/domain/purse';
import type {
  HeldSaleItem,
  OrderRules,
  SalespersonSettings,
  TaxRule,
  TenderInput,
  TenderKind,
  TenderSettings,
} from '@mosaajii/domain/sale';
import type { CustomerDirectory } from '../../platform/customers/index.ts';
import type { PracticeMode } from '../../platform/device/device.ts';
import type { Observable } from '../../platform/device/index.ts';
import type {
  BlindReturnDraft,
  CommittedExchange,
  CommittedReturn,
  CommittedSale,
  ExchangeDraft,
  KnownSale,
  NoteDraft,
  Registration,
  SaleDraft,
  ShiftRecord,
} from '../../platform/journal/model.ts';
import type { JournalRefusal } from '../../platform/journal/refusal.ts';
import type { StoredCart } from '../../platform/journal/store.ts';
import type { Pricing } from '../../platform/pricing/index.ts';
import type { RegisterAnswer } from '../../platform/sync/index.ts';

/** What can be sold, from memory. Every answer is immediate. */
export interface TillCatalog {
  byCode(code: string): CodeHit | null;
  search(text: string, limit: number): readonly CatalogHit[];
  variant(variantId: string): CatalogHit | null;
  categories(): readonly SnapshotCategory[];
  inCategory(categoryId: string, limit: number): readonly CatalogHit[];
  favourites(): readonly CatalogHit[];
  /** Any products, in the order of their names: for a shop that has no favourites and no categories yet. */
  first(limit: number): readonly CatalogHit[];
  /** Without a price: goods that are sold at what is typed. */
  unpriced(limit: number): readonly CatalogHit[];
  taxesOf(taxClassId: string): readonly TaxRule[];
  /** Whether the whole catalogue comes in just now. */
  isLoading(): boolean;
  /** Changes with each new state of the catalogue. */
  version(): number;
  subscribe(listener: () => void): () => void;
}

/** What the till writes down although no money moves. */
export type TillEvent = Omit<NoteDraft, 'operationId' | 'userId' | 'businessDate'>;

/** The register's own ledger. */
export interface TillJournal {
  commitSale(draft: SaleDraft): Promise<Result<CommittedSale, JournalRefusal>>;
  commitExchange(draft: ExchangeDraft): Promise<Result<CommittedExchange, JournalRefusal>>;
  commitBlindReturn(draft: BlindReturnDraft): Promise<Result<CommittedReturn, JournalRefusal>>;
  currentShift(): Promise<ShiftRecord | null>;
  /** Writes down what nobody should be able to hide. */
  note(event: TillEvent): Promise<void>;
  /** By sequence, receipt number or id. */
  findSale(text: string): Promise<KnownSale | null>;
  /** The newest sale of this register, for printing again. */
  lastSale(): Promise<KnownSale | null>;
  /** Writes and reads back: money is not taken on storage that is dead or full. */
  storageHealth(): Promise<Result<null, JournalRefusal>>;
  carts(): Promise<readonly StoredCart[]>;
  putCart(cart: StoredCart): Promise<void>;
  removeCart(cartId: string): Promise<void>;
  /** Answers whether this window may ring up the cart; another one may have it. */
  claimCart(cartId: string): Promise<boolean>;
}

export interface TillPerson {
  readonly userId: string;
  readonly displayName: string;
  readonly role: Role;
  readonly permissions: ReadonlySet<Permission>;
  /** How far they go; absent in a session of before: the server looks at what was sold. */
  readonly limits?: Limits;
}

/** What the shop says about itself on receipts. */
export interface TillShop {
  readonly name: string;
  readonly legalName: string;
  readonly taxNumber: string;
  readonly locale: string;
  readonly storeName: string;
  readonly addressLines: readonly string[];
  readonly timeZone: string;
  /** When its business day ends; absent: at midnight. */
  readonly dayEndsAt?: string | undefined;
  readonly rules: OrderRules;
  readonly tenders: TenderSettings;
  /** By which rule customers earn and spend points; null: the store gives none. */
  readonly loyalty: LoyaltyRule | null;
  /** How it writes down who sold. */
  readonly salesperson: SalespersonSettings;
  readonly notesMinor: readonly Minor[];
  readonly coinsMinor: readonly Minor[];
  readonly paperWidthMm: 58 | 80;
  readonly receiptHeader: string;
  readonly receiptFooter: string;
  /** How the store wants its receipts; absent: the plain way. */
  readonly template?: ReceiptTemplate | undefined;
  /** What links of receipts are made with; absent: they have none. */
  readonly links?: { readonly organizationId: string; readonly linkKey: string } | undefined;
  /** What tells the codes of this store apart. */
  readonly scanRules: readonly ScanRule[];
}

export interface NewProduct {
  readonly name: string;
  readonly code: string;
  readonly priceE4: number;
  readonly taxClassId: string | null;
}

/** What needs the server, and says so when it cannot be reached. */
export interface TillOffice {
  taxClasses(): readonly { readonly taxClassId: string; readonly name: string; readonly isDefault: boolean }[];
  createProduct(product: NewProduct): Promise<Result<null, { readonly detail: string }>>;
  linkCode(variantId: string, code: string): Promise<Result<null, { readonly detail: string }>>;
}

/** A sale of this register to a customer. */
export interface TillHistory {
  readonly documentId: string;
  readonly receiptNumber: string;
  readonly occurredAt: string;
  readonly totalMinor: Minor;
}

/** Customers, from memory; writing one down and taking a payment need no network. */
export interface TillCustomers extends Omit<CustomerDirectory, 'add'> {
  create(fields: CustomerFields): Promise<Result<CustomerItem, JournalRefusal>>;
  pay(payment: {
    readonly paymentId: string;
    readonly customerId: string;
    readonly tenders: readonly TenderInput[];
  }): Promise<Result<null, JournalRefusal>>;
  /** The last sales of this register. */
  history(customerId: string): Promise<readonly TillHistory[]>;
  /** The last sales of the shop, asked of the server; `unreachable`: nobody can be asked. */
  shopHistory(customerId: string): Promise<Result<readonly TillHistory[], { readonly code: string }>>;
}

/** Gift cards and store credit. `unreachable`: nobody knows what is left. */
export interface TillValue {
  /** The card of a code; `null` for what cannot be one. */
  cardOf(code: string): Promise<{ readonly cardId: string; readonly hint: string } | null>;
  balance(
    cardId: string,
  ): Promise<
    Result<
      { readonly hint: string; readonly spendableMinor: Minor; readonly expiresOn: string | null },
      { readonly code: string }
    >
  >;
  /** Puts an amount aside for this sale; the id goes with its tender. */
  authorise(
    kind: TenderKind,
    purseId: string,
    /** Minor units; of points their number. */
    amountMinor: number,
  ): Promise<Result<string, { readonly code: string; readonly leftMinor?: number }>>;
  release(authorisationId: string): void;
  /** What this register may take in a day without the server. */
  allowance(): Promise<OfflineAllowance>;
  /** What this register may still take out of a purse today without the server; `pending` is in carts that are not sold yet. */
  allowanceLeft(purseId: string, pending: readonly UnauthorisedDraw[]): Promise<Minor>;
}

/** Sales that are set aside, as the registers of a store share them. */
export interface TillHeld {
  /** Asks the server as this register, with a body as a POST. Never throws; `unreachable`: nobody knows whether it heard. */
  ask(path: string, body?: unknown): Promise<RegisterAnswer>;
  /** What is held in this store, here and elsewhere; `null`: this device has never heard. */
  readonly items: Observable<{ readonly byId: ReadonlyMap<string, HeldSaleItem> } | null>;
  /** Who may work at this register. */
  readonly people: Observable<readonly { readonly userId: string; readonly displayName: string }[]>;
  readonly registerId: string;
}

/** Everything that the till needs from the device it runs on. */
export interface TillPorts {
  readonly catalog: TillCatalog;
  readonly journal: TillJournal;
  readonly office: TillOffice;
  /** Price lists, promotions and coupons. */
  readonly pricing: Pricing;
  readonly customers: TillCustomers;
  readonly value: TillValue;
  readonly held: TillHeld;
  readonly person: TillPerson;
  /** Whose limits are wide enough for what somebody else may not do, by name. */
  readonly whoMay: (isWithin: (limits: Limits) => boolean) => string;
  readonly shop: TillShop;
  readonly registerName: string;
  /** Nothing beyond a cash sale: the server has not been heard of for longer than the shop allows. */
  isLapsed(): boolean;
  /** Who this till is to the server; `null` on a device that is no register. */
  readonly registration?: () => Registration | null;
  /** Practice, where there is a device that can be made to practise. */
  readonly practice?: PracticeMode;
  /** Makes a UUIDv7. */
  newId(): string;
  now(): Date;
}
