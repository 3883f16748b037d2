import type { Permission } from '@mosaajii/domain/permission';
import {
  Building2,
  CalendarClock,
  CirclePause,
  Clock3,
  ContactRound,
  FileText,
  FileUp,
  Gift,
  History,
  KeyRound,
  type LucideIcon,
  Mail,
  Monitor,
  Package,
  PackageCheck,
  ReceiptText,
  ScanBarcode,
  Settings,
  ShieldCheck,
  Stamp,
  Tag,
  TriangleAlert,
  Truck,
  UsersRound,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { type MessageKey, t } from '../i18n/index.ts';
import { Link, type PlainPath, usePath } from '../router/index.ts';
import { PhoneBar } from './phone-bar.tsx';

export interface NavItem {
  readonly to: PlainPath;
  readonly label: MessageKey;
  readonly icon: LucideIcon;
  readonly group?: MessageKey;
  readonly isInPhoneBar?: boolean;
  /** Left out for who may not see it. */
  readonly permission?: Permission;
  /** Only for whoever runs the installation. */
  readonly isForOperator?: boolean;
}

/** The rooms of the office, in the order of a day. */
const officeNav: readonly NavItem[] = [
  { to: '/till', label: 'ui.navTill', icon: ScanBarcode, isInPhoneBar: true },
  { to: '/orders', label: 'ui.navOrders', icon: ReceiptText, isInPhoneBar: true },
  { to: '/shift', label: 'ui.navShift', icon: Clock3, isInPhoneBar: true },
  { to: '/shifts', label: 'shell.navShifts', icon: CalendarClock, permission: 'shift.read' },
  { to: '/approvals', label: 'shell.navApprovals', icon: Stamp, permission: 'sales.approve' },
  { to: '/products', label: 'ui.navProducts', icon: Package, group: 'shell.navShop', isInPhoneBar: true },
  { to: '/pricing', label: 'shell.navPricing', icon: Tag, permission: 'pricing.read' },
  { to: '/purchasing', label: 'shell.navPurchasing', icon: Truck, permission: 'purchasing.read' },
  { to: '/customers', label: 'shell.navCustomers', icon: ContactRound, permission: 'customers.read' },
  { to: '/held-sales', label: 'shell.navHeldSales', icon: CirclePause, permission: 'orders.read' },
  { to: '/quotes', label: 'shell.navQuotes', icon: FileText, permission: 'orders.read' },
  { to: '/layaways', label: 'ui.navLayaways', icon: PackageCheck, permission: 'orders.read' },
  { to: '/gift-cards', label: 'shell.navGiftCards', icon: Gift, permission: 'gift-cards.read' },
  { to: '/imports', label: 'ui.navImports', icon: FileUp },
  { to: '/repairs', label: 'ui.navRepairs', icon: TriangleAlert, group: 'shell.navHouse' },
  { to: '/team', label: 'shell.navTeam', icon: UsersRound, permission: 'users.read' },
  { to: '/registers', label: 'shell.navRegisters', icon: Monitor, permission: 'registers.read' },
  { to: '/team/roles', label: 'shell.navRoles', icon: KeyRound, permission: 'roles.read' },
  { to: '/messages', label: 'shell.navMessages', icon: Mail, permission: 'messages.read' },
  { to: '/security', label: 'shell.navSecurity', icon: ShieldCheck, permission: 'security.read' },
  { to: '/audit', label: 'shell.navAudit', icon: History, permission: 'audit.read' },
  { to: '/admin', label: 'shell.navAdmin', icon: Building2, isForOperator: true },
  { to: '/settings', label: 'ui.navSettings', icon: Settings },
];

/** What of the navigation somebody sees. */
export function navFor(can: (permission: Permission) => boolean, isOperator: boolean): readonly NavItem[] {
  return officeNav.filter(
    ({ permission, isForOperator }) =>
      (permission === undefined || can(permission)) && (isForOperator !== true || isOperator),
  );
}

export interface OfficeShellProps {
  readonly shopName: string;
  /** Where one may go, from `navFor`. */
  readonly nav: readonly NavItem[];
  /** Where the sync chip stands. */
  readonly status?: ReactNode;
  /** Who is signed in. */
  readonly account?: ReactNode;
  readonly children: ReactNode;
}

/** The office: a rail at the start side, on a phone a bar at the bottom. */
export function OfficeShell({ shopName, nav, status, account, children }: OfficeShellProps) {
  const path = usePath();
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] max-md:pb-16 md:grid-cols-[232px_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only m-0! z-10 rounded-control bg-surface px-3 py-2 focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
      >
        {t('shell.skipToContent')}
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-0.5 border-e border-line bg-surface px-2.5 py-3 md:flex">
        <div className="flex items-center gap-2.5 px-2 pb-3.5 pt-1.5 text-[0.9375rem] font-bold tracking-[-0.01em]">
          <span aria-hidden className="grid size-7 flex-none place-items-center rounded-lg bg-brand text-white">
            M
          </span>
          <span className="truncate">{shopName}</span>
        </div>
        <nav aria-label={t('ui.navMain')} className="-mx-1 flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto px-1">
          {nav.map((item) => (
            <RailItem key={item.to} item={item} isExact={isPassedOver(item, nav, path)} />
          ))}
        </nav>
        <div className="flex flex-none flex-col items-start gap-2 px-2 pt-3">
          {status}
          {account}
        </div>
      </aside>
      <main id="content" tabIndex={-1} className="min-w-0 px-4 pb-8 outline-none md:px-7">
        <div className="flex justify-end pt-2 empty:hidden md:hidden">{status}</div>
        {children}
      </main>
      <PhoneBar shopName={shopName} nav={nav} account={account} />
    </div>
  );
}

/** Another entry names the present page more closely: `/team/roles` is not a page of `/team`. */
function isPassedOver(item: NavItem, nav: readonly NavItem[], path: string): boolean {
  return nav.some(({ to }) => to.startsWith(`${item.to}/`) && path.startsWith(to));
}

function RailItem({ item, isExact }: { readonly item: NavItem; readonly isExact: boolean }) {
  return (
    <>
      {item.group === undefined ? null : (
        <div className="px-2.5 pb-1 pt-3.5 text-xs font-medium text-ink-3">{t(item.group)}</div>
      )}
      <Link
        to={item.to}
        isExact={isExact}
        className="flex min-h-(--control) items-center gap-2.5 rounded-control px-2.5 [@media(pointer:fine)_and_(max-height:820px)]:min-h-8"
        activeClass="bg-brand-tint font-semibold text-brand-ink"
        inactiveClass="font-medium text-ink-2 hover:bg-sunken hover:text-ink"
      >
        <item.icon aria-hidden className="size-[18px] flex-none" strokeWidth={1.75} />
        {t(item.label)}
      </Link>
    </>
  );
}
