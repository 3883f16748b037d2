import type { SecondStep } from '@mosaajii/contract/factors';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { hashOfSecret, type RegisterClaim, type UserActor } from '../../platform/access/index.ts';
import type { GlobalTx, Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { rememberBrowser } from './devices/devices.ts';
import { tellNewDevice } from './devices/tell-new.ts';
import type { Site } from './factors/site.ts';
import { registerIn } from './registers/recognise-register.ts';
import type { SessionKind } from './session-life.ts';
import { endSessions, type IssuedToken, openSession } from './sessions.ts';

/** What every sign-in brings, whatever it is proved with. */
export interface Entry {
  readonly site: Site;
  readonly userAgent: string;
  readonly address: string;
  readonly requestId: string;
  /** The token that came with the request: never taken over, and its session ends when another begins in its place. */
  readonly formerToken?: string | undefined;
  /** By what the browser is known again, as far as it was here before. */
  readonly deviceToken?: string | undefined;
  /** The register that the browser is, as far as it says so. */
  readonly register?: RegisterClaim | undefined;
}

export interface SignedIn {
  readonly issued: IssuedToken;
  /** What the browser shows from now on; null for a register, which is known by its key. */
  readonly deviceToken: string | null;
  readonly organizationId: string;
  readonly userId: string;
}

export type SignInRefusal = Refusal<
  | 'wrong-credentials'
  | 'sign-in-blocked'
  | 'account-suspended'
  | 'second-step-needed'
  | 'second-step-over'
  | 'wrong-factor'
> & {
  readonly retryAt?: Date;
  /** What is still missing. */
  readonly step?: SecondStep;
};

/**
 * Opens the session of somebody who has proved who they are: in the shop of the register that they sit at, else in the one that
 * they chose last, else in the first one that lets them in.
 */
export async function enterShop(
  deps: Deps,
  tx: GlobalTx,
  account: { readonly account_id: string; readonly state: string },
  input: Entry & Pick<UserActor, 'assurance'>,
): Promise<Result<SignedIn, SignInRefusal>> {
  const memberships = await tx.query<{ organization_id: string; user_id: string }>(
    'select organization_id, user_id from membership where account_id = $1' +
      ' order by organization_id is not distinct from $2::uuid desc, chosen_at desc nulls last, created_at, organization_id limit 20',
    [account.account_id, input.register?.organizationId ?? null],
  );
  for (const { organization_id: organizationId, user_id: userId } of memberships) {
    const inside = await tx.enter(organizationId);
    const [user] = await inside.query<{ state: string }>(
      'select state from organization_user where organization_id = $1 and user_id = $2',
      [organizationId, userId],
    );
    if (account.state !== 'active' || user?.state !== 'active') continue;
    const registerId = await registerOf(inside, input.register, deps.clock.now());
    const kind: SessionKind = registerId === null ? 'office' : 'register';
    const session = { accountId: account.account_id, organizationId, userId, ...input, kind, registerId };
    const issued = await openSession(deps, tx, session);
    await recordChange(inside, {
      kind: 'identity',
      ids: [],
      audit: [{ action: 'session.opened', subjectKind: 'user', subjectId: userId, userId, ...origin(input) }],
    });
    const deviceToken = registerId === null ? await greetBrowser(deps, tx, inside, session) : null;
    // Last: it may leave the transaction inside of another shop's wall.
    await endFormerSession(tx, input, deps.clock.now());
    return ok({ issued, deviceToken, organizationId, userId });
  }
  return refuse({
    code: 'account-suspended',
    detail: 'This account is suspended. An administrator can activate it again.',
  });
}

/** Remembers the browser, and tells the person when nobody knew it. */
async function greetBrowser(
  deps: Deps,
  tx: GlobalTx,
  inside: Tx,
  signIn: Entry & { readonly accountId: string; readonly userId: string },
): Promise<string> {
  const { token, deviceId, isWorthTelling } = await rememberBrowser(deps, tx, signIn.accountId, signIn);
  if (isWorthTelling) await tellNewDevice(deps, tx, inside, { ...signIn, deviceId });
  return token;
}

/** The register of this shop that a browser proves to be: it stays signed in for a shift, every other is an office. */
export async function registerOf(tx: Tx, claim: RegisterClaim | undefined, now: Date): Promise<string | null> {
  if (claim === undefined || claim.organizationId !== tx.organizationId) return null;
  const register = await registerIn(tx, claim, now);
  return typeof register === 'string' ? null : register.registerId;
}

/** The browser has one cookie: what it was signed in with before can never be used again, so nobody shall be able to. */
export async function endFormerSession(
  tx: GlobalTx,
  input: Pick<Entry, 'formerToken' | 'requestId' | 'address'>,
  now: Date,
): Promise<void> {
  if (input.formerToken === undefined) return;
  const [former] = await tx.query<{ session_id: string; account_id: string }>(
    'select session_id, account_id from session where token_hash = $1 and revoked_at is null',
    [hashOfSecret(input.formerToken)],
  );
  if (former === undefined) return;
  const end = { action: 'session.ended', reason: 'replaced', ...origin(input) } as const;
  await endSessions(tx, { accountId: former.account_id }, { sessionId: former.session_id }, end, now);
}

function origin(input: Pick<Entry, 'requestId' | 'address'>) {
  return { requestId: input.requestId, address: input.address };
}
