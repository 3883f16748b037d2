import { PAPER_LANGUAGES } from '@mosaajii/domain/paper';
import { z } from 'zod';
import { MOST_HELD_CHARACTERS } from './held-sales.ts';
import {
  count,
  currencyCode,
  cursor,
  isoDate,
  isoTime,
  limit,
  minor,
  name,
  nonNegativeMinor,
  positiveMilli,
  priceE4,
  text,
  uuid,
} from './wire.ts';

/** What was promised: enough to see whether a sale keeps it. */
export const quoteTerms = z.strictObject({
  lines: z
    .array(z.strictObject({ lineId: uuid, variantId: uuid, quantityMilli: positiveMilli, unitPriceE4: priceE4 }))
    .min(1)
    .max(1000),
  /** What promotions took off, by line. */
  reductions: z.array(z.strictObject({ promotionId: uuid, lineId: uuid, amountMinor: nonNegativeMinor })).max(5000),
});
export type QuoteTerms = z.infer<typeof quoteTerms>;

/** What a quote says as it is written, so that whoever has not the cart can read, print and send it. Nobody's name is in it. */
export const quoteDocument = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        name: text(500),
        unit: text(20),
        quantityMilli: positiveMilli,
        /** As it is charged: after its reductions, with its taxes. */
        totalMinor: nonNegativeMinor,
      }),
    )
    .min(1)
    .max(1000),
  /** What discounts and promotions took off, as a positive amount. */
  reductionMinor: nonNegativeMinor,
  taxes: z.array(z.strictObject({ name: text(200), amountMinor: nonNegativeMinor })).max(50),
});
export type QuoteDocument = z.infer<typeof quoteDocument>;

/** A register promises prices to a customer. */
export const quoteRequest = z.strictObject({
  quoteId: uuid,
  userId: uuid,
  /** The last day on which the prices hold, by the store's calendar. */
  validUntil: isoDate,
  label: name(200),
  customerId: uuid.nullable(),
  totalMinor: minor,
  currencyCode,
  terms: quoteTerms,
  content: text(MOST_HELD_CHARACTERS, 2),
  /** Absent from tills of before. */
  document: quoteDocument.optional(),
});
export type QuoteRequest = z.output<typeof quoteRequest>;

/** `expired`: it was never sold, and its prices hold no more. */
export const quoteState = z.enum(['open', 'expired', 'sold', 'cancelled']);
export type QuoteState = z.infer<typeof quoteState>;

export const quoteSummary = z.strictObject({
  quoteId: uuid,
  /** `Q-000012`. */
  number: z.string(),
  storeId: uuid,
  state: quoteState,
  validUntil: isoDate,
  /** The customer, or the first goods; empty where it was erased. */
  label: z.string(),
  customerId: uuid.nullable(),
  lineCount: count,
  totalMinor: minor,
  currencyCode,
  createdBy: uuid,
  registerCode: z.string(),
  createdAt: isoTime,
  soldSaleId: uuid.nullable(),
});
export type QuoteSummary = z.infer<typeof quoteSummary>;
export const recalledQuote = z.strictObject({ ...quoteSummary.shape, terms: quoteTerms, content: z.string() });
export type RecalledQuote = z.infer<typeof recalledQuote>;
/** `document` is null where the till that made the quote did not send it. */
export const quoteDetail = z.strictObject({ ...quoteSummary.shape, document: quoteDocument.nullable() });
export type QuoteDetail = z.infer<typeof quoteDetail>;

export const quotesQuery = z.strictObject({
  /** A number, with or without the letter and the zeros; or the customer: name, telephone, address, card. */
  query: text(200).optional(),
  state: z.enum(['open', 'expired', 'sold', 'cancelled', 'all']).default('all'),
  cursor: cursor.optional(),
  limit: limit(200, 50),
});
export type QuotesQuery = z.output<typeof quotesQuery>;
export const quoteList = z.strictObject({ items: z.array(quoteSummary), nextCursor: z.string().nullable() });
export type QuoteList = z.infer<typeof quoteList>;
export const quoteParams = z.strictObject({ quoteId: uuid });

/** How the PDF of a quote is laid out: absent, in the language and on the sheet of the store. `roll`: as its receipt printer has it. */
export const quotePdfQuery = z.strictObject({
  language: z.enum(PAPER_LANGUAGES).optional(),
  size: z.enum(['a4', 'letter', 'roll']).default('a4'),
});

/** A quote for an address that the customer names; the id makes a repeat harmless. */
export const quoteMail = z.strictObject({ mailId: uuid, to: text(254, 3) });
export type QuoteMail = z.infer<typeof quoteMail>;
export const quoteMailed = z.strictObject({ mailId: uuid });
export const quoteNumberParams = z.strictObject({ number: z.string().min(1).max(40) });
