import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GENESIS_HASH, type Operation, type OperationAnswer, operationHashInput } from '@mosaajii/domain/operation';
import { engineOf } from '@mosaajii/domain/sale';
import { expectedAfter } from '@mosaajii/domain/shift';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseInvoiceFile } from './invoice-file.ts';
import type { Jwk } from './register-chain.ts';
import { type ReplayOptions, replay } from './replay.ts';
import type { ChainHead, KnownOperation, ReplayShop } from './shop.ts';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n';

/** A shop in memory that checks every operation as the server would: chain, signature, receipts, arithmetic. */
class ModelShop implements ReplayShop {
  readonly organizationId = '00000000-0000-7000-8000-000000000001';
  readonly storeId = '00000000-0000-7000-8000-000000000002';
  readonly userId = '00000000-0000-7000-8000-000000000003';
  currencyCode = 'GBP';
  readonly variants = new Map<string, { variantId: string; name: string; unit: string }>();
  readonly openings = new Map<string, number>();
  readonly operations = new Map<string, Operation>();
  readonly heads = new Map<string, ChainHead & { publicKey: Jwk }>();
  /** Called with the number of the push: may throw before or after the push takes effect. */
  trouble: (push: number) => 'none' | 'lose-request' | 'lose-answer' = () => 'none';
  holds: (operation: Operation) => boolean = () => false;
  pushes = 0;

  async ensureProducts(products: readonly { sku: string; name: string }[]) {
    for (const { sku, name } of products) {
      const variantId = `00000000-0000-7000-9000-${String(this.variants.size).padStart(12, '0')}`;
      if (!this.variants.has(sku)) this.variants.set(sku, { variantId, name, unit: 'pcs' });
    }
    return this.variants;
  }

  async openStock(adjustmentId: string, lines: readonly { quantityMilli: number }[]) {
    const total = lines.reduce((sum, line) => sum + line.quantityMilli, 0);
    expect(this.openings.get(adjustmentId) ?? total).toBe(total);
    this.openings.set(adjustmentId, total);
  }

  async enrol(_name: string, publicKey: Jwk) {
    const number = this.heads.size + 1;
    const keyId = `00000000-0000-7000-a000-${String(number).padStart(12, '0')}`;
    this.heads.set(keyId, { sequence: 0, hash: GENESIS_HASH, receiptSequence: 0, zNumber: 0, publicKey });
    const registerId = keyId.replace('a000', 'b000');
    return {
      organizationId: this.organizationId,
      registerId,
      registerCode: `S1-R${number}`,
      keyId,
      series: 'A',
      secret: 's',
    };
  }

  async headOf({ keyId }: { keyId: string }) {
    return this.head(keyId);
  }

  head(keyId: string) {
    const head = this.heads.get(keyId);
    if (head === undefined) throw new Error('unknown key');
    return head;
  }

  async known(_register: unknown, operationIds: readonly string[]): Promise<KnownOperation[]> {
    return operationIds.flatMap((id) => {
      const operation = this.operations.get(id);
      if (operation === undefined) return [];
      const payload = operation.payload;
      const lines = 'lines' in payload ? payload.lines : 'source' in payload ? payload.source.lines : [];
      const totalMinor = 'claimed' in payload ? payload.claimed.totalMinor : 0;
      const shiftId = 'shiftId' in payload ? payload.shiftId : null;
      return [{ operationId: id, status: 'applied' as const, shiftId, lineCount: lines.length, totalMinor }];
    });
  }

  async push(_register: unknown, operations: readonly Operation[]): Promise<OperationAnswer[]> {
    this.pushes += 1;
    const trouble = this.trouble(this.pushes);
    if (trouble === 'lose-request') throw new Error('the connection broke');
    const answers = operations.map((operation) => this.apply(operation));
    if (trouble === 'lose-answer') throw new Error('the connection broke');
    return answers;
  }

