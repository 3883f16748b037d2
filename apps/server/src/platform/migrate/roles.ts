import { Client } from 'pg';
import { MigrationError } from './errors.ts';

/** The role the program works under: it may read and write rows, and nothing about the schema. */
export const APP_ROLE = 'mosaajii_app';

/** Either we keep the role's password (`managed`), or the installation gives a connection of its own. */
export type AppRole =
  | { readonly kind: 'managed'; readonly password: string }
  | { readonly kind: 'given'; readonly url: string };

/** Makes sure the application role exists, is plain, and lets us in. Returns the connection URL to work with. */
export async function ensureAppRole(owner: Client, ownerUrl: string, role: AppRole): Promise<string> {
  const url = role.kind === 'given' ? role.url : appUrlOf(ownerUrl, role.password);
  if (role.kind === 'managed' && !(await canSignIn(url))) await makeRole(owner, role.password);
  await requirePlain(url);
  return url;
}

/** The owner's URL with the application role in the place of the owner. */
export function appUrlOf(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = APP_ROLE;
  url.password = encodeURIComponent(password);
  return url.href;
}

async function canSignIn(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined); // The failed connect below already says no.
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    // 28P01 wrong password, 28000 no such role (or not allowed to log in), 3D000 has no database yet.
    if (['28P01', '28000'].includes(sqlState(error) ?? '')) return false;
    throw error;
  }
}

async function makeRole(owner: Client, password: string): Promise<void> {
  const { rowCount } = await owner.query('select 1 from pg_roles where rolname = $1', [APP_ROLE]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  const plain = 'login nosuperuser nobypassrls nocreatedb nocreaterole noreplication';
  try {
    await owner.query(`${verb} role ${APP_ROLE} ${plain} password ${owner.escapeLiteral(password)}`);
  } catch (error) {
    if (sqlState(error) !== '42501') throw error;
    throw new MigrationError(
      `The role of DATABASE_URL may not ${verb} the role ${APP_ROLE}. Let an administrator create it ` +
        `(create role ${APP_ROLE} login ${'nosuperuser nobypassrls'} password '…') and set DATABASE_APP_URL to its connection.`,
    );
  }
}

async function requirePlain(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; isPlain: boolean; isMember: boolean }>(
      `select rolname as name, not (rolsuper or rolbypassrls) as "isPlain",
              exists (select from pg_roles where rolname = $1) and pg_has_role(current_user, $1, 'member') as "isMember"
         from pg_roles where rolname = current_user`,
      [APP_ROLE],
    );
    const role = rows[0];
    if (role?.isPlain === true && role.isMember) return;
    throw new MigrationError(
      `The role "${role?.name}" of DATABASE_APP_URL must be ${APP_ROLE} or a member of it, without superuser and bypassrls: ` +
        'such a role would see the rows of every organization.',
    );
  } finally {
    await client.end();
  }
}

function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
