import type { StaffPin } from '@mosaajii/contract/registers';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Failed } from '../../platform/answer/index.ts';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { formatDateTime, formatRelative, t } from '../../platform/i18n/index.ts';
import { Button, Card, Skeleton, useToasts } from '../../platform/ui/index.ts';
import { BadgeDialog } from './badge-dialog.tsx';
import { EntryRules } from './entry-rules.tsx';
import { PinDialog } from './pin-dialog.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { PINS, usePins } from './use-registers.ts';

/** Who opens the tills with a PIN. */
export function PinsCard() {
  const { session } = useDevice();
  const client = useQueryClient();
  const pins = usePins();
  const [chosen, setChosen] = useState<{ readonly for: 'pin' | 'badge'; readonly person: StaffPin } | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const again = () => client.invalidateQueries({ queryKey: PINS });
  const remove = async (what: 'pin' | 'badge', { userId, displayName: name }: StaffPin) => {
    setProblem(null);
    const result = await api.delete(`/users/${userId}/${what}`);
    const message = what === 'pin' ? t('registers.pinRemoved', { name }) : t('registers.badgeRemoved', { name });
    if (result.ok) useToasts.getState().show({ message });
    else setProblem(result.error);
    await again();
  };
  const mayWrite = session.can('users.write');
  const close = () => {
    setChosen(null);
    void again();
  };
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
                onPin={() => setChosen({ for: 'pin', person })}
                onBadge={() => setChosen({ for: 'badge', person })}
                onRemove={(what) => void remove(what, person)}
              />
            ))}
          </ul>
          {pins.data === undefined ? null : <EntryRules rules={pins.data.rules} />}
        </div>
      </Card>
      {chosen?.for === 'pin' ? <PinDialog person={chosen.person} onClose={close} /> : null}
      {chosen?.for === 'badge' ? <BadgeDialog person={chosen.person} onClose={close} /> : null}
    </div>
  );
}

interface RowProps {
  readonly person: StaffPin;
  readonly mayWrite: boolean;
  readonly onPin: () => void;
  readonly onBadge: () => void;
  readonly onRemove: (what: 'pin' | 'badge') => void;
}

function Row({ person, mayWrite, onPin, onBadge, onRemove }: RowProps) {
  const { now } = useDevice();
  const { displayName: name, hasPin, badgeSince } = person;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-40">
        <p className="break-words font-medium">{name}</p>
        <p className="text-sm text-ink-3">
          {standingOf(person, now())}
          {badgeSince === null ? null : ` · ${t('registers.badgeSince', { when: formatRelative(badgeSince, now()) })}`}
        </p>
      </div>
      {mayWrite && !person.canManage ? (
        <p className="max-w-64 text-sm text-ink-3">{t('registers.pinElsewhere')}</p>
      ) : null}
      {mayWrite && person.canManage ? (
        <div className="flex flex-wrap gap-2">
          <Button aria-label={t('registers.pinGiveOf', { name })} onClick={onPin}>
            {hasPin ? t('registers.pinChange') : t('registers.pinGive')}
          </Button>
          {hasPin ? (
            <Button variant="quiet" aria-label={t('registers.pinRemoveOf', { name })} onClick={() => onRemove('pin')}>
              {t('registers.pinRemove')}
            </Button>
          ) : null}
          <Button aria-label={t('registers.badgeGiveOf', { name })} onClick={onBadge}>
            {badgeSince === null ? t('registers.badgeGive') : t('registers.badgeAgain')}
          </Button>
          {badgeSince === null ? null : (
            <Button
              variant="quiet"
              aria-label={t('registers.badgeRemoveOf', { name })}
              onClick={() => onRemove('badge')}
            >
              {t('registers.badgeRemove')}
            </Button>
          )}
        </div>
      ) : null}
    </li>
  );
}

function standingOf({ setAt, lockedUntil }: StaffPin, now: Date): string {
  if (lockedUntil !== null) return t('registers.pinLocked', { when: formatDateTime(lockedUntil) });
  return setAt === null ? t('registers.pinNone') : t('registers.pinSet', { when: formatRelative(setAt, now) });
}
