import type { ShopSession } from '@mosaajii/contract/security';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, Below } from '../../platform/answer/index.ts';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { formatRelative, t } from '../../platform/i18n/index.ts';
import { useRegisterNames, useUserNames } from '../../platform/names/index.ts';
import { Button, Card, Chip, LoadingLines, Notice, useToasts } from '../../platform/ui/index.ts';
import { Lockouts, useLockouts } from './lockouts.tsx';
import { useNames, useShopSessions } from './use-security.ts';

/** Who is signed in now, and which registers may sell. */
export function SessionsTab() {
  const [lockouts, sessions, names] = [useLockouts(), useShopSessions(), useUserNames()];
  return (
    <>
      <Below questions={[names]} loading={<LoadingLines lines={3} />}>
        <Lockouts />
      </Below>
      <Below questions={[names, lockouts]}>
        <Sessions />
      </Below>
      <Below questions={[names, lockouts, sessions]}>
        <Registers />
      </Below>
    </>
  );
}

function Sessions() {
  const sessions = useShopSessions();
  const client = useQueryClient();
  const [pending, setPending] = useState<string | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const end = async ({ sessionId, userId }: ShopSession) => {
    setPending(sessionId);
    setProblem(null);
    const result = await api.delete(`/users/${userId}/sessions/${sessionId}`);
    // One that has ended meanwhile is what was wanted.
    if (result.ok || result.error.code === 'not-found') useToasts.getState().show({ message: t('security.ended') });
    else setProblem(result.error);
    await client.invalidateQueries({ queryKey: ['security', 'sessions'] });
    setPending(null);
  };
  return (
    <Card title={t('security.sessions')}>
      <div className="flex flex-col gap-2 px-4 pb-2">
        <p className="text-sm text-ink-3">{t('security.sessionsText')}</p>
        {problem === null ? null : (
          <Notice tone="danger" isAlert>
            {problem.title}. {problem.action}
          </Notice>
        )}
        <Answer query={sessions}>
          {(data) => (
            <ul aria-label={t('security.sessions')} className="divide-y divide-line">
              {data.sessions.map((one) => (
                <SessionRow
                  key={one.sessionId}
                  session={one}
                  isPending={pending === one.sessionId}
                  onEnd={one.canEnd ? () => void end(one) : undefined}
                />
              ))}
            </ul>
          )}
        </Answer>
      </div>
    </Card>
  );
}

interface RowProps {
  readonly session: ShopSession;
  readonly isPending: boolean;
  /** Absent where the asker may not, or would end the own one. */
  readonly onEnd: (() => void) | undefined;
}

function SessionRow({ session, isPending, onEnd }: RowProps) {
  const nameOf = useNames();
  const name = nameOf(session.userId) ?? session.userId;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
      <span className="min-w-44 flex-1">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          <Chip size="sm">{t(`security.${session.kind}`)}</Chip>
          {session.isCurrent ? (
            <Chip size="sm" tone="brand">
              {t('security.thisOne')}
            </Chip>
          ) : null}
        </span>
        <span className="block truncate text-sm text-ink-3" title={session.userAgent}>
          <span className="num">{session.address}</span>,{' '}
          {t('security.lastSeen', { when: formatRelative(session.lastSeenAt, new Date()) })}
        </span>
      </span>
      {onEnd === undefined ? null : (
        <Button isPending={isPending} onClick={onEnd} aria-label={t('security.endOf', { name })}>
          {t('security.end')}
        </Button>
      )}
    </li>
  );
}

function Registers() {
  const registers = useRegisterNames();
  return (
    <Card title={t('security.devices')}>
      <div className="flex flex-col gap-2 px-4 pb-2">
        <p className="text-sm text-ink-3">{t('security.devicesText')}</p>
        <Answer query={registers}>
          {(data) => (
            <ul aria-label={t('security.devices')} className="divide-y divide-line">
              {data.registers.map((register) => (
                <li key={register.registerId} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
                  <span className="min-w-40 flex-1 font-medium">
                    <span className="num">{register.code}</span> {register.name}
                  </span>
                  <Chip size="sm" icon="dot" tone={register.state === 'active' ? 'success' : 'danger'}>
                    {t(register.state === 'active' ? 'security.active' : 'security.revoked')}
                  </Chip>
                </li>
              ))}
            </ul>
          )}
        </Answer>
      </div>
    </Card>
  );
}
