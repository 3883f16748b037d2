import type { Recognition } from '../../platform/access/index.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { isSessionAlive, userOf } from './recognise-user.ts';
import { isRegisterAlive, registerOf } from './registers/recognise-register.ts';
import { grantersOf } from './roles/explain-person.ts';
import { normaliseEmail } from './sign-in.ts';

/** How the platform learns who asks. */
export function createRecognition(deps: Pick<Deps, 'db' | 'clock' | 'metrics'>): Recognition {
  return {
    userOf: (token, use) =>
      userOf(deps.db, token, use, deps.clock.now(), () => deps.metrics?.count('sessions_reused_total')),
    isSessionAlive: (sessionId) => isSessionAlive(deps.db, sessionId, deps.clock.now()),
    registerOf: (claim) => registerOf(deps.db, claim, deps.clock.now()),
    isRegisterAlive: (register) => isRegisterAlive(deps.db, register),
    grantersOf: (organizationId, permission) =>
      deps.db.read(organizationId, (tx) => grantersOf(tx, permission, deps.clock.now())),
    usersOf: (email) => usersOf(deps.db, normaliseEmail(email)),
  };
}

/** Nobody has the address: it concerns the shop all the same where there is only one, and nobody where there are several. */
function usersOf(db: Database, email: string): ReturnType<Recognition['usersOf']> {
  return db.globalTx(async (tx) => {
    const members = await tx.query<{ organization_id: string; user_id: string }>(
      'select m.organization_id, m.user_id from membership m join account a on a.account_id = m.account_id' +
        ' where a.email = $1 order by m.created_at, m.organization_id limit 20',
      [email],
    );
    if (members.length > 0) return members.map((row) => ({ organizationId: row.organization_id, userId: row.user_id }));
    const shops = await tx.query<{ organization_id: string }>('select organization_id from tenant limit 2');
    const [only] = shops;
    return only === undefined || shops.length > 1 ? [] : [{ organizationId: only.organization_id, userId: null }];
  });
}
