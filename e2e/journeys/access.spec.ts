import { mkdir } from 'node:fs/promises';
import { Client } from 'pg';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findFaults } from '../pages/inspect.ts';
import { welcomePage } from '../pages/welcome.ts';
import { newContext } from '../stack/browser.ts';
import { officeOf } from '../stack/office.ts';
import { employ } from '../stack/people.ts';
import { useShop } from '../stack/shop.ts';

const APPLICANT = { name: 'Juma Otieno', email: 'juma@example.com', shopName: 'Juma Stores' } as const;
const PASSWORD = 'nine purple lanterns';

describe('the way in', () => {
  const shop = useShop();
  const pictures = process.env['E2E_PICTURES'];
  const picture = async (page: Page, name: string) => {
    if (pictures === undefined) return;
    await mkdir(pictures, { recursive: true });
    for (const [width, height] of [
      [1366, 768],
      [768, 1024],
      [360, 740],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `${pictures}/${name}-${width}.png` });
    }
    await page.setViewportSize({ width: 1366, height: 768 });
  };

  /** A second person who runs the installation, signed in beside the owner. */
  async function secondOperator(): Promise<BrowserContext> {
    const { browser, stack } = shop();
    const person = await employ(stack, 'Salma Idris', 'administrator');
    const client = new Client({ connectionString: stack.ownerUrl });
    await client.connect();
    await client.query(
      "insert into operator (account_id) select account_id from organization_user where display_name = 'Salma Idris'",
    );
    await client.end();
    const context = await newContext(browser);
    const { email, password } = person;
    await officeOf(context, stack.origin).post('/sessions', { email, password });
    return context;
  }

  /** The panel is for who has a second factor; adding one has a journey of its own. */
  async function trustEverybody(): Promise<void> {
    const client = new Client({ connectionString: shop().stack.ownerUrl });
    await client.connect();
    await client.query("update session set assurance = 'second-factor'");
    await client.end();
  }

  it('leads from a request over a verified payment and a code to a shop, and is barred before', async () => {
    const { browser, context, office, stack } = shop();
    await trustEverybody();
    const admin = await context.newPage();
    await admin.goto(`${stack.origin}/admin`);
    await admin.getByText('No one waiting').waitFor();
    await picture(admin, 'admin-empty');
    await admin.getByRole('tab', { name: 'Plans' }).click();
    await admin.getByLabel('Name of the plan').fill('Monthly');
    await admin.getByLabel('Currency').fill('GBP');
    await admin.getByLabel('Price').fill('12');
    await admin.getByRole('button', { name: 'Offer this plan' }).click();
    await admin.getByText(/Monthly: .*12\.00 for 30 days/).waitFor();
    await picture(admin, 'admin-plans');
    expect(await findFaults(admin, 'plans')).toEqual([]);

    const outside = await newContext(browser);
    const visitor = await outside.newPage();
    await visitor.goto(`${stack.origin}/request-access`);
    await visitor.getByLabel('Your name').fill(APPLICANT.name);
    await picture(visitor, 'request-access');
    expect(await findFaults(visitor, 'request access')).toEqual([]);
    await visitor.getByLabel('E-mail').fill(APPLICANT.email);
    await visitor.getByLabel('Name of the shop').fill(APPLICANT.shopName);
    await visitor.getByRole('button', { name: 'Send the request' }).click();
    await visitor.getByText('We have your request').waitFor();
    await picture(visitor, 'request-sent');

    await visitor.getByRole('link', { name: 'I have a code' }).click();
    await visitor.getByLabel('E-mail').fill(APPLICANT.email);
    await visitor.getByLabel('Code').fill('a7k-2m9');
    await visitor.getByRole('button', { name: 'Continue to the set-up' }).click();
    await visitor.getByText('the payment has not been verified yet').waitFor();
    await picture(visitor, 'activate-refused');
    expect(await findFaults(visitor, 'activate')).toEqual([]);

    await admin.getByRole('tab', { name: 'Requests' }).click();
    await admin.reload();
    await picture(admin, 'admin-requests');
    expect(await findFaults(admin, 'requests')).toEqual([]);
    await admin.getByRole('button', { name: /Juma Stores/ }).click();
    await admin.getByRole('button', { name: 'Record a payment' }).click();
    await admin.getByLabel('Reference').fill('BACS 4711');
    await admin.getByRole('button', { name: 'Record', exact: true }).click();
    await admin.getByText('Another operator has to verify it').or(admin.getByText('Nobody else runs')).waitFor();
    await picture(admin, 'admin-request');

    const second = await secondOperator();
    await trustEverybody();
    const other = officeOf(second, stack.origin);
    const { requests } = await office.get<{ requests: { requestId: string }[] }>(
      '/admin/access-requests?state=waiting',
    );
    const [request] = requests;
    const detail = await other.get<{ payments: { paymentId: string }[] }>(
      `/admin/access-requests/${request?.requestId}`,
    );
    await other.post(`/admin/payments/${detail.payments[0]?.paymentId}/verification`, {});

    await admin.reload();
    await admin.getByRole('button', { name: /Juma Stores/ }).click();
    await admin.getByText('Verified by Salma Idris').waitFor();
    await admin.getByText('In person').click();
    await admin.getByRole('button', { name: 'Issue the code' }).click();
    await admin.getByText('Tell this code to Juma Otieno now.').waitFor();
    await picture(admin, 'admin-code');
    expect(await findFaults(admin, 'code')).toEqual([]);
    const code = (await admin.locator('output').innerText()).trim();

    await visitor.getByLabel('Code').fill(code.toLowerCase());
    await visitor.getByRole('button', { name: 'Continue to the set-up' }).click();
    const welcome = welcomePage(visitor, {
      country: 'Kenya',
      shopName: APPLICANT.shopName,
      ownerName: APPLICANT.name,
      email: APPLICANT.email,
      password: PASSWORD,
      products: 'Scan to add',
      float: '100',
    });
    await welcome.answer('country');
    await welcome.answer('shop');
    await visitor.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await visitor.getByRole('button', { name: 'Create the shop' }).click();
    await welcome.answer('products');
    await welcome.answer('float');
    await visitor.waitForURL(/\/till$/);

    const term = await officeOf(outside, stack.origin).get<{ state: string }>('/access');
    expect(term.state).toBe('paid');
    await admin.reload();
    await admin.getByRole('tab', { name: 'Shops' }).click();
    await admin.getByRole('button', { name: /Juma Stores/ }).waitFor();
    await picture(admin, 'admin-shops');
    expect(await findFaults(admin, 'shops')).toEqual([]);
    await admin.getByRole('tab', { name: 'Operators' }).click();
    await admin.getByText('Founded the installation').first().waitFor();
    await picture(admin, 'admin-operators');
    await Promise.all([outside.close(), second.close()]);
  }, 240_000);
});
