import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findFaults } from '../pages/inspect.ts';
import { picturesOf } from '../pages/looks.ts';
import { type TillPage, tillPage } from '../pages/till.ts';
import { ANSWERS } from '../pages/welcome.ts';
import { newContext } from '../stack/browser.ts';
import { GOODS } from '../stack/catalogue.ts';
import { employ } from '../stack/people.ts';
import { enrolSecondFactor } from '../stack/second-factor.ts';
import { useShop } from '../stack/shop.ts';

const PINS = { Owner: '739105', Juma: '481516' } as const;

/** Juma stands at a till; the owner is in the storeroom, with the office on a phone. */
describe('a manager who is not at the counter', () => {
  const shop = useShop();
  let context: BrowserContext;
  let page: Page;
  let till: TillPage;
  let phone: Page;

  const panel = () => page.getByRole('region', { name: 'Needs a manager' });
  const askButton = () => panel().getByRole('button', { name: 'Ask a manager on another screen' });
  const card = () => phone.getByRole('listitem').filter({ hasText: 'Juma asks' });
  const synced = () => expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Synced');
  const office = <T>(path: string) => shop().office.get<T>(path);
  async function put(path: string, data: unknown): Promise<void> {
    const { context: owner, stack } = shop();
    const headers = { origin: stack.origin, 'sec-fetch-site': 'same-origin' };
    const response = await owner.request.put(`${stack.origin}/api/v1${path}`, { headers, data });
    if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
  }

  async function openTill(browser: Browser): Promise<void> {
    const { stack, office: asOwner } = shop();
    const made = await asOwner.post<{ code: string }>('/registers/places', { name: 'Back till' });
    context = await newContext(browser);
    page = await context.newPage();
    till = tillPage(page, stack.origin);
    await page.goto(stack.origin);
    await page.getByRole('button', { name: 'This device is a new till' }).click();
    await page.getByLabel('Code').fill(made.code);
    await page.getByRole('button', { name: 'Become a till' }).click();
    const told = page.waitForResponse((response) => response.url().endsWith('/register/sessions'));
    await page.getByRole('button', { name: /Juma/ }).click();
    await page.keyboard.type(PINS.Juma);
    await told;
    await page.getByRole('button', { name: 'Open a shift' }).click();
    await page.getByLabel('Opening float').fill('100');
    await page.getByRole('button', { name: 'Open shift' }).click();
    await page.getByText('Shift opened').first().waitFor();
    await till.open();
  }

  beforeAll(async () => {
    const { browser, stack, page: own } = shop();
    await employ(stack, 'Juma', 'cashier');
    await enrolSecondFactor(shop().context, stack.origin);
    const { people } = await office<{ people: { userId: string; displayName: string }[] }>('/pins');
    const juma = people.find((person) => person.displayName === 'Juma')?.userId ?? '';
    // Their PINs are their own from the start: choosing one is another journey.
    await put('/pins/rules', { ownPins: false, badgeAlone: false });
    await put(`/users/${juma}/pin`, { pin: PINS.Juma });
    await put('/session/pin', { pin: PINS.Owner });
    phone = own;
    await phone.setViewportSize({ width: 360, height: 740 });
    await phone.goto(`${stack.origin}/approvals`);
    await phone.getByText('Nothing waits for you').waitFor();
    await openTill(browser);
  });
  afterAll(() => context.close());
  beforeEach(() => till.openEmpty());

  async function ringUpReduced(rate: number): Promise<void> {
    await till.scan(GOODS.tea.code);
    await till.line(GOODS.tea.name).waitFor();
    await till.command(`-${rate}%`);
    await panel().waitFor();
  }

  it('sees what is asked at once, approves it by pointer, and the till goes on', async () => {
    expect(await findFaults(phone, 'approvals, empty')).toEqual([]);
    await ringUpReduced(30);
    await picturesOf(page, 'till-asks');
    await askButton().click();
    await panel().getByText('Waiting for an answer until').waitFor();
    await card()
      .getByText(/discount 30\s?% \(they may: 10\s?%\)/)
      .waitFor();
    await card().getByText(GOODS.tea.name).waitFor();
    await picturesOf(phone, 'phone-asked');
    await picturesOf(page, 'till-waits');
    expect(await findFaults(phone, 'approvals, one waits')).toEqual([]);
    expect(await findFaults(page, 'the till waits')).toEqual([]);
    await card().getByRole('button', { name: 'Approve' }).click();
    await panel().waitFor({ state: 'detached' });
    await phone.getByText('Nothing waits for you').waitFor();
    await page.keyboard.press('F9');
    await till.done.waitFor();
    const receipt = await till.receiptNumber();
    await synced();
    const { saleId } = await shop().office.sale(receipt);
    // The tea was never counted; nothing of it is about the approval.
    expect((await office<{ flags: string[] }>(`/orders/${saleId}/flags`)).flags).toEqual(['negative-stock']);
    await phone.getByRole('tab', { name: 'Answered' }).click();
    await phone.getByText(new RegExp(`${ANSWERS.ownerName}, \\d`)).waitFor();
    await picturesOf(phone, 'phone-answered');
    await phone.getByRole('tab', { name: 'Waiting' }).click();
    expect(await shop().office.discrepancies()).toEqual([]);
  });

  it('refuses with a reason by the keyboard alone, and the cashier reads it', async () => {
    await ringUpReduced(40);
    await askButton().focus();
    await page.keyboard.press('Enter');
    await card().getByRole('button', { name: 'Refuse' }).focus();
    await phone.keyboard.press('Enter');
    await phone.getByLabel('Why not?').waitFor();
    await phone.keyboard.press('Enter');
    await phone.getByText('Say why: the cashier has to tell the customer.').waitFor();
    await phone.keyboard.type('Twenty is enough', { delay: 45 });
    await picturesOf(phone, 'phone-refuses');
    await phone.keyboard.press('Enter');
    await panel().getByText(`${ANSWERS.ownerName} refused: Twenty is enough`).waitFor();
    await picturesOf(page, 'till-refused');
    // Whoever is nearer may still type a PIN.
    await panel().getByRole('button', { name: ANSWERS.ownerName }).click();
    await panel().getByLabel(`PIN of ${ANSWERS.ownerName}`).fill(PINS.Owner);
    await panel().waitFor({ state: 'detached' });
  });

  it('is asked nothing any more when the cart changes or the cashier withdraws', async () => {
    await ringUpReduced(30);
    await askButton().click();
    await card().waitFor();
    await till.scan(GOODS.milk.code);
    await card().waitFor({ state: 'detached' });
    await askButton().click();
    await card().waitFor();
    await panel().getByRole('button', { name: 'Withdraw' }).click();
    await card().waitFor({ state: 'detached' });
    await askButton().waitFor();
  });

  it('lets the drawer be opened, and is not asked without a connection', async () => {
    await till.command('>no sale');
    await page.getByRole('option', { name: 'No sale' }).click();
    const dialog = page.getByRole('dialog', { name: 'Open the drawer without a sale' });
    await dialog.getByRole('button', { name: 'Write it down' }).click();
    await dialog.getByText('You may not open the drawer without a sale').waitFor();
    await picturesOf(page, 'till-drawer');
    expect(await findFaults(page, 'no sale')).toEqual([]);
    await dialog.getByRole('button', { name: 'Ask a manager on another screen' }).click();
    await card().getByRole('heading', { name: 'opening the drawer without a sale' }).waitFor();
    await card().getByRole('button', { name: 'Approve' }).click();
    await panel().waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: 'To look at the cash' }).click();
    await dialog.getByRole('button', { name: 'Write it down' }).click();
    await dialog.waitFor({ state: 'detached' });
    await synced();
    await context.setOffline(true);
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Offline');
    await ringUpReduced(30);
    await panel().getByText('Without the server nobody on another screen can be asked').waitFor();
    await context.setOffline(false);
    await askButton().waitFor({ timeout: 60_000 });
  });
});
