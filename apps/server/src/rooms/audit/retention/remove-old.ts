import type { Anchors } from '../../../platform/anchors/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type Checkpoint, checkpointText, recordChange } from '../../../platform/feed/index.ts';

/** Entries that go with one checkpoint, in one transaction. */
const STEP = 5_000;

/**
 * Removes what the rules of the organizations let go, each step behind a checkpoint that this server signs. A process without the
 * key of the anchors removes nothing. Returns how many entries went. Cut off in between it goes on at the next call.
 */
export async function removeOldEntries(deps: Pick<Deps, 'db' | 'log' | 'anchors'>): Promise<number> {
  const { db, log, anchors } = deps;
  if (anchors === undefined) return 0;
  const shops = await db.globalTx((tx) =>
    tx.query<{ organization_id: string }>('select organization_id from tenant order by organization_id'),
  );
  let removed = 0;
  for (const { organization_id: organizationId } of shops) {
    try {
      for (let step = STEP; step === STEP; removed += step)
        step = await db.tx(organizationId, (tx) => removeStep(tx, anchors));
    } catch (error) {
      log.error({ err: error, organizationId }, 'old audit entries could not be removed and will be tried again');
    }
  }
  return removed;
}

interface RuleRow {
  readonly months: number;
  readonly set_by: string;
  readonly set_at: Date;
  readonly now: Date;
  readonly before: Date;
  readonly first: number;
}

interface OldRow {
  readonly sequence: number;
  readonly hash: string;
  readonly occurred_at: Date;
}

/** One step; the database looks at all of it again before it removes anything. */
async function removeStep(tx: Tx, anchors: Anchors): Promise<number> {
  // Taken here as well: what is looked at below is then what will be there when it is cut.
  await tx.query('select from change_head where organization_id = $1 for update', [tx.organizationId]);
  const rule = await ruleInForce(tx);
  if (rule === undefined) return 0;
  const rows = await tx.query<OldRow>(
    'select s.sequence, s.hash, e.occurred_at from audit_seal s' +
      ' join audit_entry e on e.organization_id = s.organization_id and e.entry_id = s.entry_id' +
      ` where s.organization_id = $1 order by s.sequence limit ${STEP}`,
    [tx.organizationId],
  );
  const firstKept = rows.findIndex((row) => row.occurred_at >= rule.before);
  const old = firstKept === -1 ? rows : rows.slice(0, firstKept);
  const last = old.at(-1);
  if (last === undefined) return 0;
  const { months, set_by: setBy, set_at: setAt, now: removedAt, first: firstSequence } = rule;
  const checkpoint: Checkpoint = { ...last, firstSequence, months, setBy, setAt, removedAt };
  await tx.query('select remove_audit($1, $2, $3, $4, $5)', [
    firstSequence,
    last.sequence,
    last.hash,
    removedAt,
    anchors.sign(tx.organizationId, checkpointText(checkpoint)),
  ]);
  const detail = { entries: old.length, firstSequence, lastSequence: last.sequence, months, setBy };
  const entry = { action: 'audit.removed', subjectKind: 'audit', subjectId: String(last.sequence), detail } as const;
  await recordChange(tx, { kind: 'settings', ids: [], audit: [entry] });
  return old.length;
}

async function ruleInForce(tx: Tx): Promise<RuleRow | undefined> {
  const [rule] = await tx.query<RuleRow>(
    "select months, set_by, set_at, date_trunc('milliseconds', now()) as now," +
      " date_trunc('milliseconds', now()) - make_interval(months => months) as before," +
      ' (select coalesce(max(sequence), 0) + 1 from audit_checkpoint c where c.organization_id = $1)::bigint as first' +
      ' from audit_retention where organization_id = $1 and months is not null' +
      " and set_at <= now() - interval '7 days'",
    [tx.organizationId],
  );
  return rule;
}
