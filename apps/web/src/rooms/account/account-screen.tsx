import { Below } from '../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { LoadingLines, PageHeader } from '../../platform/ui/index.ts';
import { FactorsSection } from './factors-section.tsx';
import { KnownBrowsers } from './known-browsers.tsx';
import { PasswordSection } from './password-section.tsx';
import { PinSection } from './pin-section.tsx';
import { ProfileSection, useAccount } from './profile-section.tsx';
import { ResetBanner, useReset } from './reset-banner.tsx';
import { SecuritySection } from './security-section.tsx';
import { useFactors } from './use-factors.ts';

/** What belongs to the person who is signed in, and to nobody's shop. */
export function AccountScreen() {
  const state = useObservable(useDevice().session.state);
  const questions = [useReset(), useAccount(), useFactors()];
  return (
    <div className="mx-auto max-w-[760px] pb-12">
      <PageHeader
        title={t('account.title')}
        {...(state.status === 'signed-out' ? {} : { meta: state.session.user.displayName })}
      />
      <div className="flex flex-col gap-5">
        <Below questions={questions} loading={<LoadingLines lines={10} />}>
          <ResetBanner />
          <ProfileSection />
          <PasswordSection />
          <PinSection />
          <FactorsSection />
          <SecuritySection />
          <KnownBrowsers />
        </Below>
      </div>
    </div>
  );
}
