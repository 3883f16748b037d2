import { beforeAll, describe, expect, it } from 'vitest';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

/** What Chromium fires on a page that can be installed; browsers without a person never do. */
function offerAsBrowser(): void {
  const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
    prompt: () => {
      document.documentElement.dataset['asked'] = 'yes';
      return Promise.resolve({ outcome: 'accepted' });
    },
  });
  window.dispatchEvent(event);
}

describe('installing', () => {
  const shop = useShop();
  const sell = async () => {
    const { till } = shop();
    await till.scan(GOODS.milk.code);
    await till.exactCash.click();
    await till.done.waitFor();
  };
  const offer = () => shop().till.done.getByRole('button', { name: 'Install' });
  const isAsked = () => shop().page.evaluate(() => document.documentElement.dataset['asked'] === 'yes');

  beforeAll(async () => {
    await shop().till.openEmpty();
    await shop().page.evaluate(offerAsBrowser);
  });

  it('is offered beside the change of the third sale, and gives way to the next scan', async () => {
    const { till } = shop();
    await sell();
    await sell();
    expect(await offer().count(), 'the second sale').toBe(0);
    await sell();
    await offer().waitFor();
    expect(await isAsked(), 'the browser asks nobody by itself').toBe(false);
    await till.scan(GOODS.soap.code);
    await till.done.waitFor({ state: 'hidden' });
    await till.exactCash.click();
    await offer().waitFor();
    await till.done.getByRole('button', { name: 'Not now' }).click();
    await expect.poll(() => offer().count()).toBe(0);
    await sell();
    expect(await offer().count(), 'answered once').toBe(0);
  });

  it('stays in the settings, where a press lets the browser ask', async () => {
    const { page } = shop();
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('dialog').getByText('Settings').click();
    await page.getByText('window of its own').waitFor();
    await page.getByRole('button', { name: 'Install', exact: true }).click();
    await expect.poll(isAsked).toBe(true);
    await page.getByText('installs it from its address bar').waitFor();
  });
});
