import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import {
  ENGINE_VERSION,
  engineOf,
  GENESIS_HASH,
  milli,
  minor,
  type Operation,
  type OperationKind,
  type OperationPayloads,
  operationHashInput,
  priceE4,
} from '@mosaajii/domain';
import { seededRandom } from '@mosaajii/testkit';
import { describe, expect, it } from 'vitest';
import { createVerifier } from '../../../platform/access/index.ts';
import { decideBatch } from './decide-batch.ts';
import type { SyncContext, Writes } from './model.ts';
import { receive } from './receive.ts';

const NOW = '2026-03-02T10:00:00.000Z';
const RULES = {
  currency: { code: 'KES', exponent: 2 as const },
  taxRounding: 'per-line' as const,
  roundingMode: 'half-up' as const,
  cashRounding: null,
};
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ids = {
  organizationId: randomUUID(),
  keyId: randomUUID(),
  registerId: randomUUID(),
  userId: randomUUID(),
  variantId: randomUUID(),
  shiftId: randomUUID(),
};
const ports = { verify: createVerifier(), nextId: randomUUID };

function context(changes: Partial<SyncContext> = {}): SyncContext {
  return {
    organizationId: ids.organizationId,
    currencyCode: 'KES',
    key: {
      key_id: ids.keyId,
      register_id: ids.registerId,
      series: 'A',
      public_key: { ...pair.publicKey.export({ format: 'jwk' }) },
      token_hash: '',
      key_state: 'active',
      store_id: randomUUID(),
      code: 'S1-R1',
      purpose: 'till',
      register_state: 'active',
      needs_proof: false,
      lease_expires_at: null,
      lease_gaps: [],
    },
    head: { key_id: ids.keyId, last_sequence: 0, last_hash: GENESIS_HASH, last_receipt_sequence: 0, last_z_number: 0 },
    now: NOW,
    operations: [],
    repairs: [],
    members: [{ user_id: ids.userId, role: 'cashier', state: 'active', has_base_role: true, grants: null }],
    shifts: [],
    variants: [{ variant_id: ids.variantId, price_e4: 1_000_000, cost_e4: 400_000, stock_policy: 'warn' }],
    taxation: {
      goods: [{ variant_id: ids.variantId, product_id: ids.variantId, tax_class_id: ids.shiftId }],
      taxes: [],
      classes: [{ taxClassId: ids.shiftId, taxIds: [] }],
      past: [],
    },
    drifted: [],
    levels: [{ variant_id: ids.variantId, on_hand_milli: 5_000 }],
    sales: [],
    returned: [],
    refunded: [],
    ...changes,
  };
}

/** What the next load would find after these writes, as far as the chain and the repeats go. */
function after(before: SyncContext, writes: Writes): SyncContext {
  const { head } = writes;
  return {
    ...before,
    head: head
      ? {
          key_id: head.keyId,
          last_sequence: head.lastSequence,
          last_hash: head.lastHash,
          last_receipt_sequence: head.lastReceiptSequence,
          last_z_number: head.lastZNumber,
        }
      : before.head,
    operations: [
      ...before.operations,
      ...writes.operations.map((row) => ({
        operation_id: row.operationId,
        hash: row.hash,
        status: row.status,
        notes: row.notes,
      })),
    ],
    repairs: [
      ...before.repairs,
      ...writes.repairs.map((row) => ({
        repair_id: row.repairId,
        operation_id: row.operationId,
        content_hash: row.contentHash,
        status: row.status,
        reason_code: row.reasonCode,
        reason: row.reason,
      })),
    ],
    shifts: [...before.shifts, ...writes.openedShifts],
  };
}

function chain() {
  let sequence = 0;
  let previousHash: string = GENESIS_HASH;
  let receipt = 0;
  const seal = <K extends OperationKind>(
    kind: K,
    payload: OperationPayloads[K],
    operationId: string = randomUUID(),
  ): Operation<K> => {
    sequence += 1;
    const { keyId, registerId, userId } = ids;
    const clock = { serverTime: NOW, elapsedMs: 0 };
    const unsealed = {
      operationId,
      kind,
      version: 1 as const,
      registerId,
      keyId,
      sequence,
      userId,
      occurredAt: NOW,
      clock,
      payload,
      previousHash,
    };
    const hash = createHash('sha256').update(operationHashInput(unsealed)).digest('hex');
    previousHash = hash;
    const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' as const };
    return { ...unsealed, hash, signature: sign('sha256', Buffer.from(hash), key).toString('base64url') };
  };
  return {
    open: () =>
      seal('shift.opened', {
        shiftId: ids.shiftId,
        businessDate: '2026-03-02',
        openingFloatMinor: minor(500),
        currencyCode: 'KES',
      }),
    close: (countedMinor: number) =>
      seal('shift.closed', {
        shiftId: ids.shiftId,
        countedMinor: minor(countedMinor),
        expectedMinor: minor(countedMinor),
      }),
    sale: (pieces = 1) => {
      receipt += 1;
      const saleId = randomUUID();
      const payload = salePayload(saleId, receipt, pieces);
      return seal('sale.completed', payload, saleId);
    },
  };
}

