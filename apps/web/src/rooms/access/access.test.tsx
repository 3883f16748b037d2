import type { AccessRequestList, OwnRequest, Renewal } from '@mosaajii/contract/access';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addMessages } from '../../platform/i18n/index.ts';
import { createTestPage, jsonAnswer, problemAnswer } from '../../platform/testing/test-page.tsx';
import { MemberReset } from './member-reset.tsx';
import { AdminScreen, MyRequestScreen, RenewScreen, RequestAccessScreen, words } from './screens.tsx';

const TOKEN = 'Zk3vQm8xT1sBnR7wYc5dLh2pAb9_-xyz';
const PLAN = {
  planId: '01900000-0000-7000-8000-0000000000b1',
  name: 'Monthly',
  priceMinor: 150_000,
  currency: 'KES',
  currencyExponent: 2,
  periodDays: 30,
  isOffered: true,
};
const OWN: OwnRequest = {
  shopName: 'Juma Stores',
  plan: PLAN,
  state: 'pending',
  createdAt: '2026-11-22T09:30:00.000Z',
  canWithdraw: true,
  canPay: false,
};
const COUNTS = {
  pending: 0,
  'payment-recorded': 0,
  'payment-verified': 0,
  'code-issued': 0,
  active: 0,
  rejected: 0,
  expired: 0,
  withdrawn: 0,
};
const NOBODY: AccessRequestList = { requests: [], counts: COUNTS, strayPayments: [] };

const page = createTestPage();
const { shows, press } = page;

async function type(label: string, text: string): Promise<void> {
  const field = [...page.host.querySelectorAll('label')].find((one) => one.textContent?.includes(label));
  const input = document.getElementById(field?.htmlFor ?? '');
  if (!(input instanceof HTMLInputElement)) throw new Error(`there is no field ${label}`);
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
  const { act } = await import('react');
  await act(async () => void input.dispatchEvent(new Event('input', { bubbles: true })));
}

beforeEach(() => {
  addMessages('access', words);
  sessionStorage.clear();
  location.hash = '';
});

