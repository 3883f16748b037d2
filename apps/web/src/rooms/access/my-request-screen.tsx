import type { Checkout, OwnRequest } from '@mosaajii/contract/access';
import { SearchX } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Failed } from '../../platform/answer/index.ts';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import { Link } from '../../platform/router/index.ts';
import { Button, Dialog, EmptyState, Skeleton } from '../../platform/ui/index.ts';
import { Frame, Question } from '../identity/frame.tsx';
import { applicantLink } from './applicant-link.ts';
import { moneyText } from './money.ts';
import { Refused } from './refused.tsx';
import { StateChip } from './state-chip.tsx';

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: ApiProblem }
  | { readonly state: 'ready'; readonly request: OwnRequest };

/** Where whoever asked for access sees their request, pays for it, and takes it back. The link of their mail leads here. */
export function MyRequestScreen() {
  const [token] = useState(() => applicantLink(location.hash, sessionStorage));
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (token === null) return;
    // The address is shared and remembered; what opens the request stays in this tab.
    history.replaceState(history.state, '', location.pathname);
    let isCurrent = true;
    void api.post<OwnRequest>('/access-requests/mine', { body: { token } }).then((answer) => {
      if (!isCurrent) return;
      setLoaded(answer.ok ? { state: 'ready', request: answer.value } : { state: 'failed', problem: answer.error });
    });
    return () => {
      isCurrent = false;
    };
  }, [token, attempt]);
  const again = () => setAttempt(attempt + 1);
  return (
    <Frame isSteady>
      <div className="w-full max-w-[560px] animate-rise rounded-sheet border border-line bg-surface p-5 sm:p-8">
        <Question title={t('access.mineTitle')}>
          {token === null ? <NoLink /> : <Content token={token} loaded={loaded} onAgain={again} />}
        </Question>
      </div>
    </Frame>
  );
}

function NoLink() {
  return (
    <EmptyState icon={SearchX} title={t('access.mineNothing')} actions={<AskAgain />}>
      {t('access.mineNothingText')}
    </EmptyState>
  );
}

const LINK = 'inline-flex min-h-11 items-center font-semibold text-brand-ink underline underline-offset-4';

function AskAgain() {
  return (
    <Link to="/request-access" className={LINK}>
      {t('access.requestTitle')}
    </Link>
  );
}

interface ContentProps {
  readonly token: string;
  readonly loaded: Loaded;
  readonly onAgain: () => void;
}

function Content({ token, loaded, onAgain }: ContentProps) {
  if (loaded.state === 'loading') return <Skeleton className="h-64 w-full" />;
  if (loaded.state === 'ready') return <Mine token={token} request={loaded.request} onChanged={onAgain} />;
  if (loaded.problem.code === 'not-found') return <NoLink />;
  const offline = { title: loaded.problem.title, text: t('access.needsServer') };
  return <Failed cause={loaded.problem} offline={offline} onRetry={onAgain} />;
}

interface MineProps {
  readonly token: string;
  readonly request: OwnRequest;
  readonly onChanged: () => void;
}

function Mine({ token, request, onChanged }: MineProps) {
  const { canPay, canWithdraw, createdAt, plan, shopName, state } = request;
  const [isAsking, setAsking] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const pay = async () => {
    setPending(true);
    const answer = await api.post<Checkout>('/access-requests/mine/checkout', { body: { token } });
    if (answer.ok) return location.assign(answer.value.url);
    setPending(false);
    setProblem(answer.error);
  };
  const withdraw = async () => {
    setPending(true);
    const answer = await api.post('/access-requests/mine/withdrawal', { body: { token } });
    setPending(false);
    setAsking(false);
    setProblem(answer.ok ? null : answer.error);
    onChanged();
  };
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 break-words text-lg font-semibold">{shopName}</p>
        <StateChip state={state} />
      </div>
      <dl className="grid grid-cols-[minmax(5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        <Fact label={t('access.plan')}>{plan.name}</Fact>
        <Fact label={t('access.price')}>{moneyText(plan.priceMinor, plan.currency)}</Fact>
        <Fact label={t('access.asked')}>{formatDateTime(createdAt)}</Fact>
      </dl>
      <p role="status" className="text-ink-2">
        {t(`access.mine_${state}`)}
      </p>
      <Refused problem={problem} />
      <div className="flex flex-wrap items-center gap-3">
        {canPay ? (
          <Button variant="primary" size="lg" isPending={isPending} onClick={() => void pay()}>
            {t('access.payNow', { amount: moneyText(plan.priceMinor, plan.currency) })}
          </Button>
        ) : null}
        {canWithdraw ? (
          <Button size="lg" onClick={() => setAsking(true)}>
            {t('access.withdraw')}
          </Button>
        ) : null}
        {state === 'code-issued' ? (
          <Link to="/activate" className={LINK}>
            {t('access.haveCode')}
          </Link>
        ) : null}
        {canWithdraw || state === 'active' ? null : <AskAgain />}
      </div>
      {isAsking ? (
        <Dialog title={t('access.withdrawTitle')} onClose={() => setAsking(false)}>
          <p className="text-ink-2">{t('access.withdrawText')}</p>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Button onClick={() => setAsking(false)}>{t('ui.cancel')}</Button>
            <Button variant="danger" isPending={isPending} onClick={() => void withdraw()}>
              {t('access.withdraw')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
