import type { AuditAction } from '@mosaajii/contract/audit-actions';
import type { AwaitingChange } from '@mosaajii/contract/role-changes';
import type { NewRole, OwnRole, RoleChange } from '@mosaajii/contract/roles';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import {
  type Limits,
  limitsBeyond,
  NO_LIMITS_GRANTED,
  PERMISSION_TABLE,
  PERMISSIONS,
  type Permission,
  ROLES,
  usedLimits,
} from '@mosaajii/domain/permission';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { differing, recordChange } from '../../../platform/feed/index.ts';
import { type Approval, askSecondPerson } from './changes/ask-second-person.ts';
import { asksSecondPerson } from './changes/rule.ts';
import type { Telling } from './changes/tell-change.ts';
import { holdersOf } from './people.ts';
import { lockOwnRole, readOwnRoles } from './role-rows.ts';
import { beyondStanding, type GivingRefusal, standingOf } from './standing.ts';

export interface Origin {
  readonly requestId: string;
  readonly address: string;
}

export type RoleRefusal =
  | GivingRefusal
  | (Refusal<'not-found' | 'stale-version' | 'name-taken' | 'role-in-use' | 'idempotency-key-reused'> & {
      readonly extra?: Readonly<Record<string, unknown>>;
    });
export type RoleChanged = Result<OwnRole, RoleRefusal>;

type WithDb = Pick<Deps, 'db'>;
type Deciding = Pick<Deps, 'db'> & Telling;
/** Changed, or waiting for a second person. */
export type RoleAsked = Result<OwnRole | AwaitingChange, RoleRefusal>;
type Content = Pick<OwnRole, 'name' | 'description' | 'permissions' | 'limits'>;
const FIELDS = ['name', 'description', 'permissions', 'limits'] as const;
const MOST_ROLES = 100;
const NOTHING: Content = { name: '', description: '', permissions: [], limits: NO_LIMITS_GRANTED };

/** Makes a role of the shop's own. Made again with the same id and content, it is the one that is there. */
export function createRole(deps: WithDb, actor: UserActor, input: NewRole, origin: Origin): Promise<RoleChanged> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const { roleId, ...rest } = input;
    const content = contentOf(rest);
    await lockRoles(tx);
    const known = await lockOwnRole(tx, roleId);
    if (known !== undefined) {
      const isSame = JSON.stringify(contentOf(known)) === JSON.stringify(content);
      return isSame ? ok(known) : refusal('idempotency-key-reused', 'There is another role under this id.');
    }
    const standing = await standingOf(tx, actor);
    if (!standing.ok) return standing;
    const beyond = beyondStanding(standing.value, { ...changedPart(NOTHING, content), storeIds: null });
    if (beyond !== null) return refuse(beyond);
    const roles = await readOwnRoles(tx);
    if (roles.length >= MOST_ROLES) return refusal('invalid-request', `A shop has at most ${MOST_ROLES} roles.`);
    if (isTaken(roles, content.name)) return nameTaken(content.name);
    await tx.query(
      'insert into role (organization_id, role_id, name, description, permissions, limits) values ($1, $2, $3, $4, $5, $6)',
      [
        tx.organizationId,
        roleId,
        content.name,
        content.description,
        content.permissions,
        JSON.stringify(content.limits),
      ],
    );
    await record(tx, actor, origin, 'role.created', roleId, { after: content });
    return ok({ roleId, ...content, version: 1, holders: 0 });
  });
}

/** Changes a role; whoever has it is judged by the new one from their next request on. */
export function updateRole(
  deps: Deciding,
  actor: UserActor,
  roleId: string,
  input: RoleChange,
  origin: Origin,
): Promise<RoleAsked> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    await lockRoles(tx);
    return updateRoleIn(deps, tx, actor, roleId, input, origin);
  });
}

/** The same within a transaction that has locked the roles; with an approval nobody is asked again. */
export async function updateRoleIn(
  deps: Deciding,
  tx: Tx,
  actor: UserActor,
  roleId: string,
  input: RoleChange,
  origin: Origin,
  approval?: Approval,
): Promise<RoleAsked> {
  const { version, ...rest } = input;
  const content = contentOf(rest);
  const before = await lockOwnRole(tx, roleId);
  if (before === undefined) return notFound();
  const change = differing(contentOf(before), content, FIELDS);
  if (Object.keys(change.after).length === 0) return ok(before);
  if (before.version !== version) {
    const detail = 'Somebody else changed this role meanwhile.';
    return refuse({ code: 'stale-version', detail, extra: { current: before } });
  }
  const standing = await standingOf(tx, actor);
  if (!standing.ok) return standing;
  const beyond = beyondStanding(standing.value, { ...changedPart(before, content), storeIds: null });
  if (beyond !== null) return refuse(beyond);
  const others = (await readOwnRoles(tx)).filter((role) => role.roleId !== roleId);
  if (isTaken(others, content.name)) return nameTaken(content.name);
  if (approval === undefined && isWider(contentOf(before), content) && (await asksSecondPerson(tx))) {
    const subject = { subjectId: roleId, subject: before.name };
    const asked = { kind: 'role', ...subject, version, before: contentOf(before), wanted: content } as const;
    return askSecondPerson(deps, tx, actor, asked, origin);
  }
  await tx.query(
    'update role set name = $3, description = $4, permissions = $5, limits = $6, version = version + 1, updated_at = now()' +
      ' where organization_id = $1 and role_id = $2',
    [tx.organizationId, roleId, content.name, content.description, content.permissions, JSON.stringify(content.limits)],
  );
  await record(tx, actor, origin, 'role.updated', roleId, { ...change, ...approval });
  return ok({ ...before, ...content, version: before.version + 1 });
}

