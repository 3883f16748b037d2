import type { Client } from 'pg';

/** Written by the sealer after the fact: positions and chains follow, they tell nothing new. */
const FOLLOWING = ['change_feed', 'change_head', 'audit_seal'];

/** One sum for each table over all rows of an organization, in no particular order: equal sums mean that nothing changed. */
export async function sumTables(owner: Client, organizationId: string): Promise<Readonly<Record<string, string>>> {
  const tables = await owner.query<{ name: string }>(
    "select table_name as name from information_schema.columns where table_schema = 'public'" +
      " and column_name = 'organization_id' and table_name <> all($1::text[]) order by 1",
    [FOLLOWING],
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables.rows) {
    const sum = await owner.query<{ sum: string }>(
      `select count(*) || ':' || coalesce(md5(string_agg(md5(t::text), ',' order by md5(t::text))), '') as sum` +
        ` from ${owner.escapeIdentifier(name)} t where organization_id = $1`,
      [organizationId],
    );
    sums[name] = sum.rows[0]?.sum ?? '';
  }
  return sums;
}
