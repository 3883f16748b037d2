import { randomUUID } from 'node:crypto';
import type { Role } from '@mosaajii/domain/permission';
import { Client } from 'pg';
import { OWNER } from '../pages/welcome.ts';
import type { Stack } from './stack.ts';

export interface Person {
  readonly displayName: string;
  readonly email: string;
  readonly password: string;
}

/**
 * Somebody who works in the shop beside its owner, with the owner's password. Written into the database, because people
 * are added on a screen of a later version.
 */
export async function employ(stack: Stack, displayName: string, role: Role): Promise<Person> {
  if (stack.ownerUrl === undefined) throw new Error('people are employed in a cloned database only');
  const email = `${displayName.toLowerCase().replaceAll(' ', '.')}@example.com`;
  const [accountId, userId] = [randomUUID(), randomUUID()];
  const client = new Client({ connectionString: stack.ownerUrl });
  await client.connect();
  try {
    await client.query(
      `insert into account (account_id, email, display_name, password_hash)
       select $1, $2, $3, password_hash from account order by created_at, account_id limit 1`,
      [accountId, email, displayName],
    );
    await client.query(
      `insert into membership (account_id, organization_id, user_id) select $1, organization_id, $2 from organization`,
      [accountId, userId],
    );
    await client.query(
      `insert into organization_user (organization_id, user_id, account_id, display_name, role)
       select organization_id, $1, $2, $3, $4 from organization`,
      [userId, accountId, displayName, role],
    );
  } finally {
    await client.end();
  }
  return { displayName, email, password: OWNER.password };
}