/** Whether a role gives more than before, in permissions or in the limits that they use. */
function isWider(before: Content, after: Content): boolean {
  const added = after.permissions.some((permission) => !before.permissions.includes(permission));
  return added || limitsBeyond(usedLimits(after), usedLimits(before)).length > 0;
}

/** Deletes a role that nobody has. */
export function deleteRole(
  deps: WithDb,
  actor: UserActor,
  roleId: string,
  version: number,
  origin: Origin,
): Promise<RoleChanged> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    await lockRoles(tx);
    const before = await lockOwnRole(tx, roleId);
    if (before === undefined) return notFound();
    if (before.version !== version) {
      const detail = 'Somebody else changed this role meanwhile.';
      return refuse({ code: 'stale-version', detail, extra: { current: before } });
    }
    const standing = await standingOf(tx, actor);
    if (!standing.ok) return standing;
    const holders = await holdersOf(tx, roleId);
    if (holders.length > 0) {
      const detail = `${holders.map((holder) => holder.displayName).join(', ')} still ${holders.length === 1 ? 'has' : 'have'} this role.`;
      return refuse({ code: 'role-in-use', detail, extra: { holders } });
    }
    await tx.query('delete from role where organization_id = $1 and role_id = $2', [tx.organizationId, roleId]);
    await record(tx, actor, origin, 'role.deleted', roleId, { before: contentOf(before) });
    return ok(before);
  });
}

/** Who changes roles or gives them waits for whoever does at the moment: names, holders and rules are decided one by one. */
export async function lockRoles(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('roles:' || $1, 0))", [tx.organizationId]);
}

/** In the order of the table, so that the same content is the same text. */
function contentOf({ name, description = '', permissions, limits }: Omit<NewRole, 'roleId'>): Content {
  const chosen = new Set<Permission>(permissions);
  return {
    name,
    description,
    permissions: PERMISSIONS.filter((permission) => chosen.has(permission)),
    limits: {
      lineDiscountPpm: limits.lineDiscountPpm,
      saleDiscountPpm: limits.saleDiscountPpm,
      priceReductionPpm: limits.priceReductionPpm,
      refundMinor: limits.refundMinor,
      unreceiptedRefundMinor: limits.unreceiptedRefundMinor,
      paidOutMinor: limits.paidOutMinor,
      creditMinor: limits.creditMinor,
    },
  };
}

/** What of a role is given or taken away by a change; limits count where they are raised, and where they mean something. */
function changedPart(before: Content, after: Content): { permissions: Permission[]; limits: Limits } {
  const [was, is] = [new Set(before.permissions), new Set(after.permissions)];
  const permissions = PERMISSIONS.filter((permission) => was.has(permission) !== is.has(permission));
  const used = new Set(after.permissions.flatMap((permission) => PERMISSION_TABLE[permission].limits));
  const added = new Set(
    after.permissions.filter((one) => !was.has(one)).flatMap((permission) => PERMISSION_TABLE[permission].limits),
  );
  const raised = (name: keyof Limits) => {
    const [old, now] = [before.limits[name], after.limits[name]];
    const isRaised = old !== null && (now === null || now > old);
    return (used.has(name) && isRaised) || added.has(name) || (name === 'creditMinor' && isRaised) ? now : 0;
  };
  return {
    permissions,
    limits: {
      lineDiscountPpm: raised('lineDiscountPpm'),
      saleDiscountPpm: raised('saleDiscountPpm'),
      priceReductionPpm: raised('priceReductionPpm'),
      refundMinor: raised('refundMinor'),
      unreceiptedRefundMinor: raised('unreceiptedRefundMinor'),
      paidOutMinor: raised('paidOutMinor'),
      creditMinor: raised('creditMinor'),
    },
  };
}

const BUILT_IN: ReadonlySet<string> = new Set(ROLES);

function isTaken(roles: readonly OwnRole[], name: string): boolean {
  const lower = name.toLowerCase();
  return BUILT_IN.has(lower) || roles.some((role) => role.name.toLowerCase() === lower);
}

function nameTaken(name: string): RoleChanged {
  return refusal('name-taken', `There is another role called ${name}.`);
}

function notFound(): RoleChanged {
  return refusal('not-found', 'There is no role of the shop’s own with this id.');
}

function refusal(code: RoleRefusal['code'], detail: string): RoleChanged {
  return refuse({ code, detail });
}

async function record(
  tx: Tx,
  actor: UserActor,
  origin: Origin,
  action: AuditAction,
  roleId: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await recordChange(tx, {
    kind: 'rights',
    ids: [],
    audit: [{ action, subjectKind: 'role', subjectId: roleId, userId: actor.userId, detail, ...origin }],
  });
}
