import { type SnapshotTaxClass, taxesOfClass } from '@mosaajii/domain/catalog';
import type { TaxRule } from '@mosaajii/domain/sale';
import type { Tx } from '../../platform/database/index.ts';
import { insertInto, type Step } from '../../platform/statement/index.ts';

/** A tax as the inbox reads it: the rule that sales carry, and the days on which it is charged. */
type DatedTax = TaxRule & { readonly validFrom: string | null; readonly validUntil: string | null };

/** By what the goods of a batch are taxed, now and before. */
export interface TaxationRows {
  readonly goods: readonly TaxedGoods[];
  readonly taxes: readonly DatedTax[];
  readonly classes: readonly Pick<SnapshotTaxClass, 'taxClassId' | 'taxIds'>[];
  readonly past: readonly PastTaxRow[];
}

/** What something was until a moment. */
export type PastTaxRow = { readonly until: string } & (
  | { readonly subject: 'tax'; readonly subject_id: string; readonly was: DatedTax }
  | { readonly subject: 'tax-class'; readonly subject_id: string; readonly was: { readonly taxIds: readonly string[] } }
  | { readonly subject: 'product'; readonly subject_id: string; readonly was: { readonly taxClassId: string } }
);

/** More changes than these are not looked back over: what is older is judged by the oldest of them. */
const MOST_PAST = 200;

/** The queries by which a larger statement reads by what goods are taxed. */
export const TAXATION_QUERIES = {
  goods: (variantIds: string) =>
    'select v.variant_id, v.product_id, p.tax_class_id from variant v join product p on p.organization_id = v.organization_id' +
    ` and p.product_id = v.product_id where v.organization_id = $1 and v.variant_id = any(${variantIds}::uuid[])`,
  taxes:
    'select tax_id as "taxId", version, name, kind, rate_ppm as "ratePpm", amount_e4 as "amountE4", is_included as "isIncluded",' +
    ' affects_next_base as "affectsNextBase", is_base_affected_by_previous as "isBaseAffectedByPrevious",' +
    ' valid_from as "validFrom", valid_until as "validUntil" from tax where organization_id = $1 and is_active',
  classes: 'select tax_class_id as "taxClassId", tax_ids as "taxIds" from tax_class where organization_id = $1',
  /** `taxes`, `classes` and `goods`: where the statement has what the other queries say. */
  past: ({ taxes, classes, goods }: Readonly<Record<'taxes' | 'classes' | 'goods', string>>) =>
    'select subject, subject_id, until, was from tax_past where organization_id = $1 and subject_id = any(array(' +
    `select "taxId" from ${taxes} union all select "taxClassId" from ${classes} union all select product_id from ${goods}))` +
    ` order by until desc limit ${MOST_PAST}`,
} as const;

/** What is sold, and the class of its taxes. */
export interface TaxedGoods {
  readonly variant_id: string;
  readonly product_id: string;
  readonly tax_class_id: string;
}

/**
 * The taxes that a till which knew the shop as of `moment` charges on goods on a day of its store, in the order in which they are
 * computed: by the same function as the till.
 */
export function taxesKnownAt(rows: TaxationRows, goods: TaxedGoods, moment: number, day: string): TaxRule[] {
  const earlier = (subject: PastTaxRow['subject'], subjectId: string) =>
    rows.past
      .filter((row) => row.subject === subject && row.subject_id === subjectId && moment < Date.parse(row.until))
      .reduce<PastTaxRow | null>(
        (first, row) => (first === null || Date.parse(row.until) < Date.parse(first.until) ? row : first),
        null,
      );
  const product = earlier('product', goods.product_id);
  const taxClassId = product?.subject === 'product' ? product.was.taxClassId : goods.tax_class_id;
  const taxClass = earlier('tax-class', taxClassId);
  const present = rows.classes.find((one) => one.taxClassId === taxClassId)?.taxIds ?? [];
  const taxIds = taxClass?.subject === 'tax-class' ? taxClass.was.taxIds : present;
  const named = rows.taxes.filter(({ taxId }) => taxIds.includes(taxId));
  const taxes = named.map((tax): DatedTax => {
    const before = earlier('tax', tax.taxId);
    return before?.subject === 'tax' ? before.was : tax;
  });
  const periods = taxes.map(({ taxId, validFrom: from, validUntil: until }) => ({ taxId, from, until }));
  return taxesOfClass(
    { taxes, taxClasses: [{ taxClassId, name: '', taxIds, isDefault: false, periods }] },
    taxClassId,
    day,
  );
}

/** The moments at which anything changed by which these goods may be taxed, in milliseconds since 1970. */
export function taxChanges({ past }: TaxationRows, { product_id }: TaxedGoods): number[] {
  return past
    .filter(({ subject, subject_id }) => subject !== 'product' || subject_id === product_id)
    .map(({ until }) => Date.parse(until));
}

/** What becomes other, as it was. */
interface Ended {
  readonly subject: PastTaxRow['subject'];
  readonly id: string;
  readonly version: number;
  readonly was: Readonly<Record<string, unknown>>;
}

/** Keeps what became other, as a part of a larger statement. */
export function keepPast(ended: readonly Ended[]): Step | null {
  return insertInto<Ended>(
    {
      name: 'tax_past',
      columns: [
        { name: 'subject', type: 'text', value: (row) => row.subject },
        { name: 'subject_id', type: 'uuid', value: (row) => row.id },
        { name: 'version', type: 'integer', value: (row) => row.version },
        { name: 'was', type: 'jsonb', value: (row) => JSON.stringify(row.was) },
      ],
    },
    ended,
  );
}

/** Keeps a tax or a class as it was before it is written anew. */
export async function keepPastOf(tx: Tx, { subject, id, version, was }: Ended): Promise<void> {
  await tx.query(
    'insert into tax_past (organization_id, subject, subject_id, version, was) values ($1, $2, $3, $4, $5)',
    [tx.organizationId, subject, id, version, JSON.stringify(was)],
  );
}
