import type { RegisterCard } from '@mosaajii/contract/registers';
import { useDevice } from '../../platform/device/index.ts';
import { formatDateTime, formatRelative, t } from '../../platform/i18n/index.ts';
import { Button, Chip, type Tone } from '../../platform/ui/index.ts';

interface RegisterItemProps {
  readonly register: RegisterCard;
  readonly onRename: () => void;
  readonly onCode: () => void;
  readonly onRevoke: () => void;
}

/** One register: what is known of it, and what can be done about it. */
export function RegisterItem({ register, onRename, onCode, onRevoke }: RegisterItemProps) {
  const { session, now } = useDevice();
  const isRevoked = register.state === 'revoked';
  const mayEnrol = session.can('registers.enrol') && !isRevoked;
  const mayRevoke = session.can('registers.revoke') && !isRevoked;
  const label = `${register.code} ${register.name}`;
  return (
    <li className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <div className="min-w-0 flex-1">
          <h2 className="break-words text-md font-semibold">{register.name}</h2>
          <p className="code text-ink-3">
            {register.code}
            {register.series === null ? '' : `-${register.series}`}
          </p>
        </div>
        <div className="flex flex-wrap gap-1.5">
          {register.isThis ? <Chip tone="brand">{t('registers.this')}</Chip> : null}
          {register.purpose === 'import' ? <Chip tone="neutral">{t('registers.importPurpose')}</Chip> : null}
          <Chip tone={TONES[register.state]} icon="dot">
            {t(`registers.${register.state}`)}
          </Chip>
        </div>
      </div>
      <Facts register={register} now={now()} />
      {mayEnrol || mayRevoke ? (
        <div className="mt-auto flex flex-wrap gap-2 pt-1">
          {mayEnrol ? (
            <Button aria-label={`${t('registers.rename')}: ${label}`} onClick={onRename}>
              {t('registers.rename')}
            </Button>
          ) : null}
          {mayEnrol && register.purpose === 'till' ? (
            <Button aria-label={`${t('registers.enrol')}: ${label}`} onClick={onCode}>
              {t('registers.enrol')}
            </Button>
          ) : null}
          {mayRevoke ? (
            <Button variant="danger" aria-label={`${t('registers.revoke')}: ${label}`} onClick={onRevoke}>
              {t('registers.revoke')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

const TONES: Readonly<Record<RegisterCard['state'], Tone>> = {
  waiting: 'warning',
  active: 'success',
  revoked: 'danger',
};

function Facts({ register, now }: { readonly register: RegisterCard; readonly now: Date }) {
  const { lastSeenAt, unsent, cashierName, leaseExpiresAt, codeExpiresAt } = register;
  const facts: (readonly [string, string])[] = [
    [t('registers.lastSeen'), lastSeenAt === null ? t('registers.never') : formatRelative(lastSeenAt, now)],
    [t('registers.cashier'), cashierName ?? t('registers.nobody')],
  ];
  if (unsent !== null) {
    facts.push([
      t('registers.unsent'),
      unsent === 0 ? t('registers.unsentNone') : t('registers.unsentCount', { count: unsent }),
    ]);
  }
  if (leaseExpiresAt !== null) facts.push([t('registers.lease'), leaseText(leaseExpiresAt, now)]);
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        {facts.map(([term, text]) => (
          <div key={term} className="contents">
            <dt className="text-ink-3">{term}</dt>
            <dd className="break-words">{text}</dd>
          </div>
        ))}
      </dl>
      {codeExpiresAt === null ? null : (
        <p className="text-sm text-ink-2">{t('registers.codeUntil', { when: formatDateTime(codeExpiresAt) })}</p>
      )}
    </>
  );
}

function leaseText(until: string, now: Date): string {
  const when = formatDateTime(until);
  return Date.parse(until) < now.getTime() ? t('registers.leaseOver', { when }) : when;
}
