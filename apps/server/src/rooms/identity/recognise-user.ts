import type { Role } from '@mosaajii/domain/permission';
import { hashOfSecret, type RecognisedUser, type TokenUse, type UserActor } from '../../platform/access/index.ts';
import type { Database, GlobalTx } from '../../platform/database/index.ts';
import { isLapsed } from './access/terms.ts';
import { AUTHORITY_COLUMNS, type AuthorityRow, authorityOfRow } from './roles/authority-row.ts';
import { isAlive, isDue, isInGrace, isSeenAgain } from './session-life.ts';
import { isToken, newSalt, successorOf } from './session-token.ts';
import { endSessions, type IssuedToken, type SessionRow } from './sessions.ts';

const COLUMNS =
  's.session_id, s.account_id, s.organization_id, s.user_id, s.kind, s.last_seen_at, s.expires_at, s.rotated_at, s.role,' +
  ' s.is_token_seen, s.confirmed_at, s.assurance';

interface FormerTokenRow extends SessionRow {
  readonly replaced_at: Date;
  readonly successor_salt: string | null;
}

/**
 * The user behind a token, if the session is alive and neither the account nor the user is suspended. A token that is due
 * is replaced on the way when the answer can carry its successor. A token that was replaced before the grace of half a
 * minute is in two hands: its session is ended with everything that it holds open, and nobody is recognised.
 */
export async function userOf(
  db: Database,
  token: string,
  use: TokenUse,
  now: Date,
  onReused?: () => void,
): Promise<RecognisedUser | undefined> {
  if (!isToken(token)) return undefined;
  const isReused = { value: false };
  const user = await recognise(db, token, use, now, isReused);
  // After the commit: a transaction that is repeated has no other effects.
  if (isReused.value) onReused?.();
  return user;
}

/** Notes in `isReused` that a token came that is in two hands. */
function recognise(
  db: Database,
  token: string,
  use: TokenUse,
  now: Date,
  isReused: { value: boolean },
): Promise<RecognisedUser | undefined> {
  return db.globalTx(async (tx) => {
    const session = await sessionOf(tx, token);
    if (session === undefined) return userOfFormer(tx, token, use, now, isReused);
    if (!isAlive(session, now)) return undefined;
    const user = await activeUser(tx, session, now);
    if (user === undefined) return undefined;
    if (use.kind === 'connection') return { actor: user };
    if (isDue(session.rotated_at, now) || (session.role !== null && session.role !== user.role)) {
      const fresh = await replaceToken(tx, session, token, user.role, now);
      // Another request with the same token was faster.
      return fresh === undefined ? userOfFormer(tx, token, use, now, isReused) : { actor: user, fresh };
    }
    await markSeen(tx, session, user.role, now);
    return { actor: user };
  });
}

/** Whether a session still lets its user in, by its id: for connections that outlive the token they began with. */
export function isSessionAlive(db: Database, sessionId: string, now: Date): Promise<boolean> {
  return db.globalTx(async (tx) => {
    const [session] = await tx.query<SessionRow>(
      `select ${COLUMNS} from session s where s.session_id = $1 and s.revoked_at is null`,
      [sessionId],
      'session-of-connection',
    );
    return session !== undefined && isAlive(session, now) && (await activeUser(tx, session, now)) !== undefined;
  });
}

/**
 * Replaces a token before its time, such as after the password was given again. Returns its successor, or nothing when it
 * is not the newest token any more.
 */
export async function renewToken(
  db: Database,
  actor: UserActor,
  token: string,
  now: Date,
): Promise<IssuedToken | undefined> {
  return db.globalTx(async (tx) => {
    const session = await sessionOf(tx, token);
    if (session === undefined || session.session_id !== actor.sessionId) return undefined;
    return replaceToken(tx, session, token, actor.role, now);
  });
}

/**
 * Writes down that the person of a session has just proved who they are, and with what: a second factor lifts the session, a
 * password leaves it as it is. Its token is replaced; returns the successor, or nothing when it was not the newest any more.
 */
export async function confirmSession(
  tx: GlobalTx,
  actor: UserActor,
  token: string,
  proof: UserActor['assurance'],
  now: Date,
): Promise<IssuedToken | undefined> {
  await tx.query(
    "update session set confirmed_at = $2, assurance = case when $3 = 'second-factor' then $3 else assurance end" +
      ' where session_id = $1 and revoked_at is null',
    [actor.sessionId, now, proof],
  );
  const session = await sessionOf(tx, token);
  if (session === undefined || session.session_id !== actor.sessionId) return undefined;
  return replaceToken(tx, session, token, actor.role, now);
}

async function sessionOf(tx: GlobalTx, token: string): Promise<SessionRow | undefined> {
  const [session] = await tx.query<SessionRow>(
    `select ${COLUMNS} from session s where s.token_hash = $1 and s.revoked_at is null`,
    [hashOfSecret(token)],
    'session-of-token',
  );
  return session;
}

