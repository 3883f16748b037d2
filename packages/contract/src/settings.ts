import { CODE_KINDS, MOST_PATTERN, MOST_SCAN_RULES, scanRuleProblem } from '@mosaajii/domain/barcode';
import { DAY_END } from '@mosaajii/domain/calendar';
import { POINT_ROUNDINGS } from '@mosaajii/domain/loyalty';
import {
  isCheapPattern,
  isExpression,
  MOST_PATTERN_LENGTH,
  SALESPERSON_DETAILS,
  TENDER_KINDS,
} from '@mosaajii/domain/sale';
import { z } from 'zod';
import { receiptSettings } from './receipts.ts';
import {
  currencyCode,
  currencyExponent,
  MAXIMUM_AMOUNT,
  name,
  nonNegativeMinor,
  positiveMinor,
  roundingMode,
  text,
  uuid,
  version,
} from './wire.ts';

/** What a customer can hand over: an exchange comes about by itself. */
const takenKind = z
  .enum(TENDER_KINDS)
  .refine((kind): boolean => kind !== 'exchange' && kind !== 'deposit', 'nobody hands over an exchange or a deposit');

/** The arithmetic settings of a store: the wire form of the core's `OrderRules`. */
export const orderRules = z.strictObject({
  currency: z.strictObject({ code: currencyCode, exponent: currencyExponent }),
  taxRounding: z.enum(['per-line', 'per-document']),
  roundingMode,
  cashRounding: z.strictObject({ unitMinor: positiveMinor, mode: roundingMode }).nullable(),
});

const addressLines = z.array(text(120)).max(6);
const overShortReasons = z.array(name(60)).max(12);
const denominations = z.array(positiveMinor).max(20);
/** An IANA name that this runtime knows. */
export const timeZone = text(64, 1).refine(isTimeZone, 'must be a time zone such as Africa/Nairobi');

/** When a store's business day ends, by its own clock: "00:00" is midnight, "11:59" the latest. */
const dayEndsAt = z.string().regex(DAY_END, 'must be a time from 00:00 to 11:59, such as 03:30');

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const pattern = text(MOST_PATTERN_LENGTH, 1)
  .refine(isExpression, 'must be a regular expression, such as [A-Z0-9]{10}')
  .refine(isCheapPattern, 'must be simpler: a till would take too long to try it, such as [A-Z0-9]{10}')
  .nullable();

/** By which rule customers earn and spend points: the wire form of the core's `LoyaltyRule`. */
export const loyaltyRule = z.strictObject({
  earns: z.enum(['money', 'step']),
  points: z.int().min(1).max(1_000_000),
  perMinor: positiveMinor,
  rounding: z.enum(POINT_ROUNDINGS),
  pointMinor: z.int().min(0).max(1_000_000_000),
  excludedTenders: z.array(takenKind).max(TENDER_KINDS.length),
  excludedCategoryIds: z.array(uuid).max(200),
});

/** Which tenders a store takes, in which order and by which rules: the wire form of the core's `TenderSettings`. */
export const tenderSettings = z.strictObject({
  kinds: z
    .array(takenKind)
    .min(1)
    .max(TENDER_KINDS.length)
    .refine((kinds) => new Set(kinds).size === kinds.length, 'must not name a tender twice')
    .refine((kinds) => kinds.includes('cash'), 'must include cash'),
  fast: takenKind,
  mobileMoneyPattern: pattern,
  bankPattern: pattern,
  forfeitsVouchers: z.boolean(),
  takesTips: z.boolean(),
  giftCardMonths: z.int().min(1).max(240).nullable(),
  offline: z.strictObject({
    perDayMinor: z.int().min(0).max(MAXIMUM_AMOUNT),
    perPurseMinor: z.int().min(0).max(MAXIMUM_AMOUNT),
  }),
  /** How goods are put aside against deposits; absent: the usual. */
  layaway: z
    .strictObject({
      minimumPpm: z.int().min(0).max(1_000_000),
      feeMinor: z.int().min(0).max(MAXIMUM_AMOUNT),
      days: z.int().min(1).max(730),
    })
    .optional(),
});

/** How a store writes down who sold: the wire form of the core's `SalespersonSettings`. */
export const salespersonSettings = z.strictObject({
  per: z.enum(SALESPERSON_DETAILS),
  isRequired: z.boolean(),
  isPrinted: z.boolean(),
});

export const organizationSettings = z.strictObject({
  organizationId: uuid,
  name: name(120),
  legalName: text(200),
  taxNumber: text(60),
  countryCode: z.string().regex(/^[A-Z]{2}$/),
  currency: z.strictObject({ code: currencyCode, exponent: currencyExponent }),
  /** BCP 47: how numbers, dates and money are written. */
  locale: z.string().min(2).max(35),
  isDemo: z.boolean(),
});
export type OrganizationSettings = z.infer<typeof organizationSettings>;

const labelRule = z.strictObject({
  kind: z.literal('label'),
  pattern: text(13, 13),
  measure: z.enum(['weight', 'price', 'count']),
  decimals: z.int().min(0).max(4),
  priceAs: z.enum(['quantity', 'price']),
});
const codeRule = z.strictObject({ kind: z.enum(CODE_KINDS), pattern: text(MOST_PATTERN, 1) });
/** Rows of the table of codes; each is checked like a row that is typed. */
export const scanRule = z.discriminatedUnion('kind', [labelRule, codeRule]).superRefine((rule, context) => {
  const problem = scanRuleProblem(rule);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem.detail, path: ['pattern'] });
});
export const scanRules = z.array(scanRule).max(MOST_SCAN_RULES);

