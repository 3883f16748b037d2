import { Ellipsis, type LucideIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { type MessageKey, t } from '../i18n/index.ts';
import { Link, type PlainPath, usePath } from '../router/index.ts';
import { classes } from './classes.ts';
import { MenuPanel } from './dialog.tsx';

interface PhoneItem {
  readonly to: PlainPath;
  readonly label: MessageKey;
  readonly icon: LucideIcon;
  readonly isInPhoneBar?: boolean;
}

interface PhoneBarProps {
  readonly shopName: string;
  readonly nav: readonly PhoneItem[];
  readonly account: ReactNode;
}

const SLOT =
  'flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-2xs font-medium focus-visible:-outline-offset-2';

/** The bar at the bottom of a phone: the rooms of every day, and the way to all the others. */
export function PhoneBar({ shopName, nav, account }: PhoneBarProps) {
  const path = usePath();
  // Where it was opened: whoever went somewhere from it wants to see that.
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  const close = () => setOpenedAt(null);
  const isElsewhere = nav.some((item) => item.isInPhoneBar !== true && path.startsWith(item.to));
  return (
    <>
      <nav
        aria-label={t('ui.navMain')}
        className="fixed inset-x-0 bottom-0 z-10 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        {nav
          .filter((item) => item.isInPhoneBar === true)
          .map((item) => (
            <Link key={item.to} to={item.to} className={SLOT} activeClass="text-brand-ink" inactiveClass="text-ink-2">
              <item.icon aria-hidden className="size-5" strokeWidth={1.75} />
              {t(item.label)}
            </Link>
          ))}
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={() => setOpenedAt(path)}
          className={classes(SLOT, isElsewhere ? 'text-brand-ink' : 'text-ink-2')}
        >
          <Ellipsis aria-hidden className="size-5" strokeWidth={1.75} />
          {t('ui.navMore')}
        </button>
      </nav>
      {openedAt === path ? (
        <MenuPanel title={shopName} onClose={close} className="comfortable">
          <nav aria-label={t('ui.navMain')} className="-mx-2 flex flex-col">
            {nav.map((item) => (
              <Link
                key={item.to}
                to={item.to}
                onClick={close}
                isExact
                className="flex min-h-12 items-center gap-3 rounded-control px-2 font-medium"
                activeClass="bg-brand-tint text-brand-ink"
                inactiveClass="hover:bg-sunken"
              >
                <item.icon aria-hidden className="size-5 flex-none" strokeWidth={1.75} />
                {t(item.label)}
              </Link>
            ))}
          </nav>
          <div className="mt-4 border-t border-line pt-3">{account}</div>
        </MenuPanel>
      ) : null}
    </>
  );
}
