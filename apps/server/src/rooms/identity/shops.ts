import type { ShopChoices } from '@mosaajii/contract/shops';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../platform/access/index.ts';
import type { GlobalTx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import type { SessionKind } from './session-life.ts';
import { endSessions, type IssuedToken, openSession } from './sessions.ts';

/** More shops than this nobody belongs to. */
const MOST_SHOPS = 50;

interface Place {
  readonly organizationId: string;
  readonly userId: string;
  readonly name: string;
  readonly isChosen: boolean;
}

/** The shops that the account of a person can enter, by name. Each is looked at behind its own wall. */
export function listShops({ db }: Pick<Deps, 'db'>, actor: UserActor): Promise<ShopChoices> {
  return db.globalTx(async (tx) => {
    const memberships = await tx.query<{ organization_id: string; chosen_at: Date | null }>(
      `select organization_id, chosen_at from membership where account_id = $1 order by organization_id limit ${MOST_SHOPS}`,
      [actor.accountId],
    );
    const places: Place[] = [];
    for (const { organization_id: organizationId, chosen_at: chosenAt } of memberships) {
      const place = await placeIn(tx, actor.accountId, organizationId);
      if (place !== undefined) places.push({ ...place, isChosen: chosenAt !== null });
    }
    return {
      shops: places
        .map(({ organizationId, name }) => ({
          organizationId,
          name,
          isCurrent: organizationId === actor.organizationId,
        }))
        .sort((a, b) => a.name.localeCompare(b.name) || a.organizationId.localeCompare(b.organizationId)),
      isAsked: places.length > 1 && !places.some(({ isChosen }) => isChosen),
    };
  });
}

/** Where an account may go in one shop; undefined when it does not belong there, or is not let in at present. */
async function placeIn(
  tx: GlobalTx,
  accountId: string,
  organizationId: string,
): Promise<Omit<Place, 'isChosen'> | undefined> {
  const [member] = await tx.query<{ user_id: string }>(
    'select user_id from membership where account_id = $1 and organization_id = $2',
    [accountId, organizationId],
  );
  if (member === undefined) return undefined;
  const inside = await tx.enter(organizationId);
  const [shop] = await inside.query<{ name: string }>(
    'select o.name from organization_user u join organization o on o.organization_id = u.organization_id' +
      " where u.organization_id = $1 and u.user_id = $2 and u.state = 'active'",
    [organizationId, member.user_id],
  );
  return shop === undefined ? undefined : { organizationId, userId: member.user_id, name: shop.name };
}

/** Where a request came from. */
interface From {
  readonly userAgent: string;
  readonly address: string;
  readonly requestId: string;
}

/** In which shop somebody is now; with the token of the new session when it is another one than before. */
export interface Switched {
  readonly organizationId: string;
  readonly userId: string;
  readonly issued: IssuedToken | null;
}

export type SwitchRefusal = Refusal<'not-found' | 'conflict' | 'not-signed-in'>;

/**
 * Takes a person from one of their shops to another: a new session there, bound to it alone, with the proof of who they are
 * that the old one had, and the end of the old one. It is remembered for the next sign-in. Of any number at once one switches.
 * A till stays with its shop.
 */
export function switchShop(
  deps: Deps,
  actor: UserActor,
  organizationId: string,
  from: From,
): Promise<Result<Switched, SwitchRefusal>> {
  return deps.db.globalTx(async (tx) => {
    const now = deps.clock.now();
    const [session] = await tx.query<{ kind: SessionKind }>(
      'select kind from session where session_id = $1 and revoked_at is null for update',
      [actor.sessionId],
    );
    if (session === undefined) return refuse({ code: 'not-signed-in', detail: 'This session has ended meanwhile.' });
    const place = await placeIn(tx, actor.accountId, organizationId);
    if (place === undefined) return refuse({ code: 'not-found', detail: 'You have no shop with this id.' });
    if (session.kind === 'register' && organizationId !== actor.organizationId) {
      return refuse({ code: 'conflict', detail: 'This device is a till of its shop. Switch in another browser.' });
    }
    await tx.query('update membership set chosen_at = $3 where account_id = $1 and organization_id = $2', [
      actor.accountId,
      organizationId,
      now,
    ]);
    const { userId } = place;
    if (organizationId === actor.organizationId) return ok({ organizationId, userId, issued: null });
    const { accountId, confirmedAt, assurance } = actor;
    const { requestId, address } = from;
    const issued = await openSession(deps, tx, {
      ...from,
      accountId,
      organizationId,
      userId,
      kind: 'office',
      confirmedAt,
      assurance,
    });
    const entry = {
      action: 'session.opened',
      subjectKind: 'user',
      subjectId: userId,
      userId,
      requestId,
      address,
    } as const;
    await recordChange(await tx.enter(organizationId), {
      kind: 'identity',
      ids: [],
      audit: [{ ...entry, detail: { isSwitched: true } }],
    });
    const end = { action: 'session.ended', reason: 'switched', requestId, address } as const;
    await endSessions(tx, { accountId }, { sessionId: actor.sessionId }, end, now);
    return ok({ organizationId, userId, issued });
  });
}
