import { beforeAll, describe, expect, it } from 'vitest';
import { everyGuestScreen, everyScreen, furnish, LANGUAGES, lookAt, type Screen } from '../pages/every-screen.ts';
import { newContext } from '../stack/browser.ts';
import { useShop } from '../stack/shop.ts';

/** Every so many of all screens in all languages; `npm run proof -- screens` looks at each. */
const STEP = 11;

describe('screens in every language, in light and dark, narrow and with large letters', () => {
  const shop = useShop();
  let screens: readonly Screen[] = [];
  beforeAll(async () => {
    screens = everyScreen(await furnish(shop()));
  });

  it.each(LANGUAGES)('a sample in %s', async (language) => {
    const offset = LANGUAGES.indexOf(language);
    const faults: string[] = [];
    for (const [index, screen] of screens.entries()) {
      if (index % STEP === offset * 2) faults.push(...(await lookAt(shop(), screen, language)));
    }
    expect(faults).toEqual([]);
  });

  it('before anybody has signed in, each in one language', async () => {
    const { browser, stack } = shop();
    const context = await newContext(browser);
    const page = await context.newPage();
    const faults: string[] = [];
    for (const [index, screen] of everyGuestScreen().entries()) {
      faults.push(...(await lookAt({ page, stack }, screen, LANGUAGES[index % LANGUAGES.length] ?? 'en')));
    }
    await context.close();
    expect(faults).toEqual([]);
  });
});