function salePayload(saleId: string, sequence: number, pieces: number): OperationPayloads['sale.completed'] {
  const engine = engineOf(ENGINE_VERSION);
  if (!engine) throw new Error('no engine');
  const line = {
    lineId: randomUUID(),
    variantId: ids.variantId,
    name: 'Tea',
    sku: 'TEA',
    unit: 'pcs',
    quantityMilli: milli(pieces * 1000),
    listPriceE4: priceE4(1_000_000),
    unitPriceE4: priceE4(1_000_000),
    priceSource: 'list' as const,
    discounts: [],
    taxes: [],
  };
  const order = { rules: RULES, lines: [line], saleDiscounts: [] };
  const totals = engine.computeOrder(order);
  const tenders = [{ tenderId: randomUUID(), kind: 'cash' as const, amountMinor: totals.totalMinor }];
  const settlement = engine.settle(totals.totalMinor, RULES, tenders);
  if (!settlement.ok) throw new Error(settlement.error.detail);
  const receipt = { registerCode: 'S1-R1', series: 'A', sequence };
  const document = { saleId, shiftId: ids.shiftId, businessDate: '2026-03-02', receipt, engineVersion: ENGINE_VERSION };
  return { ...document, ...order, tenders, claimed: engine.claimedTotals(totals, settlement.value) };
}

const decide = (from: SyncContext, operations: readonly unknown[]) => decideBatch(from, operations.map(receive), ports);

describe('a batch is decided one after the other', () => {
  it('opens, sells and closes a shift that no database has seen', () => {
    const register = chain();
    const { writes, answers } = decide(context(), [register.open(), register.sale(2), register.close(700)]);
    expect(answers.map((answer) => answer.status)).toEqual(['applied', 'applied', 'applied']);
    expect(writes.openedShifts).toMatchObject([{ state: 'closed', cashMinor: 700, saleCount: 1 }]);
    expect(writes.changedShifts).toEqual([]);
    expect(writes.head).toMatchObject({ lastSequence: 3, lastReceiptSequence: 1 });
  });

  it('flags the sale that takes the stock below zero, and not the ones after it', () => {
    const register = chain();
    const { answers } = decide(context(), [register.open(), register.sale(5), register.sale(), register.sale()]);
    expect(answers.map((answer) => answer.status)).toEqual(['applied', 'applied', 'flagged', 'applied']);
  });

  it('flags each of them where the shop refuses to sell what it does not have', () => {
    const register = chain();
    const strict = context({
      variants: [{ variant_id: ids.variantId, price_e4: 1_000_000, cost_e4: null, stock_policy: 'refuse' }],
    });
    const { answers } = decide(strict, [register.open(), register.sale(6), register.sale()]);
    expect(answers.map((answer) => answer.status)).toEqual(['applied', 'flagged', 'flagged']);
  });

  it('changes nothing it was given', () => {
    const register = chain();
    const before = context();
    const copy = structuredClone(before);
    decide(before, [register.open(), register.sale()]);
    expect(before).toEqual(copy);
  });

  it('posts every fact to zero', () => {
    const register = chain();
    const { writes } = decide(context(), [register.open(), register.sale(3), register.close(900)]);
    expect(writes.postings).toHaveLength(3);
    for (const posting of writes.postings)
      expect(posting.amountsMinor.reduce((sum, amount) => sum + amount, 0)).toBe(0);
  });
});

describe('whatever order and how often operations arrive', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))('seed %i: in the end each is posted once', (seed) => {
    const random = seededRandom(seed);
    const register = chain();
    const all = [register.open(), ...Array.from({ length: 6 }, () => register.sale())];
    let books = context();
    const posted = new Map<string, number>();
    const push = (operations: readonly unknown[]) => {
      const { writes, answers } = decide(books, operations);
      for (const row of writes.operations) posted.set(row.operationId, (posted.get(row.operationId) ?? 0) + 1);
      books = after(books, writes);
      return answers;
    };
    for (let round = 0; round < 8; round += 1) {
      const some = random.shuffle(all).slice(0, random.integer(1, all.length));
      const answers = push(random.chance(0.3) ? [...some, ...some] : some);
      expect(answers.every((answer) => ['applied', 'flagged', 'held'].includes(answer.status))).toBe(true);
    }
    // The faults end, and the register sends what it kept, oldest first.
    const last = push(all);
    expect(last.map((answer) => answer.status).filter((status) => status === 'held' || status === 'rejected')).toEqual(
      [],
    );
    expect([...posted.values()]).toEqual(all.map(() => 1));
    expect(books.head.last_sequence).toBe(all.length);
  });
});
