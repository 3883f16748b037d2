import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';

export interface NewTax {
  readonly name: string;
  readonly ratePpm: number;
}

/**
 * Gives a new organization its taxes and a tax class for each, the first one the usual one, and a class without tax.
 * `isIncluded` says whether the prices that people type contain them.
 */
export async function createTaxes(deps: Deps, tx: Tx, taxes: readonly NewTax[], isIncluded: boolean): Promise<void> {
  const rows = taxes.map((tax) => ({ ...tax, taxId: deps.ids.next() }));
  if (rows.length > 0) {
    await tx.db
      .insertInto('tax')
      .values(
        rows.map((row) => ({
          organization_id: tx.organizationId,
          tax_id: row.taxId,
          name: row.name,
          kind: 'percent',
          rate_ppm: row.ratePpm,
          is_included: isIncluded,
        })),
      )
      .execute();
  }
  const classes = [...rows.map((row) => ({ name: row.name, taxIds: [row.taxId] })), { name: 'No tax', taxIds: [] }];
  await tx.db
    .insertInto('tax_class')
    .values(
      classes.map(({ name, taxIds }, index) => ({
        organization_id: tx.organizationId,
        tax_class_id: deps.ids.next(),
        name,
        tax_ids: taxIds,
        is_default: index === 0,
      })),
    )
    .execute();
}
