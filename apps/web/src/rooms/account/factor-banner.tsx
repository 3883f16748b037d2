import { ShieldAlert } from 'lucide-react';
import { account } from '../../platform/i18n/en/account.ts';
import { addMessages, t } from '../../platform/i18n/index.ts';
import { Link, usePath } from '../../platform/router/index.ts';
import { Notice } from '../../platform/ui/index.ts';
import { useFactors } from './use-factors.ts';

addMessages('account', account);

/** Asks whoever may administer to add a second factor, as long as they have none. It stops nobody. */
export function FactorBanner() {
  const { data } = useFactors();
  const path = usePath();
  if (data === undefined || !data.isRequired || data.isSessionAssured || path === '/account') return null;
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
