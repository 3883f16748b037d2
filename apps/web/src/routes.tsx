import { runDevice } from './platform/device/index.ts';
import { addMessages, type LaterMessages, loadLaterWords } from './platform/i18n/index.ts';
import { type Screens, screen } from './platform/router/index.ts';

/**
 * Where every screen is reached. Rooms are loaded when they are opened; the office and its libraries never weigh on the
 * till. A room adds its line here and exports its screens and its words from `rooms/<room>/screens.tsx`.
 */
const rooms = {
  account: room('account', () => import('./rooms/account/screens.tsx')),
  access: room('access', () => import('./rooms/access/screens.tsx')),
  approvals: room('approval', () => import('./rooms/approvals/screens.tsx')),
  audit: room('audit', () => import('./rooms/audit/screens.tsx')),
  customers: room('customers', () => import('./rooms/customers/screens.tsx')),
  catalog: room('catalog', () => import('./rooms/catalog/screens.tsx')),
  hardware: room('hardware', () => import('./rooms/hardware/screens.tsx')),
  help: room('help', () => import('./rooms/help/screens.tsx')),
  identity: room('identity', () => import('./rooms/identity/screens.tsx')),
  notifications: room('notifications', () => import('./rooms/notifications/screens.tsx')),
  orders: room('orders', () => import('./rooms/orders/screens.tsx')),
  finding: room('orders', () => import('./rooms/orders/finding.tsx')),
  returning: room('orders', () => import('./rooms/orders/returning.tsx')),
  shelves: room('orders', () => import('./rooms/orders/shelves.tsx')),
  shift: room('shift', () => import('./rooms/shift/screens.tsx')),
  shifts: room('shift', () => import('./rooms/shift/office.tsx')),
  pricing: room('pricing', () => import('./rooms/pricing/screens.tsx')),
  printing: room('printing', () => import('./rooms/printing/screens.tsx')),
  purchasing: room('purchasing', () => import('./rooms/purchasing/screens.tsx')),
  registers: room('registers', () => import('./rooms/registers/screens.tsx')),
  security: room('security', () => import('./rooms/security/screens.tsx')),
  repairs: room('repairs', () => import('./rooms/repairs/screens.tsx')),
  team: room('team', () => import('./rooms/team/screens.tsx')),
};

/** Loads a room on the running device, and adds its words before its first screen is drawn. */
function room<Name extends keyof LaterMessages, Room extends { readonly words: LaterMessages[Name] }>(
  name: Name,
  load: () => Promise<Room>,
): () => Promise<Room> {
  return async () => {
    const [loaded] = await Promise.all([load(), loadLaterWords(), runDevice()]);
    addMessages(name, loaded.words);
    return loaded;
  };
}

/** A screen that stands on the running device, and says nothing but what that brings along. */
function onDevice<Room>(load: () => Promise<Room>): () => Promise<Room> {
  return async () => (await Promise.all([load(), runDevice()]))[0];
}

/** The lock alone needs no device that runs, and its words are there before the office's. */
function atTheLock<Lock extends { readonly words: LaterMessages['lock'] }>(
  load: () => Promise<Lock>,
): () => Promise<Lock> {
  return async () => {
    const lock = await load();
    addMessages('lock', lock.words);
    return lock;
  };
}

const loadLock = atTheLock(() => import('./rooms/identity/entry.tsx'));
const loadTill = onDevice(() => import('./rooms/till/screens.tsx'));

async function loadOffice() {
  const [layout] = await Promise.all([import('./office-layout.tsx'), loadLaterWords(), runDevice()]);
  return layout;
}

/** Everything with the rail: what is drawn within it are the office's pages. */
const office = screen(loadOffice, 'OfficeLayout');
/** Lists that one of their things is opened over. */
const products = screen(rooms.catalog, 'ProductsScreen', office);
const customers = screen(rooms.customers, 'CustomersScreen', office);
const team = screen(rooms.team, 'TeamScreen', office);

