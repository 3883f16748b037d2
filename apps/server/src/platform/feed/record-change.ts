import { uuidv7 } from 'uuidv7';
import type { Tx } from '../database/index.ts';
import type { ChangeInput } from './model.ts';

const MAXIMUM_IDS = 500;

/**
 * Writes a change and its audit entries in the transaction of the change. Positions and the chain are given after the
 * commit, by the sealer. Returns the change's id.
 */
export async function recordChange(tx: Tx, change: ChangeInput): Promise<string> {
  const first = change.changeId ?? uuidv7();
  const chunks = chunksOf(change.ids);
  const changes = chunks.map((ids, index) => ({
    organization_id: tx.organizationId,
    change_id: index === 0 ? first : uuidv7(),
    kind: change.kind,
    ids,
    register_id: change.registerId ?? null,
  }));
  await tx.db.insertInto('change_feed').values(changes).execute();
  if (change.audit.length > 0) await writeAudit(tx, first, change);
  tx.markChanged();
  return first;
}

async function writeAudit(tx: Tx, changeId: string, change: ChangeInput): Promise<void> {
  await tx.db
    .insertInto('audit_entry')
    .values(
      change.audit.map((entry) => ({
        organization_id: tx.organizationId,
        entry_id: uuidv7(),
        change_id: changeId,
        user_id: entry.userId ?? null,
        register_id: entry.registerId ?? change.registerId ?? null,
        action: entry.action,
        subject_kind: entry.subjectKind,
        subject_id: entry.subjectId,
        detail: JSON.stringify(entry.detail ?? {}),
        request_id: entry.requestId ?? null,
        address: entry.address ?? null,
      })),
    )
    .execute();
}

function chunksOf(ids: readonly string[]): string[][] {
  const chunks: string[][] = [];
  for (let start = 0; start < ids.length; start += MAXIMUM_IDS) chunks.push(ids.slice(start, start + MAXIMUM_IDS));
  return chunks.length === 0 ? [[]] : chunks;
}
