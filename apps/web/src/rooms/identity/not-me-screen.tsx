import { ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Link, useNavigate } from '../../platform/router/index.ts';
import { Button, Notice } from '../../platform/ui/index.ts';
import { Frame, Question } from './frame.tsx';
import { RecoverForm } from './recover-form.tsx';

/**
 * Where the letter about a new browser leads. Opening it does nothing: mail programs open links by themselves. The token stays in
 * the part of the address that is never sent.
 */
export function NotMeScreen() {
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '');
  const [isDone, setDone] = useState(false);
  const navigate = useNavigate();
  return (
    <Frame isSteady>
      <div className="w-full max-w-[480px] animate-rise rounded-sheet border border-line bg-surface p-5 sm:p-8">
        {isDone ? (
          <div className="flex flex-col gap-5">
            <Notice tone="success">{t('identity.notMeDone')}</Notice>
            <RecoverForm email="" isCodeOnItsWay onDone={() => navigate({ to: '/lock', replace: true })} />
          </div>
        ) : (
          <Ask token={token} onDone={() => setDone(true)} />
        )}
      </div>
    </Frame>
  );
}

function Ask({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const [isBroken, setBroken] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const disown = async () => {
    if (token === '') return setBroken(true);
    setPending(true);
    setProblem(null);
    const answer = await api.post('/account/disowned-sign-ins', { body: { token } });
    setPending(false);
    if (answer.ok) onDone();
    else setProblem(answer.error);
  };
  return (
    <Question title={t('identity.notMeTitle')} text={t('identity.notMeText')}>
      {isBroken ? (
        <Notice tone="danger" isAlert>
          {t('identity.notMeBroken')}
        </Notice>
      ) : null}
      {problem === null ? null : (
        <Notice tone="danger" isAlert>
          {problem.title}. {problem.action}
        </Notice>
      )}
      <div className="flex flex-col gap-2">
        <Button
          variant="danger"
          size="lg"
          isPending={isPending}
          icon={<ShieldAlert aria-hidden className="size-5" strokeWidth={1.75} />}
          onClick={() => void disown()}
        >
          {t('identity.notMeAct')}
        </Button>
        <Link
          to="/lock"
          className="inline-flex min-h-11 items-center justify-center font-semibold text-brand-ink underline underline-offset-4"
        >
          {t('identity.notMeLeave')}
        </Link>
      </div>
    </Question>
  );
}
