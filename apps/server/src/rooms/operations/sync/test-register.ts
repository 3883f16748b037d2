import { createHash, type KeyObject, randomUUID, sign } from 'node:crypto';
import {
  ENGINE_VERSION,
  engineOf,
  GENESIS_HASH,
  milli,
  minor,
  type Operation,
  type OperationKind,
  type OperationPayloads,
  type OrderRules,
  operationHashInput,
  ppm,
  priceE4,
  type SaleCompleted,
  type SaleLineInput,
  type TaxRule,
  type TenderInput,
  unwrap,
} from '@mosaajii/domain';

export const NOW = '2026-03-02T10:00:00.000Z';
export const TODAY = '2026-03-02';

export const RULES: OrderRules = {
  currency: { code: 'GBP', exponent: 2 },
  taxRounding: 'per-line',
  roundingMode: 'half-up',
  cashRounding: null,
};

export const VAT: TaxRule = {
  taxId: '0198aaaa-0000-7000-8000-00000000aaaa',
  version: 1,
  name: 'VAT 20 %',
  kind: 'percent',
  ratePpm: ppm(200_000),
  amountE4: priceE4(0),
  isIncluded: true,
  affectsNextBase: false,
  isBaseAffectedByPrevious: true,
};

/** What the shop's variants cost, in ten-thousandths. */
export const PRICES = [2_500_000, 990_000, 10_000_000] as const;

export interface RegisterFacts {
  readonly registerId: string;
  readonly registerCode: string;
  readonly series: string;
  readonly userId: string;
  readonly keyId: string;
  readonly secret: string;
  readonly claim: {
    readonly kind: 'register-claim';
    readonly organizationId: string;
    readonly keyId: string;
    readonly tokenHash: string;
  };
  readonly privateKey: KeyObject;
  readonly variants: readonly [string, string, string];
}

interface SaleOptions {
  /** Quantities of the shop's variants, in pieces. */
  readonly pieces?: readonly number[];
  readonly line?: (line: SaleLineInput, index: number) => SaleLineInput;
  readonly change?: (sale: SaleCompleted) => SaleCompleted;
  readonly tenders?: (totalMinor: number) => readonly TenderInput[];
  readonly envelope?: Partial<Operation>;
}

/** The device's side: numbers, chains and signs what it is given. */
export class TestRegister {
  readonly facts: RegisterFacts;
  shiftId: string = randomUUID();
  sequence = 0;
  hash: string = GENESIS_HASH;
  receipt = 0;
  userId: string;

  constructor(facts: RegisterFacts) {
    this.facts = facts;
    this.userId = facts.userId;
  }

  get claim(): RegisterFacts['claim'] {
    return this.facts.claim;
  }

  seal<K extends OperationKind>(
    kind: K,
    payload: OperationPayloads[K],
    operationId: string = randomUUID(),
    changes: Partial<Operation> = {},
  ): Operation<K> {
    const { registerId, keyId } = this.facts;
    this.sequence += 1;
    const unsealed = {
      operationId,
      kind,
      version: 1 as const,
      registerId,
      keyId,
      sequence: this.sequence,
      userId: this.userId,
      occurredAt: NOW,
      clock: { serverTime: NOW, elapsedMs: 0 },
      payload,
      previousHash: this.hash,
      ...changes,
    } as Operation<K>;
    const sealed = this.sign(unsealed);
    this.hash = sealed.hash;
    return sealed;
  }

  /** Hashes and signs what is there now, whatever it says. */
  sign<O extends Operation>(operation: O): O {
    const hash = createHash('sha256').update(operationHashInput(operation)).digest('hex');
    const key = { key: this.facts.privateKey, dsaEncoding: 'ieee-p1363' as const };
    return { ...operation, hash, signature: sign('sha256', Buffer.from(hash), key).toString('base64url') };
  }

  open(openingFloatMinor = 10_000): Operation<'shift.opened'> {
    this.shiftId = randomUUID();
    return this.seal('shift.opened', {
      shiftId: this.shiftId,
      businessDate: TODAY,
      openingFloatMinor: minor(openingFloatMinor),
      currencyCode: 'GBP',
    });
  }

