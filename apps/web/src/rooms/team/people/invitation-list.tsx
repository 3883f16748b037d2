import type { Invitation } from '@mosaajii/contract/invitations';
import { Mail } from 'lucide-react';
import { useState } from 'react';
import { Failed } from '../../../platform/answer/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Chip, EmptyState, LoadingRows, type Tone } from '../../../platform/ui/index.ts';
import { useWhen } from '../../../platform/when/index.ts';
import { useCan } from '../use-can.ts';
import { HandOver } from './hand-over.tsx';
import { peopleApi } from './people-api.ts';
import { ROLE_WORDS } from './person-words.tsx';
import { problemOf, useChange, useInvitations } from './use-people.ts';

const STATES: Record<Invitation['state'], { readonly words: `team.${Invitation['state']}`; readonly tone: Tone }> = {
  pending: { words: 'team.pending', tone: 'brand' },
  expired: { words: 'team.expired', tone: 'warning' },
  accepted: { words: 'team.accepted', tone: 'success' },
  withdrawn: { words: 'team.withdrawn', tone: 'neutral' },
};

/** Who has been asked to join, the newest first. */
export function InvitationList({ onInvite }: { readonly onInvite: () => void }) {
  const found = useInvitations(true);
  const [handed, setHanded] = useState<Invitation | null>(null);
  const problem = problemOf(found.error);
  if (problem !== null) {
    return <Failed title={t('team.invitationsFailed')} cause={problem} onRetry={() => void found.refetch()} />;
  }
  if (found.data === undefined) return <LoadingRows className="mt-3" />;
  if (found.data.items.length === 0) {
    const invite = (
      <Button variant="primary" onClick={onInvite}>
        {t('team.invite')}
      </Button>
    );
    return (
      <EmptyState icon={Mail} title={t('team.invitationsEmpty')} actions={invite}>
        {t('team.invitationsEmptyText')}
      </EmptyState>
    );
  }
  return (
    <>
      <AllAgain invitations={found.data.items} />
      <ul
        aria-label={t('team.invitationsTable')}
        className="mt-3 divide-y divide-line overflow-hidden rounded-card border border-line bg-surface"
      >
        {found.data.items.map((item) => (
          <Row key={item.invitationId} invitation={item} onHandOver={() => setHanded(item)} />
        ))}
      </ul>
      {handed === null ? null : (
        <HandOver
          invitationId={handed.invitationId}
          path={handed.path}
          name={handed.displayName}
          onClose={() => setHanded(null)}
        />
      )}
    </>
  );
}

/** More than this are sent in a second go. */
const MOST_AT_ONCE = 200;

/** One button for everybody who has not answered an e-mail. */
function AllAgain({ invitations }: { readonly invitations: readonly Invitation[] }) {
  const change = useChange();
  const canWrite = useCan('users.write');
  const [isPending, setPending] = useState(false);
  const open = invitations.filter(
    ({ state, delivery, canManage }) =>
      canManage && (state === 'pending' || state === 'expired') && delivery === 'email',
  );
  if (!canWrite || open.length < 2) return null;
  const ids = open.slice(0, MOST_AT_ONCE).map(({ invitationId }) => invitationId);
  const send = async () => {
    setPending(true);
    await change(peopleApi.inviteManyAgain(ids), ({ items }) => {
      const count = items.filter(({ outcome }) => outcome === 'sent').length;
      return count === 0 ? t('team.allAgainNone') : t('team.allAgainDone', { count });
    });
    setPending(false);
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 pt-3">
      <p className="text-sm text-ink-2">{t('team.allAgainText', { count: open.length })}</p>
      <Button size="sm" isPending={isPending} onClick={() => void send()}>
        {t('team.allAgain')}
      </Button>
    </div>
  );
}

function Row({ invitation, onHandOver }: { readonly invitation: Invitation; readonly onHandOver: () => void }) {
  const when = useWhen();
  const { words, tone } = STATES[invitation.state];
  const isOpen = invitation.state === 'pending' || invitation.state === 'expired';
  const canWrite = useCan('users.write');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3.5 py-3">
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="min-w-0 break-words font-medium">{invitation.displayName}</span>
          <Chip size="sm" tone={tone} icon="dot">
            {t(words)}
          </Chip>
        </p>
        <p className="break-all text-sm text-ink-3">
          {invitation.email} · {t(ROLE_WORDS[invitation.role])}
        </p>
        {isOpen ? (
          <p className="text-sm text-ink-3">
            {t('team.expires')} {when(invitation.expiresAt)}
          </p>
        ) : null}
      </div>
      {isOpen && canWrite && !invitation.canManage ? (
        <p className="max-w-64 text-sm text-ink-3">{t('team.invitationElsewhere')}</p>
      ) : null}
      {isOpen && canWrite && invitation.canManage ? <Actions invitation={invitation} onHandOver={onHandOver} /> : null}
    </li>
  );
}

function Actions({ invitation, onHandOver }: { readonly invitation: Invitation; readonly onHandOver: () => void }) {
  const change = useChange();
  const { invitationId } = invitation;
  const isByEmail = invitation.delivery === 'email';
  return (
    <div className="flex flex-wrap gap-2">
      {isByEmail || invitation.state === 'expired' ? (
        <Button
          size="sm"
          onClick={() =>
            void change(peopleApi.inviteAgain(invitationId), () => t(isByEmail ? 'team.sentAgain' : 'team.renewed'))
          }
        >
          {t(isByEmail ? 'team.sendAgain' : 'team.renew')}
        </Button>
      ) : (
        <Button size="sm" onClick={onHandOver}>
          {t('team.showCode')}
        </Button>
      )}
      <Button
        size="sm"
        variant="quiet"
        onClick={() => void change(peopleApi.withdraw(invitationId), () => t('team.withdrawnDone'))}
      >
        {t('team.withdraw')}
      </Button>
    </div>
  );
}
