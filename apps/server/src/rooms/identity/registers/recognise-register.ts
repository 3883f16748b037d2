import {
  checkClaim,
  type KeyStanding,
  type RegisterActor,
  type RegisterClaim,
  type RegisterRefusal,
} from '../../../platform/access/index.ts';
import type { Database, Tx } from '../../../platform/database/index.ts';

interface ClaimedRow extends KeyStanding {
  readonly register_id: string;
  readonly store_id: string;
  readonly code: string;
  readonly series: string;
  readonly purpose: 'till' | 'import';
  readonly is_active: boolean;
}

/** The register behind a claim, if its secret and its proof are right and neither its key nor itself is revoked. */
export function registerOf(db: Database, claim: RegisterClaim, now: Date): Promise<RegisterActor | RegisterRefusal> {
  return db.read(claim.organizationId, (tx) => registerIn(tx, claim, now));
}

/** The same inside the wall of the organization that the claim names. */
export async function registerIn(tx: Tx, claim: RegisterClaim, now: Date): Promise<RegisterActor | RegisterRefusal> {
  const [row] = await tx.query<ClaimedRow>(
    'select k.key_id, k.public_key, k.token_hash, k.needs_proof, k.series, r.register_id, r.store_id, r.code, r.purpose,' +
      " (k.state = 'active' and r.state = 'active') as is_active from register_key k" +
      ' join register r on r.organization_id = k.organization_id and r.register_id = k.register_id' +
      ' where k.organization_id = $1 and k.key_id = $2',
    [claim.organizationId, claim.keyId],
    'register-of-claim',
  );
  const refusal = checkClaim(row, claim, now);
  if (refusal !== null || row === undefined) return refusal ?? 'register-not-recognised';
  if (!row.is_active) return 'register-revoked';
  return {
    kind: 'register',
    organizationId: claim.organizationId,
    storeId: row.store_id,
    registerId: row.register_id,
    keyId: claim.keyId,
    code: row.code,
    series: row.series,
    purpose: row.purpose,
    proofId: typeof claim.proof === 'object' ? (claim.proof?.proofId ?? null) : null,
  };
}

/** Whether a register that was let in once still is. */
export function isRegisterAlive(db: Database, { organizationId, keyId }: RegisterActor): Promise<boolean> {
  return db.read(organizationId, async (tx) => {
    const rows = await tx.query(
      'select 1 from register_key k join register r on r.organization_id = k.organization_id and r.register_id = k.register_id' +
        " where k.organization_id = $1 and k.key_id = $2 and k.state = 'active' and r.state = 'active'",
      [organizationId, keyId],
      'register-alive',
    );
    return rows.length > 0;
  });
}