  closeShift(countedMinor: number, expectedMinor = countedMinor): Operation<'shift.closed'> {
    const figures = { countedMinor: minor(countedMinor), expectedMinor: minor(expectedMinor) };
    return this.seal('shift.closed', { shiftId: this.shiftId, ...figures, reason: 'counted' });
  }

  line(index: number, pieces: number): SaleLineInput {
    const variantId = this.facts.variants[index];
    const price = PRICES[index];
    if (variantId === undefined || price === undefined) throw new RangeError(`no variant ${index}`);
    return {
      lineId: randomUUID(),
      variantId,
      name: `Product ${index}`,
      sku: `SKU-${index}`,
      unit: 'pcs',
      quantityMilli: milli(pieces * 1000),
      listPriceE4: priceE4(price),
      unitPriceE4: priceE4(price),
      priceSource: 'list',
      discounts: [],
      taxes: [VAT],
    };
  }

  sale({
    pieces = [2, 1],
    line = (same) => same,
    change = (same) => same,
    tenders,
    envelope = {},
  }: SaleOptions = {}): Operation<'sale.completed'> {
    const lines = pieces.flatMap((count, index) => (count > 0 ? [line(this.line(index, count), index)] : []));
    this.receipt += 1;
    const sale = change(this.computedSale(lines, tenders));
    return this.seal('sale.completed', sale, sale.saleId, envelope);
  }

  private computedSale(lines: readonly SaleLineInput[], tenders: SaleOptions['tenders']): SaleCompleted {
    const engine = engineOf(ENGINE_VERSION);
    if (!engine) throw new Error('no engine');
    const input = { rules: RULES, lines, saleDiscounts: [] };
    const totals = engine.computeOrder(input);
    const cash = { tenderId: randomUUID(), kind: 'cash' as const, amountMinor: minor(totals.totalMinor + 500) };
    const given = tenders ? tenders(totals.totalMinor) : [cash];
    const settlement = engine.settle(totals.totalMinor, RULES, given);
    const zero = { cashRoundingMinor: minor(0), changeMinor: minor(0), dueMinor: totals.totalMinor, applied: [] };
    return {
      saleId: randomUUID(),
      shiftId: this.shiftId,
      businessDate: TODAY,
      receipt: this.receiptNumber(),
      engineVersion: ENGINE_VERSION,
      ...input,
      tenders: given,
      claimed: engine.claimedTotals(totals, settlement.ok ? settlement.value : zero),
    };
  }

  receiptNumber() {
    const { registerCode, series } = this.facts;
    return { registerCode, series, sequence: this.receipt };
  }

  /** A return of lines of a sale, refunded in cash. `returnedBefore`: thousandths of each line that came back earlier. */
  returnOf(
    sale: SaleCompleted,
    parts: readonly { index: number; quantityMilli: number; isRestocked?: boolean }[],
    returnedBefore: readonly number[] = [],
  ): Operation<'return.completed'> {
    const engine = engineOf(ENGINE_VERSION);
    if (!engine) throw new Error('no engine');
    const totals = engine.computeOrder(sale);
    const returnable = totals.lines.map((line, index) => ({
      lineId: line.lineId,
      soldMilli: sale.lines[index]?.quantityMilli ?? milli(0),
      returnedMilli: milli(returnedBefore[index] ?? 0),
      totals: line,
    }));
    const lines = parts.map(({ index, quantityMilli, isRestocked = true }) => ({
      lineId: sale.lines[index]?.lineId ?? '',
      quantityMilli: milli(quantityMilli),
      isRestocked,
    }));
    const computed = unwrap(engine.computeReturn(returnable, lines));
    const total = minor(computed.reduce((sum, line) => sum + line.totalMinor, 0));
    const plan = unwrap(engine.refundInCash(total, sale.tenders[0]?.tenderId ?? randomUUID(), RULES));
    this.receipt += 1;
    const returnId = randomUUID();
    return this.seal(
      'return.completed',
      {
        returnId,
        shiftId: this.shiftId,
        businessDate: TODAY,
        receipt: this.receiptNumber(),
        engineVersion: ENGINE_VERSION,
        rules: RULES,
        reason: 'changed-mind',
        source: { kind: 'sale', saleId: sale.saleId, lines },
        refunds: plan.refunds,
        claimed: engine.claimedReturnTotals(computed, plan),
      },
      returnId,
    );
  }
}
