import { beforeEach, describe, expect, it } from 'vitest';
import { focusFault, NOWHERE, pressVisibly } from '../pages/focus.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

/** No pointer is used here: the helpers press keys and look. */
describe('a day by the keyboard alone', () => {
  const shop = useShop();
  let faults: string[] = [];

  const press = async (...chords: readonly string[]) => {
    for (const chord of chords) faults.push(...(await pressVisibly(shop().page, chord)));
  };
  const type = (text: string) => shop().page.keyboard.type(text, { delay: 45 });
  /** Walks with Tab until this has the focus; the way there must be visible at each step. */
  const tabTo = async (name: string | RegExp, role: 'button' | 'link' | 'textbox' = 'button') => {
    const target = shop().page.getByRole(role, { name }).and(shop().page.locator(':visible')).first();
    await target.waitFor();
    for (let steps = 0; steps < 60; steps += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await shop().page.keyboard.press('Tab');
      const fault = await focusFault(shop().page);
      // After the last control the browser has the focus once, before the first one gets it.
      if (fault !== null && fault !== NOWHERE) faults.push(fault);
    }
    throw new Error(`Tab does not reach ${name}`);
  };

  beforeEach(async () => {
    faults = [];
    await shop().till.openEmpty();
  });

  it('sells: words, quantity, discount, undo, exact cash', async () => {
    const { till } = shop();
    expect(await focusFault(shop().page)).toBeNull();
    await type('milk');
    await press('Enter');
    await till.line(GOODS.milk.name).waitFor();
    await type('+');
    await press('Enter');
    await expect.poll(() => till.total.textContent()).toContain('3.98');
    await type('-10%');
    await press('Enter');
    await expect.poll(() => till.total.textContent()).toContain('3.58');
    await press('Control+z');
    await expect.poll(() => till.total.textContent()).toContain('3.98');
    await type('soap');
    await press('Enter');
    await till.line(GOODS.soap.name).waitFor();
    await press('Delete');
    await till.line(GOODS.soap.name).waitFor({ state: 'detached' });
    await press('F9');
    await till.done.waitFor();
    expect(await till.change.textContent()).toContain('3.98');
    await type('soap');
    await till.done.waitFor({ state: 'hidden' });
    await press('Escape');
    expect(faults).toEqual([]);
  });

  it('splits a payment and comes back to the field', async () => {
    const { till } = shop();
    await type('lamp');
    await press('Enter');
    await till.line(GOODS.lamp.name).waitFor();
    await press('Control+Enter');
    await till.payment.waitFor();
    await press('Escape');
    await till.payment.waitFor({ state: 'detached' });
    expect(await till.omnibox.evaluate((field) => field === document.activeElement)).toBe(true);
    await press('Control+Enter');
    await till.payment.waitFor();
    await type('20');
    await press('c');
    await till.payment.getByRole('list', { name: 'Paid' }).waitFor();
    await press('k');
    await till.done.waitFor();
    expect(await till.omnibox.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(faults).toEqual([]);
  });

  it('reaches each region with F6, and everything in it with Tab', async () => {
    const { page, till } = shop();
    const regions: (string | null)[] = [];
    for (let step = 0; step < 4; step += 1) {
      regions.push(
        await page.evaluate(
          () => document.activeElement?.closest('[data-region]')?.getAttribute('data-region') ?? null,
        ),
      );
      await press('F6');
    }
    expect(regions[0]).toBe('omnibox');
    expect(new Set(regions).size).toBeGreaterThanOrEqual(3);
    await tabTo(/^Pay/);
    await tabTo('Menu');
    await press('Enter');
    await page.getByRole('dialog').waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await press('F2');
    expect(await till.omnibox.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(faults).toEqual([]);
  });

  it('takes goods back', async () => {
    const { page, till } = shop();
    await type('bread');
    await press('Enter');
    await till.line(GOODS.bread.name).waitFor();
    await press('F9');
    await till.done.waitFor();
    const number = await till.receiptNumber();
    await type(`#${Number(number.slice(-6))}`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What comes back' }).waitFor();
    await tabTo(`One more ${GOODS.bread.name}`);
    await press('Enter');
    await tabTo('Damaged');
    await press('Enter');
    await tabTo(/^Refund .*2\.49/);
    await page.keyboard.press('Enter');
    await page.getByText('Hand back').waitFor();
    await tabTo('Back to the till', 'link');
    await page.keyboard.press('Enter');
    await till.omnibox.waitFor();
    expect(await till.omnibox.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(faults).toEqual([]);
  });

  it('closes the shift and opens the next one', async () => {
    const { page } = shop();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find anything' }).waitFor();
    await type('shift');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Count the drawer' }).waitFor();
    await type('2');
    await press('Control+Enter');
    await page.getByText('Count and drawer differ').waitFor();
    await tabTo('Unknown');
    await press('Enter');
    await tabTo('Confirm and close');
    await page.keyboard.press('Enter');
    await tabTo('Open the next shift');
    await page.keyboard.press('Enter');
    await tabTo('Opening float', 'textbox');
    await type('100');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Count the drawer' }).waitFor();
    expect(faults).toEqual([]);
  });
});
