import type { StaffPin } from '@mosaajii/contract/registers';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Failed } from '../../platform/answer/index.ts';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { formatDateTime, formatRelative, t } from '../../platform/i18n/index.ts';
import { Button, Card, Skeleton, useToasts } from '../../platform/ui/index.ts';
import { PinDialog } from './pin-dialog.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { PINS, usePins } from './use-registers.ts';

/** Who opens the tills with a PIN. */
export function PinsCard() {
  const { session } = useDevice();
  const client = useQueryClient();
  const pins = usePins();
  const [chosen, setChosen] = useState<StaffPin | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const again = () => client.invalidateQueries({ queryKey: PINS });
  const remove = async ({ userId, displayName }: StaffPin) => {
    setProblem(null);
    const result = await api.delete(`/users/${userId}/pin`);
    if (result.ok) useToasts.getState().show({ message: t('registers.pinRemoved', { name: displayName }) });
    else setProblem(result.error);
    await again();
  };
  const mayWrite = session.can('users.write');
  return (
    <div className="pt-4">
      <Card title={t('registers.pinsTitle')}>
        <div className="flex flex-col gap-3 p-4 pt-2">
          <p className="text-ink-2">{t('registers.pinsText')}</p>
          <ProblemNotice problem={problem} />
          {pins.isPending ? <Skeleton className="h-24 w-full" /> : null}
          {pins.isError && pins.data === undefined ? (
            <Failed cause={pins.error} title={t('registers.failed')} onRetry={() => void pins.refetch()} />
          ) : null}
          <ul aria-label={t('registers.pinsTitle')} className="divide-y divide-line">
            {pins.data?.people.map((person) => (
              <Row
                key={person.userId}
                person={person}
                mayWrite={mayWrite}
                onSet={() => setChosen(person)}
                onRemove={() => void remove(person)}
              />
            ))}
          </ul>
        </div>
      </Card>
      {chosen === null ? null : (
        <PinDialog
          person={chosen}
          onClose={() => {
            setChosen(null);
            void again();
          }}
        />
      )}
    </div>
  );
}

interface RowProps {
  readonly person: StaffPin;
  readonly mayWrite: boolean;
  readonly onSet: () => void;
  readonly onRemove: () => void;
}

function Row({ person, mayWrite, onSet, onRemove }: RowProps) {
  const { now } = useDevice();
  const { displayName: name, hasPin } = person;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-40">
        <p className="break-words font-medium">{name}</p>
        <p className="text-sm text-ink-3">{standingOf(person, now())}</p>
      </div>
      {mayWrite ? (
        <div className="flex flex-wrap gap-2">
          <Button aria-label={t('registers.pinGiveOf', { name })} onClick={onSet}>
            {hasPin ? t('registers.pinChange') : t('registers.pinGive')}
          </Button>
          {hasPin ? (
            <Button variant="quiet" aria-label={t('registers.pinRemoveOf', { name })} onClick={onRemove}>
              {t('registers.pinRemove')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

function standingOf({ setAt, lockedUntil }: StaffPin, now: Date): string {
  if (lockedUntil !== null) return t('registers.pinLocked', { when: formatDateTime(lockedUntil) });
  return setAt === null ? t('registers.pinNone') : t('registers.pinSet', { when: formatRelative(setAt, now) });
}
