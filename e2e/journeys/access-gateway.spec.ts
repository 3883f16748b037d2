import { randomBytes } from 'node:crypto';
import type { PaidOrganizationList } from '@mosaajii/contract/access';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type GatewaySimulator, startGatewaySimulator } from '../../apps/server/src/cli/gateway-simulator/simulator.ts';
import {
  type MailServer,
  recipientsOf,
  startMailServer,
} from '../../apps/server/src/rooms/notifications/delivery-fixture.ts';
import { findFaults } from '../pages/inspect.ts';
import { picturesOf } from '../pages/looks.ts';
import { tillPage } from '../pages/till.ts';
import { launchBrowser, newContext, watchFaults } from '../stack/browser.ts';
import { officeOf } from '../stack/office.ts';
import { enrolSecondFactor } from '../stack/second-factor.ts';
import { found } from '../stack/shop.ts';
import { type Stack, startStack } from '../stack/stack.ts';

const KEY = randomBytes(24).toString('base64url');
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;

describe.sequential('an applicant whose installation has a payment gateway', () => {
  let mail: MailServer;
  let simulator: GatewaySimulator;
  let stack: Stack;
  let browser: Browser;
  let founder: BrowserContext;
  let visitor: Page;
  const faults: string[] = [];
  const closers: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    mail = await startMailServer();
    closers.push(() => mail.close());
    simulator = await startGatewaySimulator({
      port: 0,
      key: KEY,
      secret: SECRET,
      deliver: async ({ body, headers }) =>
        (await fetch(`${stack.origin}/api/v1/gateway-events/simulator`, { method: 'POST', body, headers })).status,
    });
    closers.push(() => simulator.close());
    const env = {
      SMTP_URL: `smtp://127.0.0.1:${mail.settings.port}`,
      SMTP_FROM: 'Duka <no-reply@shop.test>',
      PAYMENT_GATEWAY_NAME: 'simulator',
      PAYMENT_GATEWAY_URL: simulator.origin,
      PAYMENT_GATEWAY_KEY: KEY,
      PAYMENT_GATEWAY_SECRET: SECRET,
    };
    stack = await startStack({ database: 'cloned', env });
    closers.push(() => stack.stop());
    browser = await launchBrowser();
    closers.push(() => browser.close());
    founder = await newContext(browser);
    const page = await founder.newPage();
    const office = officeOf(founder, stack.origin);
    await found({ stack, page, till: tillPage(page, stack.origin), office });
    await enrolSecondFactor(founder, stack.origin);
    const plan = { name: 'Monthly', priceMinor: 150_000, currency: 'KES', periodDays: 30 };
    await office.post('/admin/plans', { planId: crypto.randomUUID(), ...plan });
    const stranger = await newContext(browser);
    faults.push(...watchFaults(stranger));
    visitor = await stranger.newPage();
  }, 240_000);
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });

  async function look(name: string, page: Page = visitor): Promise<void> {
    faults.push(...(await findFaults(page, name)));
    await picturesOf(page, name);
  }

  /** Asks for access and follows the link of the mail. */
  async function ask(email: string): Promise<void> {
    await visitor.goto(`${stack.origin}/request-access`);
    await visitor.getByLabel('Your name').fill('Juma Otieno');
    await visitor.getByLabel('E-mail').fill(email);
    await visitor.getByLabel('Name of the shop').fill('Juma Stores');
    await visitor.getByRole('button', { name: 'Send the request' }).click();
    await visitor.getByText('We have your request').waitFor();
    const link = await vi.waitFor(
      () => {
        const text = mail.received.find((one) => recipientsOf(one).includes(email))?.text ?? '';
        const found = /http:\/\/\S+\/my-request#\S+/.exec(text)?.[0];
        if (found === undefined) throw new Error('no mail with a link has come');
        return found;
      },
      { timeout: 60_000, interval: 100 },
    );
    await visitor.goto(link);
    await visitor.getByRole('button', { name: 'Withdraw the request' }).waitFor();
    expect(visitor.url()).not.toContain('#');
  }

  it('is told by a link without its secret that there is nothing', async () => {
    await visitor.goto(`${stack.origin}/my-request`);
    await visitor.getByText('This link opens no request').waitFor();
    await look('my-request-none');
    expect(faults).toEqual([]);
  }, 60_000);

  it('pays on the page of the gateway, too little first, and comes back to a verified payment', async () => {
    await ask('juma@example.com');
    await look('my-request');
    await visitor.getByRole('button', { name: /^Pay .*1,500\.00/ }).click();
    await visitor.getByRole('heading', { name: 'Gateway simulator' }).waitFor();
    await visitor.getByRole('button', { name: 'Pay one unit too little' }).click();
    await visitor.getByText('Answered to pay-less: 202').waitFor();
    await visitor.getByRole('link', { name: 'Back to the installation' }).click();
    await visitor.getByText('It waits for its payment.').waitFor();
    await visitor.getByRole('button', { name: /^Pay / }).click();
    await visitor.getByRole('button', { name: 'Send a message with a forged signature' }).click();
    await visitor.getByText('Answered to forge: 401').waitFor();
    await visitor.getByRole('link', { name: 'Back to the installation' }).click();
    await visitor.getByRole('button', { name: 'Withdraw the request' }).waitFor();
    expect(faults).toEqual([]);
  }, 120_000);

  it('is paid as soon as the gateway says so, and the operator sees by whom it was verified', async () => {
    await ask('salma@example.com');
    await visitor.getByRole('button', { name: /^Pay / }).click();
    await visitor.getByRole('button', { name: 'Pay', exact: true }).click();
    await visitor.getByText('Answered to pay: 202').waitFor();
    await visitor.getByRole('link', { name: 'Back to the installation' }).click();
    await visitor.getByText('Your payment has been verified.').waitFor();
    await look('my-request-paid');
    const admin = await founder.newPage();
    await admin.goto(`${stack.origin}/admin`);
    await admin.getByRole('button', { name: /salma@example\.com/ }).click();
    await admin.getByText('Verified by the gateway').waitFor();
    await admin.close();
    expect(faults).toEqual([]);
  }, 120_000);

  it('renews from the line that says when the time ends, and comes back to more of it', async () => {
    const office = officeOf(founder, stack.origin);
    const [planId, paymentId] = [crypto.randomUUID(), crypto.randomUUID()];
    const price = { priceMinor: 50_000, currency: 'KES', periodDays: 10 };
    await office.post('/admin/plans', { planId, name: 'Ten days', ...price });
    // Who founded the installation never ends by itself; a payment by hand gives the shop an end that is near.
    const { organizations } = await office.get<PaidOrganizationList>('/admin/organizations');
    const payment = { paymentId, planId, amountMinor: 50_000, currency: 'KES', reference: 'Cash', evidenceId: null };
    await office.post(`/admin/organizations/${organizations[0]?.organizationId ?? ''}/payments`, payment);
    await office.post(`/admin/payments/${paymentId}/verification`, {});
    const owner = await founder.newPage();
    await owner.goto(`${stack.origin}/admin`);
    await owner.getByRole('tab', { name: 'Shops' }).click();
    await owner.getByRole('button', { name: /Amina Provisions/ }).click();
    await owner.getByText('Somebody of several shops').waitFor();
    await look('admin-shop', owner);
    await owner.getByLabel('E-mail').fill('nobody@example.com');
    await owner.getByRole('button', { name: 'Reset their second factor' }).click();
    const question = owner.getByRole('dialog', { name: /of nobody@example\.com/ });
    await question.getByRole('button', { name: 'Reset their second factor' }).click();
    await question.getByText('Nobody of this shop signs in with this address.').waitFor();
    await look('admin-shop-reset', owner);
    await owner.goto(`${stack.origin}/orders`);
    await owner.getByRole('link', { name: 'Renew', exact: true }).click();
    await owner.getByRole('heading', { name: 'Paid time' }).waitFor();
    const until = owner.getByRole('status').filter({ hasText: 'Paid until' });
    const before = await until.textContent();
    await look('renew', owner);
    await owner.getByRole('button', { name: /^Pay .*500\.00/ }).click();
    await owner.getByRole('button', { name: 'Pay', exact: true }).click();
    await owner.getByText('Answered to pay: 202').waitFor();
    await owner.getByRole('link', { name: 'Back to the installation' }).click();
    await until.waitFor();
    expect(await until.textContent()).not.toBe(before);
    await owner.close();
    expect(faults).toEqual([]);
  }, 120_000);

  it('takes a request back, and is told so by mail', async () => {
    await ask('amri@example.com');
    await visitor.getByRole('button', { name: 'Withdraw the request' }).click();
    const question = visitor.getByRole('dialog', { name: 'Withdraw your request?' });
    await look('my-request-withdraw');
    await question.getByRole('button', { name: 'Withdraw the request' }).click();
    await visitor.getByText('The request is withdrawn.').waitFor();
    await vi.waitFor(
      () => expect(mail.received.map((one) => one.subject)).toContain('Your request for Juma Stores is withdrawn'),
      {
        timeout: 60_000,
        interval: 100,
      },
    );
    await visitor.reload();
    await visitor.getByText('The request is withdrawn.').waitFor();
    await look('my-request-withdrawn');
    expect(faults).toEqual([]);
  }, 120_000);
});
