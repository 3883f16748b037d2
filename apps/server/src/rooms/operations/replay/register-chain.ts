import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign, type webcrypto } from 'node:crypto';
import {
  type Operation,
  operationHashInput,
  type ReceiptNumber,
  type UnsealedOperation,
} from '@mosaajii/domain/operation';
import type { ChainHead } from './shop.ts';

/** A JSON Web Key (RFC 7517). */
export type Jwk = webcrypto.JsonWebKey;

/** An import register as it was enrolled, with the private half of its key. */
export interface RegisterIdentity {
  readonly organizationId: string;
  readonly registerId: string;
  readonly registerCode: string;
  readonly keyId: string;
  readonly series: string;
  /** The bearer secret that was given once, at the enrolment. */
  readonly secret: string;
  readonly privateKey: Jwk;
}

/** An operation before it has its place in the chain; a receipt number is given when its kind has one. */
export interface OperationDraft {
  readonly operationId: string;
  readonly kind: Operation['kind'];
  readonly occurredAt: string;
  readonly hasReceipt: boolean;
  /** It closes a shift with a Z report, which takes the next number. */
  readonly hasReport?: boolean;
  /** `end` is the end of the chain before the operation, with the number of its Z report. */
  readonly payload: (receipt: ReceiptNumber, end: Omit<ChainHead, 'receiptSequence'>) => Operation['payload'];
}

/** A new ECDSA P-256 pair as JSON Web Keys (RFC 7517). */
export function newKeyPair(): { readonly privateKey: Jwk; readonly publicKey: Jwk } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey: pair.privateKey.export({ format: 'jwk' }), publicKey: pair.publicKey.export({ format: 'jwk' }) };
}

/**
 * The chain of one register: numbers, links and signs what it is given, in that order. It runs ahead of the server until
 * `moveTo` says where the server stands.
 */
export class RegisterChain {
  readonly identity: RegisterIdentity;
  readonly #userId: string;
  readonly #key: KeyObject;
  #head: ChainHead;

  constructor(identity: RegisterIdentity, userId: string, head: ChainHead) {
    this.identity = identity;
    this.#userId = userId;
    this.#key = createPrivateKey({ key: { ...identity.privateKey }, format: 'jwk' });
    this.#head = head;
  }

  /** Goes to the server's head. A number that was used is never used again, even if its operation is only held. */
  moveTo(head: ChainHead): void {
    const receiptSequence = Math.max(head.receiptSequence, this.#head.receiptSequence);
    this.#head = { ...head, receiptSequence, zNumber: Math.max(head.zNumber, this.#head.zNumber) };
  }

  /** Seals the draft as the next operation. */
  seal(draft: OperationDraft): Operation {
    const { registerId, registerCode, keyId, series } = this.identity;
    const receiptSequence = this.#head.receiptSequence + (draft.hasReceipt ? 1 : 0);
    const { sequence, hash: previousHash } = this.#head;
    const zNumber = this.#head.zNumber + (draft.hasReport === true ? 1 : 0);
    const receipt = { registerCode, series, sequence: receiptSequence };
    const unsealed: UnsealedOperation = {
      operationId: draft.operationId,
      kind: draft.kind,
      version: 1,
      registerId,
      keyId,
      sequence: sequence + 1,
      userId: this.#userId,
      occurredAt: draft.occurredAt,
      clock: null,
      payload: draft.payload(receipt, { sequence, hash: previousHash, zNumber }),
      previousHash,
    };
    const hash = createHash('sha256').update(operationHashInput(unsealed)).digest('hex');
    const signature = sign('sha256', Buffer.from(hash), { key: this.#key, dsaEncoding: 'ieee-p1363' });
    this.#head = { sequence: unsealed.sequence, hash, receiptSequence, zNumber };
    return { ...unsealed, hash, signature: signature.toString('base64url') };
  }
}
