import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Device, DeviceProvider } from '../../platform/device/index.ts';
import { addMessages } from '../../platform/i18n/index.ts';
import { SecurityScreen, words } from './screens.tsx';

const AMINA = '01900000-0000-7000-8000-000000000001';
const BAKARI = '01900000-0000-7000-8000-000000000002';
const OVERVIEW = {
  isOperator: true,
  failedSignIns: 7,
  refusedAttempts: 2,
  signIns: 3,
  stolenSessions: 0,
  accessChanges: 1,
  deviceChanges: 0,
  attacks: [{ userId: BAKARI, address: '203.0.113.7', failures: 7, lastAt: '2026-11-22T09:30:00.000Z' }],
};
const EVENT = {
  entryId: '01900000-0000-7000-8000-0000000000e1',
  occurredAt: '2026-11-22T09:30:00.000Z',
  userId: AMINA,
  registerId: null,
  action: 'session.opened',
  subjectKind: 'user',
  subjectId: AMINA,
  isRefused: false,
  address: '10.0.0.7',
  requestId: 'request-1',
};
const SESSION = {
  sessionId: '01900000-0000-7000-8000-0000000000a1',
  userId: BAKARI,
  isCurrent: false,
  kind: 'office',
  userAgent: 'Firefox',
  address: '10.0.0.8',
  createdAt: '2026-11-22T09:30:00.000Z',
  lastSeenAt: '2026-11-22T09:30:00.000Z',
};
const SIGNAL = { name: 'voids', rate: 7.7, usual: 0.5, deviation: 9, isUnusual: true };
const CASHIER = {
  userId: BAKARI,
  storeId: AMINA,
  sales: 65,
  soldMinor: 100_000,
  voids: 5,
  returns: 0,
  returnedMinor: 0,
  returnsWithoutReceipt: 0,
  overrides: 0,
  discounted: 0,
  discountMinor: 0,
  salesAfterVoid: 5,
  shifts: 3,
  shortMinor: 0,
  overMinor: 0,
  signals: [SIGNAL],
  unusual: 1,
};

/** The server as the page meets it: what it answers to a path, and what it was asked. */
let answers: Record<string, () => Response>;
let asked: string[];
let sockets: EventTarget[];
let root: Root;
let host: HTMLElement;

const json = (value: unknown) =>
  new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } });

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  sockets = [];
  vi.stubGlobal(
    'WebSocket',
    class extends EventTarget {
      constructor() {
        super();
        sockets.push(this);
      }
      close() {
        sockets = sockets.filter((socket) => socket !== this);
      }
    },
  );
  addMessages('security', words);
  asked = [];
  answers = {
    '/users/names': () =>
      json({
        users: [
          { userId: AMINA, displayName: 'Amina' },
          { userId: BAKARI, displayName: 'Bakari' },
        ],
      }),
    '/registers': () => json({ registers: [] }),
    '/security/overview': () => json(OVERVIEW),
    '/security/events': () => json({ items: [EVENT], nextCursor: null }),
    '/security/sessions': () => json({ sessions: [SESSION] }),
    '/security/cashiers': () => json({ currencyCode: 'KES', cashiers: [CASHIER] }),
    '/security/addresses': () => json({ rules: [], blocks: [] }),
  };
  vi.stubGlobal('fetch', (url: string, options: { readonly method?: string } = {}) => {
    const path = url.replace('/api/v1', '');
    asked.push(`${options.method ?? 'GET'} ${path}`);
    const answer = answers[path.split('?')[0] ?? ''];
    return answer === undefined ? Promise.reject(new TypeError(`not asked for: ${path}`)) : Promise.resolve(answer());
  });
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});
afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
  vi.unstubAllGlobals();
});

async function open(permissions: readonly string[] = ['security.read', 'users.write']): Promise<void> {
  const state = { status: 'signed-in', session: { user: { permissions } } };
  const always = (value: unknown) => ({ get: () => value, subscribe: () => () => undefined });
  const session = {
    state: always(state),
    settings: always(null),
    can: (permission: string) => permissions.includes(permission),
  };
  // The page looks at nothing else of the device.
  const device = { session } as unknown as Device;
  await act(async () =>
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <DeviceProvider device={device}>
          <SecurityScreen />
        </DeviceProvider>
      </QueryClientProvider>,
    ),
  );
}
const shows = (text: string) => vi.waitFor(() => act(async () => expect(host.textContent).toContain(text)));
const press = (name: string) =>
  act(async () => {
    const found = [...host.querySelectorAll<HTMLElement>('button,[role=tab]')].find((one) =>
      one.textContent?.includes(name),
    );
    if (found === undefined) throw new Error(`there is no ${name}`);
    found.click();
  });

describe('the security page', () => {
  it('counts what happened, names who was attacked, and leads to the entries', async () => {
    await open();
    await shows('Session opened');
    await shows('Bakari');
    expect(host.textContent).toContain('Failed sign-ins7');
    expect(host.textContent).toContain('203.0.113.7');
    expect(host.querySelector('a[href="/audit?isRefused=true"]')).not.toBeNull();
    expect(host.querySelector('a[download]')?.getAttribute('href')).toBe('/api/v1/security/events/export?hours=24');
  });

  it('shows what comes in without being asked', async () => {
    await open();
    await shows('Session opened');
    answers['/security/events'] = () =>
      json({ items: [{ ...EVENT, entryId: BAKARI, action: 'register.revoked' }, EVENT], nextCursor: null });
    act(() => sockets.forEach((socket) => socket.dispatchEvent(new Event('message'))));
    await shows('Register revoked');
  });

  it('ends a session for who may, and offers it to nobody else', async () => {
    await open();
    await press('Signed in');
    await shows('10.0.0.8');
    answers[`/users/${BAKARI}/sessions/${SESSION.sessionId}`] = () => json({ ended: 1 });
    answers['/security/sessions'] = () => json({ sessions: [] });
    await press('End');
    await vi.waitFor(() => act(async () => expect(host.textContent).not.toContain('10.0.0.8')));
    expect(asked).toContain(`DELETE /users/${BAKARI}/sessions/${SESSION.sessionId}`);
  });

  it('does not offer to end a session without the permission', async () => {
    await open(['security.read']);
    await press('Signed in');
    await shows('10.0.0.8');
    expect(host.querySelector('[aria-label="End the session of Bakari"]')).toBeNull();
  });

  it('says what is unusual about a cashier beside what is usual, and what is not recorded', async () => {
    await open();
    await press('Cashiers');
    await shows('1 unusual');
    expect(host.textContent).toMatch(/Voids7\.7 %Usual here 0\.5 %Unusual/);
    expect(host.textContent).toContain('The till does not record yet');
  });

  it('offers the addresses to the operator alone', async () => {
    await open();
    await shows('Addresses');
    await press('Addresses');
    await shows('No address is blocked');
    await act(async () => root.unmount());
    root = createRoot(host);
    answers['/security/overview'] = () => json({ ...OVERVIEW, isOperator: false });
    await open();
    await shows('Failed sign-ins');
    expect([...host.querySelectorAll('[role=tab]')].map((tab) => tab.textContent)).not.toContain('Addresses');
  });

  it('says what is the matter without a connection, and asks nothing for who may not see it', async () => {
    delete answers['/security/overview'];
    await open();
    await shows('This page is on the server');
    await act(async () => root.unmount());
    root = createRoot(host);
    asked = [];
    await open([]);
    await shows('You may not see this page');
    expect(asked).toEqual([]);
  });
});
