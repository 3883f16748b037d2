import { beforeEach, describe, expect, it } from 'vitest';
import { keepBack } from '../pages/behind-the-lock.ts';
import { OWNER } from '../pages/welcome.ts';
import { newContext } from '../stack/browser.ts';
import { GOODS } from '../stack/catalogue.ts';
import { signIn, useShop } from '../stack/shop.ts';

const IDLE_MINUTES = 2;

describe('who is at the till', () => {
  const shop = useShop();

  beforeEach(() => shop().till.openEmpty());

  it('unlocks without the server, and stays closed for a wrong password', async () => {
    const { page, till, stack } = shop();
    await till.scan(GOODS.soap.code);
    await till.line(GOODS.soap.name).waitFor();
    await till.command('>lock');
    await page.getByRole('option', { name: 'Lock the till' }).click();
    await page.getByRole('button', { name: 'Unlock' }).waitFor();
    await stack.kill();
    await page.getByLabel('Password', { exact: true }).fill('seven red umbrellas');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByText('This password is not right.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await till.line(GOODS.soap.name).waitFor();
    await stack.restart();
  });

  it('turns away who does not know the password, and makes another device a register', async () => {
    const { browser, stack, office } = shop();
    const context = await newContext(browser, { serviceWorkers: 'block' });
    const page = await context.newPage();
    // A password is asked for, and judged, before anything behind the lock has come.
    const rest = await keepBack(page);
    await page.goto(stack.origin);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn(page, { email: OWNER.email, password: 'guess' });
    await page.getByText('E-mail or password is not right.').waitFor();
    await signIn(page);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor({ state: 'detached' });
    expect(rest.asked()).toBeGreaterThan(0);
    rest.bring();
    await page.getByRole('heading', { name: 'Make this device a register' }).waitFor();
    await page.getByLabel('Name of the register').fill('Back till');
    await page.getByRole('button', { name: 'Use as register' }).click();
    await page.getByText('S1-R2').first().waitFor();
    const { registers } = await office.get<{ registers: { name: string }[] }>('/registers');
    expect(registers.map((register) => register.name)).toContain('Back till');
    await context.close();
  });

  it('gives a register a new key and a new series, in the same shift, and loses nothing of the old one', async () => {
    const { page, till, office, stack } = shop();
    await till.scan(GOODS.tea.code);
    await till.exactCash.click();
    const before = await till.receiptNumber();
    await office.sale(before);
    // What is begun before the settings of the shop come is not lost when they do.
    let bringSettings = () => {};
    const settings = new Promise<void>((resolve) => {
      bringSettings = resolve;
    });
    const held = /\/api\/v1\/settings$/;
    await page.route(held, async (route) => {
      await settings;
      await route.continue();
    });
    await page.goto(`${stack.origin}/settings`);
    await page.getByRole('button', { name: 'Enrol this register again' }).click();
    bringSettings();
    await page.getByLabel('Legal name').waitFor();
    await page.unroute(held);
    await page.getByRole('button', { name: 'Enrol again' }).click();
    await page.getByText('Enrolled again.').waitFor();
    await till.open();
    await till.scan(GOODS.soap.code);
    await till.exactCash.click();
    const after = await till.receiptNumber();
    expect([before, after].map((number) => /-([A-Z]+)-\d+$/.exec(number)?.[1])).toEqual(['A', 'B']);
    const [old, fresh] = [await office.sale(before), await office.sale(after)];
    expect(fresh.shiftId).toBe(old.shiftId);
    expect(await office.discrepancies()).toEqual([]);
  });

  it('locks itself when nobody is there, and keeps the cart', async () => {
    const { page, till } = shop();
    // Rung up before, and the last test of this page: once its clock is a test's own, keys have no times to know a scanner by.
    await till.scan(GOODS.tea.code);
    await till.line(GOODS.tea.name).waitFor();
    await page.clock.install();
    await till.open();
    await till.line(GOODS.tea.name).waitFor();
    await page.clock.fastForward((IDLE_MINUTES - 1) * 60_000);
    expect(await till.line(GOODS.tea.name).count()).toBe(1);
    await page.clock.fastForward(2 * 60_000);
    await page.getByRole('button', { name: 'Unlock' }).waitFor();
    expect(await page.getByText(GOODS.tea.name).count(), 'a locked screen tells nothing').toBe(0);
    await page.getByLabel('Password', { exact: true }).fill('seven red umbrellas');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByText('This password is not right.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await till.line(GOODS.tea.name).waitFor();
  });
});
