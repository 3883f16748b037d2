import { afterAll, describe, expect, it } from 'vitest';
import { findFaults } from '../pages/inspect.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

/** A word of the till, by which one sees that the whole screen speaks the language. */
const PAY = { en: 'Pay', sw: 'Lipa', fr: 'Payer', ar: 'ادفع' } as const;
type Language = keyof typeof PAY;

/** Beginning a shift as the audit trail says it, and a word of it as somebody types it. */
const SHIFT_OPENED = {
  sw: ['Zamu imefunguliwa', 'ZAMU imefunguliwa'],
  fr: ['Session de caisse ouverte', 'caisse ouverte'],
  ar: ['فُتحت وردية', 'فتحت وردية'],
} as const;

describe('a till and an office in the language of whoever works there', () => {
  const shop = useShop();
  const speak = async (language: Language, path = '/till') => {
    const { page, stack } = shop();
    await page.evaluate((chosen) => localStorage.setItem('language', chosen), language);
    await page.goto(`${stack.origin}${path}`);
    await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' });
  };
  afterAll(() => speak('en'));

  it('sells in Arabic from right to left, and keeps the cart when the language changes', async () => {
    const { till, page } = shop();
    await till.open();
    await till.scan(GOODS.milk.code, GOODS.lamp.code);
    await till.line(GOODS.lamp.name).waitFor();
    await speak('ar');
    await page.getByText(GOODS.lamp.name).first().waitFor();
    expect(await page.evaluate(() => getComputedStyle(document.body).direction)).toBe('rtl');
    await page.getByRole('button', { name: PAY.ar }).first().waitFor();
    const faults = await findFaults(page, 'the till in Arabic');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').waitFor();
    faults.push(...(await findFaults(page, 'the payment in Arabic')));
    // The block of digits stays as on a telephone: seven is left of nine.
    const [seven, nine] = await Promise.all(
      ['7', '9'].map((digit) =>
        page.getByRole('dialog').getByRole('button', { name: digit, exact: true }).boundingBox(),
      ),
    );
    expect(seven?.x ?? Number.NaN).toBeLessThan(nine?.x ?? Number.NaN);
    await page.keyboard.press('Escape');
    await page.keyboard.press('F9');
    await page.getByText('الباقي').or(page.getByText('مدفوع')).first().waitFor();
    expect(faults).toEqual([]);
  });

  it.each(['/orders', '/shift', '/settings', '/products', '/team/roles', '/audit', '/security'])(
    '%s in Arabic',
    async (path) => {
      await speak('ar', path);
      const { page } = shop();
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.waitForLoadState('networkidle');
      expect(await findFaults(page, `${path} in Arabic`)).toEqual([]);
    },
  );

  it.each(['sw', 'fr', 'ar'] as const)(
    'says in %s what the trail holds, and finds it by those words',
    async (language) => {
      const { page } = shop();
      const [words, typed] = SHIFT_OPENED[language];
      await speak(language, '/audit');
      const row = page.getByRole('button', { name: words }).and(page.locator(':visible')).first();
      await row.waitFor();
      expect(await page.getByText('Shift opened').count()).toBe(0);
      const answered = page.waitForResponse((reply) => reply.url().includes('names=shift.opened'));
      await page.getByRole('searchbox').fill(typed);
      const found: { items: { action: string }[] } = await (await answered).json();
      expect([...new Set(found.items.map(({ action }) => action))]).toEqual(['shift.opened']);
      // The technical name finds it in every language.
      await page.getByRole('searchbox').fill('shift.opened');
      await row.click();
      await page.getByRole('dialog').or(page.getByRole('complementary')).last().waitFor();
      expect(await findFaults(page, `an entry of the trail in ${language}`)).toEqual([]);
      await page.keyboard.press('Escape');
    },
  );

  it.each(['sw', 'fr'] as const)('is chosen in the settings and speaks %s without the network', async (language) => {
    const { page, stack } = shop();
    await speak('en', '/settings');
    await Promise.all([page.waitForEvent('load'), page.getByLabel('Language', { exact: true }).selectOption(language)]);
    await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' });
    await page.goto(`${stack.origin}/till`);
    await page.getByRole('button', { name: PAY[language] }).first().waitFor();
    await page.context().setOffline(true);
    try {
      await page.reload();
      await page.getByRole('button', { name: PAY[language] }).first().waitFor();
    } finally {
      await page.context().setOffline(false);
    }
  });
});
