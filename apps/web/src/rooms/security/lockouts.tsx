import type { Lockout, Lockouts as LockoutList } from '@mosaajii/contract/security';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Answer } from '../../platform/answer/index.ts';
import { ApiFailure, api, orThrow } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Card, Chip, Notice, useToasts } from '../../platform/ui/index.ts';
import { useWhen } from '../../platform/when/index.ts';
import { useNames } from './use-security.ts';

const KEY = ['security', 'lockouts'];
const REFETCH_MS = 30_000;

/** Who waits because of too many tries, now. */
export function useLockouts() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => orThrow(api.get<LockoutList>('/security/lockouts', { signal })),
    refetchInterval: REFETCH_MS,
    retry: false,
  });
}

/** Whose password, code or second factor was tried too often: they wait, unless somebody lets them in. */
export function Lockouts() {
  const queries = useQueryClient();
  const { session } = useDevice();
  const found = useLockouts();
  const lift = useMutation({
    mutationFn: ({ userId, kind }: Lockout) => orThrow(api.post('/security/lockouts/lift', { body: { userId, kind } })),
    onSuccess: () => useToasts.getState().show({ message: t('security.lockoutLifted') }),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const failure = lift.error instanceof ApiFailure ? lift.error.problem : null;
  return (
    <Card title={t('security.lockouts')}>
      <div className="flex flex-col gap-2 px-4 pb-2">
        <p className="text-sm text-ink-3">{t('security.lockoutsText')}</p>
        {failure === null || failure.code === 'confirmation-needed' ? null : (
          <Notice tone="danger" isAlert>
            {failure.title}. {failure.action}
          </Notice>
        )}
        <Answer query={found}>
          {({ lockouts }) =>
            lockouts.length === 0 ? (
              <p className="pb-2 text-ink-2">{t('security.lockoutsNone')}</p>
            ) : (
              <ul aria-label={t('security.lockouts')} className="divide-y divide-line">
                {lockouts.map((lockout) => (
                  <LockoutRow
                    key={`${lockout.userId} ${lockout.kind}`}
                    lockout={lockout}
                    isPending={lift.isPending && lift.variables.userId === lockout.userId}
                    onLift={session.can('users.write') ? () => lift.mutate(lockout) : undefined}
                  />
                ))}
              </ul>
            )
          }
        </Answer>
      </div>
    </Card>
  );
}

interface RowProps {
  readonly lockout: Lockout;
  readonly isPending: boolean;
  /** Absent where the asker may not. */
  readonly onLift: (() => void) | undefined;
}

function LockoutRow({ lockout, isPending, onLift }: RowProps) {
  const nameOf = useNames();
  const when = useWhen();
  const name = nameOf(lockout.userId) ?? lockout.userId;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
      <span className="min-w-44 flex-1">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          <Chip size="sm" tone="danger">
            {t(`security.lockout-${lockout.kind}`)}
          </Chip>
        </span>
        <span className="block text-sm text-ink-3">
          {t('security.lockoutUntil', { count: lockout.failures, when: when(lockout.until) })}
        </span>
      </span>
      {onLift === undefined ? null : (
        <Button isPending={isPending} onClick={onLift} aria-label={t('security.lockoutLiftOf', { name })}>
          {t('security.lockoutLift')}
        </Button>
      )}
    </li>
  );
}
