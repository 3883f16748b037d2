import type { AuditRetention, AuditRetentionRequest } from '@mosaajii/contract/audit';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { enqueueMessage } from '../../../platform/messages/index.ts';
import { readOwner, usersWhoMay } from '../../identity/index.ts';

/** Counting further tells nobody anything. */
const MOST_COUNTED = 100_000;

interface RetentionRow {
  readonly months: number | null;
  readonly set_by: string;
  readonly set_at: Date;
  readonly in_force_from: Date;
  readonly removes_before: Date | null;
}

/** The rule of the organization and what it does, as the person who asks may see it. */
export function readRetention(deps: Pick<Deps, 'db'>, actor: UserActor): Promise<AuditRetention> {
  return deps.db.read(actor.organizationId, async (tx) => retentionOf(tx, actor, await readOwner(tx)));
}

async function retentionOf(tx: Tx, actor: UserActor, ownerId: string | null): Promise<AuditRetention> {
  const rule = await ruleOf(tx);
  const before = rule?.removes_before ?? null;
  const [removed] = await tx.query<{ entries: number; last_at: Date }>(
    'select sequence as entries, removed_at as last_at from audit_checkpoint where organization_id = $1' +
      ' order by sequence desc limit 1',
    [tx.organizationId],
  );
  return {
    months: rule?.months ?? null,
    setBy: rule?.set_by ?? null,
    setAt: rule?.set_at.toISOString() ?? null,
    inForceFrom: before === null ? null : (rule?.in_force_from.toISOString() ?? null),
    removesBefore: before?.toISOString() ?? null,
    removable: before === null ? 0 : await countBefore(tx, before),
    removed: removed === undefined ? null : { entries: removed.entries, lastAt: removed.last_at.toISOString() },
    mayChange: mayChange(actor, ownerId),
  };
}

/** The database's own clock counts here: it is the one that refuses. */
async function ruleOf(tx: Tx): Promise<RetentionRow | undefined> {
  const [rule] = await tx.query<RetentionRow>(
    "select months, set_by, set_at, set_at + interval '7 days' as in_force_from," +
      " date_trunc('milliseconds', now()) - make_interval(months => months) as removes_before" +
      ' from audit_retention where organization_id = $1',
    [tx.organizationId],
  );
  return rule;
}

async function countBefore(tx: Tx, before: Date): Promise<number> {
  const [row] = await tx.query<{ amount: number }>(
    'select count(*)::int as amount from (select from audit_entry where organization_id = $1 and occurred_at < $2' +
      ` limit ${MOST_COUNTED}) as old`,
    [tx.organizationId, before],
  );
  return row?.amount ?? 0;
}

/** A shop of before owners were written down has none: then it is its administrators'. */
function mayChange(actor: UserActor, ownerId: string | null): boolean {
  return ownerId === null ? actor.role === 'administrator' : ownerId === actor.userId;
}

/**
 * Sets for how long the trail is kept. It acts after a week, and everybody who administers people is told. The rule that is set
 * already changes nothing: its week goes on.
 */
export function setRetention(
  deps: Pick<Deps, 'db' | 'clock' | 'ids' | 'jobs' | 'personal'>,
  actor: UserActor,
  { months }: AuditRetentionRequest,
  origin: { readonly address: string; readonly requestId: string },
): Promise<Result<AuditRetention, Refusal<'owner-only'>>> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const ownerId = await readOwner(tx);
    if (!mayChange(actor, ownerId)) {
      return refuse({ code: 'owner-only', detail: 'Only the owner decides for how long the audit trail is kept.' });
    }
    const before = (await ruleOf(tx))?.months ?? null;
    const changed = await tx.query(
      'insert into audit_retention as r (organization_id, months, set_by) values ($1, $2, $3)' +
        ' on conflict (organization_id) do update set months = excluded.months, set_by = excluded.set_by' +
        ' where r.months is distinct from excluded.months returning organization_id',
      [tx.organizationId, months, actor.userId],
    );
    if (changed.length === 0 || before === months) return ok(await retentionOf(tx, actor, ownerId));
    const { userId } = actor;
    const detail = { before: { months: before }, after: { months } };
    const entry = {
      action: 'audit.retention-set',
      subjectKind: 'audit',
      subjectId: 'retention',
      userId,
      detail,
    } as const;
    await recordChange(tx, { kind: 'settings', ids: [], audit: [{ ...entry, ...origin }] });
    await tell(deps, tx, actor, months);
    return ok(await retentionOf(tx, actor, ownerId));
  });
}

async function tell(
  deps: Pick<Deps, 'clock' | 'ids' | 'jobs' | 'personal'>,
  tx: Tx,
  actor: UserActor,
  months: number | null,
): Promise<void> {
  for (const userId of await usersWhoMay(tx, 'users.write', deps.clock.now())) {
    if (userId === actor.userId) continue;
    await enqueueMessage(deps, tx, {
      messageId: deps.ids.next(),
      organizationId: tx.organizationId,
      channel: 'in-app',
      template: months === null ? 'audit/kept-for-ever' : 'audit/retention-set',
      to: '',
      userId,
      locale: 'en',
      params: months === null ? { name: actor.displayName } : { name: actor.displayName, months },
    });
  }
}
