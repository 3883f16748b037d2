import {
  APPROVAL_ACTIONS,
  APPROVAL_METHODS,
  CORRECTION_REASONS,
  MOST_AGE,
  type OperationKind,
  ORDER_LIMITS,
  type TenderKind,
} from '@mosaajii/domain';
import { DEPOSIT_TENDERS } from '@mosaajii/domain/layaway';
import { MOST_MINOR } from '@mosaajii/domain/money';
import { z } from 'zod';
import {
  amount,
  approvals,
  businessDate,
  currencyCode,
  instant,
  minor,
  price,
  quantity,
  sequence,
  sha256,
  tenderKind,
  text,
  uuid,
} from './payload-fields.ts';
import { loyaltyRule } from './settings.ts';
import { cashMoved, drawerOpened, shiftClosed, shiftHandedOver, tillNoted } from './shift-payloads.ts';

const roundingMode = z.enum(['half-up', 'half-even', 'half-down', 'up', 'down']);
const rules = z.strictObject({
  currency: z.strictObject({ code: currencyCode, exponent: z.union([z.literal(0), z.literal(2), z.literal(3)]) }),
  taxRounding: z.enum(['per-line', 'per-document']),
  roundingMode,
  cashRounding: z.strictObject({ unitMinor: z.int().min(1).max(MOST_MINOR), mode: roundingMode }).nullable(),
});
const discount = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('percent'),
    ratePpm: z.int().min(0).max(1_000_000),
    label: text(0, 120).optional(),
  }),
  z.strictObject({ kind: z.literal('amount'), amountMinor: amount, label: text(0, 120).optional() }),
]);
const taxRule = z.strictObject({
  taxId: uuid,
  version: z.int().min(1).max(2_147_483_647),
  name: text(1, 60),
  kind: z.enum(['percent', 'division', 'fixed-per-unit']),
  ratePpm: z.int().min(-999_999).max(ORDER_LIMITS.ratePpm),
  amountE4: z.int().min(-ORDER_LIMITS.taxAmountE4).max(ORDER_LIMITS.taxAmountE4),
  isIncluded: z.boolean(),
  affectsNextBase: z.boolean(),
  isBaseAffectedByPrevious: z.boolean(),
  exemptBy: text(1, 60).optional(),
});
const saleLineFields = {
  lineId: uuid,
  variantId: uuid,
  name: text(1, 300),
  sku: text(1, 64),
  unit: text(1, 16),
  quantityMilli: quantity,
  listPriceE4: price,
  unitPriceE4: price,
  priceSource: z.enum(['list', 'price-list', 'override', 'open']),
  priceListId: uuid.optional(),
  priceListVersion: z.int().min(1).max(2_147_483_647).optional(),
  discounts: z.array(discount).max(ORDER_LIMITS.discountsEach),
  taxes: z.array(taxRule).max(ORDER_LIMITS.taxesPerLine),
  note: text(0, 500).optional(),
  giftCard: z.strictObject({ cardId: uuid, hint: text(1, 8), expiresOn: businessDate.optional() }).optional(),
  isLabelPrice: z.literal(true).optional(),
  lot: text(1, 64).optional(),
  expiresOn: businessDate.optional(),
  serial: text(1, 64).optional(),
  weighing: z
    .strictObject({
      grossMilli: quantity,
      tareMilli: z.int().min(0).max(1_000_000_000),
      source: z.enum(['scale', 'typed']),
    })
    .optional(),
  salespersonId: uuid.optional(),
};
const MOST_POINTS = 1_000_000_000_000;
const tender = z
  .strictObject({
    tenderId: uuid,
    kind: tenderKind,
    amountMinor: amount,
    reference: text(0, 64).optional(),
    cardId: uuid.optional(),
    authorisationId: uuid.optional(),
    points: z.int().min(1).max(MOST_POINTS).optional(),
    forfeitedMinor: amount.optional(),
    isUncertain: z.literal(true).optional(),
  })
  .refine((value) => value.isUncertain === undefined || value.kind === 'card-manual', 'only a card is uncertain')
  .refine((value) => (value.kind === 'points') === (value.points !== undefined), 'points are counted')
  .refine((value) => (value.kind === 'gift-card') === (value.cardId !== undefined), 'a gift card names its card');
const customer = z.strictObject({
  customerId: uuid,
  name: text(1, 200).optional(),
  taxNumber: text(1, 60).optional(),
});
const receipt = z.strictObject({
  registerCode: z.string().regex(/^[A-Z0-9]{1,8}-[A-Z0-9]{1,8}$/, 'a register code, S1-R1'),
  series: z.string().regex(/^[A-Z]{1,4}$/, 'a receipt series'),
  sequence: sequence.max(999_999_999_999),
});
const claimedReturn = {
  netMinor: minor,
  taxMinor: minor,
  discountMinor: minor,
  totalMinor: minor,
  cashRoundingMinor: minor,
  lineTotalsMinor: z.array(minor).min(1).max(ORDER_LIMITS.lines),
};
/** Also on documents: what somebody else let the cashier do, and the other half of an exchange. */
const permitted = { approvals, exchangeId: uuid.optional() };
const document = { shiftId: uuid, businessDate, receipt, engineVersion: z.int().min(1).max(1_000_000) };

