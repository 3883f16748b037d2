import { randomBytes, timingSafeEqual } from 'node:crypto';
import { hashOfSecret } from '../../platform/access/index.ts';
import type { Database, GlobalTx } from '../../platform/database/index.ts';

export interface InstanceState {
  readonly epoch: string;
  readonly isSetUp: boolean;
  readonly tokenHash: string | null;
}

interface InstanceRow {
  epoch: string;
  setup_token_hash: string | null;
  setup_completed_at: Date | null;
}

const COLUMNS = 'epoch, setup_token_hash, setup_completed_at';

function stateOf(row: InstanceRow | undefined): InstanceState {
  if (row === undefined) throw new Error('the table instance is empty: the schema is not as the migrations leave it');
  return { epoch: row.epoch, isSetUp: row.setup_completed_at !== null, tokenHash: row.setup_token_hash };
}

export async function readInstance(tx: GlobalTx): Promise<InstanceState> {
  return stateOf((await tx.query<InstanceRow>(`select ${COLUMNS} from instance`))[0]);
}

/** The same, and nobody else sets up until this transaction has ended. */
export async function lockInstance(tx: GlobalTx): Promise<InstanceState> {
  return stateOf((await tx.query<InstanceRow>(`select ${COLUMNS} from instance for update`))[0]);
}

/** Ends the set-up for good: the token opens nothing any more. */
export async function completeInstance(tx: GlobalTx, now: Date): Promise<void> {
  await tx.query('update instance set setup_completed_at = $1, setup_token_hash = null', [now]);
}

/**
 * A fresh one-time token for the address that the start prints, or undefined when the shop has been set up. Only its hash
 * is kept, so each start prints another one, and the ones before open nothing.
 */
export function ensureSetupToken(db: Database): Promise<string | undefined> {
  return db.globalTx(async (tx) => {
    if ((await lockInstance(tx)).isSetUp) return undefined;
    const token = randomBytes(24).toString('base64url');
    await tx.query('update instance set setup_token_hash = $1', [hashOfSecret(token)]);
    return token;
  });
}

/** Compares in a time that does not depend on where the difference is. */
export function isSetupToken(token: string, instance: InstanceState): boolean {
  if (instance.tokenHash === null) return false;
  return timingSafeEqual(Buffer.from(hashOfSecret(token)), Buffer.from(instance.tokenHash));
}
