import type { MessageCategory, MessageChannel, PreferenceList } from '@mosaajii/contract/notifications';
import type { Tx } from '../../platform/database/index.ts';
import { type Category, SWITCHABLE, TEMPLATES } from './templates/index.ts';

const CATEGORIES: readonly MessageCategory[] = ['security', 'access', 'shop'];
const CHANNELS: readonly MessageChannel[] = ['in-app', 'email', 'sms'];

/** What somebody wants, by what it is about and by which way; everything, unless they said otherwise. */
export async function listPreferences(tx: Tx, userId: string): Promise<PreferenceList> {
  const rows = await tx.query<{ category: string; channel: string; is_wanted: boolean }>(
    'select category, channel, is_wanted from message_preference where organization_id = $1 and user_id = $2',
    [tx.organizationId, userId],
  );
  const isWanted = (category: string, channel: string) =>
    rows.find((row) => row.category === category && row.channel === channel)?.is_wanted ?? true;
  return {
    preferences: CATEGORIES.flatMap((category) => {
      const isSwitchable = SWITCHABLE.includes(category);
      return CHANNELS.map((channel) => ({
        category,
        channel,
        isWanted: !isSwitchable || isWanted(category, channel),
        isSwitchable,
      }));
    }),
  };
}

export interface Preference {
  readonly category: Category;
  readonly channel: MessageChannel;
  readonly isWanted: boolean;
}

/** Writes what somebody wants. Answers false for what cannot be switched off. */
export async function setPreference(tx: Tx, userId: string, preference: Preference): Promise<boolean> {
  const { category, channel, isWanted } = preference;
  if (!SWITCHABLE.includes(category)) return false;
  await tx.query(
    'insert into message_preference (organization_id, user_id, category, channel, is_wanted) values ($1, $2, $3, $4, $5)' +
      ' on conflict (organization_id, user_id, category, channel) do update set is_wanted = excluded.is_wanted',
    [tx.organizationId, userId, category, channel, isWanted],
  );
  return true;
}

/** The templates whose notices somebody has switched off. */
export async function unwantedNotices(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx.query<{ category: string }>(
    'select category from message_preference where organization_id = $1 and user_id = $2' +
      " and channel = 'in-app' and not is_wanted",
    [tx.organizationId, userId],
  );
  const unwanted = new Set(rows.map((row) => row.category));
  return Object.entries(TEMPLATES)
    .filter(([, { category }]) => SWITCHABLE.includes(category) && unwanted.has(category))
    .map(([name]) => name);
}
