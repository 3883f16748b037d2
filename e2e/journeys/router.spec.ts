import { describe, expect, it } from 'vitest';
import { newContext } from '../stack/browser.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

/** What addresses, back and forward, and files that do not come are to somebody in the office. */
describe('the way through the program', () => {
  const shop = useShop();
  const go = async (path: string) => {
    await shop().page.goto(`${shop().stack.origin}${path}`);
    return shop().page;
  };
  const path = () => {
    const { pathname, search } = new URL(shop().page.url());
    return `${pathname}${search}`;
  };

  it('is the till where the address says nothing, and a way on where it leads nowhere', async () => {
    const page = await go('/');
    await shop().till.omnibox.waitFor();
    expect(path()).toBe('/till');
    await go('/no/such/page');
    await page.getByRole('link', { name: 'Back to the till' }).click();
    await shop().till.omnibox.waitFor();
    expect(path()).toBe('/till');
  });

  it('is the same by an address that was kept: the list as it was searched, and the product above it', async () => {
    const page = await go('/products?query=milk');
    await page.getByRole('link', { name: GOODS.milk.name }).and(page.locator(':visible')).first().click();
    const drawer = page.getByRole('dialog');
    await drawer.waitFor();
    const kept = path();
    expect(kept).toMatch(/^\/products\/[0-9a-f-]{36}\?query=milk$/);
    await page.goBack();
    await drawer.waitFor({ state: 'detached' });
    expect(path()).toBe('/products?query=milk');
    expect(await page.getByRole('searchbox').inputValue()).toBe('milk');
    await page.goForward();
    await drawer.waitFor();
    await go(kept);
    await drawer.waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(path()).toBe('/products?query=milk');
  });

  it('marks where one is, opens another tab for who wants one, and comes back to where one was', async () => {
    const page = await go('/orders');
    const rail = page.getByRole('navigation').first();
    await rail.locator('[aria-current=page]').getByText('Orders').waitFor();
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      rail.getByRole('link', { name: 'Products' }).click({ modifiers: ['ControlOrMeta'] }),
    ]);
    await tab.getByRole('heading', { name: 'Products' }).waitFor();
    await tab.close();
    expect(path()).toBe('/orders');

    await page.setViewportSize({ width: 1366, height: 420 });
    await rail.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await page.evaluate(() => window.scrollTo(0, 150));
    const before = await page.evaluate(() => window.scrollY);
    await rail.getByRole('link', { name: 'Shift', exact: true }).click();
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
    await page.goBack();
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(before);
    await page.setViewportSize({ width: 1366, height: 768 });
  });

  it('loads a room when one comes near its link; when it does not come, says so and offers to load the page again', async () => {
    const { browser, stack } = shop();
    /** A page that has none of the program's files on the device: each comes from the server. */
    const openLock = async () => {
      const context = await newContext(browser, { serviceWorkers: 'block' });
      const page = await context.newPage();
      await page.goto(`${stack.origin}/lock`);
      const link = page.getByRole('link', { name: 'Ask for access' });
      await link.waitFor();
      return { context, page, link };
    };
    const usual = await openLock();
    const files = new Set<string>();
    usual.page.on('request', (request) => {
      if (request.url().endsWith('.js')) files.add(request.url());
    });
    await usual.link.focus();
    await expect.poll(() => files.size).toBeGreaterThan(0);
    expect(new URL(usual.page.url()).pathname).toBe('/lock');
    await usual.link.click();
    await usual.page.waitForURL(/request-access$/);
    await usual.page.getByRole('heading', { level: 1 }).waitFor();
    await usual.context.close();

    const away = await openLock();
    await away.page.route(
      (url) => files.has(url.href),
      (route) => route.abort(),
    );
    await away.link.click();
    const again = away.page.getByRole('button', { name: 'Load again' });
    await again.waitFor();
    await away.page.unrouteAll();
    await again.click();
    await again.waitFor({ state: 'detached' });
    await away.page.getByRole('heading', { level: 1 }).waitFor();
    expect(new URL(away.page.url()).pathname).toBe('/request-access');
    await away.context.close();
  });
});
