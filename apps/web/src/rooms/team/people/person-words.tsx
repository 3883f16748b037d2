import type { Person, PersonState } from '@mosaajii/contract/people';
import { t } from '../../../platform/i18n/index.ts';
import { Chip, type Tone } from '../../../platform/ui/index.ts';
import { useCan } from '../use-can.ts';

export const ROLE_WORDS = {
  administrator: 'team.administrator',
  manager: 'team.manager',
  cashier: 'team.cashier',
  viewer: 'team.viewer',
} as const;

const STATES: Record<
  PersonState,
  { readonly words: 'team.stateActive' | 'team.stateSuspended' | 'team.stateDeactivated'; readonly tone: Tone }
> = {
  active: { words: 'team.stateActive', tone: 'success' },
  suspended: { words: 'team.stateSuspended', tone: 'warning' },
  deactivated: { words: 'team.stateDeactivated', tone: 'neutral' },
};

/** Whether somebody may come in. */
export function StateChip({ state }: { readonly state: PersonState }) {
  const { words, tone } = STATES[state];
  return (
    <Chip size="sm" tone={tone} icon="dot">
      {t(words)}
    </Chip>
  );
}

/** Who owns the shop, who looks, and whom the asker, who administers others, cannot change. */
export function Marks({ person, ownId }: { readonly person: Person; readonly ownId: string | null }) {
  const canWrite = useCan('users.write');
  return (
    <>
      {person.isOwner ? (
        <Chip size="sm" tone="brand">
          {t('team.owner')}
        </Chip>
      ) : null}
      {person.userId === ownId ? <Chip size="sm">{t('team.you')}</Chip> : null}
      {canWrite && !person.canManage ? <Chip size="sm">{t('team.otherStores')}</Chip> : null}
    </>
  );
}

/** The options of a list of roles. */
export function RoleOptions() {
  return Object.entries(ROLE_WORDS).map(([role, words]) => (
    <option key={role} value={role}>
      {t(words)}
    </option>
  ));
}
