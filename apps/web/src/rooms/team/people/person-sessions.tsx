import { useQuery } from '@tanstack/react-query';
import { Failed } from '../../../platform/answer/index.ts';
import { orThrow } from '../../../platform/api/index.ts';
import { deviceName } from '../../../platform/device-name/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Skeleton } from '../../../platform/ui/index.ts';
import { useWhen } from '../../../platform/when/index.ts';
import { peopleApi } from './people-api.ts';
import { problemOf, useChange } from './use-people.ts';

/** Where a person is signed in to this shop. */
export function usePersonSessions(userId: string, isEnabled = true) {
  return useQuery({
    queryKey: ['person-sessions', userId],
    queryFn: ({ signal }) => orThrow(peopleApi.sessions(userId, { signal })),
    enabled: isEnabled,
    retry: false,
  });
}

/** Where a person is signed in to this shop, with the way to end it. */
export function PersonSessions({ userId }: { readonly userId: string }) {
  const change = useChange();
  const when = useWhen();
  const found = usePersonSessions(userId);
  const problem = problemOf(found.error);
  const sessions = found.data?.sessions;
  const ended = ({ ended: count }: { readonly ended: number }) => t('team.sessionEnded', { count });
  return (
    <section className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="flex-1 font-semibold">{t('team.sessions')}</h3>
        {sessions === undefined || sessions.length < 2 ? null : (
          <Button size="sm" onClick={() => void change(peopleApi.endAllSessions(userId), ended)}>
            {t('team.sessionEndAll')}
          </Button>
        )}
      </div>
      {problem === null ? null : (
        <Failed title={t('team.failedTitle')} cause={problem} onRetry={() => void found.refetch()} />
      )}
      {problem === null && sessions === undefined ? <Skeleton className="h-12" /> : null}
      {sessions?.length === 0 ? <p className="text-ink-2">{t('team.sessionsNone')}</p> : null}
      <ul className="flex flex-col gap-2 empty:hidden">
        {sessions?.map((session) => (
          <li
            key={session.sessionId}
            className="flex flex-wrap items-center gap-2 rounded-control border border-line p-3"
          >
            <div className="min-w-0 flex-1">
              <p className="font-medium">
                {t(session.kind === 'office' ? 'team.sessionOffice' : 'team.sessionRegister')} · {session.address}
              </p>
              <p className="truncate text-xs text-ink-3" title={session.userAgent}>
                {deviceName(session.userAgent)}
              </p>
              <p className="text-xs text-ink-3">{t('team.sessionLast', { when: when(session.lastSeenAt) })}</p>
            </div>
            <Button size="sm" onClick={() => void change(peopleApi.endSession(userId, session.sessionId), ended)}>
              {t('team.sessionEnd')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