/** The screen of every address. */
export const screens: Screens = {
  '/': { redirect: '/till' },
  '/till': screen(loadTill, 'TillScreen'),

  '/welcome': screen(rooms.identity, 'WelcomeScreen'),
  '/lock': screen(loadLock, 'LockScreen'),
  // Where the letter about a new browser leads.
  '/not-me': screen(rooms.identity, 'NotMeScreen'),
  // Where an invitation leads; whoever follows it is not signed in yet.
  '/join': screen(rooms.team, 'JoinScreen'),
  // Where the QR code of a receipt leads, and the customer's screen: nobody is signed in there.
  '/r/:token': screen(rooms.printing, 'PublicReceiptScreen'),
  '/display': screen(rooms.printing, 'DisplayScreen'),
  '/request-access': screen(rooms.access, 'RequestAccessScreen'),
  '/my-request': screen(rooms.access, 'MyRequestScreen'),
  '/activate': screen(rooms.access, 'ActivateScreen'),
  '/unsubscribe': screen(rooms.notifications, 'UnsubscribeScreen'),

  '/orders': screen(rooms.orders, 'OrdersScreen', office),
  '/orders/find': screen(rooms.finding, 'FindSaleScreen', office),
  '/orders/missed': screen(rooms.shelves, 'MissedScreen', office),
  '/orders/:saleId': screen(rooms.orders, 'OrderScreen', office),
  '/orders/:saleId/pricing': screen(rooms.shelves, 'PricingReviewScreen', office),
  '/cards-to-check': screen(rooms.shelves, 'CardsToCheckScreen', office),
  '/held-sales': screen(rooms.shelves, 'HeldSalesScreen', office),
  '/quotes': screen(rooms.shelves, 'QuotesScreen', office),
  '/layaways': screen(rooms.shelves, 'LayawaysScreen', office),
  '/orders/:saleId/return': screen(rooms.returning, 'ReturnScreen', office),
  '/shift': screen(rooms.shift, 'ShiftScreen', office),
  '/shifts': screen(rooms.shifts, 'ShiftsScreen', office),
  '/shifts/:shiftId': screen(rooms.shifts, 'ShiftPage', office),
  '/products': products,
  '/products/new': screen(rooms.catalog, 'NewProductDrawer', products),
  '/products/:productId': screen(rooms.catalog, 'ProductDrawer', products),
  '/pricing': screen(rooms.pricing, 'PricingScreen', office),
  '/purchasing': screen(rooms.purchasing, 'OrdersScreen', office),
  '/purchasing/:orderId': screen(rooms.purchasing, 'OrderScreen', office),
  '/suppliers': screen(rooms.purchasing, 'SuppliersScreen', office),
  '/customers': customers,
  '/customers/:customerId': screen(rooms.customers, 'CustomerDrawer', customers),
  '/gift-cards': screen(rooms.customers, 'GiftCardsScreen', office),
  '/settings/taxes': screen(rooms.catalog, 'TaxesScreen', office),
  '/settings/tenders': screen(rooms.customers, 'TendersScreen', office),
  '/imports': screen(rooms.catalog, 'ImportsScreen', office),
  '/approvals': screen(rooms.approvals, 'ApprovalsScreen', office),
  '/repairs': screen(rooms.repairs, 'RepairsScreen', office),
  '/registers': screen(rooms.registers, 'RegistersScreen', office),
  '/team': team,
  '/team/roles': screen(rooms.team, 'RolesScreen', office),
  '/team/:userId': screen(rooms.team, 'PersonDrawer', team),
  '/messages': screen(rooms.notifications, 'MessagesScreen', office),
  '/security': screen(rooms.security, 'SecurityScreen', office),
  '/audit': screen(rooms.audit, 'AuditScreen', office),
  '/help': screen(rooms.help, 'HelpScreen', office),
  '/help/:topic': screen(rooms.help, 'HelpScreen', office),
  '/settings': screen(rooms.identity, 'SettingsScreen', office),
  '/settings/printers': screen(rooms.printing, 'PrintersScreen', office),
  '/settings/receipts': screen(rooms.printing, 'ReceiptsScreen', office),
  '/settings/barcodes': screen(rooms.hardware, 'BarcodesScreen', office),
  '/settings/hardware': screen(rooms.hardware, 'HardwareScreen', office),
  '/account': screen(rooms.account, 'AccountScreen', office),
  // Where the payment gateway sends whoever renewed back to, too.
  '/renew': screen(rooms.access, 'RenewScreen', office),
  '/admin': screen(rooms.access, 'AdminScreen', office),
};
