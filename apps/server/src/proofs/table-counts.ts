import type { Client } from 'pg';

/**
 * What does not tell how often something was done: the keys themselves, what the sealer writes after the fact, and the proofs
 * of a register, of which each request brings one of its own. Jobs run meanwhile; each stands for a row that is counted.
 */
const ASIDE = ['request_key', 'change_feed', 'change_head', 'audit_seal', 'register_proof_use'];

interface Column {
  readonly table_schema: string;
  readonly table_name: string;
  readonly sums: readonly string[] | null;
}

/**
 * How many rows each table of the database has, and the sum of each of its columns of numbers: two databases in which the
 * same was done are equal in all of them, whatever ids and hours they made up. Columns that a sequence fills are left out:
 * a row that was refused uses one up.
 */
export async function countTables(owner: Client): Promise<Readonly<Record<string, string>>> {
  const tables = await owner.query<Column>(
    `select t.table_schema, t.table_name, array_agg(c.column_name::text order by c.column_name)
         filter (where c.data_type in ('integer', 'bigint', 'smallint', 'numeric')
           and c.is_identity = 'NO' and coalesce(c.column_default, '') not like 'nextval%') as sums
       from information_schema.tables t join information_schema.columns c using (table_schema, table_name)
      where t.table_type = 'BASE TABLE' and t.table_schema = 'public'
        and t.table_name <> all($1::text[])
      group by 1, 2 order by 1, 2`,
    [ASIDE],
  );
  const statements = tables.rows.map(({ table_schema, table_name, sums }) => {
    const parts = ['count(*)', ...(sums ?? []).map((name) => `sum(${owner.escapeIdentifier(name)})`)];
    const table = `${owner.escapeIdentifier(table_schema)}.${owner.escapeIdentifier(table_name)}`;
    return `select ${owner.escapeLiteral(table_name)} as name, jsonb_build_array(${parts.join(', ')}) as figures from ${table}`;
  });
  const { rows } = await owner.query<{ name: string; figures: readonly unknown[] }>(statements.join(' union all '));
  const namesOf = new Map(tables.rows.map(({ table_name, sums }) => [table_name, ['rows', ...(sums ?? [])]]));
  return Object.fromEntries(
    rows.map(({ name, figures }) => {
      const columns = namesOf.get(name) ?? [];
      return [name, figures.map((figure, at) => `${columns[at]}=${String(figure)}`).join(' ')];
    }),
  );
}
