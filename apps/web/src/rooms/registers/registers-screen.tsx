import type { RegisterCard } from '@mosaajii/contract/registers';
import { useQueryClient } from '@tanstack/react-query';
import { Monitor, Plus } from 'lucide-react';
import { useState } from 'react';
import { Below, Failed } from '../../platform/answer/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, EmptyState, PageHeader, Skeleton } from '../../platform/ui/index.ts';
import { CodeDialog } from './code-dialog.tsx';
import { LeaseDays } from './lease-days.tsx';
import { PinsCard } from './pins-card.tsx';
import { RegisterItem } from './register-item.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { CARDS, useCards } from './use-registers.ts';

type Open =
  | { readonly kind: 'code'; readonly register: RegisterCard | null }
  | { readonly kind: 'rename' | 'revoke'; readonly register: RegisterCard };

/** The devices that sell: what each one is doing, and everything that is done about them. */
export function RegistersScreen() {
  const { session } = useDevice();
  const client = useQueryClient();
  const [open, setOpen] = useState<Open | null>(null);
  const cards = useCards();
  const mayEnrol = session.can('registers.enrol');
  const close = () => {
    setOpen(null);
    void client.invalidateQueries({ queryKey: CARDS });
  };
  const add = mayEnrol ? (
    <Button
      variant="primary"
      icon={<Plus aria-hidden className="size-4" strokeWidth={1.75} />}
      onClick={() => setOpen({ kind: 'code', register: null })}
    >
      {t('registers.add')}
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title={t('registers.title')} meta={t('registers.meta')} actions={add} />
      <Cards cards={cards} onOpen={setOpen} />
      <Below questions={[cards]}>{session.can('users.read') ? <PinsCard /> : null}</Below>
      {open?.kind === 'code' ? <CodeDialog register={open.register} onClose={close} /> : null}
      {open?.kind === 'rename' ? <RenameDialog register={open.register} onClose={close} /> : null}
      {open?.kind === 'revoke' ? <RevokeDialog register={open.register} onClose={close} /> : null}
    </>
  );
}

interface CardsProps {
  readonly cards: ReturnType<typeof useCards>;
  readonly onOpen: (open: Open) => void;
}

function Cards({ cards, onOpen }: CardsProps) {
  if (cards.isPending) return <Skeleton className="h-48 w-full" />;
  if (cards.data === undefined)
    return <Failed cause={cards.error} title={t('registers.failed')} onRetry={() => void cards.refetch()} />;
  const { registers, leaseDays } = cards.data;
  if (registers.length === 0) {
    return (
      <EmptyState icon={Monitor} title={t('registers.emptyTitle')}>
        {t('registers.emptyText')}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <ul
        aria-label={t('registers.title')}
        className="grid grid-cols-[repeat(auto-fill,minmax(min(20rem,100%),1fr))] gap-3"
      >
        {registers.map((register) => (
          <RegisterItem
            key={register.registerId}
            register={register}
            onRename={() => onOpen({ kind: 'rename', register })}
            onCode={() => onOpen({ kind: 'code', register })}
            onRevoke={() => onOpen({ kind: 'revoke', register })}
          />
        ))}
      </ul>
      <LeaseDays days={leaseDays} />
    </div>
  );
}
