import { TENDER_KINDS } from '@mosaajii/domain/sale';
import { z } from 'zod';
import { cardAnswer } from './card-checks.ts';
import { orderRules } from './settings.ts';
import { count, cursor, isoDate, limit, MAXIMUM_AMOUNT, milli, text, uuid } from './wire.ts';

export const ordersQuery = z.strictObject({
  /** A receipt number or the beginning of one, its last digits, a sale's id, or words of a product that was sold. */
  query: text(200).optional(),
  kind: z.enum(['sale', 'return']).optional(),
  from: isoDate.optional(),
  to: isoDate.optional(),
  registerId: uuid.optional(),
  /** Who bought. */
  customerId: uuid.optional(),
  /** Who sold it, or one of its lines: the salesperson, else the cashier. */
  salespersonId: uuid.optional(),
  /** Paid with a card of which nobody knows yet whether it went through. */
  isUncertain: z.literal('true').optional(),
  cursor: cursor.optional(),
  limit: limit(200, 50),
});

/** A sale or a return in a list. Figures of returns are negative. */
export const orderSummary = z.object({
  saleId: uuid,
  kind: z.enum(['sale', 'return']),
  receiptNumber: z.string(),
  storeId: uuid,
  registerId: uuid,
  shiftId: uuid,
  userId: uuid,
  businessDate: z.string(),
  occurredAt: z.string(),
  currencyCode: z.string(),
  netMinor: z.int(),
  taxMinor: z.int(),
  discountMinor: z.int(),
  totalMinor: z.int(),
  cashRoundingMinor: z.int(),
  changeMinor: z.int(),
  lineCount: z.int(),
  isQuarantined: z.boolean(),
  returnedSaleId: uuid.nullable(),
  /** Who sold it, where that is not the cashier. */
  salespersonId: uuid.optional(),
});
export type OrderSummary = z.infer<typeof orderSummary>;

/** What somebody without a receipt knows of their sale. Everything is optional; together they narrow. */
export const returnableSalesQuery = z.strictObject({
  /** The last digits of the receipt's number. */
  digits: z
    .string()
    .regex(/^\d{1,9}$/, 'must be digits')
    .optional(),
  customerId: uuid.optional(),
  /** Of these goods. */
  variantId: uuid.optional(),
  /** First and last trading day. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  /** What the receipt came to, before or after cash rounding. */
  amountMinor: z.coerce.number().int().min(0).max(MAXIMUM_AMOUNT).optional(),
  cursor: cursor.optional(),
  limit: limit(100, 25),
});

/** A sale with what of it can still come back. */
export const returnableSale = orderSummary.extend({
  customerId: uuid.nullable(),
  /** Lines of goods, and those of which something is left. */
  goodsLines: count,
  linesLeft: count,
});
export type ReturnableSale = z.infer<typeof returnableSale>;
export const returnableSaleList = z.object({ items: z.array(returnableSale), nextCursor: z.string().nullable() });
export type ReturnableSaleList = z.infer<typeof returnableSaleList>;

export const orderList = z.object({ items: z.array(orderSummary), nextCursor: z.string().nullable() });
export type OrderList = z.infer<typeof orderList>;

const discount = z.union([
  z.object({ kind: z.literal('percent'), ratePpm: z.int(), label: z.string().optional() }),
  z.object({ kind: z.literal('amount'), amountMinor: z.int(), label: z.string().optional() }),
]);
const taxRule = z.object({
  taxId: uuid,
  version: z.int(),
  name: z.string(),
  kind: z.enum(['percent', 'division', 'fixed-per-unit']),
  ratePpm: z.int(),
  amountE4: z.int(),
  isIncluded: z.boolean(),
  affectsNextBase: z.boolean(),
  isBaseAffectedByPrevious: z.boolean(),
  /** The certificate by which it was not charged. */
  exemptBy: z.string().optional(),
});
const lineTax = z.object({ taxId: uuid, baseMinor: z.int(), amountMinor: z.int() });

