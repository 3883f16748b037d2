import { ADMINISTRATIVE } from '@mosaajii/domain/permission';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../app.ts';
import { type AppFixture, createAppFixture, setUpShop } from '../app-fixture.ts';
import { POLICY, type Policy } from '../platform/access/index.ts';
import type { Route } from '../platform/http/index.ts';
import { type MatrixActor, matrixActors } from './matrix-actors.ts';

/** How many kinds of asker there are; one that is taken away makes this fail. */
const ACTORS = 20;
const SOME_ID = '01900000-0000-7000-8000-000000000000';
/** What ends the asker's session would spoil the next question; it is tested with the sessions. */
const ENDS_THE_ASKER = new Set(['session.end']);
const asked = ROUTES.filter(({ operation }) => !ENDS_THE_ASKER.has(operation));

let fixture: AppFixture;
let actors: readonly MatrixActor[];
let cells = 0;
beforeAll(async () => {
  fixture = await createAppFixture();
  actors = await matrixActors(fixture, await setUpShop(fixture));
});
afterAll(() => fixture.close());

/** What the table says: let in, or refused with this code. */
function expected(policy: Policy, actor: MatrixActor): string {
  const { principal, permission, operator, stepUp } = policy;
  if (principal === 'anyone') return 'in';
  // A claim is checked by the handler, after the body: that a false one has no effect is tested with the till's sales.
  if (principal === 'register-claim') return 'authorization' in actor.headers ? 'in' : 'register-not-recognised';
  if (actor.kind === 'revoked-register') return principal === 'user' ? 'not-signed-in' : 'register-revoked';
  if (actor.kind === 'register') return principal === 'user' ? 'not-signed-in' : 'in';
  if (principal === 'register') return 'register-not-recognised';
  if (actor.kind === 'nobody') {
    return principal !== 'user' && 'authorization' in actor.headers ? 'register-not-recognised' : 'not-signed-in';
  }
  if (operator === true && !actor.isOperator) return 'operator-only';
  if (permission !== undefined && !actor.permissions.has(permission)) return 'permission-missing';
  const isAdministrative = operator === true || (permission !== undefined && ADMINISTRATIVE.has(permission));
  if (isAdministrative && actor.assurance === 'password') return 'second-factor-needed';
  if (stepUp === true && !actor.isConfirmed) return 'confirmation-needed';
  return 'in';
}

/** Asks with a body that no schema takes, so that whoever is let in gets a 4xx of another kind and nothing happens. */
async function ask(route: Route, actor: MatrixActor): Promise<string> {
  const url = route.url.replace(/:[A-Za-z]+/g, SOME_ID);
  const body = route.method === 'GET' ? {} : { body: { unknownField: 1 } };
  const reply = await fixture.ask(route.method, url, { ...body, headers: actor.headers });
  if (reply.status >= 500) return `status ${reply.status}`;
  const code = String(reply.body['code'] ?? '');
  return [401, 403].includes(reply.status) && REFUSALS.has(code) ? code : 'in';
}

const REFUSALS = new Set([
  'not-signed-in',
  'register-not-recognised',
  'register-revoked',
  'operator-only',
  'permission-missing',
  'second-factor-needed',
  'confirmation-needed',
]);

describe('the matrix of access', () => {
  it.each(asked.map((route) => [route.operation, route] as const))('%s', async (operation, route) => {
    const answers: Record<string, string> = {};
    const table: Record<string, string> = {};
    for (const actor of actors) {
      answers[actor.name] = await ask(route, actor);
      table[actor.name] = expected(POLICY[operation], actor);
      cells += 1;
    }
    expect(answers).toEqual(table);
  });

  it('has a cell for each operation and each kind of asker', () => {
    expect(actors).toHaveLength(ACTORS);
    expect(new Set(actors.map(({ name }) => name)).size).toBe(ACTORS);
    expect(cells).toBe(asked.length * ACTORS);
    expect(asked.length + ENDS_THE_ASKER.size).toBe(Object.keys(POLICY).length);
  });
});