const shiftOpened = z.strictObject({ shiftId: uuid, businessDate, openingFloatMinor: amount, currencyCode });
const appliedPromotion = z.strictObject({
  promotionId: uuid,
  version: z.int().min(1).max(2_147_483_647),
  label: text(1, 120),
  couponCode: text(1, 40).optional(),
  shares: z
    .array(z.strictObject({ lineId: uuid, amountMinor: amount.min(1) }))
    .min(1)
    .max(ORDER_LIMITS.lines),
});
const PERSONAL_TENDERS: ReadonlySet<string> = new Set(['store-credit', 'account', 'points', 'deposit']);
const saleLoyalty = z.strictObject({
  rule: loyaltyRule,
  withoutLineIds: z.array(uuid).min(1).max(ORDER_LIMITS.lines).optional(),
  earnedPoints: z.int().min(0).max(MOST_POINTS),
});
const pricedBy = {
  customerGroupIds: z.array(uuid).max(50).optional(),
  pricingVersion: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
};
const saleCompleted = z
  .strictObject({
    saleId: uuid,
    ...document,
    rules,
    lines: z.array(z.strictObject(saleLineFields)).min(1).max(ORDER_LIMITS.lines),
    promotions: z.array(appliedPromotion).max(ORDER_LIMITS.promotions).optional(),
    ...pricedBy,
    saleDiscounts: z.array(discount).max(ORDER_LIMITS.discountsEach),
    tenders: z.array(tender).max(50),
    claimed: z.strictObject({ ...claimedReturn, changeMinor: minor }),
    note: text(0, 1000).optional(),
    customer: customer.optional(),
    loyalty: saleLoyalty.optional(),
    tipMinor: amount.optional(),
    ageCheck: z.strictObject({ minimumAge: z.int().min(1).max(MOST_AGE), confirmedBy: uuid }).optional(),
    heldSaleId: uuid.optional(),
    quoteId: uuid.optional(),
    layawayId: uuid.optional(),
    salespersonId: uuid.optional(),
    ...permitted,
  })
  .refine(
    (sale) => sale.customer !== undefined || !sale.tenders.some(({ kind }) => PERSONAL_TENDERS.has(kind)),
    'credit, points and accounts belong to a customer',
  )
  .refine(
    (sale) => sale.tenders.filter(({ kind }) => kind === 'deposit').length <= (sale.layawayId === undefined ? 0 : 1),
    'a deposit is of one layaway',
  )
  .refine((sale) => sale.loyalty === undefined || sale.customer !== undefined, 'points belong to a customer')
  .refine(
    (sale) => sale.loyalty !== undefined || !sale.tenders.some(({ kind }) => kind === 'points'),
    'points pay by a rule',
  )
  .refine(
    (sale) =>
      sale.lines.every((line) => line.giftCard === undefined || line.taxes.length + line.discounts.length === 0),
    'gift cards are neither taxed nor discounted',
  );
/** Goods go back on the shelf, or they are damaged; both at once is a contradiction. */
const shelved = { isRestocked: z.boolean(), condition: z.literal('damaged').optional() };
const isConsistent = ({ isRestocked, condition }: { isRestocked: boolean; condition?: 'damaged' | undefined }) =>
  !(isRestocked && condition === 'damaged');
const SHELVED_PROBLEM = 'damaged goods do not go back on the shelf';

const returnCompleted = z.strictObject({
  returnId: uuid,
  ...document,
  rules,
  reason: z.enum(['changed-mind', 'damaged', 'wrong-item', 'not-as-described', 'other']),
  note: text(0, 1000).optional(),
  source: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('sale'),
      saleId: uuid,
      lines: z
        .array(
          z.strictObject({ lineId: uuid, quantityMilli: quantity, ...shelved }).refine(isConsistent, SHELVED_PROBLEM),
        )
        .min(1)
        .max(ORDER_LIMITS.lines),
    }),
    z.strictObject({
      kind: z.literal('without-receipt'),
      lines: z
        .array(z.strictObject({ ...saleLineFields, ...shelved }).refine(isConsistent, SHELVED_PROBLEM))
        .min(1)
        .max(ORDER_LIMITS.lines),
    }),
  ]),
  refunds: z.array(z.strictObject({ tenderId: uuid, kind: tenderKind, amountMinor: amount })).max(50),
  claimed: z.strictObject(claimedReturn),
  creditTo: uuid.optional(),
  voids: z.literal(true).optional(),
  ...permitted,
});
const stockWrittenOff = z.strictObject({
  writeOffId: uuid,
  businessDate,
  reason: text(1, 500),
  lines: z
    .array(z.strictObject({ lineId: uuid, variantId: uuid, quantityMilli: quantity, costE4: price.optional() }))
    .min(1)
    .max(ORDER_LIMITS.lines),
});