export const orderLine = z.object({
  lineId: uuid,
  variantId: uuid,
  name: z.string(),
  sku: z.string(),
  unit: z.string(),
  quantityMilli: z.int(),
  listPriceE4: z.int(),
  unitPriceE4: z.int(),
  priceSource: z.enum(['list', 'price-list', 'override', 'open']),
  discounts: z.array(discount),
  taxRules: z.array(taxRule),
  grossMinor: z.int(),
  lineDiscountMinor: z.int(),
  saleDiscountMinor: z.int(),
  netMinor: z.int(),
  /** Positive also on a return. */
  taxes: z.array(lineTax),
  taxMinor: z.int(),
  totalMinor: z.int(),
  /** How much of this line has come back. */
  returnedMilli: z.int(),
  isRestocked: z.boolean().nullable(),
  /** Came back and was written off in the same moment; left out for everything else. */
  isDamaged: z.literal(true).optional(),
  note: z.string(),
  /** What the code on the goods said; left out when it said nothing. */
  lot: z.string().optional(),
  expiresOn: z.string().optional(),
  serial: z.string().optional(),
  /** How the quantity was weighed: it is gross less tare. */
  weighing: z.strictObject({ grossMilli: milli, tareMilli: milli, source: z.enum(['scale', 'typed']) }).optional(),
  /** Who sold the line, where that is not who sold the rest. */
  salespersonId: uuid.optional(),
  /** The line sold or loaded a gift card, which cannot come back; left out for goods. */
  isGiftCard: z.literal(true).optional(),
  /** Why the line comes to what it does; empty for a return. */
  derivation: z.array(
    z.object({
      step: z.enum([
        'price',
        'price-list',
        'override',
        'line-discount',
        'promotion',
        'sale-discount',
        'tax',
        'exemption',
        'rounding',
      ]),
      label: z.string(),
      amountMinor: z.int(),
      certificate: z.string().optional(),
    }),
  ),
});
export type OrderLine = z.infer<typeof orderLine>;

export const orderTax = z.object({
  taxId: uuid,
  name: z.string(),
  ratePpm: z.int(),
  isIncluded: z.boolean(),
  baseMinor: z.int(),
  amountMinor: z.int(),
});

export const orderTender = z.object({
  tenderId: uuid,
  kind: z.enum(TENDER_KINDS),
  tenderedMinor: z.int(),
  appliedMinor: z.int(),
  /** What returns have paid back of it. */
  refundedMinor: z.int(),
  reference: z.string(),
  /** With points: how many, negative where they went back. */
  points: z.int().nullable().optional(),
  /** Nobody knows whether the card went through. */
  isUncertain: z.boolean().optional(),
});
const tenderPart = z.object({ tenderId: uuid, kind: z.enum(TENDER_KINDS), amountMinor: z.int() });

/** A sale or a return with everything that a receipt, a return and an explanation need. */
export const orderDetail = orderSummary.extend({
  receipt: z.object({ series: z.string(), sequence: z.int() }),
  rules: orderRules,
  saleDiscounts: z.array(discount),
  /** What was applied, as the sale carried it. */
  promotions: z
    .array(
      z.object({
        promotionId: uuid,
        version: z.int(),
        label: z.string(),
        couponCode: z.string().optional(),
        shares: z.array(z.object({ lineId: uuid, amountMinor: z.int() })),
      }),
    )
    .optional(),
  engineVersion: z.int(),
  note: z.string(),
  /** Absent from a server of before, like the next three. */
  tipMinor: z.int().optional(),
  customerId: uuid.nullable().optional(),
  /** Name and tax number, where the receipt has to state them. */
  buyer: z.object({ name: z.string(), taxNumber: z.string().optional() }).nullable().optional(),
  earnedPoints: z.int().optional(),
  returnReason: z.string().nullable(),
  lines: z.array(orderLine),
  taxes: z.array(orderTax),
  /** As they stand after every correction. */
  tenders: z.array(orderTender),
  /** Who said that tenders were others, in their order; absent from a server of before. */
  corrections: z
    .array(
      z.object({
        correctionId: uuid,
        userId: uuid,
        occurredAt: z.string(),
        reason: z.string(),
        note: z.string(),
        before: z.array(tenderPart),
        after: z.array(tenderPart),
      }),
    )
    .optional(),
  /** What the office answered about cards of which nobody was sure; absent from a server of before. */
  cardAnswers: z.array(cardAnswer).optional(),
  /** The returns of this sale. */
  returns: z.array(
    z.object({
      saleId: uuid,
      receiptNumber: z.string(),
      totalMinor: z.int(),
      occurredAt: z.string(),
      isVoid: z.boolean(),
    }),
  ),
});
export type OrderDetail = z.infer<typeof orderDetail>;
