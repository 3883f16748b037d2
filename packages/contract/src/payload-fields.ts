import { ORDER_LIMITS, TENDER_KINDS } from '@mosaajii/domain';
import { MOST_MINOR } from '@mosaajii/domain/money';
import { z } from 'zod';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const DATE = /^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

export const uuid = z.string().regex(UUID, 'a UUID in lower case');
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hexadecimal');
export const instant = z
  .string()
  .regex(INSTANT, 'a moment in UTC with milliseconds')
  .refine(isRealInstant, 'a moment that exists');
export const businessDate = z
  .string()
  .regex(DATE, 'a date, YYYY-MM-DD')
  .refine((date) => isRealInstant(`${date}T00:00:00.000Z`), 'a date that exists');
export const minor = z.int().min(-MOST_MINOR).max(MOST_MINOR);
export const amount = z.int().min(0).max(MOST_MINOR);
export const price = z.int().min(0).max(ORDER_LIMITS.priceE4);
export const quantity = z.int().min(1).max(ORDER_LIMITS.quantityMilli);
export const sequence = z.int().min(1);
export const tally = z.int().min(0).max(1_000_000_000);
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code');

function isRealInstant(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text;
}

/** Text that PostgreSQL and every printer can take: no NUL, no half of a surrogate pair. */
export function text(least: number, most: number) {
  return z
    .string()
    .min(least)
    .max(most)
    .refine((value) => !/\p{Surrogate}|\0/u.test(value), 'text without NUL and unpaired surrogates');
}
/** What a part was paid with. */
export const tenderKind = z.enum(TENDER_KINDS);
/** The approvals that an operation stands on. */
export const approvals = z.array(uuid).min(1).max(5).optional();
