import type { AuditAction } from '@mosaajii/contract/audit-actions';
import type { CustomerGroup, CustomerGroupPatch, NewCustomerGroup } from '@mosaajii/contract/customers';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../platform/access/index.ts';
import { sqlState, type Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { differing, recordChange } from '../../platform/feed/index.ts';

export type GroupRefusal = Refusal<
  'not-found' | 'stale-version' | 'name-taken' | 'group-in-use' | 'idempotency-key-reused'
>;

interface Asked {
  readonly actor: UserActor;
  readonly requestId: string;
}

interface GroupRow {
  readonly group_id: string;
  readonly name: string;
  readonly price_list_id: string | null;
  readonly customer_count: number;
  readonly version: number;
}

const UNIQUE_VIOLATION = '23505';

/** All groups by name, with how many customers are in each. */
export async function listGroups(tx: Tx): Promise<CustomerGroup[]> {
  const rows = await tx.query<GroupRow>(
    'select g.group_id, g.name, g.price_list_id, g.version, (select count(*)::int from customer c' +
      ' where c.organization_id = g.organization_id and g.group_id = any(c.group_ids)) as customer_count' +
      ' from customer_group g where g.organization_id = $1 order by lower(g.name), g.group_id',
    [tx.organizationId],
  );
  return rows.map((row) => ({
    groupId: row.group_id,
    name: row.name,
    priceListId: row.price_list_id,
    customerCount: row.customer_count,
    version: row.version,
  }));
}

/** Those of the ids that are no group of the shop. */
export async function unknownGroups(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<{ group_id: string }>(
    'select group_id from customer_group where organization_id = $1 and group_id = any($2::uuid[])',
    [tx.organizationId, ids],
  );
  const known = new Set(rows.map((row) => row.group_id));
  return ids.filter((id) => !known.has(id));
}

/** Makes a group. Idempotent by its id. */
export function createGroup(
  deps: Pick<Deps, 'db'>,
  asked: Asked,
  { groupId, name, priceListId }: NewCustomerGroup,
): Promise<Result<CustomerGroup, GroupRefusal>> {
  return refusingTaken(() =>
    deps.db.tx(asked.actor.organizationId, async (tx) => {
      const made = await tx.query(
        'insert into customer_group (organization_id, group_id, name, price_list_id) values ($1, $2, $3, $4)' +
          ' on conflict (organization_id, group_id) do nothing returning group_id',
        [tx.organizationId, groupId, name, priceListId],
      );
      if (made.length > 0) await note(tx, asked, groupId, 'customer-group.created', { name, priceListId });
      const group = await oneGroup(tx, groupId);
      if (group?.name === name) return ok(group);
      return refuse({ code: 'idempotency-key-reused', detail: 'Another group has this id.' });
    }),
  );
}

/** Renames a group or gives it another price list. */
export function changeGroup(
  deps: Pick<Deps, 'db'>,
  asked: Asked,
  groupId: string,
  { version, name, priceListId }: CustomerGroupPatch,
): Promise<Result<CustomerGroup, GroupRefusal>> {
  return refusingTaken(() =>
    deps.db.tx(asked.actor.organizationId, async (tx) => {
      const before = await oneGroup(tx, groupId);
      if (before === undefined) return unknown();
      const after = {
        ...before,
        name: name ?? before.name,
        priceListId: priceListId === undefined ? before.priceListId : priceListId,
      };
      const changed = await tx.query(
        'update customer_group set name = $3, price_list_id = $4, version = version + 1' +
          ' where organization_id = $1 and group_id = $2 and version = $5 returning group_id',
        [tx.organizationId, groupId, after.name, after.priceListId, version],
      );
      if (changed.length === 0) {
        return refuse({ code: 'stale-version', detail: 'Somebody else changed the group meanwhile.' });
      }
      await note(tx, asked, groupId, 'customer-group.changed', differing(before, after, ['name', 'priceListId']));
      return ok({ ...after, version: version + 1 });
    }),
  );
}

/** Removes a group that nobody is in. */
export function removeGroup(
  deps: Pick<Deps, 'db'>,
  asked: Asked,
  groupId: string,
): Promise<Result<null, GroupRefusal>> {
  return deps.db.tx(asked.actor.organizationId, async (tx) => {
    const group = await oneGroup(tx, groupId);
    if (group === undefined) return unknown();
    if (group.customerCount > 0) {
      return refuse({ code: 'group-in-use', detail: `${group.customerCount} customers are in this group.` });
    }
    await tx.query('delete from customer_group where organization_id = $1 and group_id = $2', [
      tx.organizationId,
      groupId,
    ]);
    await note(tx, asked, groupId, 'customer-group.removed', { name: group.name });
    return ok(null);
  });
}

async function oneGroup(tx: Tx, groupId: string): Promise<CustomerGroup | undefined> {
  return (await listGroups(tx)).find((group) => group.groupId === groupId);
}

async function refusingTaken<T>(work: () => Promise<Result<T, GroupRefusal>>): Promise<Result<T, GroupRefusal>> {
  try {
    return await work();
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    return refuse({ code: 'name-taken', detail: 'Another group has this name.' });
  }
}

function unknown() {
  return refuse({ code: 'not-found' as const, detail: 'There is no group with this id.' });
}

async function note(
  tx: Tx,
  { actor, requestId }: Asked,
  groupId: string,
  action: AuditAction,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await recordChange(tx, {
    kind: 'customers',
    ids: [],
    audit: [{ action, subjectKind: 'customer-group', subjectId: groupId, userId: actor.userId, detail, requestId }],
  });
}
