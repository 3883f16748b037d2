import type { Milli } from '@mosaajii/domain/money';
import type { Operation, OperationAnswer } from '@mosaajii/domain/operation';
import type { ReplayProduct } from './catalogue.ts';
import type { Jwk, RegisterIdentity } from './register-chain.ts';

/** A product as the shop has it: what a line of a sale names. */
export interface ShopVariant {
  readonly variantId: string;
  readonly name: string;
  readonly unit: string;
}

/** Where a register's chain ends on the server. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
  readonly receiptSequence: number;
  /** The number of the key's last Z report; 0 before the first. */
  readonly zNumber: number;
}

/** An operation that the server has under an id, whichever register sent it. */
export interface KnownOperation {
  readonly operationId: string;
  readonly status: OperationAnswer['status'] | 'approved' | 'dismissed';
  readonly shiftId: string | null;
  readonly lineCount: number;
  /** Positive also for returns; zero where the kind has no total. */
  readonly totalMinor: number;
}

/**
 * The shop that a replay plays against, as a register and an office see it. Two of them exist: over HTTP for the command
 * line, and inside the server for the demo shop.
 */
export interface ReplayShop {
  readonly organizationId: string;
  readonly storeId: string;
  readonly userId: string;
  readonly currencyCode: string;
  /** Makes what is missing, leaves what is there, and returns every variant by its SKU. */
  ensureProducts(products: readonly ReplayProduct[]): Promise<ReadonlyMap<string, ShopVariant>>;
  /** Puts opening stock on the shelf once: a repeat of the same id changes nothing. */
  openStock(adjustmentId: string, lines: readonly { variantId: string; quantityMilli: Milli }[]): Promise<void>;
  enrol(name: string, publicKey: Jwk): Promise<Omit<RegisterIdentity, 'privateKey'>>;
  headOf(register: RegisterIdentity): Promise<ChainHead>;
  known(register: RegisterIdentity, operationIds: readonly string[]): Promise<readonly KnownOperation[]>;
  push(register: RegisterIdentity, operations: readonly Operation[]): Promise<readonly OperationAnswer[]>;
}

/** The shop refused something that a replay cannot do without; the message says what. */
export class ShopRefusal extends Error {
  override readonly name = 'ShopRefusal';
}
