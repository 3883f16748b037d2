import { describe, expect, it } from 'vitest';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

describe('a till that the server calls too old', () => {
  const shop = useShop();
  const asked = () => shop().page.getByRole('dialog', { name: 'This till needs its new version' });
  /** Answers as a server does that was started with a newer program than this page has. */
  const callTooOld = () =>
    shop().page.route('**/api/v1/sync/**', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'oldest-program': '999999' } });
    });

  it('finishes its sale, begins no next one, and goes on without a connection', async () => {
    const { till, page, context } = shop();
    await till.openEmpty();
    await till.scan(GOODS.milk.code);
    await callTooOld();
    // The server is heard with the next thing that is sent.
    await till.scan(GOODS.soap.code);
    await till.exactCash.click();
    await till.done.waitFor();
    expect(await asked().count(), 'the change is counted first').toBe(0);
    await asked().waitFor();

    await till.scan(GOODS.milk.code);
    expect(await till.lines.count(), 'no sale begins behind it').toBe(0);
    await asked().getByRole('button', { name: 'Update now' }).waitFor();

    await context.setOffline(true);
    await page.unroute('**/api/v1/sync/**');
    await asked().waitFor({ state: 'hidden' });
    await till.scan(GOODS.milk.code);
    await expect.poll(() => till.lines.count()).toBe(1);
    await till.exactCash.click();
    await till.done.waitFor();
    await context.setOffline(false);
    // The server takes it back: what was sold meanwhile is sent, and the till sells on.
    await expect.poll(() => page.locator('[data-sync]').getAttribute('data-sync'), { timeout: 60_000 }).toBe('synced');
    expect(await asked().count()).toBe(0);
  });
});
