import type { Deps } from '../../../platform/deps.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Removes codes and counts that say nothing any more. Runs daily; returns how many codes went. */
export function forgetCodes(deps: Pick<Deps, 'db' | 'clock'>): Promise<number> {
  return deps.db.globalTx(async (tx) => {
    const before = new Date(deps.clock.now().getTime() - DAY_MS);
    const gone = await tx.query(
      'delete from one_time_code where expires_at < $1 and issued_at < $1 returning code_id',
      [before],
    );
    await tx.query('delete from one_time_code_failure where last_failed_at < $1', [before]);
    return gone.length;
  });
}
