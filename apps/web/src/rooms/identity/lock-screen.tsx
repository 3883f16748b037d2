import type { Session, SetupStatus } from '@mosaajii/contract/identity';
import { Link, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { api } from '../../platform/api/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { EnrolPanel } from './enrol-panel.tsx';
import { Frame } from './frame.tsx';
import { takePlace } from './place.ts';
import { SignInForm } from './sign-in-form.tsx';
import { UnlockForm } from './unlock-form.tsx';

/** Who is at the till? Signs in, unlocks, and makes a device that is not a register yet into one. */
export function LockScreen() {
  const device = useDevice();
  const navigate = useNavigate();
  const router = useRouter();
  const state = useObservable(device.session.state);
  const registration = useObservable(device.enrolment.registration);
  const settings = useObservable(device.session.settings);
  const isOpen = state.status === 'signed-in' && belongsHere(state.session, registration);
  const isFresh = state.status === 'signed-out' && registration === null;

  useEffect(() => {
    if (isOpen) router.history.replace(takePlace());
  }, [isOpen, router]);
  useEffect(() => {
    // Nobody has ever been here: perhaps nobody has been anywhere.
    if (!isFresh) return;
    void api.get<SetupStatus>('/setup').then((status) => {
      if (status.ok && !status.value.isSetUp) void navigate({ to: '/welcome', replace: true });
    });
  }, [isFresh, navigate]);

  return (
    <Frame>
      <div className="w-full max-w-[420px] rounded-sheet border border-line bg-surface p-5 sm:p-8">
        {state.status === 'locked' ? <UnlockForm session={state.session} /> : null}
        {state.status === 'signed-out' ? (
          <>
            <SignInForm shopName={settings?.organization.name ?? null} />
            <Link
              to="/request-access"
              className="mt-3 inline-flex min-h-11 items-center text-ink-2 underline underline-offset-4 hover:text-ink"
            >
              {t('identity.askForAccess')}
            </Link>
          </>
        ) : null}
        {state.status === 'signed-in' && !isOpen ? <EnrolPanel session={state.session} /> : null}
      </div>
    </Frame>
  );
}

/** A register enrolled with another shop is no register of this one. */
function belongsHere(session: Session, registration: { readonly organizationId: string } | null): boolean {
  return registration?.organizationId === session.organization.organizationId;
}
