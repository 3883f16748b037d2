import { ORDER_LIMITS } from '@mosaajii/domain/sale';
import { z } from 'zod';
import { isoDate, name, uuid, version } from './wire.ts';

/** More taxes and classes than any country has. */
export const TAX_LIMITS = { taxes: 200, classes: 100 } as const;

const kind = z.enum(['percent', 'division', 'fixed-per-unit']);
const ratePpm = z.int().min(0).max(ORDER_LIMITS.ratePpm);
/** For each unit, in ten-thousandths of a minor unit. */
const amountE4 = z.int().min(0).max(ORDER_LIMITS.taxAmountE4);
const date = isoDate.nullable();

/** The wire form of the core's `TaxRule`, as a sale carries it. */
export const tax = z.strictObject({
  taxId: uuid,
  version,
  name: z.string(),
  kind,
  ratePpm: z.int(),
  amountE4: z.int(),
  isIncluded: z.boolean(),
  affectsNextBase: z.boolean(),
  isBaseAffectedByPrevious: z.boolean(),
});

/** A tax of the shop with the days on which it is charged, both included; null: without a beginning or an end. */
export const shopTax = tax.extend({ validFrom: date, validUntil: date });
export type ShopTax = z.infer<typeof shopTax>;
export const taxList = z.strictObject({ taxes: z.array(shopTax) });

const taxIds = z
  .array(uuid)
  .max(ORDER_LIMITS.taxesPerLine)
  .refine((ids) => new Set(ids).size === ids.length, 'must name each tax once');

/** Which taxes goods carry, in the order in which they are computed. */
export const taxClass = z.strictObject({
  taxClassId: uuid,
  name: z.string(),
  taxIds: z.array(uuid),
  isDefault: z.boolean(),
  version,
});
export type TaxClass = z.infer<typeof taxClass>;
export const taxClassList = z.strictObject({ taxClasses: z.array(taxClass) });

const taxFields = {
  name: name(60),
  ratePpm,
  amountE4,
  isIncluded: z.boolean(),
  affectsNextBase: z.boolean(),
  isBaseAffectedByPrevious: z.boolean(),
  validFrom: date,
  validUntil: date,
};

/** Once for its id. `replaces` names the tax whose place it takes in every class from `validFrom` on. */
export const newTax = z
  .strictObject({ taxId: uuid, kind, ...taxFields, replaces: uuid.nullable().default(null) })
  .refine((made) => made.replaces === null || made.validFrom !== null, {
    message: 'must say from when it replaces the other one',
    path: ['validFrom'],
  });
export type NewTax = z.output<typeof newTax>;
export const taxPatch = z.strictObject({ version, ...z.strictObject(taxFields).partial().shape });
export type TaxPatch = z.output<typeof taxPatch>;
export const taxParams = z.strictObject({ taxId: uuid });

export const newTaxClass = z.strictObject({ taxClassId: uuid, name: name(60), taxIds });
export type NewTaxClass = z.output<typeof newTaxClass>;
/** A class becomes the usual one in the place of another; there is always one. */
export const taxClassPatch = z.strictObject({
  version,
  name: name(60).optional(),
  taxIds: taxIds.optional(),
  isDefault: z.literal(true).optional(),
});
export type TaxClassPatch = z.output<typeof taxClassPatch>;
export const taxClassParams = z.strictObject({ taxClassId: uuid });

/** The taxes of a catalogue delta, as `GET /sync/changes` carries them. */
export const deltaTaxes = z.strictObject({
  taxes: z.array(tax),
  taxClasses: z.array(
    taxClass
      .omit({ version: true })
      .extend({ periods: z.array(z.strictObject({ taxId: uuid, from: date, until: date })).optional() }),
  ),
});
