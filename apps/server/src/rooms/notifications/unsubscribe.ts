import { timingSafeEqual } from 'node:crypto';
import type { MessageCategory } from '@mosaajii/contract/notifications';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { GlobalTx, Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { type Subscriber, subscriberMark } from '../../platform/messages/index.ts';
import { setPreference } from './preferences.ts';
import type { Origin } from './retry-message.ts';
import { SWITCHABLE } from './templates/index.ts';

type WithPersonal = Pick<Deps, 'personal'>;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const TOKEN = new RegExp(`^(${UUID})\\.(${UUID})\\.([a-z]{1,20})\\.([\\w-]{22})$`);

/** What stands in a link that ends messages of one kind for one person. It opens nothing else and never grows old. */
export async function unsubscribeToken(deps: WithPersonal, tx: Tx | GlobalTx, who: Subscriber): Promise<string> {
  return `${who.organizationId}.${who.userId}.${who.category}.${await subscriberMark(deps, tx, who)}`;
}

/**
 * Ends e-mails of one kind for whoever the link was made for, as they could under their own wishes. Twice is the same as once;
 * what concerns safety is never ended. Refused for a link that this installation did not make.
 */
export function unsubscribe(
  deps: Deps,
  token: string,
  origin: Origin,
): Promise<Result<MessageCategory, Refusal<'not-found'>>> {
  return deps.db.globalTx(async (global) => {
    const who = await subscriberOf(deps, global, token);
    if (who === undefined) return refuse({ code: 'not-found', detail: 'This link is not one of ours.' });
    const { organizationId, userId, category } = who;
    const tx = await global.enter(organizationId);
    const people = await tx.query('select 1 from organization_user where organization_id = $1 and user_id = $2', [
      organizationId,
      userId,
    ]);
    if (people.length === 0) return ok(category);
    const isNew = await setPreference(tx, userId, { category, channel: 'email', isWanted: false });
    if (isNew) {
      const entry = {
        action: 'message-preference.unsubscribed',
        subjectKind: 'user',
        subjectId: userId,
        userId,
      } as const;
      await recordChange(tx, { kind: 'identity', ids: [], audit: [{ ...entry, detail: { category }, ...origin }] });
    }
    return ok(category);
  });
}

type Known = Subscriber & { readonly category: MessageCategory };

async function subscriberOf(deps: WithPersonal, tx: GlobalTx, token: string): Promise<Known | undefined> {
  const [, organizationId, userId, kind, mark] = TOKEN.exec(token) ?? [];
  const category = SWITCHABLE.find((known) => known === kind);
  if (organizationId === undefined || userId === undefined || mark === undefined || category === undefined)
    return undefined;
  const who = { organizationId, userId, category };
  const expected = Buffer.from(await subscriberMark(deps, tx, who));
  const given = Buffer.from(mark);
  return given.length === expected.length && timingSafeEqual(given, expected) ? who : undefined;
}