describe('asking for access', () => {
  it('says what is missing before anything is sent, and that nothing came when the server is away', async () => {
    await page.open(<RequestAccessScreen />);
    await shows('This needs a connection to the server.');
    page.answers['GET /access-plans'] = () => jsonAnswer({ plans: [PLAN] });
    await press('Try again');
    await shows('Monthly: KES');
    await press('Send the request');
    await shows('Type your name.');
    expect(page.asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('leads who was invited to the shop that invites, by the link as it was pasted', async () => {
    page.answers['GET /access-plans'] = () => jsonAnswer({ plans: [] });
    await page.open(<RequestAccessScreen />);
    await shows('No plans are offered here');
    await type('Link of your invitation', 'A7K2M9');
    await press('Join the shop');
    await shows('This is not the link of an invitation.');
    const ids = `shop=${PLAN.planId}&invitation=${PLAN.planId}`;
    await type('Link of your invitation', `https://pos.test/join?${ids}`);
    await press('Join the shop');
    expect(`${location.pathname}${location.search}`).toBe(`/join?${ids}`);
  });
});

describe('renewing', () => {
  const RENEWAL: Renewal = {
    term: { state: 'due', paidUntil: '2026-12-01T09:30:00.000Z', lapsesAt: '2026-12-08T09:30:00.000Z' },
    planId: PLAN.planId,
    plans: [PLAN],
    canPay: true,
  };

  it('says until when it is paid for, and why the gateway cannot be reached', async () => {
    page.answers['GET /access/renewal'] = () => jsonAnswer(RENEWAL);
    await page.open(<RenewScreen />);
    await shows('Your plan: Monthly');
    page.answers['POST /access/renewal/checkout'] = () =>
      problemAnswer({ code: 'gateway-away', status: 503, title: 'The payment service is away' });
    await press('Pay');
    expect(page.asked.find(({ method }) => method === 'POST')?.body).toEqual({ planId: PLAN.planId });
    await shows('The payment service is away.');
  });

  it('offers nothing to press where no gateway is connected, and where nobody has to pay', async () => {
    page.answers['GET /access/renewal'] = () => jsonAnswer({ ...RENEWAL, canPay: false });
    await page.open(<RenewScreen />);
    await shows('No payment service is connected here.');
    expect(page.buttons('Pay')).toEqual([]);
    page.answers['GET /access/renewal'] = () =>
      jsonAnswer({
        term: { state: 'unlimited', paidUntil: null, lapsesAt: null },
        planId: null,
        plans: [],
        canPay: false,
      });
    await page.open(<RenewScreen />);
    await shows('Nobody has to pay for this shop');
  });
});

describe('the factor of somebody of several shops', () => {
  it('is asked for by a whole address', async () => {
    await page.open(<MemberReset organizationId={PLAN.planId} shop="Juma Stores" />);
    await type('E-mail', 'juma');
    await press('Reset their second factor');
    await shows('Type an e-mail address such as');
    expect(page.asked).toEqual([]);
  });
});

describe('one’s own request', () => {
  it('is nothing without the link of the mail, and nobody is asked', async () => {
    await page.open(<MyRequestScreen />);
    await shows('This link opens no request');
    expect(page.asked).toEqual([]);
  });

  it('takes the link’s secret out of the address, and shows only what can be done now', async () => {
    page.answers['POST /access-requests/mine'] = () => jsonAnswer(OWN);
    location.hash = TOKEN;
    await page.open(<MyRequestScreen />);
    await shows('Juma Stores');
    expect(location.hash).toBe('');
    expect(page.asked[0]?.body).toEqual({ token: TOKEN });
    expect(page.buttons('Pay')).toEqual([]);
    expect(page.buttons('Withdraw the request')).toHaveLength(1);
    page.answers['POST /access-requests/mine'] = () => jsonAnswer({ ...OWN, state: 'rejected', canWithdraw: false });
    await page.open(<MyRequestScreen />);
    await shows('The request was not granted');
    expect(page.buttons('Withdraw the request')).toEqual([]);
  });

  it('says when the payment service does not answer, and stays', async () => {
    page.answers['POST /access-requests/mine'] = () => jsonAnswer({ ...OWN, canPay: true });
    page.answers['POST /access-requests/mine/checkout'] = () =>
      problemAnswer({ code: 'gateway-away', status: 503, title: 'The payment service does not answer' });
    location.hash = TOKEN;
    await page.open(<MyRequestScreen />);
    await shows('Pay KES');
    await press('Pay KES');
    await shows('The payment service does not answer.');
    expect(page.buttons('Pay KES')).toHaveLength(1);
  });
});

describe('the panel of whoever runs the installation', () => {
  it('is closed to everybody else', async () => {
    page.answers['GET /admin/access-requests'] = () =>
      problemAnswer({ code: 'operator-only', status: 403, title: 'Only an operator may do this' });
    await page.open(<AdminScreen />);
    await shows('This is for whoever runs the installation');
    expect(page.buttons('Plans')).toEqual([]);
  });

  it('says that nobody waits, and what a gateway told of that fits nothing', async () => {
    page.answers['GET /admin/access-requests'] = () => jsonAnswer(NOBODY);
    await page.open(<AdminScreen />);
    await shows('No one waiting');
    expect(page.host.textContent).not.toContain('fits nothing');
    const stray = { gateway: 'mobile', paymentId: 'pay_77', outcome: 'unknown', receivedAt: OWN.createdAt } as const;
    page.answers['GET /admin/access-requests'] = () => jsonAnswer({ ...NOBODY, strayPayments: [stray] });
    await page.open(<AdminScreen />);
    await shows('The gateway told of a payment that fits nothing here');
    await shows('pay_77');
  });

  it('says that it needs the server', async () => {
    await page.open(<AdminScreen />);
    await vi.waitFor(() => expect(page.buttons('Try again').length).toBeGreaterThan(0));
  });
});
