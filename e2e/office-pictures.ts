import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { tillPage } from './pages/till.ts';
import type { Camera } from './pictures.ts';
import { newContext } from './stack/browser.ts';
import { officeOf } from './stack/office.ts';
import { enrolSecondFactor } from './stack/second-factor.ts';

/** The office's pages about people, in the order of the menu. */
const PAGES = [
  ['registers', '/registers'],
  ['team', '/team'],
  ['roles', '/team/roles'],
  ['security', '/security'],
  ['audit', '/audit'],
  ['messages', '/messages'],
  ['account', '/account'],
  ['admin', '/admin'],
  ['help', '/help'],
  ['help-page', '/help/people'],
] as const;

/**
 * Pictures of who may come in: the public pages, the lock screen with its people, and the office's pages about people with
 * something on them. The page belongs to the owner of a shop that has been set up; it is left locked.
 */
export async function takeOfficePictures(page: Page, browser: Browser, origin: string, camera: Camera): Promise<void> {
  await takePublicPictures(browser, origin, camera, 'request-access');
  await enrolSecondFactor(page.context(), origin);
  await invitePeople(page, origin);
  await offerPlan(page, origin);
  await askForAccess(browser, origin);
  await failToSignIn(browser, origin);
  for (const [name, path] of PAGES) {
    await page.goto(`${origin}${path}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.waitForLoadState('networkidle');
    await camera.everySize(page, name);
  }
  await page.goto(`${origin}/team`);
  await page.getByRole('main').getByRole('link', { name: /Amina/ }).and(page.locator(':visible')).first().click();
  await page.getByRole('dialog').waitFor();
  await page.waitForLoadState('networkidle');
  await camera.everySize(page, 'person');
  await page.goto(`${origin}/security`);
  await page.getByRole('tab').first().waitFor();
  for (const tab of await page.getByRole('tab').allTextContents()) {
    await page.getByRole('tab', { name: tab }).click();
    await page.waitForLoadState('networkidle');
    await camera.everySize(page, `security-${tab.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`);
  }
  await takePublicPictures(browser, origin, camera, 'activate');
  await lockWithPeople(page, origin);
  await camera.everySize(page, 'lock');
}

async function takePublicPictures(browser: Browser, origin: string, camera: Camera, path: string): Promise<void> {
  const context = await newContext(browser);
  const page = await context.newPage();
  await page.goto(`${origin}/${path}`);
  await page.getByRole('heading').first().waitFor();
  await camera.everySize(page, path);
  await context.close();
}

async function invitePeople(page: Page, origin: string): Promise<void> {
  const office = officeOf(page.context(), origin);
  for (const [displayName, role] of [
    ['Juma Otieno', 'manager'],
    ['Wanjiru Kamau', 'cashier'],
    ['Salma Idris', 'viewer'],
  ] as const) {
    const email = `${displayName.toLowerCase().replace(' ', '.')}@example.com`;
    await office.post('/invitations', { invitationId: randomUUID(), email, displayName, role, delivery: 'in-person' });
  }
}

async function offerPlan(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/admin`);
  await page.getByRole('tab', { name: 'Plans' }).click();
  await page.getByLabel('Name of the plan').fill('Monthly');
  await page.getByLabel('Currency').fill('GBP');
  await page.getByLabel('Price').fill('12');
  await page.getByRole('button', { name: 'Offer this plan' }).click();
  await page.getByText(/Monthly: .*12\.00 for 30 days/).waitFor();
}

async function askForAccess(browser: Browser, origin: string): Promise<void> {
  const context = await newContext(browser);
  const page = await context.newPage();
  await page.goto(`${origin}/request-access`);
  await page.getByLabel('Your name').fill('Peter Maina');
  await page.getByLabel('E-mail').fill('peter.maina@example.com');
  await page.getByLabel('Name of the shop').fill('Maina General Stores');
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.getByText('We have your request').waitFor();
  await context.close();
}

async function failToSignIn(browser: Browser, origin: string): Promise<void> {
  const context = await newContext(browser);
  for (const password of ['lantern', 'lanterns']) {
    await context.request.post(`${origin}/api/v1/sessions`, {
      headers: { origin, 'sec-fetch-site': 'same-origin' },
      data: { email: 'stranger@example.com', password },
    });
  }
  await context.close();
}

async function lockWithPeople(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/registers`);
  await page
    .getByRole('button', { name: /^PIN for/ })
    .first()
    .click();
  await page.getByLabel('PIN', { exact: true }).fill('739105');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/can open the tills/).waitFor();
  const till = tillPage(page, origin);
  await till.open();
  await till.command('>lock');
  await page.getByRole('option', { name: 'Lock the till' }).click();
  await page.getByRole('button', { name: /Amina/ }).waitFor();
}
