import { browserName } from '@mosaajii/domain/browser';
import type { GlobalTx, Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { enqueueMessage } from '../../../platform/messages/index.ts';
import { readContact } from '../account-contact.ts';
import { openAlarm } from './alarms.ts';

/** How long the letter's way out is open. */
const ALARM_MS = 7 * 24 * 3_600_000;

export interface NewSignIn {
  readonly accountId: string;
  readonly userId: string;
  readonly deviceId: string;
  readonly userAgent: string;
  readonly address: string;
  readonly requestId: string;
}

/**
 * Tells a person, by letter and inside of the program, that their account was used from a browser that was not known, and writes
 * it to the trail. The letter carries the only copy of a token by which {@link disown} works once.
 */
export async function tellNewDevice(deps: Deps, tx: GlobalTx, inside: Tx, signIn: NewSignIn): Promise<void> {
  const { accountId, userId, deviceId, address, requestId } = signIn;
  const { browser, system } = browserName(signIn.userAgent);
  await recordChange(inside, {
    kind: 'identity',
    ids: [],
    audit: [
      {
        action: 'device.new',
        subjectKind: 'user',
        subjectId: userId,
        userId,
        detail: { deviceId, browser, system },
        address,
        requestId,
      },
    ],
  });
  const { email, displayName, locale } = await readContact(deps, tx, accountId);
  const words = locale ?? 'en';
  const device = [browser ?? '?', system ?? '?'].join(' · ');
  const what = { device, address, when: await momentOf(deps, inside, words) };
  const token = await openAlarm(deps, tx, accountId, { lastsMs: ALARM_MS });
  const message = { locale: words, accountId };
  await enqueueMessage(deps, tx, {
    ...message,
    messageId: deps.ids.next(),
    organizationId: null,
    channel: 'email',
    template: 'account/new-device',
    to: email,
    params: { name: displayName, ...what, token },
    isSecret: true,
  });
  await enqueueMessage(deps, inside, {
    ...message,
    messageId: deps.ids.next(),
    organizationId: inside.organizationId,
    channel: 'in-app',
    template: 'account/new-device-notice',
    to: '',
    userId,
    params: what,
  });
}

/** The present moment as the shop's clock on the wall shows it. */
async function momentOf({ clock }: Pick<Deps, 'clock'>, inside: Tx, locale: string): Promise<string> {
  const [store] = await inside.query<{ time_zone: string }>(
    'select time_zone from store where organization_id = $1 order by created_at, store_id limit 1',
    [inside.organizationId],
  );
  const timeZone = store?.time_zone ?? 'UTC';
  const shown = { dateStyle: 'medium', timeStyle: 'short', timeZone } as const;
  return `${new Intl.DateTimeFormat(locale, shown).format(clock.now())} (${timeZone})`;
}