export const approvalSteps = z
  .array(z.strictObject({ action: z.enum(APPROVAL_ACTIONS), asked: amount.optional(), most: amount.optional() }))
  .min(1)
  .max(10);
const approvalGiven = z.strictObject({
  approvalId: uuid,
  approverId: uuid,
  method: z.enum(APPROVAL_METHODS),
  actions: approvalSteps,
  digest: sha256,
  expiresAt: instant,
  requestId: uuid.optional(),
});
const customerCreated = z.strictObject({ customerId: uuid, enclosureHash: sha256 });
const PAYING: ReadonlySet<string> = new Set(['cash', 'card-manual', 'bank-transfer', 'mobile-money', 'voucher']);
const customerPaid = z
  .strictObject({
    paymentId: uuid,
    customerId: uuid,
    shiftId: uuid,
    businessDate,
    currencyCode,
    amountMinor: amount.min(1),
    tenders: z.array(tender).min(1).max(50),
    note: text(0, 1000).optional(),
  })
  .refine(
    ({ tenders, amountMinor }) => tenders.reduce((total, part) => total + part.amountMinor, 0) === amountMinor,
    'the tenders sum to the amount',
  )
  .refine(({ tenders }) => tenders.every(({ kind }) => PAYING.has(kind)), 'a debt is paid with money');

const part = z.strictObject({ tenderId: uuid, kind: tenderKind, amountMinor: amount });
const aboutLayaway = { depositId: uuid, layawayId: uuid, customerId: uuid, shiftId: uuid, businessDate, currencyCode };
const isDepositMoney = ({ kind }: { kind: TenderKind }) => DEPOSIT_TENDERS.has(kind);
const depositTaken = z
  .strictObject({
    ...aboutLayaway,
    amountMinor: amount.min(1),
    tenders: z.array(tender).min(1).max(50),
    opens: z
      .strictObject({
        dueOn: businessDate,
        engineVersion: z.int().min(1).max(1_000_000),
        order: z.strictObject({
          rules,
          lines: z
            .array(z.strictObject(saleLineFields))
            .min(1)
            .max(ORDER_LIMITS.lines)
            .refine((lines) => lines.every((line) => line.giftCard === undefined), 'gift cards are not put aside'),
          promotions: z.array(appliedPromotion).max(ORDER_LIMITS.promotions).optional(),
          saleDiscounts: z.array(discount).max(ORDER_LIMITS.discountsEach),
        }),
        totalMinor: amount.min(1),
        ...pricedBy,
      })
      .optional(),
    approvals,
  })
  .refine(
    ({ tenders, amountMinor }) => tenders.reduce((total, one) => total + one.amountMinor, 0) === amountMinor,
    'the tenders sum to the amount',
  )
  .refine(({ tenders }) => tenders.every(isDepositMoney), 'a deposit is paid with money');
const depositReturned = z
  .strictObject({
    ...aboutLayaway,
    feeMinor: amount,
    refunds: z.array(part).max(50),
    reason: text(1, 500),
    authorisationId: uuid.optional(),
    approvals,
  })
  .refine(({ refunds }) => refunds.every(isDepositMoney), 'a deposit goes back as money')
  .refine(({ refunds, feeMinor }) => refunds.length > 0 || feeMinor > 0, 'something goes back or is kept');
const saleTenderCorrected = z.strictObject({
  correctionId: uuid,
  saleId: uuid,
  shiftId: uuid,
  businessDate,
  currencyCode,
  before: z.array(part).min(1).max(50),
  after: z
    .array(tender)
    .min(1)
    .max(50)
    .refine((parts) => parts.every((one) => one.isUncertain === undefined), 'a correction is certain'),
  reason: z.enum(CORRECTION_REASONS),
  note: text(0, 1000).optional(),
  approvals,
});

/** What a customer told a register; see `CustomerFields` of the domain. */
export const customerFields = z.strictObject({
  name: text(1, 200),
  company: text(1, 200).optional(),
  phone: text(1, 40).optional(),
  email: text(1, 254).optional(),
  taxNumber: text(1, 60).optional(),
  cardCode: text(1, 64).optional(),
  note: text(1, 1000).optional(),
});
/** The personal part of an operation, beside it: kept sealed, never in the chain. */
export const customerEnclosure = z.strictObject({
  salt: z.string().regex(/^[0-9a-f]{32}$/, '128 bits in hexadecimal'),
  fields: customerFields,
});

/** The shape of each payload of version 1. */
export const payloadSchemas: Readonly<Record<OperationKind, z.ZodType>> = {
  'shift.opened': shiftOpened,
  'shift.closed': shiftClosed,
  'shift.handed-over': shiftHandedOver,
  'cash.moved': cashMoved,
  'drawer.opened': drawerOpened,
  'till.noted': tillNoted,
  'sale.completed': saleCompleted,
  'return.completed': returnCompleted,
  'sale.tender-corrected': saleTenderCorrected,
  'stock.written-off': stockWrittenOff,
  'approval.given': approvalGiven,
  'customer.created': customerCreated,
  'customer.paid': customerPaid,
  'deposit.taken': depositTaken,
  'deposit.returned': depositReturned,
};
