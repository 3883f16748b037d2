import { Client, escapeIdentifier } from 'pg';

/** Makes the database `name` on the server of `adminUrl` when it is not there yet. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await admin.query(`create database ${escapeIdentifier(name)}`);
  } finally {
    await admin.end();
  }
}