  apply(operation: Operation): OperationAnswer {
    const { operationId } = operation;
    const known = this.operations.get(operationId);
    if (known !== undefined) {
      expect(known.hash, 'the same id with other content').toBe(operation.hash);
      return { operationId, isRepeat: true, status: 'applied' };
    }
    const head = this.head(operation.keyId);
    expect([operation.sequence, operation.previousHash]).toEqual([head.sequence + 1, head.hash]);
    expect(createHash('sha256').update(operationHashInput(operation)).digest('hex')).toBe(operation.hash);
    const key = createPublicKey({ key: { ...head.publicKey }, format: 'jwk' });
    const signature = Buffer.from(operation.signature, 'base64url');
    expect(verify('sha256', Buffer.from(operation.hash), { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
    if (this.holds(operation)) {
      this.heads.set(operation.keyId, { ...head, sequence: operation.sequence, hash: operation.hash });
      return { operationId, isRepeat: false, status: 'held', reason: 'for the test' };
    }
    checkArithmetic(operation);
    const receiptSequence = 'receipt' in operation.payload ? operation.payload.receipt.sequence : head.receiptSequence;
    const z = 'z' in operation.payload ? operation.payload.z : undefined;
    if (z !== undefined) {
      expect(z).toMatchObject({ number: head.zNumber + 1, head: { sequence: head.sequence, hash: head.hash } });
      expect(z.expectedMinor).toBe(expectedAfter(z.openingFloatMinor, z.totals));
    }
    const { sequence, hash } = operation;
    const zNumber = z?.number ?? head.zNumber;
    this.heads.set(operation.keyId, { ...head, sequence, hash, receiptSequence, zNumber });
    this.operations.set(operationId, operation);
    return { operationId, isRepeat: false, status: 'applied' };
  }

  payloads<T extends string>(field: T) {
    return [...this.operations.values()].map((operation) => operation.payload).filter((payload) => field in payload);
  }

  /** Sales less returns. */
  takings(): number {
    return [...this.operations.values()].reduce((sum, { payload }) => {
      if ('saleId' in payload && 'claimed' in payload) return sum + payload.claimed.totalMinor;
      return 'returnId' in payload ? sum - payload.claimed.totalMinor : sum;
    }, 0);
  }
}

function checkArithmetic({ payload }: Operation): void {
  if (!('saleId' in payload && 'claimed' in payload)) return;
  const engine = engineOf(payload.engineVersion);
  expect(engine?.validateOrder(payload).ok).toBe(true);
  const totals = engine?.computeOrder(payload);
  expect(totals?.totalMinor).toBe(payload.claimed.totalMinor);
  expect(engine?.settle(payload.claimed.totalMinor, payload.rules, payload.tenders).ok).toBe(true);
}

/** Ten days of three sales, a return and a write-off each. */
function month(name = 'month.csv', days = 10) {
  const rows = Array.from({ length: days }, (_, day) => {
    const date = `2010-12-${String(day + 1).padStart(2, '0')} 1`;
    const number = 1000 + day * 10;
    return [
      `${number},A,lamp,2,${date}0:00:00,1.255,,UK`,
      `${number},B,card,1,${date}0:00:00,0.00,,UK`,
      `${number + 1},A,lamp,4,${date}1:00:00,2.55,17850.0,UK`,
      `${number + 2},C,vase,1,${date}2:00:00,10,,UK`,
      `C${number + 3},A,lamp,-9,${date}3:00:00,2.55,,UK`,
      `${number + 4},B,,-1,${date}4:00:00,0,,UK`,
      `A${number + 5},B,Adjust bad debt,1,${date}5:00:00,7.00,,UK`,
    ].join('\n');
  });
  return parseInvoiceFile(name, Buffer.from(HEADER + rows.join('\n')));
}

const SALES = 10 * (251 + 1020 + 1000);
const RETURNS = -10 * 2295;

describe('a replay', () => {
  let stateDirectory: string;
  let shop: ModelShop;
  const run = (more: Partial<ReplayOptions> = {}) =>
    replay({ shop, files: [month()], stateDirectory, lanes: 2, ...more });

  beforeEach(async () => {
    stateDirectory = await mkdtemp(join(tmpdir(), 'mosaajii-replay-'));
    shop = new ModelShop();
  });
  afterEach(() => rm(stateDirectory, { recursive: true, force: true }));

  it('plays everything once and accounts for every line', async () => {
    const { files, total } = await run();
    expect(files[0]).toMatchObject({
      sales: { documents: 30, lines: 40, amountMinor: SALES },
      returns: { documents: 10, lines: 10, amountMinor: RETURNS },
      writeOffs: { documents: 10, lines: 10, amountMinor: 0 },
      rejected: { documents: 10, lines: 10, amountMinor: 7000 },
      repeated: 0,
    });
    expect(total.sales.amountMinor + total.returns.amountMinor).toBe(shop.takings());
    expect(shop.operations.size).toBe(50 + 20);
  });

  it('keeps receipts gapless and drawers balanced in each register', async () => {
    await run();
    const receipts = new Map<string, number[]>();
    for (const { keyId, payload } of shop.operations.values()) {
      if ('receipt' in payload) receipts.set(keyId, [...(receipts.get(keyId) ?? []), payload.receipt.sequence]);
    }
    expect(receipts.size).toBe(2);
    for (const numbers of receipts.values()) expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    // Cash of a day: 2.51 + 10.00 sold, 22.95 paid back, and a float that covers the refunds.
    const closings = shop.payloads('countedMinor');
    expect(closings).toHaveLength(10);
    for (const closing of closings) expect(closing).toMatchObject({ countedMinor: 1251, expectedMinor: 1251 });
  });

  it('changes nothing when it is repeated, and says that all was there', async () => {
    await run();
    const before = shop.operations.size;
    const { files, total } = await run({ files: [month(), month('again.csv')] });
    expect(shop.operations.size).toBe(before);
    expect(shop.openings.size).toBe(1);
    expect(files.map((file) => [file.repeated, file.sales.amountMinor])).toEqual([
      [50, SALES],
      [50, SALES],
    ]);
    expect(total.sales).toEqual({ documents: 30, lines: 40, amountMinor: SALES });
    expect(total.rejected.documents).toBe(10);
  });

  it('does not double when its state was lost', async () => {
    await run();
    await rm(stateDirectory, { recursive: true, force: true });
    const before = shop.operations.size;
    const { files } = await run();
    expect(files[0]).toMatchObject({ repeated: 50, sales: { amountMinor: SALES } });
    expect(shop.operations.size).toBe(before);
  });

  it.each(['lose-request', 'lose-answer'] as const)('resumes after every possible break: %s', async (kind) => {
    let breaks = 0;
    let isDone = false;
    while (!isDone) {
      shop.pushes = 0;
      // One push gets through, then the server is gone until the next attempt.
      shop.trouble = (push) => (push > 1 ? kind : 'none');
      isDone = await run().then(
        () => true,
        (error: unknown) => {
          expect(String(error)).toContain('the connection broke');
          breaks += 1;
          return false;
        },
      );
    }
    expect(breaks).toBeGreaterThan(5);
    shop.trouble = () => 'none';
    const { files, total } = await run();
    expect(files[0]?.sales.amountMinor).toBe(SALES);
    expect(total.sales.amountMinor + total.returns.amountMinor).toBe(shop.takings());
    expect(shop.operations.size).toBe(70);
  });

  it('resumes a half-played month under another state without doubling or losing the drawer', async () => {
    let asked = 0;
    const stopped = await run({ isStopping: () => ++asked > 8 });
    expect(stopped.isComplete).toBe(false);
    expect(shop.operations.size).toBeLessThan(70);
    await rm(stateDirectory, { recursive: true, force: true });
    const { files } = await run();
    expect(files[0]?.sales).toEqual({ documents: 30, lines: 40, amountMinor: SALES });
    for (const closing of shop.payloads('countedMinor')) expect(closing).toMatchObject({ countedMinor: 1251 });
  });

  it('refuses what the shop holds, with its lines and reason, and goes on', async () => {
    shop.holds = (operation) => 'saleId' in operation.payload && operation.payload.note === 'Invoice 1012';
    const { files } = await run();
    const refused = files[0]?.rejectedLines.filter((line) => line.invoice === '1012');
    expect(refused).toMatchObject([{ reason: 'held by the shop: for the test', amountMinor: 1000 }]);
    expect(files[0]?.sales.amountMinor).toBe(SALES - 1000);
    expect(files[0]?.rejected.amountMinor).toBe(7000 + 1000);
  });

  it('refuses an invoice that the shop has with other lines', async () => {
    const short = parseInvoiceFile('part.csv', Buffer.from(`${HEADER}1000,A,lamp,2,2010-12-01 10:00:00,1.255,,UK\n`));
    await run({ files: [short] });
    const { files } = await run();
    expect(files[0]?.rejectedLines.filter((line) => line.invoice === '1000')).toMatchObject([
      { reason: 'the shop has this invoice with other lines' },
      { reason: 'the shop has this invoice with other lines' },
    ]);
  });

  it('moves every date when it is told to', async () => {
    await run({ shiftDays: 31 });
    const dates = new Set(
      shop.payloads('businessDate').map((payload) => 'businessDate' in payload && payload.businessDate),
    );
    expect([...dates].sort()[0]).toBe('2011-01-01');
    expect(dates.size).toBe(10);
  });

  it('refuses a shop that does not count in pounds', async () => {
    shop.currencyCode = 'KES';
    await expect(run()).rejects.toThrow(/in GBP, the shop keeps its books in KES/);
  });

  it('keeps the registers’ keys where only their owner can read them', async () => {
    await run();
    const [directory = ''] = await readdir(stateDirectory);
    const names = (await readdir(join(stateDirectory, directory))).sort();
    expect(names).toEqual(['register-1.json', 'register-2.json']);
    const state: unknown = JSON.parse(await readFile(join(stateDirectory, directory, 'register-1.json'), 'utf8'));
    expect(state).toMatchObject({ pending: [] });
  });
});
