import type { JoinOffer } from '@mosaajii/contract/invitations';
import { type FormEvent, type ReactNode, useState } from 'react';
import { type ApiProblem, api, fieldError } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { useNavigate, useSearch } from '../../../platform/router/index.ts';
import { Button, EmptyState, Field, Notice, PasswordInput, TextInput } from '../../../platform/ui/index.ts';
import { ROLE_WORDS } from '../people/person-words.tsx';

interface Invited {
  readonly organizationId: string;
  readonly invitationId: string;
}
type Step =
  | { readonly kind: 'code' }
  | { readonly kind: 'offer'; readonly code: string; readonly offer: JoinOffer }
  | { readonly kind: 'joined'; readonly email: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where an invitation is accepted: a code first, then name and password, then one signs in as always. */
export function JoinScreen() {
  const { shop, invitation } = useSearch() as {
    readonly shop?: unknown;
    readonly invitation?: unknown;
  };
  const [step, setStep] = useState<Step>({ kind: 'code' });
  if (typeof shop !== 'string' || typeof invitation !== 'string' || !UUID.test(shop) || !UUID.test(invitation)) {
    return (
      <Page title={t('team.joinTitle')}>
        <EmptyState title={t('team.joinBroken')}>{t('team.joinBrokenText')}</EmptyState>
      </Page>
    );
  }
  const invited = { organizationId: shop, invitationId: invitation };
  if (step.kind === 'joined') return <Joined email={step.email} />;
  if (step.kind === 'code') {
    return <CodeStep invited={invited} onOffer={(code, offer) => setStep({ kind: 'offer', code, offer })} />;
  }
  return (
    <OfferStep
      invited={invited}
      code={step.code}
      offer={step.offer}
      onJoined={() => setStep({ kind: 'joined', email: step.offer.email })}
    />
  );
}

function Page({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className="comfortable grid min-h-dvh grid-rows-[auto_minmax(0,1fr)] bg-bg">
      <header className="flex h-14 items-center gap-2.5 px-4 text-[0.9375rem] font-bold tracking-[-0.01em] sm:px-6">
        <span aria-hidden className="grid size-7 flex-none place-items-center rounded-lg bg-brand text-white">
          M
        </span>
        <span className="flex-1">{t('ui.appName')}</span>
      </header>
      <div className="flex items-start justify-center px-4 pb-10 sm:items-center sm:pb-20">
        <section className="w-full max-w-md rounded-card border border-line bg-surface p-6 sm:p-8">
          <h1 className="text-2xl font-bold tracking-[-0.02em]">{title}</h1>
          <div className="mt-4 flex flex-col gap-5">{children}</div>
        </section>
      </div>
    </main>
  );
}

function CodeStep({
  invited,
  onOffer,
}: {
  readonly invited: Invited;
  readonly onOffer: (code: string, offer: JoinOffer) => void;
}) {
  const [code, setCode] = useState('');
  const [isSent, setSent] = useState(false);
  const [isTried, setTried] = useState(false);
  const [pending, setPending] = useState<'send' | 'check' | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const send = async () => {
    setPending('send');
    const sent = await api.post('/join/code', { body: invited });
    setPending(null);
    setSent(sent.ok);
    setProblem(sent.ok ? null : sent.error);
  };
  const check = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (code.trim() === '') return;
    setPending('check');
    const offer = await api.post<JoinOffer>('/join/check', { body: { ...invited, code: code.trim() } });
    setPending(null);
    if (offer.ok) onOffer(code.trim(), offer.value);
    else setProblem(offer.error);
  };
  const isMissing = isTried && code.trim() === '';
  return (
    <Page title={t('team.joinTitle')}>
      <p className="text-ink-2">{t('team.joinText')}</p>
      <Button isPending={pending === 'send'} onClick={() => void send()}>
        {t('team.joinSendCode')}
      </Button>
      {isSent ? <Notice tone="success">{t('team.joinCodeSent')}</Notice> : null}
      <Refused problem={problem} />
      <form className="flex flex-col gap-5" noValidate onSubmit={(event) => void check(event)}>
        <Field label={t('team.joinCode')} error={isMissing ? t('team.fieldMissing') : undefined}>
          <TextInput
            value={code}
            maxLength={20}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            className="code text-lg tracking-[0.2em]"
            onChange={(event) => setCode(event.target.value)}
          />
        </Field>
        <Button type="submit" variant="primary" size="lg" isPending={pending === 'check'}>
          {t('team.joinContinue')}
        </Button>
      </form>
    </Page>
  );
}

interface OfferProps {
  readonly invited: Invited;
  readonly code: string;
  readonly offer: JoinOffer;
  readonly onJoined: () => void;
}

function OfferStep({ invited, code, offer, onJoined }: OfferProps) {
  const [displayName, setName] = useState(offer.displayName);
  const [password, setPassword] = useState('');
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const accept = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    const own = offer.hasAccount ? {} : { password };
    const joined = await api.post('/join', { body: { ...invited, code, displayName, ...own } });
    setPending(false);
    if (joined.ok) onJoined();
    else setProblem(joined.error);
  };
  return (
    <Page title={t('team.joinOffer', { shop: offer.shopName })}>
      <p className="text-ink-2">{t('team.joinOfferText', { role: t(ROLE_WORDS[offer.role]), email: offer.email })}</p>
      <form className="flex flex-col gap-5" noValidate onSubmit={(event) => void accept(event)}>
        <input type="hidden" autoComplete="username" value={offer.email} readOnly />
        <Field label={t('team.joinName')} error={fieldError(problem, 'displayName')}>
          <TextInput
            value={displayName}
            maxLength={120}
            autoComplete="name"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        {offer.hasAccount ? (
          <Notice tone="neutral">{t('team.joinHasAccount')}</Notice>
        ) : (
          <Field
            label={t('team.joinPassword')}
            hint={<span className="text-sm text-ink-3">{t('team.joinPasswordHint')}</span>}
            error={fieldError(problem, 'password')}
          >
            <PasswordInput
              value={password}
              maxLength={128}
              autoComplete="new-password"
              onChange={(event) => setPassword(event.target.value)}
            />
          </Field>
        )}
        {problem?.code === 'invalid-request' ? null : <Refused problem={problem} />}
        <Button type="submit" variant="primary" size="lg" isPending={isPending}>
          {t('team.joinAccept')}
        </Button>
      </form>
    </Page>
  );
}

function Joined({ email }: { readonly email: string }) {
  const navigate = useNavigate();
  return (
    <Page title={t('team.joined')}>
      <p className="text-ink-2">{t('team.joinedText', { email })}</p>
      <Button variant="primary" size="lg" onClick={() => navigate({ to: '/lock' })}>
        {t('team.joinSignIn')}
      </Button>
    </Page>
  );
}

function Refused({ problem }: { readonly problem: ApiProblem | null }) {
  if (problem === null) return null;
  return (
    <Notice tone="danger" isAlert>
      <p className="font-medium">{problem.code === 'unreachable' ? problem.title : problem.detail}</p>
      <p>{problem.action}</p>
    </Notice>
  );
}
