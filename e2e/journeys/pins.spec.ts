import { describe, expect, it } from 'vitest';
import { keepBack } from '../pages/behind-the-lock.ts';
import { ANSWERS } from '../pages/welcome.ts';
import { newContext } from '../stack/browser.ts';
import { GOODS } from '../stack/catalogue.ts';
import { employ } from '../stack/people.ts';
import { enrolSecondFactor } from '../stack/second-factor.ts';
import { useShop } from '../stack/shop.ts';

const PINS = { Owner: '739105', Juma: '481516', own: '590273' } as const;

/** Presses the six digits of a PIN on the keyboard. */
async function type(page: { keyboard: { type(text: string): Promise<void> } }, pin: string): Promise<void> {
  await page.keyboard.type(pin);
}

describe('people with a PIN', () => {
  const shop = useShop();

  it('get it from the owner, and switch in two taps, also without the server and from a cold start', async () => {
    const { page, stack, till } = shop();
    await employ(stack, 'Juma', 'cashier');
    // Who gives PINs administers.
    await enrolSecondFactor(page.context(), stack.origin);
    await page.goto(`${stack.origin}/registers`);
    for (const name of [ANSWERS.ownerName, 'Juma']) {
      await page.getByRole('button', { name: `PIN for ${name}` }).click();
      await page.getByLabel('PIN', { exact: true }).fill(name === 'Juma' ? PINS.Juma : PINS.Owner);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText(`${name} can open the tills.`).waitFor();
    }
    await till.open();
    await till.scan(GOODS.tea.code);
    await till.line(GOODS.tea.name).waitFor();
    await till.command('>lock');
    await page.getByRole('option', { name: 'Lock the till' }).click();
    await page.getByRole('button', { name: /Juma/ }).waitFor();
    await stack.kill();
    await page.reload();
    await page.getByRole('button', { name: /Juma/ }).click();
    await type(page, PINS.Juma);
    await till.line(GOODS.tea.name).waitFor();
    await till.command('>lock');
    await page.getByRole('option', { name: 'Lock the till' }).click();
    await page.getByRole('button', { name: new RegExp(ANSWERS.ownerName) }).click();
    await type(page, PINS.Owner);
    await till.line(GOODS.tea.name).waitFor();
    await stack.restart();
  });

  it('need the server after five wrong PINs', async () => {
    const { page, stack, till } = shop();
    await till.command('>lock');
    await page.getByRole('option', { name: 'Lock the till' }).click();
    await stack.kill();
    await page.getByRole('button', { name: /Juma/ }).click();
    for (let round = 0; round < 4; round += 1) {
      await type(page, '204816');
      await page.getByText('This is not your PIN.').waitFor();
      await page.getByText('0 of 6 digits').waitFor({ state: 'attached' });
    }
    await type(page, '204816');
    await page.getByText('Too many wrong PINs.').waitFor();
    await type(page, PINS.Juma);
    await page.getByText('Too many wrong PINs.').waitFor();
    await stack.restart();
    // The owner knows the PIN that opened this till without the server: now its person chooses another.
    await type(page, PINS.Juma);
    await page.getByText('Somebody else chose your PIN.').waitFor();
    await type(page, '123456');
    await page.getByText('This is one of those that are guessed first.').waitFor();
    await type(page, PINS.own);
    await page.getByText('Enter the new PIN once more').waitFor();
    await type(page, PINS.own);
    await till.omnibox.waitFor();
    await page.getByText('Your new PIN works from now on').waitFor();
  });

  it('make another device a till with a code, whose lock opens before the till has come', async () => {
    const { browser, page, stack, till } = shop();
    await till.command('>lock');
    await page.getByRole('option', { name: 'Lock the till' }).click();
    // The office asks the server who is there: it has to have been told.
    const told = page.waitForResponse((response) => response.url().endsWith('/register/sessions'));
    await page.getByRole('button', { name: new RegExp(ANSWERS.ownerName) }).click();
    await type(page, PINS.Owner);
    await till.omnibox.waitFor();
    await told;
    await page.goto(`${stack.origin}/registers`);
    await page.getByRole('button', { name: 'New register' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Back till');
    await page.getByRole('button', { name: 'Make the code' }).click();
    const code = await page.locator('output').innerText();
    await page.getByRole('button', { name: 'Done' }).click();
    const context = await newContext(browser, { serviceWorkers: 'block' });
    const other = await context.newPage();
    await other.goto(stack.origin);
    await other.getByRole('button', { name: 'This device is a new till' }).click();
    await other.getByLabel('Code').fill(code.toLowerCase());
    await other.getByRole('button', { name: 'Become a till' }).click();
    await other.getByRole('button', { name: /Juma/ }).waitFor();
    const rest = await keepBack(other);
    await other.reload();
    await other.getByRole('button', { name: /Juma/ }).click();
    await type(other, PINS.own);
    await other.getByText('Loading…').waitFor();
    expect(rest.asked(), 'the till is fetched behind the lock').toBeGreaterThan(0);
    rest.bring();
    await other.getByRole('combobox').first().waitFor();
    await context.close();
    expect(await page.getByText('Back till').count()).toBeGreaterThan(0);
  });
});
