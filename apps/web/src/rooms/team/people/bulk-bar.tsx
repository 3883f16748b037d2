import type { PeopleBulk, PeopleBulkAnswer, PersonState } from '@mosaajii/contract/people';
import type { Role } from '@mosaajii/domain/permission';
import { X } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Dialog, IconButton, Select } from '../../../platform/ui/index.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { peopleApi } from './people-api.ts';
import { RoleOptions } from './person-words.tsx';
import { useIsNarrowed } from './store-choice.tsx';
import { useChange } from './use-people.ts';

type Change = PeopleBulk['change'];

/** What can be done with the people who are selected, at the foot of the page while there are any. */
export function BulkBar({ selected, onDone }: { readonly selected: ReadonlySet<string>; readonly onDone: () => void }) {
  const change = useChange();
  const [isPending, setPending] = useState(false);
  const [asked, setAsked] = useState<'suspended' | 'deactivated' | null>(null);
  const [refused, setRefused] = useState<PeopleBulkAnswer['items']>([]);
  const apply = async (wanted: Change) => {
    setAsked(null);
    setPending(true);
    const done = await change(peopleApi.changeMany({ userIds: [...selected], change: wanted }), ({ items }) => {
      const count = items.filter((item) => item.outcome === 'changed').length;
      return count === 0 ? t('team.bulkSame') : t('team.bulkDone', { count });
    });
    setPending(false);
    if (done === null) return;
    setRefused(done.items.filter((item) => item.outcome === 'refused'));
    onDone();
  };
  const count = selected.size;
  return (
    <>
      {count === 0 ? null : (
        <Bar
          count={count}
          isPending={isPending}
          onApply={(wanted) => void apply(wanted)}
          onAsk={setAsked}
          onDone={onDone}
        />
      )}
      {asked === null ? null : (
        <ConfirmDialog
          title={t(asked === 'suspended' ? 'team.bulkSuspendTitle' : 'team.bulkDeactivateTitle', { count })}
          text={t(asked === 'suspended' ? 'team.suspendText' : 'team.deactivateText')}
          action={t(asked === 'suspended' ? 'team.suspend' : 'team.deactivate')}
          onConfirm={() => void apply({ kind: 'state', state: asked })}
          onClose={() => setAsked(null)}
        />
      )}
      {refused.length === 0 ? null : (
        <Dialog title={t('team.bulkRefusedTitle')} onClose={() => setRefused([])}>
          <p className="text-ink-2">{t('team.bulkRefusedText')}</p>
          <ul className="mt-3 list-disc ps-5">
            {[...new Set(refused.map((item) => item.detail))].map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        </Dialog>
      )}
    </>
  );
}

interface BarProps {
  readonly count: number;
  readonly isPending: boolean;
  readonly onApply: (change: Change) => void;
  readonly onAsk: (state: Exclude<PersonState, 'active'>) => void;
  readonly onDone: () => void;
}

function Bar({ count, isPending, onApply, onAsk, onDone }: BarProps) {
  const isNarrowed = useIsNarrowed();
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-4 z-10 flex justify-center px-4 max-md:bottom-20 md:ps-[232px]">
      <div
        role="toolbar"
        aria-label={t('team.selected', { count })}
        className="pointer-events-auto flex flex-wrap items-center gap-1 rounded-xl border border-line bg-raised py-1.5 ps-4 pe-1.5 font-medium shadow-sheet"
      >
        <span className="num me-2" aria-live="polite">
          {t('team.selected', { count })}
        </span>
        <Button variant="quiet" isPending={isPending} onClick={() => onApply({ kind: 'state', state: 'active' })}>
          {t('team.activate')}
        </Button>
        <Button variant="quiet" isPending={isPending} onClick={() => onAsk('suspended')}>
          {t('team.suspend')}
        </Button>
        <Button variant="quiet" isPending={isPending} onClick={() => onAsk('deactivated')}>
          {t('team.deactivate')}
        </Button>
        {isNarrowed ? null : (
          <Select
            aria-label={t('team.setRole')}
            className="w-36"
            value=""
            onChange={(event) => onApply({ kind: 'role', role: event.target.value as Role })}
          >
            <option value="" disabled>
              {t('team.setRole')}
            </option>
            <RoleOptions />
          </Select>
        )}
        <IconButton label={t('team.clearSelection')} onClick={onDone}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </div>
    </div>
  );
}