/** A pattern that was saved before it was judged as it is now: kept, said to the office, and given to no till. */
export const refusedPattern = z.strictObject({
  place: z.enum(['mobileMoneyPattern', 'bankPattern', 'scanRules']),
  pattern: z.string(),
});
export type RefusedPattern = z.infer<typeof refusedPattern>;

export const storeSettings = z.strictObject({
  storeId: uuid,
  code: z.string(),
  name: name(120),
  addressLines,
  timeZone: z.string(),
  /** Absent in what a device kept from before: at midnight. */
  dayEndsAt: dayEndsAt.optional(),
  rules: orderRules,
  /** Whether the prices that people type and see contain the tax. */
  pricesIncludeTax: z.boolean(),
  /** In circulation, minor units, ascending: for fast tenders and for counting. */
  notesMinor: denominations,
  coinsMinor: denominations,
  paperWidthMm: z.union([z.literal(58), z.literal(80)]),
  receiptHeader: text(500),
  receiptFooter: text(500),
  /** How many days goods come back without asking anybody; null: without an end. Absent from a server of before. */
  returnDays: z.int().min(0).max(3650).nullable().optional(),
  /** A difference of the count up to this needs no reason. */
  overShortToleranceMinor: nonNegativeMinor,
  /** Proposed as the float of a shift; `null`: the one before. */
  defaultFloatMinor: nonNegativeMinor.nullable(),
  /** What the drawer should hold is not shown before it was counted. */
  isCountBlind: z.boolean(),
  /** The shop's own reasons for a difference; empty: those of the program. */
  overShortReasons,
  /** Absent: the store has decided nothing about how its receipts look, and they carry no links. */
  receipt: receiptSettings.optional(),
  /** Absent in what a device kept from before: the usual ones. */
  tenders: tenderSettings.optional(),
  /** By which rule customers earn and spend points; null or absent: the store gives none. */
  loyalty: loyaltyRule.nullable().optional(),
  /** Absent in what a device kept from before: the usual. */
  salesperson: salespersonSettings.optional(),
  /** What tells codes apart at the till, in this order. Absent only in settings that a device kept from before. */
  scanRules: scanRules.optional(),
  /** Told to the office alone, where there are any. */
  refusedPatterns: z.array(refusedPattern).optional(),
  version,
});
export type StoreSettings = z.infer<typeof storeSettings>;

export const shopSettings = z.strictObject({ organization: organizationSettings, store: storeSettings });
export type ShopSettings = z.infer<typeof shopSettings>;

/** The settings of which store; the first one that the asker may see unless named. */
export const settingsQuery = z.strictObject({ storeId: uuid.optional() });

/** What may be changed later. The currency may not: every amount ever recorded is in it. */
export const settingsPatch = z.strictObject({
  /** The version that the change was made from; another one answers `stale-version`. */
  version,
  storeId: uuid.optional(),
  shopName: name(120).optional(),
  legalName: text(200).optional(),
  taxNumber: text(60).optional(),
  storeName: name(120).optional(),
  addressLines: addressLines.optional(),
  timeZone: timeZone.optional(),
  dayEndsAt: dayEndsAt.optional(),
  taxRounding: z.enum(['per-line', 'per-document']).optional(),
  /** Of amounts that lie between two; what coins are rounded to has its own. */
  roundingMode: z.enum(['half-up', 'half-even']).optional(),
  cashRounding: z.strictObject({ unitMinor: positiveMinor, mode: roundingMode }).nullable().optional(),
  pricesIncludeTax: z.boolean().optional(),
  notesMinor: denominations.optional(),
  coinsMinor: denominations.optional(),
  paperWidthMm: z.union([z.literal(58), z.literal(80)]).optional(),
  receiptHeader: text(500).optional(),
  receiptFooter: text(500).optional(),
  returnDays: z.int().min(0).max(3650).nullable().optional(),
  overShortToleranceMinor: nonNegativeMinor.optional(),
  defaultFloatMinor: nonNegativeMinor.nullable().optional(),
  isCountBlind: z.boolean().optional(),
  overShortReasons: overShortReasons.optional(),
  tenders: tenderSettings.optional(),
  loyalty: loyaltyRule.nullable().optional(),
  salesperson: salespersonSettings.optional(),
  scanRules: scanRules.optional(),
});
export type SettingsPatch = z.infer<typeof settingsPatch>;

/** A preset of a country, to be confirmed by the owner: rates and coins change, and nothing here is legal advice. */
export const countryPreset = z.strictObject({
  code: z.string().regex(/^[A-Z]{2}$/),
  name: z.string(),
  currency: z.strictObject({ code: currencyCode, exponent: currencyExponent }),
  locale: z.string(),
  timeZone: z.string(),
  notesMinor: z.array(positiveMinor),
  coinsMinor: z.array(positiveMinor),
  cashRounding: z.strictObject({ unitMinor: positiveMinor, mode: roundingMode }).nullable(),
  cashRoundingNote: z.string(),
  pricesIncludeTax: z.boolean(),
  taxName: z.string(),
  taxes: z.array(z.strictObject({ name: z.string(), ratePpm: z.int().min(0).max(1_000_000), note: z.string() })),
  /** Month up to which the rates are known, YYYY-MM. */
  asOf: z.string(),
  isConfident: z.boolean(),
});
export type CountryPreset = z.infer<typeof countryPreset>;
export const countryList = z.strictObject({ countries: z.array(countryPreset), note: z.string() });
