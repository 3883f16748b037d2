import { randomBytes } from 'node:crypto';
import type { Role } from '@mosaajii/domain/permission';
import { hashOfSecret, type UserActor } from '../../platform/access/index.ts';
import type { Database, GlobalTx } from '../../platform/database/index.ts';

/** A working day with its overtime; nobody stays signed in over night. */
export const ABSOLUTE_LIFETIME_MS = 16 * 3_600_000;
/** The till locks its screen much earlier by itself; this is for a browser that was forgotten. */
const IDLE_LIFETIME_MS = 4 * 3_600_000;
/** `last_seen_at` is written at most this often. */
const SEEN_EVERY_MS = 60_000;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export interface NewSession {
  readonly accountId: string;
  readonly organizationId: string;
  readonly userId: string;
  readonly userAgent: string;
  readonly address: string;
}

/** Opens a session and returns its token, which only the cookie will hold: the table keeps its hash. */
export async function openSession(tx: GlobalTx, session: NewSession, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await tx.db
    .insertInto('session')
    .values({
      token_hash: hashOfSecret(token),
      account_id: session.accountId,
      organization_id: session.organizationId,
      user_id: session.userId,
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(now.getTime() + ABSOLUTE_LIFETIME_MS),
      user_agent: session.userAgent.slice(0, 300),
      address: session.address.slice(0, 64),
    })
    .execute();
  return token;
}

interface SessionRow {
  account_id: string;
  organization_id: string;
  user_id: string;
  last_seen_at: Date;
  expires_at: Date;
}

/** The user behind a token, if the session is alive and neither the account nor the user is suspended. */
export async function userOf(db: Database, token: string, now: Date): Promise<UserActor | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const sessionHash = hashOfSecret(token);
  return db.globalTx(async (tx) => {
    const [session] = await tx.query<SessionRow>(
      'select s.account_id, s.organization_id, s.user_id, s.last_seen_at, s.expires_at from session s' +
        " join account a on a.account_id = s.account_id and a.state = 'active'" +
        ' where s.token_hash = $1 and s.revoked_at is null',
      [sessionHash],
      'session-of-token',
    );
    if (session === undefined || !isAlive(session, now)) return undefined;
    if (now.getTime() - session.last_seen_at.getTime() > SEEN_EVERY_MS) {
      await tx.query('update session set last_seen_at = $2 where token_hash = $1', [sessionHash, now]);
    }
    const inside = await tx.enter(session.organization_id);
    const [user] = await inside.query<{ display_name: string; role: Role }>(
      'select display_name, role from organization_user' +
        " where organization_id = $1 and user_id = $2 and state = 'active'",
      [session.organization_id, session.user_id],
      'user-of-session',
    );
    return user === undefined ? undefined : actorOf(session, user, sessionHash);
  });
}

function isAlive(session: SessionRow, now: Date): boolean {
  return session.expires_at > now && now.getTime() - session.last_seen_at.getTime() <= IDLE_LIFETIME_MS;
}

function actorOf(session: SessionRow, user: { display_name: string; role: Role }, sessionHash: string): UserActor {
  return {
    kind: 'user',
    organizationId: session.organization_id,
    userId: session.user_id,
    accountId: session.account_id,
    displayName: user.display_name,
    role: user.role,
    sessionHash,
  };
}

/** Ends one session; a repeat changes nothing. */
export async function endSession(tx: GlobalTx, sessionHash: string, now: Date): Promise<void> {
  await tx.query('update session set revoked_at = $2 where token_hash = $1 and revoked_at is null', [sessionHash, now]);
}

/** Ends every session of an account, such as after a password was reset. */
export async function endSessionsOf(tx: GlobalTx, accountId: string, now: Date): Promise<void> {
  await tx.query('update session set revoked_at = $2 where account_id = $1 and revoked_at is null', [accountId, now]);
}
