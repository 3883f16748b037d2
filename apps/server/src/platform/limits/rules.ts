import type { GlobalTx } from '../database/index.ts';

export interface AddressRule {
  readonly ruleId: string;
  /** In CIDR notation, its host bits zero. */
  readonly network: string;
  readonly effect: 'allow' | 'deny';
  readonly note: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

interface RuleRow {
  rule_id: string;
  network: string;
  effect: 'allow' | 'deny';
  note: string;
  created_at: Date;
  expires_at: Date | null;
}

const COLUMNS = 'rule_id, network::text as network, effect, note, created_at, expires_at';

/** What the operator allowed and denied, the latest first; at most 1000. What has expired is not among it. */
export async function readRules(tx: Pick<GlobalTx, 'query'>, now: Date): Promise<readonly AddressRule[]> {
  const rows = await tx.query<RuleRow>(
    `select ${COLUMNS} from address_rule where expires_at is null or expires_at > $1 order by created_at desc, rule_id limit 1000`,
    [now],
  );
  return rows.map(ruleOf);
}

export interface NewRule extends Omit<AddressRule, 'createdAt'> {
  readonly accountId: string;
}

/** Writes a rule; the one that its network had is replaced. The network must be one ({@link isNetwork}). */
export async function writeRule(tx: Pick<GlobalTx, 'query'>, rule: NewRule, now: Date): Promise<AddressRule> {
  const [row] = await tx.query<RuleRow>(
    `insert into address_rule (rule_id, network, effect, note, created_by, created_at, expires_at)
     values ($1, network($2::inet), $3, $4, $5, $6, $7)
     on conflict (network) do update set rule_id = excluded.rule_id, effect = excluded.effect, note = excluded.note,
       created_by = excluded.created_by, created_at = excluded.created_at, expires_at = excluded.expires_at
     returning ${COLUMNS}`,
    [rule.ruleId, rule.network, rule.effect, rule.note, rule.accountId, now, rule.expiresAt],
  );
  if (row === undefined) throw new Error('a rule that was just written is gone');
  return ruleOf(row);
}

/** The rule that is gone now; `null` when there was none. */
export async function removeRule(tx: Pick<GlobalTx, 'query'>, ruleId: string): Promise<AddressRule | null> {
  const [row] = await tx.query<RuleRow>(`delete from address_rule where rule_id = $1 returning ${COLUMNS}`, [ruleId]);
  return row === undefined ? null : ruleOf(row);
}

function ruleOf(row: RuleRow): AddressRule {
  const { rule_id: ruleId, network, effect, note, created_at: createdAt, expires_at: expiresAt } = row;
  return { ruleId, network, effect, note, createdAt, expiresAt };
}
