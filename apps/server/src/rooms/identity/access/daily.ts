import type { GlobalTx, Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { enqueueMessage } from '../../../platform/messages/index.ts';
import { forgetCodes } from '../one-time-codes/index.ts';
import { accountEmails } from './accounts.ts';

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
  readonly days_before: number;
}

/**
 * Shops that have to be reminded now. Only the nearest reminder: a server that was off for a week does not send three. One
 * that was sent is not looked at again.
 */
const DUE =
  'select t.organization_id, t.paid_until, r.days_before from access_term t cross join lateral (' +
  '   select min(days) as days_before from unnest($3::int[]) days' +
  '    where ceil(greatest(0, extract(epoch from t.paid_until - $4::timestamptz)) / 86400) <= days) r' +
  ' where t.paid_until between $1 and $2 and r.days_before is not null and not exists (' +
  '   select from access_reminder a where a.organization_id = t.organization_id and a.paid_until = t.paid_until' +
  '      and a.days_before = r.days_before)';

/** Writes to the administrators of each shop whose time ends, once for each reminder and end. Returns to how many shops. */
async function remindOfEnds(deps: Daily): Promise<number> {
  const now = deps.clock.now();
  const from = new Date(now.getTime() - DAY_MS);
  const until = new Date(now.getTime() + REMINDERS[0] * DAY_MS);
  const due = await deps.db.globalTx((tx) => tx.query<DueRow>(DUE, [from, until, REMINDERS, now]));
  let reminded = 0;
  // One after the other: each has a wall of its own, and a shop that cannot be written to holds up no other one's mark.
  for (const shop of due) if (await deps.db.globalTx((tx) => remind(deps, tx, shop, now))) reminded += 1;
  return reminded;
}

async function remind(deps: Daily, tx: GlobalTx, shop: DueRow, now: Date): Promise<boolean> {
  const { organization_id: organizationId, paid_until: paidUntil, days_before: daysBefore } = shop;
  const first = await tx.query(
    'with sent as (insert into access_reminder (organization_id, paid_until, days_before, sent_at) values ($1, $2, $3, $4)' +
      '   on conflict do nothing returning organization_id)' +
      ' insert into access_event (organization_id, action, detail, occurred_at)' +
      "  select organization_id, 'reminded', $5, $4 from sent returning organization_id",
    [organizationId, paidUntil, daysBefore, now, JSON.stringify({ daysBefore })],
  );
  if (first.length === 0) return false;
  const left = Math.max(0, Math.ceil((paidUntil.getTime() - now.getTime()) / DAY_MS));
  await writeToAdministrators(deps, tx, await tx.enter(organizationId), { paidUntil, left });
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
    const moved = await tx.query<{ outcome: string }>(
      "select access_move(r.request_id, 'expired', null, $2, '{}') as outcome from (" +
        "   select request_id from access_request where state = 'pending' and updated_at < $1 order by request_id limit 500) r",
      [new Date(now.getTime() - REQUEST_MS), now],
    );
    return moved.filter(({ outcome }) => outcome === 'moved').length;
  });
}
