import { Client } from 'pg';
import type { Anchors } from './platform/anchors/index.ts';

/**
 * From now on registers see another database than the one they talked to, and send what they kept once more. The anchors
 * of the audit trail learn where each chain goes on from, so that what was anchored beyond it is explained and not missing.
 */
export async function startNewEpoch(ownerUrl: string, anchors: Anchors): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ epoch: string }>(
      'update instance set epoch = gen_random_uuid() returning epoch',
    );
    await anchorRestored(client, anchors, rows[0]?.epoch ?? '');
  } finally {
    await client.end();
  }
}

/** Inside of each organization's wall: the owner of a database elsewhere need not be above it. */
async function anchorRestored(client: Client, anchors: Anchors, epoch: string): Promise<void> {
  const tenants = await client.query<{ organization_id: string }>('select organization_id from tenant');
  for (const { organization_id: organizationId } of tenants.rows) {
    await client.query('begin');
    await client.query("select set_config('app.organization_id', $1, true)", [organizationId]);
    const { rows } = await client.query<{ sequence: string; hash: string }>(
      'select last_audit_sequence as sequence, last_audit_hash as hash from change_head where organization_id = $1',
      [organizationId],
    );
    await client.query('commit');
    const head = { sequence: Number(rows[0]?.sequence ?? 0), hash: rows[0]?.hash ?? '0'.repeat(64) };
    anchors.append(organizationId, { kind: 'restored', at: new Date().toISOString(), epoch, ...head });
  }
}
