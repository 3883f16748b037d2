import type { AccessPlan, AccessPlanList } from '@mosaajii/contract/access';
import { MailCheck, UserRoundX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Failed } from '../../platform/answer/index.ts';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Link } from '../../platform/router/index.ts';
import { EmptyState, Skeleton } from '../../platform/ui/index.ts';
import { Frame, Question } from '../identity/frame.tsx';
import { InvitationForm } from './invitation-form.tsx';
import { RequestForm } from './request-form.tsx';

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: ApiProblem }
  | { readonly state: 'ready'; readonly plans: readonly AccessPlan[] };

/** Where somebody who is not known here asks to be let in. */
export function RequestAccessScreen() {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const [sentTo, setSentTo] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void api.get<AccessPlanList>('/access-plans').then((answer) => {
      if (!isCurrent) return;
      setLoaded(answer.ok ? { state: 'ready', plans: answer.value.plans } : { state: 'failed', problem: answer.error });
    });
    return () => {
      isCurrent = false;
    };
  }, [attempt]);
  return (
    <Frame isSteady aside={<SignInLink />}>
      <div className="w-full max-w-[560px] animate-rise rounded-sheet border border-line bg-surface p-5 sm:p-8">
        {sentTo === null ? (
          <Content loaded={loaded} onSent={setSentTo} onRetry={() => setAttempt(attempt + 1)} />
        ) : (
          <Sent email={sentTo} />
        )}
      </div>
    </Frame>
  );
}

const LINK = 'inline-flex min-h-11 items-center font-semibold text-brand-ink underline underline-offset-4';

function SignInLink() {
  return (
    <Link to="/lock" className={LINK}>
      {t('access.signIn')}
    </Link>
  );
}

interface ContentProps {
  readonly loaded: Loaded;
  readonly onSent: (email: string) => void;
  readonly onRetry: () => void;
}

function Content({ loaded, onSent, onRetry }: ContentProps) {
  if (loaded.state === 'loading') {
    return (
      <Question title={t('access.requestTitle')}>
        <Skeleton className="h-96 w-full" />
      </Question>
    );
  }
  if (loaded.state === 'failed') {
    const offline = { title: loaded.problem.title, text: t('access.needsServer') };
    return (
      <Question title={t('access.requestTitle')}>
        <Failed cause={loaded.problem} offline={offline} onRetry={onRetry} />
      </Question>
    );
  }
  if (loaded.plans.length === 0) {
    return (
      <Question title={t('access.requestTitle')}>
        <EmptyState icon={UserRoundX} title={t('access.noPlans')}>
          {t('access.noPlansText')}
        </EmptyState>
        <InvitationForm />
      </Question>
    );
  }
  return (
    <>
      <RequestForm plans={loaded.plans} onSent={onSent} />
      <InvitationForm />
      <Link to="/activate" className={LINK}>
        {t('access.haveCode')}
      </Link>
    </>
  );
}

function Sent({ email }: { readonly email: string }) {
  return (
    <div role="status">
      <MailCheck aria-hidden className="mb-3 size-8 text-brand-ink" strokeWidth={1.5} />
      <Question title={t('access.sentTitle')} text={t('access.sentText', { email })}>
        <Link to="/activate" className={LINK}>
          {t('access.haveCode')}
        </Link>
      </Question>
    </div>
  );
}
