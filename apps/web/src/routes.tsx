import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { SessionGate } from './rooms/identity/session-gate.tsx';
import { CrashScreen, NotFoundScreen } from './screens-of-last-resort.tsx';

/**
 * Where every screen is reached. Rooms are loaded when they are opened; the office and its libraries never weigh on the
 * till. A room adds its line here and exports its screens from `rooms/<room>/screens.tsx`.
 */
const root = createRootRoute({
  component: SessionGate,
  notFoundComponent: NotFoundScreen,
  errorComponent: CrashScreen,
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/till' });
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
  component: lazyRouteComponent(() => import('./rooms/identity/screens.tsx'), 'WelcomeScreen'),
});
const lock = createRoute({
  getParentRoute: () => root,
  path: '/lock',
  component: lazyRouteComponent(() => import('./rooms/identity/screens.tsx'), 'LockScreen'),
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
  component: lazyRouteComponent(() => import('./rooms/identity/screens.tsx'), 'SettingsScreen'),
});

const orders = createRoute({
  getParentRoute: () => office,
  path: '/orders',
  component: lazyRouteComponent(() => import('./rooms/orders/screens.tsx'), 'OrdersScreen'),
});
const order = createRoute({
  getParentRoute: () => office,
  path: '/orders/$saleId',
  component: lazyRouteComponent(() => import('./rooms/orders/screens.tsx'), 'OrderScreen'),
});
const returning = createRoute({
  getParentRoute: () => office,
  path: '/orders/$saleId/return',
  component: lazyRouteComponent(() => import('./rooms/orders/screens.tsx'), 'ReturnScreen'),
});
const shift = createRoute({
  getParentRoute: () => office,
  path: '/shift',
  component: lazyRouteComponent(() => import('./rooms/shift/screens.tsx'), 'ShiftScreen'),
});

const routeTree = root.addChildren([
  home,
  till,
  welcome,
  lock,
  office.addChildren([orders, order, returning, shift, settings]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  // The shell in index.html stays until the first screen is there; a spinner in between would only flicker.
  defaultPendingMs: 1000,
});
