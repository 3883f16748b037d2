import type { OwnershipTransfer } from '@mosaajii/contract/ownership';
import type { Person } from '@mosaajii/contract/people';
import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useRef, useState } from 'react';
import { orThrow } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/ids/index.ts';
import { Button, Notice } from '../../../platform/ui/index.ts';
import { useWhen } from '../../../platform/when/index.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { peopleApi } from './people-api.ts';
import { useChange, useOwnId, usePerson } from './use-people.ts';

/** The shop that is being handed over: what its new owner has to answer, and how its present one takes it back. */
export function OwnershipNotice() {
  const ownId = useOwnId();
  const found = useQuery({
    queryKey: ['ownership'],
    queryFn: ({ signal }) => orThrow(peopleApi.ownership({ signal })),
    retry: false,
  });
  const pending = found.data?.pending ?? null;
  if (pending === null || (ownId !== pending.toUserId && ownId !== pending.fromUserId)) return null;
  return <Pending transfer={pending} isHeir={ownId === pending.toUserId} />;
}

function Pending({ transfer, isHeir }: { readonly transfer: OwnershipTransfer; readonly isHeir: boolean }) {
  const change = useChange();
  const when = useWhen();
  const { transferId, fromName, toName } = transfer;
  const actions = isHeir ? (
    <>
      <Button
        variant="primary"
        onClick={() => void change(peopleApi.acceptShop(transferId), () => t('team.shopAccepted'))}
      >
        {t('team.acceptShop')}
      </Button>
      <Button onClick={() => void change(peopleApi.declineShop(transferId), () => t('team.shopDeclined'))}>
        {t('team.declineShop')}
      </Button>
    </>
  ) : (
    <Button onClick={() => void change(peopleApi.withdrawShop(transferId), () => t('team.shopWithdrawn'))}>
      {t('team.withdraw')}
    </Button>
  );
  return (
    <Notice
      tone="warning"
      icon={<KeyRound aria-hidden className="size-5 flex-none" strokeWidth={1.75} />}
      actions={actions}
      className="mb-3"
    >
      {isHeir
        ? t('team.shopOffered', { name: fromName, when: when(transfer.expiresAt) })
        : t('team.shopWaiting', { name: toName, when: when(transfer.expiresAt) })}
    </Notice>
  );
}

/** Offers the shop to a person; for its owner alone, and to another active administrator. */
export function OfferShop({ person }: { readonly person: Person }) {
  const change = useChange();
  const ownId = useOwnId();
  const self = usePerson(ownId ?? person.userId);
  const transferId = useRef(newId());
  const [isAsked, setAsked] = useState(false);
  const canTake = person.role === 'administrator' && person.state === 'active' && person.email !== null;
  if (self.data?.isOwner !== true || person.userId === ownId || !canTake) return null;
  const offer = async () => {
    setAsked(false);
    const asked = peopleApi.offerShop({ transferId: transferId.current, toUserId: person.userId });
    await change(asked, () => t('team.shopOfferSent'));
  };
  return (
    <>
      <Button onClick={() => setAsked(true)}>{t('team.offerShop')}</Button>
      {isAsked ? (
        <ConfirmDialog
          title={t('team.offerShopTitle', { name: person.displayName })}
          text={t('team.offerShopText')}
          action={t('team.offerShop')}
          onConfirm={() => void offer()}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </>
  );
}
