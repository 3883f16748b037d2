import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ShopSettings } from '@mosaajii/contract/settings';
import type { ShiftDetail, ShiftList } from '@mosaajii/contract/till';
import { USUAL_TENDERS } from '@mosaajii/domain/sale';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectedCashMinor } from '../../apps/web/src/platform/journal/index.ts';
import { isAllSent, readJournal } from '../pages/journal.ts';
import { sellQuickly } from '../pages/quick-hands.ts';
import { type TillPage, tillPage } from '../pages/till.ts';
import { ANSWERS } from '../pages/welcome.ts';
import { openProfile, watchFaults } from '../stack/browser.ts';
import { GOODS } from '../stack/catalogue.ts';
import { employ } from '../stack/people.ts';
import { enrolSecondFactor } from '../stack/second-factor.ts';
import { useShop } from '../stack/shop.ts';

const SALES = 200;
const PINS = { Owner: '739105', Juma: '481516' } as const;
const CARD = 'GIFT2026ABCD';

/** Juma's till starts in the morning without a server, and finds one after the shift is closed. */
describe('a whole day without the server', () => {
  const shop = useShop();
  let profile: string;
  let context: BrowserContext;
  let page: Page;
  let till: TillPage;
  let faults: string[];
  const receipts: string[] = [];

  async function asOwner<T>(method: 'get' | 'put' | 'patch', path: string, data?: unknown): Promise<T> {
    const { context: office, stack } = shop();
    const headers = { origin: stack.origin, 'sec-fetch-site': 'same-origin' };
    const response = await office.request[method](`${stack.origin}/api/v1${path}`, {
      headers,
      ...(data === undefined ? {} : { data }),
    });
    if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
    return (await response.json()) as T;
  }
  async function openBrowser(): Promise<void> {
    context = await openProfile(profile);
    faults = watchFaults(context);
    page = context.pages()[0] ?? (await context.newPage());
    till = tillPage(page, shop().stack.origin);
  }
  async function enter(): Promise<void> {
    await page.getByRole('button', { name: /Juma/ }).click();
    await page.keyboard.type(PINS.Juma);
    await till.omnibox.waitFor();
  }
  async function done(): Promise<string> {
    await till.done.waitFor();
    const number = await till.receiptNumber();
    receipts.push(number);
    return number;
  }

  beforeAll(async () => {
    const { stack, office } = shop();
    await employ(stack, 'Juma', 'cashier');
    await enrolSecondFactor(shop().context, stack.origin);
    const { people } = await asOwner<{ people: { userId: string; displayName: string }[] }>('get', '/pins');
    const juma = people.find((person) => person.displayName === 'Juma')?.userId ?? '';
    await asOwner('put', '/pins/rules', { ownPins: false, badgeAlone: false });
    await asOwner('put', `/users/${juma}/pin`, { pin: PINS.Juma });
    await asOwner('put', '/session/pin', { pin: PINS.Owner });
    const { store } = await asOwner<ShopSettings>('get', '/settings');
    const tenders = { ...USUAL_TENDERS, offline: { perDayMinor: 5_000, perPurseMinor: 2_000 } };
    await asOwner('patch', '/settings', { version: store.version, storeId: store.storeId, tenders });
    const made = await office.post<{ code: string }>('/registers/places', { name: 'Back till' });
    profile = await mkdtemp(join(tmpdir(), 'mosaajii-profile-'));
    await openBrowser();
    await page.goto(stack.origin);
    await page.getByRole('button', { name: 'This device is a new till' }).click();
    await page.getByLabel('Code').fill(made.code);
    await page.getByRole('button', { name: 'Become a till' }).click();
    const told = page.waitForResponse((response) => response.url().endsWith('/register/sessions'));
    await enter();
    await told;
    await till.open();
    await till.tile(GOODS.milk.name).waitFor({ timeout: 60_000 });
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find anything' }).fill('lock the till');
    await page.keyboard.press('Enter');
    await page.getByText('Who is at the till?').waitFor();
    await stack.kill();
    await context.close();
  });
  afterAll(async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  });

  it('starts cold, lets Juma in by PIN and opens a shift', async () => {
    await openBrowser();
    await page.goto(`${shop().stack.origin}/till`);
    await enter();
    await page.getByRole('button', { name: 'Open a shift' }).click();
    await page.getByLabel('Opening float').fill('100');
    await page.getByRole('button', { name: 'Open shift' }).click();
    await page.getByText('Shift opened').first().waitFor();
    await till.open();
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Offline');
    expect(faults).toEqual([]);
  });

  it('sells and loads a gift card, and takes it as far as the store allows without the server', async () => {
    await till.command('>sell a gift card');
    await page.getByRole('option', { name: 'Sell a gift card' }).click();
    const sheet = page.getByRole('dialog', { name: 'Sell a gift card' });
    await sheet.getByLabel('Gift card code').fill(CARD);
    await sheet.getByLabel('Amount on the card').fill('30');
    await sheet.getByRole('button', { name: 'Add to sale' }).click();
    await expect.poll(() => till.total.textContent()).toContain('30.00');
    await page.keyboard.press('F9');
    await done();
    await till.scan(GOODS.lamp.code);
    await till.line(GOODS.lamp.name).waitFor();
    await till.pay.click();
    await till.payment.getByLabel('Gift card code').fill(CARD);
    await page.keyboard.press('Enter');
    await till.payment.getByText('balance not known yet').waitFor();
    await till.amount.fill('21');
    await till.payment.getByRole('button', { name: /^Gift card/ }).click();
    await till.payment
      .getByText(/20\.00/)
      .first()
      .waitFor();
    await till.amount.fill('20');
    await till.payment.getByRole('button', { name: /^Gift card/ }).click();
    await till.payment.getByRole('list', { name: 'Paid' }).waitFor();
    await till.cash.click();
    await done();
    expect(faults).toEqual([]);
  });

  it('gives a discount that the owner approves by PIN beside the sale', async () => {
    await till.scan(GOODS.tea.code);
    await till.line(GOODS.tea.name).waitFor();
    await till.command('-30%');
    const panel = page.getByRole('region', { name: 'Needs a manager' });
    await panel.getByRole('button', { name: ANSWERS.ownerName }).click();
    await panel.getByLabel(`PIN of ${ANSWERS.ownerName}`).fill(PINS.Owner);
    await panel.waitFor({ state: 'detached' });
    await page.keyboard.press('F9');
    await done();
    expect(faults).toEqual([]);
  });

  it('takes goods back for cash, and drops cash in the safe', async () => {
    await till.scan(GOODS.coffee.code, GOODS.milk.code);
    await expect.poll(() => till.lines.allInnerTexts()).toHaveLength(2);
    await page.keyboard.press('F9');
    const number = await done();
    await till.omnibox.focus();
    await page.keyboard.type(`#${Number(number.slice(-6))}`, { delay: 45 });
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `One more ${GOODS.coffee.name}` }).click();
    await page.getByRole('button', { name: /^Refund .*8\.90 cash/ }).click();
    await page.getByText('Hand back').waitFor();
    await page.goto(`${shop().stack.origin}/shift`);
    await page.getByRole('button', { name: 'Cash drop' }).click();
    await page.getByRole('dialog').getByLabel('Amount').fill('20');
    await page.getByRole('button', { name: 'Write it down' }).click();
    await page.getByText('20.00 dropped in the safe').waitFor();
    await till.open();
    expect(faults).toEqual([]);
  });

  it(`sells until there are ${SALES} sales`, async () => {
    await till.tile(GOODS.milk.name).waitFor();
    await till.omnibox.and(page.locator(':focus')).waitFor();
    const goods = Object.values(GOODS);
    const codes = Array.from(
      { length: SALES - receipts.length },
      (_, index) => goods[index % goods.length]?.code ?? '',
    );
    receipts.push(...(await sellQuickly(page, codes)));
    expect(new Set(receipts).size).toBe(SALES);
    expect(faults).toEqual([]);
  });

  it('closes the shift with a pound missing, on its own Z report', async () => {
    const shift = (await readJournal(page)).shifts.find(({ closed }) => closed === null);
    if (shift === undefined) throw new Error('no shift is open');
    await page.goto(`${shop().stack.origin}/shift`);
    await page.getByRole('heading', { name: 'Count the drawer' }).waitFor();
    await page.getByText('One total').click();
    await page.getByLabel('Counted cash').fill(((expectedCashMinor(shift) - 100) / 100).toFixed(2));
    await page.getByRole('button', { name: 'Close shift' }).click();
    await page.getByRole('heading', { name: 'Count and drawer differ' }).waitFor();
    await page.getByRole('button', { name: 'Wrong change' }).click();
    await page.getByRole('button', { name: 'Confirm and close' }).click();
    await page.getByText('Z report S1-R2-A-Z0001').waitFor();
    expect(faults).toEqual([]);
  });

  it('sends it all when the server is back, and the office has the same Z to the cent', async () => {
    const { stack, office, page: desk } = shop();
    await stack.restart();
    await till.open();
    await till.chip.click();
    await page.getByRole('button', { name: 'Send now' }).click();
    await expect.poll(async () => isAllSent(await readJournal(page)), { timeout: 60_000 }).toBe(true);
    const { shifts, operations } = await readJournal(page);
    const closed = shifts.find(({ closed }) => closed !== null)?.closed;
    const shiftId = shifts.find(({ closed }) => closed !== null)?.shiftId ?? '';
    const doubted = operations.filter(({ answer }) => answer?.status !== 'applied');
    const doubts = doubted.flatMap(({ kind, answer }) => (answer?.status === 'flagged' ? answer.flags : [kind]));
    // Nobody has counted the shelves of this shop: the server says so of each good once.
    expect(doubts.filter((doubt) => doubt !== 'negative-stock')).toEqual([]);

    const { items } = await office.get<ShiftList>('/shifts?limit=20');
    expect(items.find((shift) => shift.shiftId === shiftId)).toMatchObject({ zName: 'S1-R2-A-Z0001' });
    const detail = await office.get<ShiftDetail>(`/shifts/${shiftId}`);
    expect(detail.isTrue).toBe(true);
    expect(detail.z).toEqual(closed?.z);
    expect(detail.shift).toMatchObject({
      countedMinor: closed?.countedMinor,
      cashMinor: closed?.z?.expectedMinor,
    });
    const orders = await office.orders();
    const sold = orders.filter(({ kind, receiptNumber }) => kind === 'sale' && receiptNumber.startsWith('S1-R2-'));
    expect(sold.map(({ receiptNumber }) => receiptNumber).sort()).toEqual([...receipts].sort());
    expect(await office.discrepancies()).toEqual([]);

    await desk.goto(`${stack.origin}/shifts/${shiftId}`);
    await desk.getByText('The Z report says what the sales').waitFor();
    const total = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2 });
    await desk
      .getByText(total.format((closed?.z?.expectedMinor ?? 0) / 100))
      .first()
      .waitFor();
    await desk
      .getByText(total.format((closed?.countedMinor ?? 0) / 100))
      .first()
      .waitFor();
  });
});
