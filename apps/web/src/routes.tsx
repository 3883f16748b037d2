import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { addMessages, type LaterMessages } from './platform/i18n/index.ts';
import { parseProductSearch } from './rooms/catalog/product-search.ts';
import { SessionGate } from './rooms/identity/session-gate.tsx';
import { parseMessageSearch } from './rooms/notifications/message-search.ts';
import { CrashScreen, NotFoundScreen } from './screens-of-last-resort.tsx';

/**
 * Where every screen is reached. Rooms are loaded when they are opened; the office and its libraries never weigh on the
 * till. A room adds its line here and exports its screens and its words from `rooms/<room>/screens.tsx`.
 */
const rooms = {
  account: room('account', () => import('./rooms/account/screens.tsx')),
  access: room('access', () => import('./rooms/access/screens.tsx')),
  audit: room('audit', () => import('./rooms/audit/screens.tsx')),
  catalog: room('catalog', () => import('./rooms/catalog/screens.tsx')),
  help: room('help', () => import('./rooms/help/screens.tsx')),
  identity: room('identity', () => import('./rooms/identity/screens.tsx')),
  notifications: room('notifications', () => import('./rooms/notifications/screens.tsx')),
  orders: room('orders', () => import('./rooms/orders/screens.tsx')),
  shift: room('shift', () => import('./rooms/shift/screens.tsx')),
  registers: room('registers', () => import('./rooms/registers/screens.tsx')),
  security: room('security', () => import('./rooms/security/screens.tsx')),
  repairs: room('repairs', () => import('./rooms/repairs/screens.tsx')),
  team: room('team', () => import('./rooms/team/screens.tsx')),
};

/** Loads a room, and adds its words before its first screen is drawn. */
function room<Name extends keyof LaterMessages, Room extends { readonly words: LaterMessages[Name] }>(
  name: Name,
  load: () => Promise<Room>,
): () => Promise<Room> {
  return async () => {
    const loaded = await load();
    addMessages(name, loaded.words);
    return loaded;
  };
}

const root = createRootRoute({
  component: SessionGate,
  notFoundComponent: NotFoundScreen,
  errorComponent: CrashScreen,
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    redirect({ to: '/till', throw: true });
  },
});
const till = createRoute({
  getParentRoute: () => root,
  path: '/till',
  component: lazyRouteComponent(() => import('./rooms/till/screens.tsx'), 'TillScreen'),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(rooms.identity, 'WelcomeScreen'),
});
const requestAccess = createRoute({
  getParentRoute: () => root,
  path: '/request-access',
  component: lazyRouteComponent(rooms.access, 'RequestAccessScreen'),
});
const myRequest = createRoute({
  getParentRoute: () => root,
  path: '/my-request',
  component: lazyRouteComponent(rooms.access, 'MyRequestScreen'),
});
const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: '/unsubscribe',
  component: lazyRouteComponent(rooms.notifications, 'UnsubscribeScreen'),
});
const activate = createRoute({
  getParentRoute: () => root,
  path: '/activate',
  component: lazyRouteComponent(rooms.access, 'ActivateScreen'),
});
/** Where the letter about a new browser leads. */
const notMe = createRoute({
  getParentRoute: () => root,
  path: '/not-me',
  component: lazyRouteComponent(rooms.identity, 'NotMeScreen'),
});
const lock = createRoute({
  getParentRoute: () => root,
  path: '/lock',
  component: lazyRouteComponent(rooms.identity, 'LockScreen'),
});

/** Everything with the rail: its children are the office's pages. */
const office = createRoute({
  getParentRoute: () => root,
  id: 'office',
  component: lazyRouteComponent(() => import('./office-layout.tsx'), 'OfficeLayout'),
});

const settings = createRoute({
  getParentRoute: () => office,
  path: '/settings',
  component: lazyRouteComponent(rooms.identity, 'SettingsScreen'),
});