async function userOfFormer(
  tx: GlobalTx,
  token: string,
  use: TokenUse,
  now: Date,
  isReused: { value: boolean },
): Promise<RecognisedUser | undefined> {
  const [former] = await tx.query<FormerTokenRow>(
    `select ${COLUMNS}, f.replaced_at, f.successor_salt from session_former_token f` +
      ' join session s on s.session_id = f.session_id where f.token_hash = $1 and s.revoked_at is null',
    [hashOfSecret(token)],
    'session-of-former-token',
  );
  if (former === undefined || !isAlive(former, now)) return undefined;
  if (!isInGrace(former.replaced_at, now)) {
    await endReused(tx, former, use, now);
    isReused.value = true;
    return undefined;
  }
  const actor = await activeUser(tx, former, now);
  if (actor === undefined) return undefined;
  if (former.successor_salt === null || use.kind === 'connection') return { actor };
  const fresh = { token: successorOf(token, former.successor_salt), expiresAt: former.expires_at };
  return { actor, fresh };
}

async function endReused(tx: GlobalTx, former: FormerTokenRow, use: TokenUse, now: Date): Promise<void> {
  const end = {
    action: 'session.reused',
    reason: 'former-token-used',
    requestId: use.requestId,
    address: use.address,
    // A successor that never came back speaks for an answer that was lost, not for a thief.
    detail: {
      isSuccessorSeen: former.successor_salt === null,
      replacedAt: former.replaced_at.toISOString(),
      userAgent: use.userAgent.slice(0, 300),
    },
  } as const;
  await endSessions(tx, { accountId: former.account_id }, { sessionId: former.session_id }, end, now);
}

async function replaceToken(
  tx: GlobalTx,
  session: SessionRow,
  token: string,
  role: Role,
  now: Date,
): Promise<IssuedToken | undefined> {
  const salt = newSalt();
  const successor = successorOf(token, salt);
  const replaced = await tx.query(
    'update session set token_hash = $3, rotated_at = $4, last_seen_at = $4, role = $5, is_token_seen = false' +
      ' where session_id = $1 and token_hash = $2 and revoked_at is null returning session_id',
    [session.session_id, hashOfSecret(token), hashOfSecret(successor), now, role],
  );
  if (replaced.length === 0) return undefined;
  await tx.query(
    'insert into session_former_token (token_hash, session_id, replaced_at, successor_salt) values ($1, $2, $3, $4)',
    [hashOfSecret(token), session.session_id, now, salt],
  );
  return { token: successor, expiresAt: session.expires_at };
}

/** Writes down that the person is there, and that the newest token has arrived: then nobody is given it again. */
async function markSeen(tx: GlobalTx, session: SessionRow, role: Role, now: Date): Promise<void> {
  if (!session.is_token_seen) {
    await tx.query(
      'update session_former_token set successor_salt = null where session_id = $1 and successor_salt is not null',
      [session.session_id],
    );
  } else if (session.role !== null && !isSeenAgain(session.last_seen_at, now)) return;
  await tx.query(
    'update session set last_seen_at = greatest(last_seen_at, $2), is_token_seen = true, role = $3 where session_id = $1',
    [session.session_id, now, role],
  );
}

/** The actor of a session; nobody when the account or the user is suspended. */
async function activeUser(tx: GlobalTx, session: SessionRow, now: Date): Promise<UserActor | undefined> {
  const inside = await tx.enter(session.organization_id);
  const [user] = await inside.query<MemberRow>(
    `select u.display_name, ${AUTHORITY_COLUMNS},` +
      ' exists (select 1 from operator o where o.account_id = $3) as is_operator,' +
      ' (select paid_until from access_term t where t.organization_id = $1) as paid_until' +
      ' from organization_user u' +
      " join account a on a.account_id = $3 and a.state = 'active'" +
      " where u.organization_id = $1 and u.user_id = $2 and u.state = 'active'",
    [session.organization_id, session.user_id, session.account_id],
    'user-of-session',
  );
  return user === undefined ? undefined : actorOf(session, user, now);
}

interface MemberRow extends AuthorityRow {
  readonly display_name: string;
  readonly is_operator: boolean;
  readonly paid_until: Date | null;
}

function actorOf(session: SessionRow, user: MemberRow, now: Date): UserActor {
  return {
    kind: 'user',
    organizationId: session.organization_id,
    userId: session.user_id,
    accountId: session.account_id,
    displayName: user.display_name,
    role: user.role,
    ...authorityOfRow(user, { instant: now.getTime(), storeId: null }),
    isOperator: user.is_operator,
    isLapsed: user.paid_until !== null && isLapsed(user.paid_until, now),
    confirmedAt: session.confirmed_at,
    assurance: session.assurance,
    sessionId: session.session_id,
  };
}
