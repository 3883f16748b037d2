import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Enrolment } from '@mosaajii/contract/identity';
import pg from 'pg';
import { type ServerProcess, startServerProcess } from '../../apps/server/src/cli/replay/server-process.ts';
import { parseConfig } from '../../apps/server/src/config.ts';
import { findRunningDatabase, rootKeysOf } from '../../apps/server/src/installation.ts';
import { createDatabase } from '../../apps/server/src/platform/database/index.ts';
import { freePort } from '../../apps/server/src/platform/embedded-postgres/index.ts';
import { createIds } from '../../apps/server/src/platform/ids/index.ts';
import { createPersonal } from '../../apps/server/src/platform/personal/index.ts';
import { openSession } from '../../apps/server/src/rooms/identity/index.ts';
import { newKeyPair, type Prover } from '../../apps/server/src/rooms/operations/replay/index.ts';
import type { ShopStack } from './shop-stack.ts';

/** Two processes of the program on one database, as behind a load balancer. */
export interface TwinServers {
  readonly origins: readonly [string, string];
  readonly organizationId: string;
  readonly ownerId: string;
  /** Past every wall, for arranging what the clock would have brought. */
  readonly database: pg.Client;
  /** Somebody new with a role, and the token of a session that was opened a moment ago with a second factor. */
  person(role: 'administrator' | 'cashier'): Promise<{ readonly userId: string; readonly token: string }>;
  /** Another session of somebody. */
  session(userId: string): Promise<string>;
  /** A till that was enrolled a moment ago. */
  register(token: string): Promise<Prover & { readonly registerId: string }>;
  close(): Promise<void>;
}

/** Starts a second process beside the one of a stack, with the secrets of the same installation. */
export async function startTwin(stack: ShopStack): Promise<TwinServers> {
  const config = parseConfig({ DATA_DIR: stack.dataDirectory });
  const url = await findRunningDatabase(config, stack.dataDirectory);
  if (url === undefined) throw new Error('the database of the stack does not run');
  const directory = await mkdtemp(join(tmpdir(), 'mosaajii-twin-'));
  await cp(join(stack.dataDirectory, 'secrets'), join(directory, 'secrets'), { recursive: true });
  const port = await freePort();
  const twin: ServerProcess = await startServerProcess({ dataDirectory: directory, port, env: { DATABASE_URL: url } });
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  const db = createDatabase({ url, poolSize: 2 });
  const clock = { now: () => new Date() };
  const personal = createPersonal({ rootKeys: rootKeysOf(config, stack.dataDirectory), clock });
  const { organization, user } = stack.office.session;
  const { organizationId } = organization;
  const session = async (userId: string) => {
    const { rows } = await database.query<{ account_id: string }>(
      'select account_id from membership where organization_id = $1 and user_id = $2',
      [organizationId, userId],
    );
    const accountId = rows[0]?.account_id ?? '';
    const who = { accountId, organizationId, userId, userAgent: 'proof', address: '127.0.0.1' };
    const opened = await db.globalTx((tx) =>
      openSession({ clock, ids: createIds(), personal }, tx, { ...who, kind: 'office', assurance: 'second-factor' }),
    );
    return opened.token;
  };
  return {
    origins: [stack.origin, twin.origin],
    organizationId,
    ownerId: user.userId,
    database,
    session,
    async person(role) {
      const [userId, accountId] = [randomUUID(), randomUUID()];
      await database.query(
        "insert into account (account_id, email, display_name, password_hash) values ($1, $2, 'Proof', 'none')",
        [accountId, `${accountId}@example.com`],
      );
      await database.query('insert into membership (account_id, organization_id, user_id) values ($1, $2, $3)', [
        accountId,
        organizationId,
        userId,
      ]);
      await database.query(
        "insert into organization_user (organization_id, user_id, account_id, display_name, role) values ($1, $2, $3, 'Proof', $4)",
        [organizationId, userId, accountId, role],
      );
      return { userId, token: await session(userId) };
    },
    async register(token) {
      const { publicKey, privateKey } = newKeyPair();
      const { kty, crv, x, y } = publicKey;
      const response = await fetch(`${stack.origin}/api/v1/registers`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: `sid=${token}`, origin: stack.origin },
        body: JSON.stringify({ name: 'Proof', publicKey: { kty, crv, x, y } }),
      });
      if (!response.ok) throw new Error(`the register was not enrolled: ${await response.text()}`);
      const { keyId, secret, registerId } = (await response.json()) as Enrolment;
      return { organizationId, keyId, secret, registerId, privateKey };
    },
    async close() {
      await database.end();
      await db.close();
      await twin.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
