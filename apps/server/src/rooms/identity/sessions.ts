import type { Role } from '@mosaajii/domain/permission';
import { hashOfSecret, type UserActor } from '../../platform/access/index.ts';
import type { GlobalTx, Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { openOrigin, type SealedOrigin, sealOrigin } from './account-emails.ts';
import { endOf, isAlive, type SessionKind } from './session-life.ts';
import { newToken } from './session-token.ts';

export interface NewSession {
  readonly accountId: string;
  readonly organizationId: string;
  readonly userId: string;
  readonly userAgent: string;
  readonly address: string;
  readonly kind: SessionKind;
  /** The register that it was opened at: it ends when that is revoked. */
  readonly registerId?: string | null;
  /** When the person last proved who they are beyond a PIN; the present unless named. */
  readonly confirmedAt?: Date;
  /** What it was opened with; a password alone unless named. */
  readonly assurance?: UserActor['assurance'];
}

/** A session's token, and until when the cookie may keep it. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Opens a session and returns its token, which only the cookie will hold: the table keeps its hash. */
export async function openSession(
  deps: Pick<Deps, 'clock' | 'ids' | 'personal'>,
  tx: GlobalTx,
  session: NewSession,
): Promise<IssuedToken> {
  const now = deps.clock.now();
  const sessionId = deps.ids.next();
  await forgetFormerTokens(tx, session.accountId, now);
  const token = newToken();
  const expiresAt = endOf(session.kind, now);
  await tx.db
    .insertInto('session')
    .values({
      session_id: sessionId,
      token_hash: hashOfSecret(token),
      account_id: session.accountId,
      organization_id: session.organizationId,
      user_id: session.userId,
      kind: session.kind,
      created_at: now,
      last_seen_at: now,
      rotated_at: now,
      confirmed_at: session.confirmedAt ?? now,
      assurance: session.assurance ?? 'password',
      expires_at: expiresAt,
      ...(await sealOrigin(
        deps.personal,
        tx,
        sessionId,
        session.userAgent.slice(0, 300),
        session.address.slice(0, 64),
      )),
      register_id: session.registerId ?? null,
    })
    .execute();
  return { token, expiresAt };
}

/** What sessions that are over were once opened with tells nothing any more. */
async function forgetFormerTokens(tx: GlobalTx, accountId: string, now: Date): Promise<void> {
  await tx.query(
    'delete from session_former_token where session_id in' +
      ' (select session_id from session where account_id = $1 and (revoked_at is not null or expires_at <= $2))',
    [accountId, now],
  );
}

/** A session that is alive, as lists show it. */
export interface OpenSession {
  readonly session_id: string;
  readonly organization_id: string;
  readonly user_id: string;
  readonly kind: SessionKind;
  readonly user_agent: string;
  readonly address: string;
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
}

/** Whose sessions are meant: all of an account's, an organization's, those of members of it, or those of one register. */
export type SessionOwner =
  | { readonly accountId: string }
  | { readonly organizationId: string; readonly userId: string }
  | { readonly organizationId: string; readonly userIds: readonly string[] }
  | { readonly organizationId: string; readonly registerId: string }
  | { readonly organizationId: string };

/** Which of them: one, all, or all but the one that asks. */
export type SessionChoice = { readonly sessionId: string } | { readonly except: string } | 'all';

/** More are never open at once in practice; the newest are what matters. */
const MAXIMUM_LISTED = 200;

/** The sessions of an owner that would still be let in, the last used first. */
export async function listSessions(
  deps: Pick<Deps, 'clock' | 'personal'>,
  tx: GlobalTx,
  owner: SessionOwner,
): Promise<OpenSession[]> {
  const now = deps.clock.now();
  const [condition, values] = conditionOf(owner);
  const rows = await tx.query<OpenSession & SealedOrigin>(
    'select session_id, organization_id, user_id, kind, user_agent, address, user_agent_sealed, address_sealed,' +
      ' created_at, last_seen_at, expires_at' +
      ` from session where ${condition} and revoked_at is null and expires_at > $${values.length + 1}` +
      ` order by last_seen_at desc, session_id limit ${MAXIMUM_LISTED}`,
    [...values, now],
  );
  const open: OpenSession[] = [];
  for (const { user_agent_sealed, address_sealed, ...row } of rows) {
    if (!isAlive(row, now)) continue;
    open.push({ ...row, ...(await openOrigin(deps.personal, tx, { ...row, user_agent_sealed, address_sealed })) });
  }
  return open;
}

function conditionOf(owner: SessionOwner): [string, unknown[]] {
  if ('accountId' in owner) return ['account_id = $1', [owner.accountId]];
  if ('registerId' in owner)
    return ['organization_id = $1 and register_id = $2', [owner.organizationId, owner.registerId]];
  if ('userIds' in owner)
    return ['organization_id = $1 and user_id = any($2::uuid[])', [owner.organizationId, owner.userIds]];
  if ('userId' in owner) return ['organization_id = $1 and user_id = $2', [owner.organizationId, owner.userId]];
  return ['organization_id = $1', [owner.organizationId]];
}

/** Why sessions ended, for the audit trail. */
export interface SessionEnd {
  readonly action: 'session.ended' | 'session.reused';
  readonly reason:
    | 'signed-out'
    | 'replaced'
    | 'switched'
    | 'ended-by-owner'
    | 'ended-by-administrator'
    | 'register-revoked'
    | 'former-token-used'
    | 'factor-changed'
    | 'password-changed'
    | 'suspended'
    | 'disowned';
  /** The administrator who ended somebody else's. */
  readonly userId?: string;
  readonly requestId: string;
  readonly address: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * Ends sessions and says so in the audit trail of each one's organization. Returns how many; a repeat ends none. Their
 * open connections are closed by every server as soon as this is committed.
 */
export async function endSessions(
  tx: GlobalTx,
  owner: SessionOwner,
  choice: SessionChoice,
  end: SessionEnd,
  now: Date,
): Promise<number> {
  const [condition, values] = conditionOf(owner);
  const [chosen, more] = choiceOf(choice, values.length + 2);
  const ended = await tx.query<{ session_id: string; organization_id: string; user_id: string }>(
    `update session set revoked_at = $${values.length + 1} where ${condition} and revoked_at is null${chosen}` +
      ' returning session_id, organization_id, user_id',
    [...values, now, ...more],
  );
  for (const session of ended) {
    const inside = await tx.enter(session.organization_id);
    // Whoever uses a token that was replaced is nobody known; everything else was done by the session's own user.
    const userId = end.userId ?? (end.action === 'session.ended' ? session.user_id : undefined);
    await recordChange(inside, {
      kind: 'identity',
      ids: [],
      audit: [
        {
          action: end.action,
          subjectKind: 'user',
          subjectId: session.user_id,
          requestId: end.requestId,
          address: end.address,
          ...(userId === undefined ? {} : { userId }),
          detail: { sessionId: session.session_id, reason: end.reason, ...end.detail },
        },
      ],
    });
  }
  return ended.length;
}

function choiceOf(choice: SessionChoice, parameter: number): [string, unknown[]] {
  if (choice === 'all') return ['', []];
  if ('except' in choice) return [` and session_id <> $${parameter}`, [choice.except]];
  return [` and session_id = $${parameter}`, [choice.sessionId]];
}

/** Ends every session of an account without a word, for what says more itself: a password that was reset. */
export async function endSessionsOf(tx: GlobalTx, accountId: string, now: Date): Promise<void> {
  await tx.query('update session set revoked_at = $2 where account_id = $1 and revoked_at is null', [accountId, now]);
}

/** The session of a browser that has become a register lasts as long as a shift. */
export async function makeRegisterSession(tx: Tx, sessionId: string, registerId: string): Promise<void> {
  const kind: SessionKind = 'register';
  const [session] = await tx.query<{ created_at: Date }>('select created_at from session where session_id = $1', [
    sessionId,
  ]);
  if (session === undefined) return;
  await tx.query('update session set kind = $2, expires_at = $3, register_id = $4 where session_id = $1', [
    sessionId,
    kind,
    endOf(kind, session.created_at),
    registerId,
  ]);
}

/** The row behind a token, with what recognition decides by. */
export interface SessionRow {
  readonly session_id: string;
  readonly account_id: string;
  readonly organization_id: string;
  readonly user_id: string;
  readonly kind: SessionKind;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
  readonly rotated_at: Date;
  readonly role: Role | null;
  readonly confirmed_at: Date;
  readonly assurance: UserActor['assurance'];
  readonly is_token_seen: boolean;
}
