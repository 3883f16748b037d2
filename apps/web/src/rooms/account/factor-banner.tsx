import { ShieldAlert } from 'lucide-react';
import { useEffect } from 'react';
import { keepLastKnown, lastKnown } from '../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { account } from '../../platform/i18n/en/account.ts';
import { addMessages, t } from '../../platform/i18n/index.ts';
import { Link, usePath } from '../../platform/router/index.ts';
import { Notice } from '../../platform/ui/index.ts';
import { useFactors } from './use-factors.ts';

addMessages('account', account);

const KEPT = 'factor-asked';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

/**
 * Whether somebody is asked to add a second factor: what this browser heard last until the server has answered, `null` while nobody
 * has ever said it here. Without an answer nobody is asked.
 */
export function useFactorAsked(): boolean | null {
  const { data, isLoading } = useFactors();
  const state = useObservable(useDevice().session.state);
  const userId = state.status === 'signed-in' ? state.session.user.userId : '';
  const now = data === undefined ? null : data.isRequired && !data.isSessionAssured;
  useEffect(() => {
    if (now !== null) keepLastKnown(KEPT, userId, now);
  }, [now, userId]);
  return now ?? lastKnown(KEPT, userId, isBoolean) ?? (isLoading ? null : false);
}

/** Asks whoever may administer to add a second factor, as long as they have none. It stops nobody. */
export function FactorBanner({ isAsked }: { readonly isAsked: boolean }) {
  const path = usePath();
  if (!isAsked || path === '/account') return null;
  return (
    <Notice
      tone="warning"
      className="mt-3"
      icon={<ShieldAlert aria-hidden className="size-5 flex-none" strokeWidth={1.75} />}
      actions={
        <Link
          to="/account"
          className="reach inline-flex min-h-8 items-center rounded-control px-2.5 font-semibold underline"
        >
          {t('account.bannerAction')}
        </Link>
      }
    >
      {t('account.banner')}
    </Notice>
  );
}
