import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addMessages } from '../../platform/i18n/index.ts';
import { createTestPage, jsonAnswer } from '../../platform/testing/test-page.tsx';
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
  action: 'session.opened-by-pin',
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
  canEnd: true,
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
  noSales: 3,
  removedLines: 0,
  reprints: 0,
  approvals: 0,
  signals: [SIGNAL, { name: 'no-sales', rate: 4, usual: 1, deviation: 2, isUnusual: false }],
  flagged: [{ flag: 'limit-exceeded', count: 3 }],
  unusual: 1,
};

const page = createTestPage();
const { shows, press } = page;
const open = (permissions: readonly string[] = ['security.read', 'users.write']) =>
  page.open(<SecurityScreen />, permissions);
let sockets: EventTarget[];

beforeEach(() => {
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
  page.answers = {
    'GET /users/names': () =>
      jsonAnswer({
        users: [
          { userId: AMINA, displayName: 'Amina' },
          { userId: BAKARI, displayName: 'Bakari' },
        ],
      }),
    'GET /registers': () => jsonAnswer({ registers: [] }),
    'GET /security/overview': () => jsonAnswer(OVERVIEW),
    'GET /security/events': () => jsonAnswer({ items: [EVENT], nextCursor: null }),
    'GET /security/sessions': () => jsonAnswer({ sessions: [SESSION] }),
    'GET /security/cashiers': () => jsonAnswer({ currencyCode: 'KES', cashiers: [CASHIER] }),
    'GET /security/addresses': () => jsonAnswer({ rules: [], blocks: [] }),
  };
});

describe('the security page', () => {
  it('counts what happened, names who was attacked, and leads to the entries', async () => {
    await open();
    await shows('Signed in with a PIN');
    await shows('Bakari');
    expect(page.host.textContent).toContain('Failed sign-ins7');
    expect(page.host.textContent).toContain('203.0.113.7');
    expect(page.host.querySelector('a[href="/audit?isRefused=true"]')).not.toBeNull();
    expect(page.host.querySelector('a[download]')?.getAttribute('href')).toBe(
      '/api/v1/security/events/export?hours=24',
    );
  });

  it('shows what comes in without being asked', async () => {
    await open();
    await shows('Signed in with a PIN');
    page.answers['GET /security/events'] = () =>
      jsonAnswer({ items: [{ ...EVENT, entryId: BAKARI, action: 'register.revoked' }, EVENT], nextCursor: null });
    act(() => sockets.forEach((socket) => socket.dispatchEvent(new Event('message'))));
    await shows('Register revoked');
  });

  it('ends a session for who may, and offers it to nobody else', async () => {
    await open();
    await press('Signed in');
    await shows('10.0.0.8');
    page.answers[`DELETE /users/${BAKARI}/sessions/${SESSION.sessionId}`] = () => jsonAnswer({ ended: 1 });
    page.answers['GET /security/sessions'] = () => jsonAnswer({ sessions: [] });
    await press('End');
    await vi.waitFor(() => act(async () => expect(page.host.textContent).not.toContain('10.0.0.8')));
    const path = `/users/${BAKARI}/sessions/${SESSION.sessionId}`;
    expect(page.asked).toContainEqual({ method: 'DELETE', path, body: undefined });
  });

  it('does not offer to end a session that the server says is not theirs to end', async () => {
    page.answers['GET /security/sessions'] = () => jsonAnswer({ sessions: [{ ...SESSION, canEnd: false }] });
    await open();
    await press('Signed in');
    await shows('10.0.0.8');
    expect(page.host.querySelector('[aria-label="End the session of Bakari"]')).toBeNull();
  });

  it('says what is unusual about a cashier beside what is usual', async () => {
    await open();
    await press('Cashiers');
    await shows('1 unusual');
    await shows('3 beyond a limit');
    expect(page.host.textContent).toMatch(/Voids7\.7 %Usual here 0\.5 %Unusual/);
    expect(page.host.textContent).toMatch(/Drawer opened without a sale4 %/);
    expect(page.host.textContent).not.toContain('does not record');
  });

  it('offers the addresses to the operator alone', async () => {
    await open();
    await shows('Addresses');
    await press('Addresses');
    await shows('No address is blocked');
    page.answers['GET /security/overview'] = () => jsonAnswer({ ...OVERVIEW, isOperator: false });
    await open();
    await shows('Failed sign-ins');
    expect([...page.host.querySelectorAll('[role=tab]')].map((tab) => tab.textContent)).not.toContain('Addresses');
  });

  it('says what is the matter without a connection, and asks nothing for who may not see it', async () => {
    delete page.answers['GET /security/overview'];
    await open();
    await shows('This is kept on the server');
    page.asked = [];
    await open([]);
    await shows('You may not see this page');
    expect(page.asked).toEqual([]);
  });
});
