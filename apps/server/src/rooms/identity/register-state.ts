import type { RegisterState } from '@mosaajii/contract/identity';
import { type At, PERMISSIONS } from '@mosaajii/domain/permission';
import type { RegisterActor } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { AUTHORITY_COLUMNS, type AuthorityRow, authorityOfRow } from './roles/authority-row.ts';
import { readShopSettings } from './settings.ts';

interface HeadRow {
  name: string;
  last_sequence: number;
  last_hash: string;
  last_receipt_sequence: number;
  last_z_number: number;
  epoch: string;
}

/** What a register needs to know about itself, its shop and its people; and how far the server has its chain. */
export function readRegisterState(deps: Deps, actor: RegisterActor): Promise<RegisterState> {
  return deps.db.read(actor.organizationId, async (tx) => {
    const [head] = await tx.query<HeadRow>(
      'select r.name, h.last_sequence, h.last_hash, h.last_receipt_sequence, h.last_z_number, (select epoch from instance) as epoch' +
        ' from register_head h join register r on r.organization_id = h.organization_id and r.register_id = $3' +
        ' where h.organization_id = $1 and h.key_id = $2',
      [actor.organizationId, actor.keyId, actor.registerId],
    );
    if (head === undefined) throw new Error(`the key ${actor.keyId} has no chain`);
    return {
      organizationId: actor.organizationId,
      storeId: actor.storeId,
      registerId: actor.registerId,
      code: actor.code,
      name: head.name,
      keyId: actor.keyId,
      series: actor.series,
      users: await readRegisterUsers(tx, { instant: deps.clock.now().getTime(), storeId: actor.storeId }),
      settings: await readShopSettings(tx, actor.storeId),
      lastSequence: head.last_sequence,
      lastHash: head.last_hash,
      lastReceiptSequence: head.last_receipt_sequence,
      lastZNumber: head.last_z_number,
      epoch: head.epoch,
      serverTime: deps.clock.now().toISOString(),
    };
  });
}

/** Who may work here, with what they may do in this store at this moment. */
export async function readRegisterUsers(tx: Tx, at: At): Promise<RegisterState['users']> {
  const rows = await tx.query<AuthorityRow & { user_id: string; display_name: string }>(
    `select u.user_id, u.display_name, ${AUTHORITY_COLUMNS} from organization_user u` +
      " where u.organization_id = $1 and u.state = 'active' order by u.display_name, u.user_id limit 1000",
    [tx.organizationId],
  );
  return rows.map((row) => {
    const { permissions, limits } = authorityOfRow(row, at);
    return {
      userId: row.user_id,
      displayName: row.display_name,
      role: row.role,
      permissions: PERMISSIONS.filter((permission) => permissions.has(permission)),
      limits,
    };
  });
}
