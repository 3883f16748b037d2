import type { SessionItem, SessionList, SessionsEnded } from '@mosaajii/contract/identity';
import { LogOut } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Failed } from '../../platform/answer/index.ts';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { deviceName } from '../../platform/device-name/index.ts';
import { formatDateTime, formatRelative, t } from '../../platform/i18n/index.ts';
import { Button, Card, Chip, Notice, Skeleton, useToasts } from '../../platform/ui/index.ts';

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: ApiProblem }
  | { readonly state: 'ready'; readonly sessions: readonly SessionItem[]; readonly at: Date };

/** Where the person's account is signed in; each place can be ended, and all others at once. */
export function SecuritySection() {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const [pending, setPending] = useState<string | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const load = useCallback(async () => {
    const result = await api.get<SessionList>('/sessions');
    if (result.ok) setLoaded({ state: 'ready', sessions: result.value.sessions, at: new Date() });
    else setLoaded({ state: 'failed', problem: result.error });
  }, []);
  useEffect(() => void load(), [load]);
  const run = async (
    name: string,
    work: () => ReturnType<typeof api.post<SessionsEnded>>,
    said: (n: number) => string,
  ) => {
    setPending(name);
    setProblem(null);
    const result = await work();
    // What has ended meanwhile is what was wanted.
    if (result.ok) useToasts.getState().show({ message: said(result.value.ended) });
    else if (result.error.code !== 'not-found') setProblem(result.error);
    await load();
    setPending(null);
  };
  const end = (sessionId: string) =>
    run(
      sessionId,
      () => api.delete<SessionsEnded>(`/sessions/${sessionId}`),
      () => t('account.sessionEnded'),
    );
  const endOthers = () =>
    run(
      'others',
      () => api.post<SessionsEnded>('/sessions/end-others', { body: {} }),
      (count) => t('account.sessionsEnded', { count }),
    );
  return (
    <Card title={t('account.sectionSecurity')}>
      <div className="flex flex-col gap-3 p-4 pt-2">
        <div>
          <h3 className="font-medium">{t('account.sessionsTitle')}</h3>
          <p className="text-sm text-ink-3">{t('account.sessionsText')}</p>
        </div>
        {problem === null ? null : (
          <Notice tone="danger" isAlert>
            {problem.title}. {problem.action}
          </Notice>
        )}
        {loaded.state === 'loading' ? <Skeleton className="h-28 w-full" /> : null}
        {loaded.state === 'failed' ? (
          <Failed title={t('account.sessionsFailed')} cause={loaded.problem} onRetry={() => void load()} />
        ) : null}
        {loaded.state === 'ready' ? (
          <Places {...loaded} pending={pending} onEnd={(id) => void end(id)} onEndOthers={() => void endOthers()} />
        ) : null}
      </div>
    </Card>
  );
}

interface PlacesProps {
  readonly sessions: readonly SessionItem[];
  readonly at: Date;
  /** What is being ended: a session, or all others. */
  readonly pending: string | null;
  readonly onEnd: (sessionId: string) => void;
  readonly onEndOthers: () => void;
}

function Places({ sessions, at, pending, onEnd, onEndOthers }: PlacesProps) {
  const hasOthers = sessions.some((session) => !session.isCurrent);
  return (
    <>
      <ul className="divide-y divide-line" aria-label={t('account.sessionsTitle')}>
        {sessions.map((session) => (
          <Place
            key={session.sessionId}
            session={session}
            at={at}
            isPending={pending === session.sessionId}
            onEnd={() => onEnd(session.sessionId)}
          />
        ))}
      </ul>
      {hasOthers ? (
        <div>
          <Button
            icon={<LogOut aria-hidden className="size-4" strokeWidth={1.75} />}
            isPending={pending === 'others'}
            onClick={onEndOthers}
          >
            {t('account.sessionsEndOthers')}
          </Button>
        </div>
      ) : (
        <p className="text-sm text-ink-3">{t('account.sessionsAlone')}</p>
      )}
    </>
  );
}

interface PlaceProps {
  readonly session: SessionItem;
  readonly at: Date;
  readonly isPending: boolean;
  readonly onEnd: () => void;
}

function Place({ session, at, isPending, onEnd }: PlaceProps) {
  const device = deviceName(session.userAgent);
  const when = formatRelative(session.lastSeenAt, at);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-48">
        <p className="break-words font-medium">{device}</p>
        <p className="break-words text-sm text-ink-3">
          {t('account.sessionSeen', { when, address: session.address })}
          <br />
          {t('account.sessionSince', { when: formatDateTime(session.createdAt) })}
        </p>
      </div>
      {session.isCurrent ? (
        <Chip tone="success" icon="dot">
          {t('account.sessionThis')}
        </Chip>
      ) : (
        <Button isPending={isPending} aria-label={t('account.sessionEndOf', { device, when })} onClick={onEnd}>
          {t('account.sessionEnd')}
        </Button>
      )}
    </li>
  );
}
