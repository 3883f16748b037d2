import type { AuditAction, AuditSubject } from '@mosaajii/contract/audit-actions';
/** What a change is about; readers of the feed load what they need by the ids. */
export type ChangeKind =
  | 'catalog.variants'
  | 'catalog.categories'
  | 'catalog.taxes'
  | 'customers'
  | 'gift-cards'
  /** Sales that are set aside. */
  | 'held-sales'
  | 'quotes'
  /** Goods that are put aside against deposits. */
  | 'layaways'
  /** Cards of which nobody was sure, answered in the office. */
  | 'card-answers'
  /** Price lists, promotions, and the rules by which they combine. */
  | 'catalog.pricing'
  | 'catalog.coupons'
  /** How often limited promotions were used. */
  | 'catalog.promotion-uses'
  | 'settings'
  | 'sale'
  | 'stock'
  /** Suppliers, what was ordered from them, and what arrived. */
  | 'purchasing'
  | 'shift'
  | 'sync.repair'
  | 'approval'
  | 'import'
  | 'identity'
  | 'people'
  /** What people may do; registers ask for their people again. */
  | 'rights'
  | 'notice';

/** One sentence of the audit trail: who did what to which subject. */
export interface AuditInput {
  /** In the past tense, with its room: `product.created`, `sale.recorded`. */
  readonly action: AuditAction;
  readonly subjectKind: AuditSubject;
  readonly subjectId: string;
  readonly userId?: string;
  readonly registerId?: string;
  /** Before and after, reasons, amounts. Never a secret; people by their ids. */
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
  readonly address?: string;
}

export interface ChangeInput {
  readonly changeId?: string;
  readonly kind: ChangeKind;
  /** At most 500; more are split over several changes. */
  readonly ids: readonly string[];
  readonly registerId?: string;
  readonly audit: readonly AuditInput[];
}

/** A position of an organization's feed became known. */
export interface Poke {
  readonly organizationId: string;
  readonly position: number;
}

/** The change feed of this process: tell it that something changed, hear that something new can be read. */
export interface Feed {
  /** Asks the sealer to look; cheap, coalesced, safe to forget (it also looks by itself). */
  poke(organizationId: string): void;
  /** Calls back with each new position of any organization, from whichever process it came. */
  subscribe(listener: (poke: Poke) => void): () => void;
  /** Calls back with the id of each session that has ended, in whichever process it was ended. */
  onSessionEnded(listener: (sessionId: string) => void): () => void;
}
