import pg from 'pg';
import { expect, it } from 'vitest';
import { findFaults } from '../pages/inspect.ts';
import { picturesOf } from '../pages/looks.ts';
import { useShop } from '../stack/shop.ts';

const shop = useShop();

it('the security page tells what happened, without a barrier, and frees and denies addresses', async () => {
  const { page, stack, till, browser } = shop();
  await till.open();
  // As after a second factor: adding one has a journey of its own.
  const database = new pg.Client({ connectionString: stack.ownerUrl });
  await database.connect();
  await database.query("update session set assurance = 'second-factor'");
  await database.end();
  const stranger = await browser.newContext();
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const reply = await stranger.request.post(`${stack.origin}/api/v1/sessions`, {
      data: { email: 'nobody@example.com', password: 'not the password' },
    });
    expect(reply.status()).toBe(401);
  }
  await stranger.close();

  await page.goto(`${stack.origin}/security`);
  await page.getByRole('heading', { name: 'Security', exact: true }).waitFor();
  await page.getByText('No account has this address').waitFor();
  await page.getByRole('region', { name: 'Events' }).getByText('Access refused').first().waitFor();
  const faults = await findFaults(page, 'security, events');
  await picturesOf(page, 'events');

  await page.getByRole('tab', { name: 'Signed in' }).click();
  await page.getByText('This session').waitFor();
  faults.push(...(await findFaults(page, 'security, signed in')));
  await picturesOf(page, 'sessions');

  await page.getByRole('tab', { name: 'Cashiers' }).click();
  await page.getByText('Each cashier beside the others').waitFor();
  await page.waitForLoadState('networkidle');
  faults.push(...(await findFaults(page, 'security, cashiers')));
  await picturesOf(page, 'cashiers');

  await page.getByRole('tab', { name: 'Addresses' }).click();
  await page.getByLabel('Address or network').fill('203.0.113.0/24');
  await page.getByLabel('Note').fill('A scanner');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('button', { name: 'Remove the rule for 203.0.113.0/24' }).waitFor();
  faults.push(...(await findFaults(page, 'security, addresses')));
  await picturesOf(page, 'addresses');
  await page.getByRole('button', { name: 'Remove the rule for 203.0.113.0/24' }).click();
  await page.getByText('No network is allowed or denied').waitFor();
  expect(faults).toEqual([]);
});
