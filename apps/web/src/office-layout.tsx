import { isOrderNumber } from '@mosaajii/domain/purchasing';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { CircleQuestionMark, Lock, Search } from 'lucide-react';
import { lazy, Suspense, useCallback, useState } from 'react';
import { TermNotice, useAccessTerm } from './platform/access-term/index.ts';
import { ConfirmGate } from './platform/confirm/index.ts';
import { useDevice, useObservable } from './platform/device/index.ts';
import { shell } from './platform/i18n/en/shell.ts';
import { addMessages, t } from './platform/i18n/index.ts';
import { takeOwnKeys, useBindings } from './platform/keys/index.ts';
import { KeysSheet, keysOfScreen } from './platform/lists/index.ts';
import { Link, Outlet, useNavigate, usePath } from './platform/router/index.ts';
import { signal, useScans } from './platform/scanner/index.ts';
import { SyncChip } from './platform/sync-chip/index.ts';
import { IconButton, navFor, OfficeShell } from './platform/ui/index.ts';
import { FactorBanner, useFactorAsked } from './rooms/account/factor-banner.tsx';
import { ShopQuestion } from './rooms/account/shop-choice.tsx';
import { ShopSwitcher } from './rooms/account/shop-switcher.tsx';
import { NoticeBell, NoticesDrawer, useUnread, words } from './rooms/notifications/notice-center.ts';

const OfficePalette = lazy(() => import('./office-palette.tsx').then((file) => ({ default: file.OfficePalette })));

const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 10_000, retry: 1 } } });

takeOwnKeys();
addMessages('notifications', words);
addMessages('shell', shell);

/** The frame of the office's pages, with the cache of what the server said. */
export function OfficeLayout() {
  return (
    <QueryClientProvider client={queries}>
      <OfficeFrame />
    </QueryClientProvider>
  );
}

function OfficeFrame() {
  const { session } = useDevice();
  const settings = useObservable(session.settings);
  const state = useObservable(session.state);
  const permissions: readonly string[] = state.status === 'signed-out' ? [] : state.session.user.permissions;
  const isFactorAsked = useFactorAsked();
  const unread = useUnread();
  const [isReading, setReading] = useState(false);
  const [isFinding, setFinding] = useState(false);
  useBindings([{ chord: 'Ctrl+k', run: () => setFinding(true) }]);
  useOrderScans(permissions.includes('purchasing.read'));
  const term = useAccessTerm(state.status === 'signed-in' ? state.session.user.userId : '');
  const nav = navFor((permission) => permissions.includes(permission), term?.isOperator ?? false);
  return (
    <>
      <OfficeShell
        shopName={settings?.organization.name ?? t('ui.appName')}
        nav={nav}
        status={
          <div className="flex items-center gap-1">
            <SyncChip />
            <NoticeBell unread={unread} onOpen={() => setReading(true)} />
            <Find onOpen={() => setFinding(true)} />
            <Help />
          </div>
        }
        account={<Account />}
      >
        <ShopQuestion />
        <FactorBanner isAsked={isFactorAsked === true} />
        <TermNotice term={term} canRenew={permissions.includes('settings.write')} />
        {/* The page waits for the banner above it, the one time that nobody knows whether there will be one. */}
        {isFactorAsked === null ? null : <Outlet />}
      </OfficeShell>
      <ConfirmGate />
      {isFinding ? (
        <Suspense fallback={null}>
          <OfficePalette nav={nav} onClose={() => setFinding(false)} />
        </Suspense>
      ) : null}
      {isReading ? <NoticesDrawer unread={unread} onClose={() => setReading(false)} /> : null}
    </>
  );
}

/**
 * The bars on the paper of a purchase order open it from anywhere in the office, for receiving its goods. Other codes are for
 * the page that is open, or for the field that has the focus.
 */
function useOrderScans(mayRead: boolean): void {
  const navigate = useNavigate();
  const isOrder = (code: string) => mayRead && isOrderNumber(code);
  useScans(({ code }) => {
    if (!isOrder(code)) return false;
    signal('scan-ok');
    navigate({ to: '/purchasing/:orderId', params: { orderId: code } });
    return true;
  }, isOrder);
}

function Find({ onOpen }: { readonly onOpen: () => void }) {
  return (
    <IconButton label={t('till.findAnything')} onClick={onOpen}>
      <Search aria-hidden className="size-[18px]" strokeWidth={1.75} />
    </IconButton>
  );
}

/** The page of the manual about the screen that is open. F1 opens it too, or first the keys of a screen that has some of its own. */
function Help() {
  const navigate = useNavigate();
  const path = usePath();
  const [hasKeys, setHasKeys] = useState(false);
  const open = useCallback(async () => {
    setHasKeys(false);
    const { topicOfScreen } = await import('./rooms/help/screens.tsx');
    navigate({ to: '/help/:topic', params: { topic: topicOfScreen(path) } });
  }, [navigate, path]);
  const ask = () => {
    if (keysOfScreen().length > 0 && !hasKeys) setHasKeys(true);
    else void open();
  };
  useBindings([
    { chord: 'F1', run: ask },
    { chord: 'Ctrl+/', run: ask },
  ]);
  return (
    <>
      <IconButton label={t('shell.help')} onClick={() => void open()}>
        <CircleQuestionMark aria-hidden className="size-[18px]" strokeWidth={1.75} />
      </IconButton>
      {hasKeys ? <KeysSheet onManual={() => void open()} onClose={() => setHasKeys(false)} /> : null}
    </>
  );
}

/** Who is signed in, and the way to leave the place to somebody else. */
function Account() {
  const { session } = useDevice();
  const state = useObservable(session.state);
  if (state.status === 'signed-out') return null;
  const { displayName, role, roles } = state.session.user;
  return (
    <div className="flex w-full items-center gap-2">
      <Link
        to="/account"
        title={t('shell.account')}
        className="-ms-2 min-w-0 flex-1 rounded-control px-2 py-1 text-ink"
        activeClass="bg-brand-tint"
        inactiveClass="hover:bg-sunken"
      >
        <span className="block truncate font-medium">{displayName}</span>
        <span className="block text-xs text-ink-3">{roleText(role, roles)}</span>
      </Link>
      <ShopSwitcher />
      <IconButton label={t('shell.lock')} onClick={() => void session.lock()}>
        <Lock aria-hidden className="size-[18px]" strokeWidth={1.75} />
      </IconButton>
    </div>
  );
}

/** What somebody has been given, the shop's own roles by their names; a session of before knows the one role only. */
function roleText(role: keyof typeof ROLE_NAMES, roles: readonly string[] | undefined): string {
  const names = roles === undefined || roles.length === 0 ? [role] : roles;
  return names.map((name) => (name in ROLE_NAMES ? t(ROLE_NAMES[name as keyof typeof ROLE_NAMES]) : name)).join(', ');
}

const ROLE_NAMES = {
  administrator: 'ui.roleAdministrator',
  manager: 'ui.roleManager',
  cashier: 'ui.roleCashier',
  viewer: 'ui.roleViewer',
} as const;
