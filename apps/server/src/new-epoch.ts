import { Client } from 'pg';

/** From now on registers see another database than the one they talked to, and send what they kept once more. */
export async function startNewEpoch(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('update instance set epoch = gen_random_uuid()');
  } finally {
    await client.end();
  }
}
