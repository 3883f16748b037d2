import type { Session, SetupStatus } from '@mosaajii/contract/identity';
import { Suspense, useEffect, useState } from 'react';
import { api } from '../../platform/api/index.ts';
import { useEntrance, useObservable } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { whenIdle } from '../../platform/idle/index.ts';
import { Link, useNavigate } from '../../platform/router/index.ts';
import type { SessionState } from '../../platform/session/index.ts';
import { Button, Notice } from '../../platform/ui/index.ts';
import { Frame } from './frame.tsx';
import { CodeForm, EnrolPanel, loadForms, Revoked } from './later.tsx';
import { StaffPanel, useStaff } from './pin/staff-panel.tsx';
import { takePlace } from './place.ts';
import { SignInForm } from './sign-in-form.tsx';
import { UnlockForm } from './unlock-form.tsx';

/** Who is at the till? Signs in, unlocks, and makes a device that is not a register yet into one. */
export function LockScreen() {
  const entrance = useEntrance();
  const navigate = useNavigate();
  const state = useObservable(entrance.session.state);
  const registration = useObservable(entrance.enrolment.registration);
  const settings = useObservable(entrance.session.settings);
  const isRevoked = useObservable(entrance.isRevoked);
  const isOpen = state.status === 'signed-in' && belongsHere(state.session, registration) && !isRevoked;
  const isFresh = state.status === 'signed-out' && registration === null;

  useEffect(() => {
    if (isOpen) navigate({ href: takePlace(), replace: true });
  }, [isOpen, navigate]);
  useEffect(() => whenIdle(() => void loadForms(), 3_000), []);
  useEffect(() => {
    // Nobody has ever been here: perhaps nobody has been anywhere.
    if (!isFresh) return;
    void api.get<SetupStatus>('/setup').then((status) => {
      if (status.ok && !status.value.isSetUp) navigate({ to: '/welcome', replace: true });
    });
  }, [isFresh, navigate]);

  return (
    <Frame>
      <div className="w-full max-w-[420px] rounded-sheet border border-line bg-surface p-5 sm:p-8">
        <Suspense fallback={<div className="h-72" />}>
          {isRevoked ? <Revoked /> : null}
          {isOpen ? <Opening /> : null}
          {!isRevoked && state.status === 'signed-in' && !isOpen ? <EnrolPanel session={state.session} /> : null}
          {!isRevoked && state.status !== 'signed-in' ? (
            <Closed state={state} shopName={settings?.organization.name ?? null} isRegister={registration !== null} />
          ) : null}
        </Suspense>
      </div>
    </Frame>
  );
}

/** The till is on its way: hardly to be seen where it was fetched while the lock was closed. */
function Opening() {
  return (
    <p role="status" className="grid h-72 place-items-center text-ink-2">
      {t('ui.loading')}
    </p>
  );
}

type ClosedState = Exclude<SessionState, { readonly status: 'signed-in' }>;

/** Nobody is at the till: the people with a PIN, or else a password; a device that is new may also type a code. */
function Closed({
  state,
  shopName,
  isRegister,
}: {
  readonly state: ClosedState;
  readonly shopName: string | null;
  readonly isRegister: boolean;
}) {
  const { kept, people } = useStaff();
  const [way, setWay] = useState<'usual' | 'password' | 'code'>('usual');
  const endedFor = state.status === 'signed-out' ? state.endedFor : undefined;
  const ended = endedFor === undefined ? null : <Notice tone="warning">{t('lock.ended', { name: endedFor })}</Notice>;
  // Asked in a moment: a password field that comes and goes would only be in the way.
  if (isRegister && people === null) return <div className="h-72" />;
  if (!isRegister && way === 'code') return <CodeForm onBack={() => setWay('usual')} />;
  const hasStaff =
    isRegister && kept !== null && people !== null && (people.length > 0 || (kept.badges ?? []).length > 0);
  if (hasStaff && way !== 'password') {
    const lastUserId = state.status === 'locked' ? state.session.user.userId : null;
    const rest = { kept, people, lastUserId, shopName: shopName ?? '' };
    return (
      <div className="flex flex-col gap-4">
        {ended}
        <StaffPanel {...rest} onOtherAccount={() => setWay('password')} />
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {ended}
      {state.status === 'locked' ? (
        <UnlockForm session={state.session} />
      ) : (
        <>
          <SignInForm shopName={shopName} />
          <Link
            to="/request-access"
            className="inline-flex min-h-11 items-center self-start text-ink-2 underline underline-offset-4 hover:text-ink"
          >
            {t('lock.askForAccess')}
          </Link>
        </>
      )}
      {hasStaff ? (
        <Button variant="quiet" size="lg" onClick={() => setWay('usual')}>
          {t('lock.backToStaff')}
        </Button>
      ) : null}
      {isRegister ? null : (
        <Button variant="quiet" size="lg" onClick={() => setWay('code')}>
          {t('lock.newTill')}
        </Button>
      )}
    </div>
  );
}

/** A register enrolled with another shop is no register of this one. */
function belongsHere(session: Session, registration: { readonly organizationId: string } | null): boolean {
  return registration?.organizationId === session.organization.organizationId;
}
