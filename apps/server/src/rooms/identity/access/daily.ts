import type { GlobalTx, Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { enqueueMessage } from '../../../platform/messages/index.ts';
import { forgetCodes } from '../one-time-codes/index.ts';
import { accountEmails } from './accounts.ts';
import { moveRequest } from './move-request.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Days before the end on which the people of a shop are reminded; 0 is the end itself. */
const REMINDERS = [14, 3, 0] as const;
/** A request that nobody paid for is over after a month. */
const REQUEST_MS = 30 * DAY_MS;

type Daily = Pick<Deps, 'db' | 'clock' | 'ids' | 'jobs' | 'personal'>;

/** What has to be done once a day: reminders of the end, requests that are over, codes that are forgotten. */
export async function runDaily(deps: Daily): Promise<{ readonly reminded: number; readonly expired: number }> {
  const reminded = await remindOfEnds(deps);
  const expired = await expireRequests(deps);
  await forgetCodes(deps);
  return { reminded, expired };
}

interface DueRow {
  readonly organization_id: string;
  readonly paid_until: Date;
}

/** Writes to the administrators of each shop whose time ends, once for each reminder and end. Returns to how many shops. */
async function remindOfEnds(deps: Daily): Promise<number> {
  const now = deps.clock.now();
  const due = await deps.db.globalTx((tx) =>
    tx.query<DueRow>('select organization_id, paid_until from access_term where paid_until between $1 and $2', [
      new Date(now.getTime() - DAY_MS),
      new Date(now.getTime() + REMINDERS[0] * DAY_MS),
    ]),
  );
  let reminded = 0;
  for (const shop of due) if (await deps.db.globalTx((tx) => remind(deps, tx, shop, now))) reminded += 1;
  return reminded;
}

async function remind(deps: Daily, tx: GlobalTx, shop: DueRow, now: Date): Promise<boolean> {
  const { organization_id: organizationId, paid_until: paidUntil } = shop;
  const left = Math.max(0, Math.ceil((paidUntil.getTime() - now.getTime()) / DAY_MS));
  // Only the nearest one: a server that was off for a week does not send three.
  const daysBefore = [...REMINDERS].reverse().find((days) => left <= days);
  if (daysBefore === undefined) return false;
  const first = await tx.query(
    'insert into access_reminder (organization_id, paid_until, days_before, sent_at) values ($1, $2, $3, $4)' +
      ' on conflict do nothing returning organization_id',
    [organizationId, paidUntil, daysBefore, now],
  );
  if (first.length === 0) return false;
  await tx.query(
    "insert into access_event (organization_id, action, detail, occurred_at) values ($1, 'reminded', $2, $3)",
    [organizationId, JSON.stringify({ daysBefore }), now],
  );
  const inside = await tx.enter(organizationId);
  await writeToAdministrators(deps, tx, inside, { paidUntil, left });
  return true;
}

async function writeToAdministrators(
  deps: Daily,
  tx: GlobalTx,
  inside: Tx,
  { paidUntil, left }: { readonly paidUntil: Date; readonly left: number },
): Promise<void> {
  const people = await inside.query<{ user_id: string; account_id: string; name: string; locale: string }>(
    'select u.user_id, u.account_id, o.name, o.locale from organization_user u' +
      ' join organization o on o.organization_id = u.organization_id' +
      " where u.organization_id = $1 and u.role = 'administrator' and u.state = 'active' and u.account_id is not null",
    [inside.organizationId],
  );
  const emails = await accountEmails(
    deps.personal,
    tx,
    people.map((person) => person.account_id),
  );
  const until = paidUntil.toISOString().slice(0, 10);
  for (const person of people) {
    const to = emails.get(person.account_id);
    if (to === undefined) continue;
    const params = { shopName: person.name, until };
    await enqueueMessage(deps, inside, {
      messageId: deps.ids.next(),
      organizationId: inside.organizationId,
      channel: 'email',
      template: left > 0 ? 'access/reminder' : 'access/ended',
      to,
      userId: person.user_id,
      locale: person.locale,
      params: left > 0 ? { ...params, days: left } : params,
    });
  }
}

/** Ends requests that have waited for a month. A paid one waits for its operator as long as it takes. */
async function expireRequests(deps: Daily): Promise<number> {
  const now = deps.clock.now();
  return deps.db.globalTx(async (tx) => {
    const over = await tx.query<{ request_id: string }>(
      "select request_id from access_request where state = 'pending' and updated_at < $1 limit 500",
      [new Date(now.getTime() - REQUEST_MS)],
    );
    for (const { request_id: requestId } of over)
      await moveRequest(tx, requestId, { to: 'expired', by: null, at: now });
    return over.length;
  });
}
