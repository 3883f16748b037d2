import type { Client } from 'pg';
import type { KnownValues } from './schema-arbitrary.ts';

/** A field `productId` is the column `product_id`; `current` and the like keep their own words. */
function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

interface IdColumn {
  readonly table_name: string;
  readonly column_name: string;
}

/**
 * The ids of everything that an organization has, by the name of the field that would hold them. Asked as the owner of the
 * database, so that it needs no list: a table that a room adds is found by itself. At
 * most `most` of each kind.
 */
export async function readKnownIds(
  owner: Client,
  organizationId: string,
  most = 20,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const columns = await owner.query<IdColumn>(
    'select c.table_name, c.column_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)' +
      " where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'uuid' and c.column_name like '%\\_id'" +
      " and exists (select 1 from information_schema.columns o where o.table_schema = 'public'" +
      " and o.table_name = c.table_name and o.column_name = 'organization_id') order by 1, 2",
  );
  const found = new Map<string, Set<string>>();
  for (const { table_name: table, column_name: column } of columns.rows) {
    const rows = await owner.query<{ id: string }>(
      `select distinct ${owner.escapeIdentifier(column)} as id from ${owner.escapeIdentifier(table)}` +
        ` where organization_id = $1 and ${owner.escapeIdentifier(column)} is not null limit ${most}`,
      [organizationId],
    );
    const ids = found.get(column) ?? new Set();
    for (const { id } of rows.rows) ids.add(id);
    found.set(column, ids);
  }
  return new Map([...found].map(([column, ids]) => [column, [...ids].slice(0, most)]));
}

/** Looks ids up by field name; a field that names no column has none. */
export function knownValues(ids: ReadonlyMap<string, readonly string[]>): KnownValues {
  return (field) => ids.get(columnOf(field)) ?? [];
}
