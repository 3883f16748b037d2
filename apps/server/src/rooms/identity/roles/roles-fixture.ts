import { type GrantsChange, type OwnRole, ownRole, type PersonGrants, personGrants } from '@mosaajii/contract/roles';
import { NO_LIMITS_GRANTED } from '@mosaajii/domain/permission';
import { uuidv7 } from 'uuidv7';
import { type AppFixture, addUser, type Reply, type TestShop } from '../../../app-fixture.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What a role of the shop's own says, with a name that nobody else has. */
export const content = (part: object = {}) => ({
  name: `Shift lead ${uuidv7().slice(-6)}`,
  description: '',
  permissions: ['orders.read', 'sales.create', 'sales.discount'],
  limits: { ...NO_LIMITS_GRANTED, lineDiscountPpm: 200_000, saleDiscountPpm: 200_000 },
  ...part,
});

export const given = (part: Partial<GrantsChange['grants'][number]>) => ({
  builtIn: null,
  roleId: null,
  storeIds: null,
  windows: [],
  validUntil: null,
  ...part,
});

export const code = (reply: Reply) => [reply.status, reply.body['code']];

/** The desk where roles are made and given, in a shop with its administrator. */
export function rolesDesk(fixture: AppFixture, shop: TestShop) {
  const ask = (method: Method, url: string, body?: unknown, token = shop.token) =>
    fixture.ask(method, url, { token, ...(body === undefined ? {} : { body }) });
  const makeRole = async (part: object = {}, token = shop.token): Promise<OwnRole> => {
    const reply = await ask('POST', '/roles', { roleId: uuidv7(), ...content(part) }, token);
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
    return ownRole.parse(reply.body);
  };
  const grantsOf = async (userId: string): Promise<PersonGrants> =>
    personGrants.parse((await ask('GET', `/users/${userId}/grants`)).body);
  const give = async (userId: string, wanted: Partial<GrantsChange>, token = shop.token) => {
    const { version, baseRole } = await grantsOf(userId);
    return ask('PUT', `/users/${userId}/grants`, { version, baseRole, grants: [], ...wanted }, token);
  };
  const permissionsOf = async (token: string) => {
    const { body } = await ask('GET', '/session', undefined, token);
    return (body['user'] as { permissions: string[]; limits: object; roles: string[] }) ?? { permissions: [] };
  };
  const auditOf = async (subjectId: string) => {
    const { rows } = await fixture.owner.query<{ action: string; user_id: string; detail: Record<string, unknown> }>(
      "select action, user_id, detail from audit_entry where subject_id = $1 and action <> 'access.refused' order by entry_id",
      [subjectId],
    );
    return rows;
  };
  /** Somebody who may change roles and little else. */
  const delegate = async (part: object = {}) => {
    const person = await addUser(fixture, shop, 'viewer');
    const role = await makeRole({
      permissions: ['roles.read', 'roles.write', 'orders.read', 'sales.discount'],
      limits: { ...NO_LIMITS_GRANTED, lineDiscountPpm: 50_000 },
      ...part,
    });
    const reply = await give(person.userId, { grants: [given({ roleId: role.roleId })] });
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
    return { ...person, role };
  };
  return { ask, makeRole, grantsOf, give, permissionsOf, auditOf, delegate };
}
