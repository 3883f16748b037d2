import type { Milli, Minor, Ppm, PriceE4 } from '@mosaajii/domain/money';
import { z } from 'zod';

/**
 * The words that all wire schemas are made of. One convention everywhere: integers are JSON numbers that are safe
 * integers, ids are UUIDs, times are ISO 8601 UTC with milliseconds, dates are YYYY-MM-DD.
 */

/** A safe integer that the core knows under a brand; the check is the schema's, the brand costs nothing. */
function branded<T extends number>(schema: z.ZodType<number, number>): z.ZodType<T, number> {
  return schema as unknown as z.ZodType<T, number>;
}

/** Largest amount that a document may hold: far above any shop, far below where sums would stop being safe. */
export const MAXIMUM_AMOUNT = 1_000_000_000_000;

export const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'must be a UUID in lower case');
export const isoTime = z.iso.datetime({ precision: 3, message: 'must be a time like 2026-01-31T09:30:00.000Z' });
export const isoDate = z.iso.date('must be a date like 2026-01-31');
export const count = z.int().min(0);
export const version = z.int().min(1).max(2_000_000_000);
export const minor = branded<Minor>(z.int().min(-MAXIMUM_AMOUNT).max(MAXIMUM_AMOUNT));
export const positiveMinor = branded<Minor>(z.int().min(1).max(MAXIMUM_AMOUNT));
export const nonNegativeMinor = branded<Minor>(z.int().min(0).max(MAXIMUM_AMOUNT));
export const priceE4 = branded<PriceE4>(z.int().min(0).max(MAXIMUM_AMOUNT));
export const milli = branded<Milli>(z.int().min(-1_000_000_000).max(1_000_000_000));
export const positiveMilli = branded<Milli>(z.int().min(1).max(1_000_000_000));
export const ppm = branded<Ppm>(z.int().min(-10_000_000).max(10_000_000));
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as KES');
export const currencyExponent = z.union([z.literal(0), z.literal(2), z.literal(3)]);
export const roundingMode = z.enum(['half-up', 'half-even', 'half-down', 'up', 'down']);

const BROKEN = /[\0\p{Surrogate}]/u;

/** Text without NUL and without half surrogates, which neither PostgreSQL nor UTF-8 can hold. */
export function text(maximum: number, minimum = 0): z.ZodString {
  return z
    .string()
    .min(minimum, minimum === 1 ? 'must not be empty' : undefined)
    .max(maximum)
    .refine((value) => !BROKEN.test(value), 'must not contain NUL or broken characters');
}

/** A name: trimmed, on one line, not empty. */
export function name(maximum: number): z.ZodString {
  return text(maximum)
    .trim()
    .min(1, 'must not be empty')
    .regex(/^[^\r\n\t]*$/, 'must be on one line');
}

/** An opaque cursor of a paged list. */
export const cursor = z.string().min(1).max(500);

/** `?limit=`, a number in a query string. */
export function limit(maximum: number, usual: number) {
  return z
    .string()
    .regex(/^\d{1,5}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(maximum))
    .optional()
    .transform((value) => value ?? usual);
}

/** `?flag=true`, a truth value in a query string. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
