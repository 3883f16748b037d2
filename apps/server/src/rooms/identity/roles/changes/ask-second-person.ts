import { isDeepStrictEqual } from 'node:util';
import type { AwaitingChange } from '@mosaajii/contract/role-changes';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../../../platform/access/index.ts';
import type { Tx } from '../../../../platform/database/index.ts';
import { recordChange } from '../../../../platform/feed/index.ts';
import { type Telling, tellApprovers } from './tell-change.ts';

const DAY_MS = 24 * 60 * 60_000;
/** For how long somebody can be asked. */
export const CHANGE_WAITS_MS = 7 * DAY_MS;

/** What is to be changed, and from which version. */
export interface AskedChange {
  readonly kind: 'role' | 'grants';
  readonly subjectId: string;
  /** The name of the role or the person. */
  readonly subject: string;
  readonly version: number;
  readonly before: object;
  readonly wanted: object;
}

/** That a change is made on the word of two. */
export interface Approval {
  readonly changeId: string;
  readonly requestedBy: string;
  readonly method: 'second-person' | 'self-approved';
}

/**
 * Writes a change down for somebody else to approve. The same one asked for again by the same person is the one that waits;
 * another one about the same role or person has to wait until that one is decided. Whoever may approve it is told.
 * Call it behind the lock of the roles.
 */
export async function askSecondPerson(
  deps: Telling,
  tx: Tx,
  actor: UserActor,
  asked: AskedChange,
  origin: { readonly requestId: string; readonly address: string },
): Promise<Result<AwaitingChange, Refusal<'conflict'>>> {
  const now = deps.clock.now();
  await tx.query(
    "update role_change set state = 'expired' where organization_id = $1 and state = 'pending' and expires_at <= $2",
    [tx.organizationId, now],
  );
  const [waiting] = await tx.query<{ change_id: string; requested_by: string; wanted: unknown; expires_at: Date }>(
    'select change_id, requested_by, wanted, expires_at from role_change' +
      " where organization_id = $1 and subject_id = $2 and state = 'pending'",
    [tx.organizationId, asked.subjectId],
  );
  if (waiting !== undefined) {
    const isSame =
      waiting.requested_by === actor.userId &&
      isDeepStrictEqual(waiting.wanted, JSON.parse(JSON.stringify(asked.wanted)) as unknown);
    if (isSame) return ok(awaiting(waiting.change_id, waiting.expires_at));
    return refuse({
      code: 'conflict',
      detail: 'Another change of this waits for approval. Decide about that one first.',
    });
  }
  const changeId = deps.ids.next();
  const expiresAt = new Date(now.getTime() + CHANGE_WAITS_MS);
  const { kind, subjectId, version, before, wanted } = asked;
  await tx.query(
    'insert into role_change (organization_id, change_id, kind, subject_id, base_version, before, wanted, requested_by,' +
      ' requested_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [
      tx.organizationId,
      changeId,
      kind,
      subjectId,
      version,
      JSON.stringify(before),
      JSON.stringify(wanted),
      actor.userId,
      now,
      expiresAt,
    ],
  );
  await recordChange(tx, {
    kind: 'rights',
    ids: [],
    audit: [
      {
        action: 'role-change.requested',
        subjectKind: kind === 'role' ? 'role' : 'user',
        subjectId,
        userId: actor.userId,
        detail: { changeId, before, after: wanted },
        ...origin,
      },
    ],
  });
  await tellApprovers(deps, tx, actor, { kind, subject_id: subjectId, subject: asked.subject });
  return ok(awaiting(changeId, expiresAt));
}

function awaiting(changeId: string, expiresAt: Date): AwaitingChange {
  return { awaiting: { changeId, expiresAt: expiresAt.toISOString() } };
}
