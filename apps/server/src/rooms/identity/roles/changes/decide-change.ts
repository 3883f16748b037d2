import type { PendingRoleChange, RoleChangeList } from '@mosaajii/contract/role-changes';
import type { GrantsChange, RoleChange } from '@mosaajii/contract/roles';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../../../platform/access/index.ts';
import type { Tx } from '../../../../platform/database/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { recordChange } from '../../../../platform/feed/index.ts';
import { readOwner } from '../../people/person-rows.ts';
import { type GrantsRefusal, setGrantsIn } from '../change-grants.ts';
import { lockRoles, type Origin, type RoleRefusal, updateRoleIn } from '../change-role.ts';
import type { Approval } from './ask-second-person.ts';
import {
  type ChangeRow,
  changeOf,
  lockChange,
  methodFor,
  readApprovers,
  readChangeRows,
  stateOf,
} from './change-rows.ts';
import { asksSecondPerson } from './rule.ts';
import { type Telling, tellAsker } from './tell-change.ts';

export type DecideRefusal = Refusal<'not-found' | 'conflict' | 'second-person-needed'> | RoleRefusal | GrantsRefusal;
type Deciding = Pick<Deps, 'db'> & Telling;
type Decided = Result<PendingRoleChange, DecideRefusal>;

/** What waits for a second person and what was decided, with what the asker can do about it. */
export async function listChanges(tx: Tx, actor: UserActor, now: Date): Promise<RoleChangeList> {
  const rows = await readChangeRows(tx);
  const items: PendingRoleChange[] = [];
  const everybody = await readApprovers(tx, null);
  for (const row of rows) items.push(changeOf(row, now, methodFor(row, actor.userId, without(everybody, row))));
  return {
    items,
    asksSecondPerson: await asksSecondPerson(tx),
    maySetRule: (await readOwner(tx)) === actor.userId,
  };
}

/** Nobody approves what is about themselves. */
function without(approvers: ReadonlySet<string>, { kind, subject_id: subjectId }: ChangeRow): ReadonlySet<string> {
  return kind === 'role' ? approvers : new Set([...approvers].filter((userId) => userId !== subjectId));
}

/**
 * Makes a change that waits, as if it were asked for now: it is judged against what the role or the person has become, by what
 * the approver holds, and only while the one who asked could still ask. A repeat by the same person answers the same.
 */
export function approveChange(deps: Deciding, actor: UserActor, changeId: string, origin: Origin): Promise<Decided> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    await lockRoles(tx);
    const now = deps.clock.now();
    const row = await lockChange(tx, changeId);
    if (row === undefined) return refuse(NOT_FOUND);
    if (row.state === 'approved' && row.decided_by === actor.userId) return ok(changeOf(row, now, null));
    const settled = settledRefusal(row, now);
    if (settled !== null) return refuse(settled);
    const approvers = without(await readApprovers(tx, null), row);
    const method = methodFor(row, actor.userId, approvers);
    if (method === null) return refuse(SECOND_PERSON);
    if (!(await readApprovers(tx, null)).has(row.requested_by)) {
      return refuse({ code: 'conflict', detail: 'Whoever asked for this change may not change roles any more.' });
    }
    const approval = { changeId, requestedBy: row.requested_by, method };
    const made = await make(deps, tx, actor, row, approval, origin);
    if (!made.ok) return made;
    await settle(tx, actor, { row, state: 'approved', method, note: '', now }, origin);
    await tellAsker(deps, tx, actor, { row, state: 'approved', note: '' });
    return ok(await present(tx, changeId, now));
  });
}

const NOT_FOUND: DecideRefusal = { code: 'not-found', detail: 'There is no such change.' };
const SECOND_PERSON: DecideRefusal = {
  code: 'second-person-needed',
  detail: 'Somebody else who may change roles has to approve this: not whoever asked for it, nor whom it is about.',
};

function settledRefusal(row: ChangeRow, now: Date): DecideRefusal | null {
  const state = stateOf(row, now);
  return state === 'pending' ? null : { code: 'conflict', detail: `This change was ${state} before.` };
}

async function make(
  deps: Deciding,
  tx: Tx,
  actor: UserActor,
  row: ChangeRow,
  approval: Approval,
  origin: Origin,
): Promise<Result<unknown, DecideRefusal>> {
  const { subject_id: subjectId, base_version: version } = row;
  if (row.kind === 'role') {
    const wanted = row.wanted as Omit<RoleChange, 'version'>;
    return updateRoleIn(deps, tx, actor, subjectId, { ...wanted, version }, origin, approval);
  }
  const wanted = row.wanted as Omit<GrantsChange, 'version'>;
  return setGrantsIn(deps, tx, actor, subjectId, { ...wanted, version }, origin, approval);
}

/** Puts a change aside: whoever asked takes it back, somebody else declines it. The reason stays with it. */
export function declineChange(
  deps: Deciding,
  actor: UserActor,
  changeId: string,
  note: string,
  origin: Origin,
): Promise<Decided> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    await lockRoles(tx);
    const now = deps.clock.now();
    const row = await lockChange(tx, changeId);
    if (row === undefined) return refuse(NOT_FOUND);
    const state = row.requested_by === actor.userId ? 'withdrawn' : 'declined';
    if (row.state === state && row.decided_by === actor.userId) return ok(changeOf(row, now, null));
    const settled = settledRefusal(row, now);
    if (settled !== null) return refuse(settled);
    await settle(tx, actor, { row, state, method: null, note, now }, origin);
    if (state === 'declined') await tellAsker(deps, tx, actor, { row, state, note });
    return ok(await present(tx, changeId, now));
  });
}

interface Settled {
  readonly row: ChangeRow;
  readonly state: 'approved' | 'declined' | 'withdrawn';
  readonly method: PendingRoleChange['method'];
  readonly note: string;
  readonly now: Date;
}

async function settle(tx: Tx, actor: UserActor, { row, state, method, note, now }: Settled, origin: Origin) {
  await tx.query(
    'update role_change set state = $3, method = $4, note = $5, decided_by = $6, decided_at = $7' +
      ' where organization_id = $1 and change_id = $2',
    [tx.organizationId, row.change_id, state, method, note, actor.userId, now],
  );
  await recordChange(tx, {
    kind: 'rights',
    ids: [],
    audit: [
      {
        action: `role-change.${state}`,
        subjectKind: row.kind === 'role' ? 'role' : 'user',
        subjectId: row.subject_id,
        userId: actor.userId,
        detail: { changeId: row.change_id, requestedBy: row.requested_by, method, note },
        ...origin,
      },
    ],
  });
}

async function present(tx: Tx, changeId: string, now: Date): Promise<PendingRoleChange> {
  const row = await lockChange(tx, changeId);
  if (row === undefined) throw new Error(`the change ${changeId} is locked and not there`);
  return changeOf(row, now, null);
}
