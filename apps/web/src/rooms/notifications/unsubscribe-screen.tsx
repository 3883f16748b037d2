import type { Unsubscribed } from '@mosaajii/contract/notifications';
import { MailX } from 'lucide-react';
import { useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Notice } from '../../platform/ui/index.ts';
import { Frame, Question } from '../identity/frame.tsx';

const TOKEN = /^[\w.-]{20,200}$/;

/** Where the link at the end of a mail leads: one press ends e-mails of its kind. Opening it alone changes nothing. */
export function UnsubscribeScreen() {
  const [token] = useState(() => location.hash.replace(/^#/, ''));
  const [isPending, setPending] = useState(false);
  const [isDone, setDone] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const isLink = TOKEN.test(token);
  const end = async () => {
    setPending(true);
    const answer = await api.post<Unsubscribed>(`/unsubscriptions/${token}`, { body: {} });
    setPending(false);
    if (answer.ok) setDone(true);
    setProblem(answer.ok ? null : answer.error);
  };
  return (
    <Frame>
      <div className="w-full max-w-[480px] animate-rise rounded-sheet border border-line bg-surface p-5 sm:p-8">
        <MailX aria-hidden className="mb-3 size-8 text-ink-3" strokeWidth={1.5} />
        <Question
          title={t('notifications.endTitle')}
          text={t(isLink ? 'notifications.endText' : 'notifications.endNoLink')}
        >
          <div role="status">{isDone ? <p className="font-medium">{t('notifications.endDone')}</p> : null}</div>
          {problem === null ? null : (
            <Notice tone="danger" isAlert>
              {problem.detail} {problem.action}
            </Notice>
          )}
          {isLink && !isDone ? (
            <Button variant="primary" size="lg" isPending={isPending} onClick={() => void end()}>
              {t('notifications.end')}
            </Button>
          ) : null}
        </Question>
      </div>
    </Frame>
  );
}
