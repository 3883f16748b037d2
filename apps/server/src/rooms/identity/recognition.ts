import type { Recognition } from '../../platform/access/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { accountIdOf } from './account-emails.ts';
import { isSessionAlive, userOf } from './recognise-user.ts';
import { isRegisterAlive, registerOf } from './registers/recognise-register.ts';
import { grantersOf } from './roles/explain-person.ts';
import { readStoreName } from './store-places.ts';

/** How the platform learns who asks. */
export function createRecognition(deps: Pick<Deps, 'db' | 'clock' | 'metrics' | 'personal'>): Recognition {
  return {
    userOf: (token, use) =>
      userOf(deps.db, token, use, deps.clock.now(), () => deps.metrics?.count('sessions_reused_total')),
    isSessionAlive: (sessionId) => isSessionAlive(deps.db, sessionId, deps.clock.now()),
    registerOf: (claim) => registerOf(deps.db, claim, deps.clock.now()),
    isRegisterAlive: (register) => isRegisterAlive(deps.db, register),
    grantersOf: (organizationId, permission, place) =>
      deps.db.read(organizationId, async (tx) => ({
        ...(await grantersOf(tx, permission, deps.clock.now())),
        storeName: place === undefined || place === 'all-stores' ? null : await readStoreName(tx, place),
      })),
    usersOf: (email) => usersOf(deps, email),
  };
}

/** Nobody has the address: it concerns the shop all the same where there is only one, and nobody where there are several. */
function usersOf({ db, personal }: Pick<Deps, 'db' | 'personal'>, email: string): ReturnType<Recognition['usersOf']> {
  return db.globalTx(async (tx) => {
    const accountId = await accountIdOf(personal, tx, email);
    const members = await tx.query<{ organization_id: string; user_id: string }>(
      'select organization_id, user_id from membership where account_id = $1 order by created_at, organization_id limit 20',
      [accountId ?? null],
    );
    if (members.length > 0) return members.map((row) => ({ organizationId: row.organization_id, userId: row.user_id }));
    const shops = await tx.query<{ organization_id: string }>('select organization_id from tenant limit 2');
    const [only] = shops;
    return only === undefined || shops.length > 1 ? [] : [{ organizationId: only.organization_id, userId: null }];
  });
}
