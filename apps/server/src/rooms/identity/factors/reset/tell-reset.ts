import type { GlobalTx, Tx } from '../../../../platform/database/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { enqueueMessage } from '../../../../platform/messages/index.ts';
import { readContact } from '../../account-contact.ts';
import { openAlarm } from '../../devices/alarms.ts';
import type { ResetRow } from './reset-rows.ts';

/** The letter's way out stays open a day longer than the reset waits: who hears late still shuts everybody out. */
const ALARM_MS = 48 * 3_600_000;

/** Tells the person by letter and inside of the program; the letter stops it, and whoever else has the password. */
export async function tellStarted(deps: Deps, tx: GlobalTx, inside: Tx, reset: ResetRow, by: string): Promise<void> {
  const { account_id: accountId, user_id: userId } = reset;
  const { email, displayName, locale } = await readContact(deps, tx, accountId);
  const message = { locale: locale ?? 'en', accountId };
  await enqueueMessage(deps, inside, {
    ...message,
    messageId: deps.ids.next(),
    organizationId: inside.organizationId,
    channel: 'in-app',
    template: 'account/factor-reset-notice',
    to: '',
    userId,
    params: { by, hours: 24 },
  });
  const token = await openAlarm(deps, tx, accountId, { lastsMs: ALARM_MS });
  await enqueueMessage(deps, tx, {
    ...message,
    messageId: deps.ids.next(),
    organizationId: null,
    channel: 'email',
    template: 'account/factor-reset',
    to: email,
    params: { name: displayName, by, hours: 24, token },
    isSecret: true,
  });
}

/** Tells the person what came of it. */
export async function tellEnd(deps: Deps, tx: GlobalTx, accountId: string, end: 'done' | 'stopped'): Promise<void> {
  const { email, displayName, locale } = await readContact(deps, tx, accountId);
  await enqueueMessage(deps, tx, {
    messageId: deps.ids.next(),
    organizationId: null,
    channel: 'email',
    template: end === 'done' ? 'account/factor-reset-done' : 'account/factor-reset-stopped',
    to: email,
    accountId,
    locale: locale ?? 'en',
    params: { name: displayName },
  });
}