const orders = createRoute({
  getParentRoute: () => office,
  path: '/orders',
  component: lazyRouteComponent(rooms.orders, 'OrdersScreen'),
});
const order = createRoute({
  getParentRoute: () => office,
  path: '/orders/$saleId',
  component: lazyRouteComponent(rooms.orders, 'OrderScreen'),
});
const returning = createRoute({
  getParentRoute: () => office,
  path: '/orders/$saleId/return',
  component: lazyRouteComponent(rooms.orders, 'ReturnScreen'),
});
const shift = createRoute({
  getParentRoute: () => office,
  path: '/shift',
  component: lazyRouteComponent(rooms.shift, 'ShiftScreen'),
});

const products = createRoute({
  getParentRoute: () => office,
  path: '/products',
  validateSearch: parseProductSearch,
  component: lazyRouteComponent(rooms.catalog, 'ProductsScreen'),
});
const newProduct = createRoute({
  getParentRoute: () => products,
  path: '/new',
  component: lazyRouteComponent(rooms.catalog, 'NewProductDrawer'),
});
const product = createRoute({
  getParentRoute: () => products,
  path: '/$productId',
  component: lazyRouteComponent(rooms.catalog, 'ProductDrawer'),
});
const imports = createRoute({
  getParentRoute: () => office,
  path: '/imports',
  component: lazyRouteComponent(rooms.catalog, 'ImportsScreen'),
});

const repairs = createRoute({
  getParentRoute: () => office,
  path: '/repairs',
  component: lazyRouteComponent(rooms.repairs, 'RepairsScreen'),
});

const registers = createRoute({
  getParentRoute: () => office,
  path: '/registers',
  component: lazyRouteComponent(rooms.registers, 'RegistersScreen'),
});

const roles = createRoute({
  getParentRoute: () => office,
  path: '/team/roles',
  component: lazyRouteComponent(rooms.team, 'RolesScreen'),
});
const security = createRoute({
  getParentRoute: () => office,
  path: '/security',
  component: lazyRouteComponent(rooms.security, 'SecurityScreen'),
});

const audit = createRoute({
  getParentRoute: () => office,
  path: '/audit',
  component: lazyRouteComponent(rooms.audit, 'AuditScreen'),
});

const team = createRoute({
  getParentRoute: () => office,
  path: '/team',
  component: lazyRouteComponent(rooms.team, 'TeamScreen'),
});
const person = createRoute({
  getParentRoute: () => team,
  path: '/$userId',
  component: lazyRouteComponent(rooms.team, 'PersonDrawer'),
});
/** Where an invitation leads; whoever follows it is not signed in yet. */
const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  component: lazyRouteComponent(rooms.team, 'JoinScreen'),
});
const account = createRoute({
  getParentRoute: () => office,
  path: '/account',
  component: lazyRouteComponent(rooms.account, 'AccountScreen'),
});
const admin = createRoute({
  getParentRoute: () => office,
  path: '/admin',
  component: lazyRouteComponent(rooms.access, 'AdminScreen'),
});
/** Where the payment gateway sends whoever renewed back to, too. */
const renew = createRoute({
  getParentRoute: () => office,
  path: '/renew',
  component: lazyRouteComponent(rooms.access, 'RenewScreen'),
});
const help = createRoute({
  getParentRoute: () => office,
  path: '/help',
  component: lazyRouteComponent(rooms.help, 'HelpScreen'),
});
const helpPage = createRoute({
  getParentRoute: () => office,
  path: '/help/$topic',
  component: lazyRouteComponent(rooms.help, 'HelpScreen'),
});

const messages = createRoute({
  getParentRoute: () => office,
  path: '/messages',
  validateSearch: parseMessageSearch,
  component: lazyRouteComponent(rooms.notifications, 'MessagesScreen'),
});

const routeTree = root.addChildren([
  home,
  till,
  welcome,
  lock,
  notMe,
  join,
  requestAccess,
  myRequest,
  unsubscribe,
  activate,
  office.addChildren([
    products.addChildren([newProduct, product]),
    imports,
    orders,
    order,
    returning,
    shift,
    repairs,
    registers,
    messages,
    audit,
    team.addChildren([person]),
    roles,
    security,
    help,
    helpPage,
    settings,
    account,
    admin,
    renew,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  // The shell in index.html stays until the first screen is there; a spinner in between would only flicker.
  defaultPendingMs: 1000,
});
