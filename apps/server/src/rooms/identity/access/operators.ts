import type { OperatorList } from '@mosaajii/contract/access';
import type { AuditAction } from '@mosaajii/contract/audit-actions';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import type { Personal } from '../../../platform/personal/index.ts';
import { accountByEmail, accountEmails, accountNames } from './accounts.ts';
import { auditOperator, type Origin } from './operator-audit.ts';

type OperatorRefusal = Refusal<'not-found' | 'last-operator'>;

/** Who runs the installation, the longest first. */
export async function listOperators(personal: Personal, tx: GlobalTx, actor: UserActor): Promise<OperatorList> {
  const rows = await tx.query<{ account_id: string; granted_at: Date; granted_by: string | null }>(
    'select account_id, granted_at, granted_by from operator order by granted_at, account_id limit 200',
  );
  const names = await accountNames(
    tx,
    rows.flatMap((row) => [row.account_id, row.granted_by]),
  );
  const emails = await accountEmails(
    personal,
    tx,
    rows.map((row) => row.account_id),
  );
  return {
    operators: rows.map((row) => ({
      accountId: row.account_id,
      displayName: names.get(row.account_id)?.displayName ?? '',
      email: emails.get(row.account_id) ?? '',
      grantedAt: row.granted_at.toISOString(),
      grantedBy: row.granted_by === null ? null : (names.get(row.granted_by)?.displayName ?? null),
      isSelf: row.account_id === actor.accountId,
    })),
  };
}

/** Lets an account that exists run the installation too. A repeat changes nothing. */
export function addOperator(
  deps: Pick<Deps, 'db' | 'clock' | 'personal'>,
  actor: UserActor,
  email: string,
  origin: Origin,
): Promise<Result<OperatorList, OperatorRefusal>> {
  return deps.db.globalTx(async (tx) => {
    const account = await accountByEmail(deps.personal, tx, email);
    if (account === undefined) {
      return refuse({ code: 'not-found', detail: 'Nobody who can sign in here has this e-mail address.' });
    }
    const added = await tx.query(
      'insert into operator (account_id, granted_at, granted_by) values ($1, $2, $3)' +
        ' on conflict (account_id) do nothing returning account_id',
      [account.accountId, deps.clock.now(), actor.accountId],
    );
    if (added.length > 0) await auditChange(tx, actor, origin, 'operator.added', account.accountId);
    return ok(await listOperators(deps.personal, tx, actor));
  });
}

/** Takes the right to run the installation from somebody; the last one keeps it. */
export function removeOperator(
  deps: Pick<Deps, 'db' | 'personal'>,
  actor: UserActor,
  accountId: string,
  origin: Origin,
): Promise<Result<OperatorList, OperatorRefusal>> {
  return deps.db.globalTx(async (tx) => {
    // Two who remove each other at once take turns.
    await tx.query("select pg_advisory_xact_lock(hashtextextended('operator', 0))");
    const others = await tx.query(
      "select 1 from operator o join account a on a.account_id = o.account_id and a.state = 'active'" +
        ' where o.account_id <> $1 limit 1',
      [accountId],
    );
    if (others.length === 0) {
      return refuse({ code: 'last-operator', detail: 'Nobody else runs this installation. Add somebody first.' });
    }
    const removed = await tx.query('delete from operator where account_id = $1 returning account_id', [accountId]);
    if (removed.length === 0) return refuse({ code: 'not-found', detail: 'This account runs nothing here.' });
    await auditChange(tx, actor, origin, 'operator.removed', accountId);
    return ok(await listOperators(deps.personal, tx, actor));
  });
}

function auditChange(
  tx: GlobalTx,
  actor: UserActor,
  origin: Origin,
  action: AuditAction,
  accountId: string,
): Promise<void> {
  return auditOperator(tx, actor, origin, { action, subjectKind: 'account', subjectId: accountId });
}
