import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { scan } from '../pages/scanner.ts';
import { GOODS } from '../stack/catalogue.ts';
import { employ } from '../stack/people.ts';
import { enrolSecondFactor } from '../stack/second-factor.ts';
import { useShop } from '../stack/shop.ts';
import type { Stack } from '../stack/stack.ts';

const PIN = '481516';

describe('people with a badge', () => {
  const shop = useShop();
  let badge = '';

  it('get it printed by the owner, and a scan with their PIN lets them in, also without the server', async () => {
    const { page, stack, till } = shop();
    await employ(stack, 'Juma', 'cashier');
    await enrolSecondFactor(page.context(), stack.origin);
    await page.goto(`${stack.origin}/registers`);
    await page.getByRole('button', { name: 'PIN for Juma' }).click();
    await page.getByLabel('PIN', { exact: true }).fill(PIN);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Juma can open the tills.').waitFor();
    await page.getByRole('button', { name: 'Badge for Juma' }).click();
    await page.getByRole('button', { name: 'Make the badge' }).click();
    await page.getByRole('img', { name: 'Badge of Juma' }).waitFor();
    badge = await page.locator('.badge-card .code').innerText();
    expect(badge).toMatch(/^98\d{26}$/);
    await page.getByRole('button', { name: 'Done' }).click();
    await till.open();
    await till.scan(GOODS.tea.code);
    await till.line(GOODS.tea.name).waitFor();
    // In the middle of a sale: it is no code of goods, and one tap hands the till over.
    await scan(page, badge);
    await page.getByText('A badge. The cart is kept.').waitFor();
    await page.getByRole('status').getByRole('button', { name: 'Switch person' }).click();
    await page.getByRole('heading', { name: 'Juma' }).waitFor();
    await stack.kill();
    await page.keyboard.type(PIN);
    await till.line(GOODS.tea.name).waitFor();
    await page.getByRole('button', { name: 'Switch person' }).click();
    // Twenty-eight digits are no PIN, on the pad too.
    await page.getByRole('button', { name: /Juma/ }).click();
    await scan(page, badge);
    await page.getByRole('heading', { name: 'Juma' }).waitFor();
    expect(await page.getByText('This is not your PIN.').count()).toBe(0);
    // The pad is empty again as soon as it has seen that this was no hand.
    await page.getByText('0 of 6 digits').waitFor({ state: 'attached' });
    await page.keyboard.type(PIN);
    await till.line(GOODS.tea.name).waitFor();
    await stack.restart();
  });

  it('open the till with it alone where the shop wants that, and a badge that was taken away opens nothing', async () => {
    const { page, stack, till } = shop();
    await ask(stack, 'update organization set badge_alone = true');
    await page.getByRole('button', { name: 'Switch person' }).click();
    await stack.kill();
    // The till hears of the new rule with the lease that it fetches when it reaches the server again.
    await stack.restart();
    await page.reload();
    const opens = async () => {
      await page.getByText('Or scan your badge.').waitFor();
      await scan(page, badge);
      const pad = page.getByRole('heading', { name: 'Juma' });
      await till.omnibox.or(pad).waitFor();
      if (await till.omnibox.isVisible()) return true;
      await page.keyboard.press('Escape');
      return false;
    };
    await expect.poll(opens, { timeout: 30_000 }).toBe(true);
    await till.line(GOODS.tea.name).waitFor();
    await ask(stack, 'delete from staff_badge');
    await page.getByRole('button', { name: 'Switch person' }).click();
    await page.getByText('Or scan your badge.').waitFor();
    // The device still knows it and lets in at once; the server, asked beside it, closes the till again.
    const told = page.waitForResponse((response) => response.url().endsWith('/register/badge-sessions'));
    await scan(page, badge);
    expect((await told).status()).toBe(401);
    await page.getByText('Or scan your badge.').waitFor();
    await expect.poll(() => till.omnibox.count()).toBe(0);
    await expect.poll(async () => (await ask(stack, OPENED)).rows[0]?.n).toBeGreaterThan(0);
  });
});

const OPENED = "select count(*)::int as n from audit_entry where action = 'session.opened-by-badge'";

async function ask(stack: Stack, text: string): Promise<{ rows: { n?: number }[] }> {
  const client = new Client({ connectionString: stack.ownerUrl });
  await client.connect();
  try {
    return await client.query<{ n?: number }>(text);
  } finally {
    await client.end();
  }
}
