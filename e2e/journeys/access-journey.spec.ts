import pg from 'pg';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { codeAt } from '../../apps/server/src/rooms/identity/factors/factor-fixture.ts';
import {
  type MailServer,
  recipientsOf,
  startMailServer,
} from '../../apps/server/src/rooms/notifications/delivery-fixture.ts';
import { findFaults } from '../pages/inspect.ts';
import { picturesOf } from '../pages/looks.ts';
import { tillPage } from '../pages/till.ts';
import { OWNER, welcomePage } from '../pages/welcome.ts';
import { keepPicture, launchBrowser, newContext, watchFaults } from '../stack/browser.ts';
import { GOODS } from '../stack/catalogue.ts';
import { officeOf } from '../stack/office.ts';
import { employ } from '../stack/people.ts';
import { enrolSecondFactor } from '../stack/second-factor.ts';
import { found, signIn } from '../stack/shop.ts';
import { type Stack, startStack } from '../stack/stack.ts';

const APPLICANT = { name: 'Juma Otieno', email: 'juma@example.com', shopName: 'Juma Stores' } as const;
const PASSWORD = 'nine purple lanterns';
const NEW_PASSWORD = 'forty quiet river boats';
const PIN = '739105';
const CODE = /^[0-9A-HJKMNP-TV-Z]{6}$/m;
const HALF_MINUTE = 30_000;

let mail: MailServer;
let stack: Stack;
let browser: Browser;
let database: pg.Client;
/** The founder, who runs the installation, and the second person who checks. */
let founder: BrowserContext;
let admin: Page;
let checker: Page;
/** The stranger. */
let stranger: BrowserContext;
let visitor: Page;
/** Where they administer, with a second factor; the register is opened by a PIN. */
let desk: Page;
let secret = '';
let used = new Date(0);
const faults: string[] = [];
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  mail = await startMailServer();
  closers.push(() => mail.close());
  const env = { SMTP_URL: `smtp://127.0.0.1:${mail.settings.port}`, SMTP_FROM: 'Duka <no-reply@shop.test>' };
  stack = await startStack({ database: 'cloned', env });
  closers.push(() => stack.stop());
  database = new pg.Client({ connectionString: stack.ownerUrl });
  await database.connect();
  closers.push(() => database.end());
  browser = await launchBrowser();
  closers.push(() => browser.close());
  founder = await newContext(browser);
  admin = await founder.newPage();
  await found({
    stack,
    page: admin,
    till: tillPage(admin, stack.origin),
    office: officeOf(founder, stack.origin),
  });
  await enrolSecondFactor(founder, stack.origin);
  checker = await secondOperator();
  stranger = await newContext(browser);
  faults.push(...watchFaults(stranger));
  visitor = await stranger.newPage();
}, 240_000);
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

/** A second person who runs the installation, signed in beside the founder. */
async function secondOperator(): Promise<Page> {
  const person = await employ(stack, 'Salma Idris', 'administrator');
  await database.query(
    "insert into operator (account_id) select account_id from organization_user where display_name = 'Salma Idris'",
  );
  const context = await newContext(browser);
  const page = await context.newPage();
  await page.goto(stack.origin);
  await signIn(page, person);
  await page.getByRole('heading', { name: 'Make this device a register' }).waitFor();
  await enrolSecondFactor(context, stack.origin, OWNER.password);
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  faults.push(...(await findFaults(page, name)));
  await picturesOf(page, name);
}

/** The text of the latest mail that an address was sent with this subject; waits until it is there. */
function mailTo(address: string, subject: RegExp): Promise<string> {
  return vi.waitFor(
    () => {
      const found = mail.received.filter(
        (one) => recipientsOf(one).includes(address) && subject.test(one.subject ?? ''),
      );
      const last = found.at(-1);
      if (last === undefined)
        throw new Error(`${address} has got: ${mail.received.map((one) => one.subject).join(', ')}`);
      return last.text ?? '';
    },
    { timeout: 60_000, interval: 100 },
  );
}

function codeIn(text: string): string {
  const code = CODE.exec(text)?.[0];
  if (code === undefined) throw new Error(`there is no code in: ${text}`);
  return code;
}

/** The app's next code: one of this half minute may have been used. */
function nextCode(): string {
  const step = (at: Date) => Math.floor(at.getTime() / HALF_MINUTE);
  const at = step(new Date()) > step(used) ? new Date() : new Date(Date.now() + HALF_MINUTE);
  used = at;
  return codeAt(secret, at);
}

/** Puts the end of the shop's paid time so far from now: the same as waiting until then. */
async function endIn(interval: string): Promise<void> {
  const { rowCount } = await database.query(
    `update access_term set paid_until = now() + $1::interval where organization_id =
       (select organization_id from access_request where state = 'active')`,
    [interval],
  );
  expect(rowCount).toBe(1);
}

/** What is done once a day, done now. */
async function newDay(): Promise<void> {
  await database.query("select graphile_worker.add_job('access.daily')");
}

async function step(name: string, page: () => Page, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await keepPicture(page(), `access ${name}`);
    throw error;
  }
  expect(faults, name).toEqual([]);
}

async function verifyAs(page: Page, tab: 'Requests' | 'Shops'): Promise<void> {
  await page.goto(`${stack.origin}/admin`);
  await page.getByRole('tab', { name: tab }).click();
  await page.getByRole('button', { name: /Juma Stores/ }).click();
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await page.getByText('Verified by Salma Idris').first().waitFor();
}

async function tryRole(name: string): Promise<void> {
  await desk.goto(`${stack.origin}/team/roles`);
  await desk.getByRole('button', { name: 'New role' }).click();
  const editor = desk.getByRole('dialog', { name: 'New role' });
  await editor.getByLabel('Name').fill(name);
  await editor.getByRole('checkbox', { name: 'sell', exact: true }).check();
  await editor.getByRole('button', { name: 'Create role' }).click();
}

describe.sequential('the way of a stranger into a shop of their own', () => {
  it(
    'begins with a request that waits, and with a code that opens nothing',
    () =>
      step(
        'request',
        () => visitor,
        async () => {
          await admin.goto(`${stack.origin}/admin`);
          await admin.getByText('No one waiting').waitFor();
          await look(admin, 'admin-empty');
          await visitor.goto(`${stack.origin}/request-access`);
          await visitor.getByText('No plans are offered here').waitFor();
          await look(visitor, 'request-no-plans');
          await admin.getByRole('tab', { name: 'Plans' }).click();
          await admin.getByLabel('Name of the plan').fill('Monthly');
          await admin.getByLabel('Currency').fill('KES');
          await admin.getByLabel('Price').fill('1500');
          await admin.getByRole('button', { name: 'Offer this plan' }).click();
          await admin.getByText(/Monthly: .*1,500\.00 for 30 days/).waitFor();
          await look(admin, 'admin-plans');

          await visitor.reload();
          await visitor.getByRole('button', { name: 'Send the request' }).click();
          await visitor.getByText('Type your name.').waitFor();
          await look(visitor, 'request-access');
          await visitor.getByLabel('Your name').fill(APPLICANT.name);
          await visitor.getByLabel('E-mail').fill(APPLICANT.email);
          await visitor.getByLabel('Name of the shop').fill(APPLICANT.shopName);
          await visitor.getByLabel('Plan').selectOption({ index: 0 });
          await visitor.getByRole('button', { name: 'Send the request' }).click();
          await visitor.getByText('We have your request').waitFor();
          await look(visitor, 'request-sent');
          expect(await mailTo(APPLICANT.email, /We have your request for Juma Stores/)).toContain(
            'payment to be verified',
          );

          await visitor.getByRole('link', { name: 'I have a code' }).click();
          await visitor.getByLabel('E-mail').fill(APPLICANT.email);
          await visitor.getByLabel('Code').fill('a7k-2m9');
          await visitor.getByRole('button', { name: 'Continue to the set-up' }).click();
          await visitor.getByText('the payment has not been verified yet').waitFor();
          await look(visitor, 'activate-refused');
        },
      ),
    180_000,
  );

  it(
    'goes on with a payment that one operator records and another verifies',
    () =>
      step(
        'payment',
        () => admin,
        async () => {
          await admin.goto(`${stack.origin}/admin`);
          await admin.getByRole('button', { name: /Juma Stores/ }).waitFor();
          await look(admin, 'admin-requests');
          await admin.getByRole('button', { name: /Juma Stores/ }).click();
          await admin.getByText('Payment due').last().waitFor();
          await admin.getByRole('button', { name: 'Record a payment' }).click();
          await admin.getByLabel('Reference').fill('MPESA QX12');
          const receipt = { name: 'receipt.png', mimeType: 'image/png', buffer: await visitor.screenshot() };
          await admin.getByLabel(/Evidence/).setInputFiles(receipt);
          await look(admin, 'admin-record-payment');
          await admin.getByRole('button', { name: 'Record', exact: true }).click();
          await admin.getByText('Another operator has to verify it').waitFor();
          await admin.getByRole('link', { name: 'Save the file' }).waitFor();
          expect(await admin.getByRole('button', { name: 'Verify', exact: true }).count()).toBe(0);
          await look(admin, 'admin-request');
          await verifyAs(checker, 'Requests');
        },
      ),
    120_000,
  );

  it(
    'gets its code by mail, which opens the set-up',
    () =>
      step(
        'code',
        () => visitor,
        async () => {
          await admin.goto(`${stack.origin}/admin`);
          await admin.getByRole('button', { name: /Juma Stores/ }).click();
          // Handed over first; the one by mail then takes its place.
          await admin.getByText('In person', { exact: true }).click();
          await admin.getByRole('button', { name: 'Issue the code' }).click();
          await admin.getByText('Tell this code to Juma Otieno now.').waitFor();
          await admin.getByText('Handed over in person').waitFor();
          await look(admin, 'admin-code-in-person');
          const replaced = (await admin.locator('output').innerText()).trim();
          await admin.getByText('E-mail', { exact: true }).last().click();
          await admin.getByRole('button', { name: 'Issue another code' }).click();
          await admin.getByText('Sent by e-mail').waitFor();
          expect(await admin.getByRole('timer').innerText()).toMatch(/Valid for 1[45]:/);
          expect(await admin.getByText('15:01').count()).toBe(0);
          await look(admin, 'admin-code');
          const text = await mailTo(APPLICANT.email, /Your code for Juma Stores/);
          const link = /http:\/\/\S+\/activate/.exec(text)?.[0] ?? '';
          await visitor.goto(link);
          await visitor.getByLabel('E-mail').fill(APPLICANT.email);
          await visitor.getByLabel('Code').fill(replaced);
          await visitor.getByRole('button', { name: 'Continue to the set-up' }).click();
          await visitor.getByText('Nothing can be activated').waitFor();
          await visitor.getByLabel('Code').fill(codeIn(text).toLowerCase());
          await visitor.getByRole('button', { name: 'Continue to the set-up' }).click();
          const welcome = welcomePage(visitor, {
            country: 'Kenya',
            shopName: APPLICANT.shopName,
            ownerName: APPLICANT.name,
            email: APPLICANT.email,
            password: PASSWORD,
            products: 'Scan to add',
            float: '100',
          });
          await welcome.answer('country');
          await welcome.answer('shop');
          await visitor.getByLabel('Password', { exact: true }).fill(PASSWORD);
          await visitor.getByRole('button', { name: 'Create the shop' }).click();
          await visitor.getByRole('heading', { name: 'What do you sell?' }).waitFor();
          await officeOf(stranger, stack.origin).putGoods();
          await welcome.answer('products');
          await welcome.answer('float');
          await visitor.waitForURL(/\/till$/);
          await tillPage(visitor, stack.origin).tile(GOODS.tea.name).waitFor();
          // The code has been used: it opens nothing more.
          const again = await (await newContext(browser)).newPage();
          await again.goto(link);
          await again.getByLabel('E-mail').fill(APPLICANT.email);
          await again.getByLabel('Code').fill(codeIn(text));
          await again.getByRole('button', { name: 'Continue to the set-up' }).click();
          await again.getByText('Nothing can be activated').waitFor();
          await again.context().close();
          expect((await officeOf(stranger, stack.origin).get<{ state: string }>('/access')).state).toBe('paid');
        },
      ),
    180_000,
  );

  it(
    'asks for a second factor before anything is administered, and at the next sign-in',
    () =>
      step(
        'second factor',
        () => visitor,
        async () => {
          await visitor.goto(`${stack.origin}/account`);
          await visitor.getByRole('button', { name: 'Set up' }).click();
          const dialog = visitor.getByRole('dialog', { name: 'Set up an authenticator app' });
          secret = ((await dialog.getByTestId('totp-secret').textContent()) ?? '').replaceAll(/\s/g, '');
          await dialog.getByLabel('Code', { exact: true }).fill(nextCode());
          await dialog.getByRole('button', { name: 'Set up' }).click();
          await visitor.getByRole('button', { name: 'I have kept them' }).click();
          const context = await newContext(browser);
          const page = await context.newPage();
          await page.goto(stack.origin);
          await signIn(page, { email: APPLICANT.email, password: PASSWORD });
          await page.getByRole('heading', { name: 'One more step' }).waitFor();
          await page.getByLabel('Code of your authenticator app').fill(nextCode());
          await page.getByRole('button', { name: 'Sign in' }).click();
          await page.getByRole('heading', { name: 'Make this device a register' }).waitFor();
          faults.push(...(await findFaults(page, 'first sign-in')));
          desk = page;
        },
      ),
    120_000,
  );

  it(
    'gives a role of the shop’s own and a PIN, which opens the register',
    () =>
      step(
        'roles and PIN',
        () => visitor,
        async () => {
          await tryRole('Shift lead');
          await desk.getByRole('columnheader', { name: /Shift lead/ }).waitFor();
          await visitor.goto(`${stack.origin}/registers`);
          await visitor.getByRole('button', { name: `PIN for ${APPLICANT.name}` }).click();
          await visitor.getByLabel('PIN', { exact: true }).fill(PIN);
          await visitor.getByRole('button', { name: 'Save' }).click();
          await visitor.getByText(`${APPLICANT.name} can open the tills.`).waitFor();
          const till = tillPage(visitor, stack.origin);
          await till.open();
          await till.command('>lock');
          await visitor.getByRole('option', { name: 'Lock the till' }).click();
          await visitor.getByRole('button', { name: new RegExp(APPLICANT.name) }).click();
          await visitor.keyboard.type(PIN);
          await till.omnibox.waitFor();
        },
      ),
    120_000,
  );

  it(
    'is told in time that the paid time ends',
    () =>
      step(
        'reminder',
        () => visitor,
        async () => {
          await endIn('60 hours');
          await newDay();
          expect(await mailTo(APPLICANT.email, /Juma Stores is paid for until/)).toContain('in 3 days');
          await desk.goto(`${stack.origin}/orders`);
          await desk.getByText('This shop is paid for until').waitFor();
          await look(desk, 'office-due');
          await endIn('-1 hour');
          await newDay();
          await mailTo(APPLICANT.email, /The paid time of Juma Stores has ended/);
          await desk.reload();
          await desk.getByText('Everything still works until').waitFor();
        },
      ),
    120_000,
  );

  it(
    'can only read in the office after the grace, while the till sells on and the sales are marked',
    () =>
      step(
        'lapse',
        () => visitor,
        async () => {
          await endIn('-8 days');
          await desk.goto(`${stack.origin}/orders`);
          await desk.getByText('The paid time is over: the office can only be read').waitFor();
          await look(desk, 'office-lapsed');
          await tryRole('Too late');
          await desk
            .getByRole('dialog', { name: 'New role' })
            .getByText(/paid time of this shop is over|office can only be read|registers go on selling/i)
            .first()
            .waitFor();
          faults.push(...(await findFaults(desk, 'refused while lapsed')));
          const till = tillPage(visitor, stack.origin);
          await till.openEmpty();
          await till.scan(GOODS.tea.code);
          await till.exactCash.click();
          await officeOf(stranger, stack.origin).sale(await till.receiptNumber());
          const { rows } = await database.query<{ notes: string[] }>(
            "select notes from operation where kind = 'sale.completed' and notes @> '{access-lapsed}'",
          );
          expect(rows).toHaveLength(1);
        },
      ),
    120_000,
  );

  it(
    'changes things again as soon as it is renewed by two people',
    () =>
      step(
        'renewal',
        () => visitor,
        async () => {
          await admin.goto(`${stack.origin}/admin`);
          await admin.getByRole('tab', { name: 'Shops' }).click();
          await admin.getByText('Lapsed').waitFor();
          await look(admin, 'admin-shops');
          await admin.getByRole('button', { name: /Juma Stores/ }).click();
          await admin.getByRole('button', { name: 'Record a renewal' }).click();
          await admin.getByLabel('Reference').fill('MPESA QX13');
          await admin.getByRole('button', { name: 'Record', exact: true }).click();
          await admin.getByText('Another operator has to verify it').waitFor();
          await look(admin, 'admin-shop');
          await admin.getByRole('button', { name: 'Reset the second factor' }).click();
          const asked = admin.getByRole('dialog', { name: 'Reset the second factor of the owner of Juma Stores?' });
          await asked.waitFor();
          faults.push(...(await findFaults(admin, "reset of the owner's factor")));
          await asked.getByRole('button', { name: 'Reset the second factor' }).click();
          await admin.getByText('The owner has been told').waitFor();
          await verifyAs(checker, 'Shops');
          await checker.getByText('Renewed').waitFor();
          await tryRole('In time');
          await desk.getByRole('columnheader', { name: /In time/ }).waitFor();
          expect(await desk.getByText('The paid time is over').count()).toBe(0);
          await admin.reload();
          await admin.getByRole('tab', { name: 'Operators' }).click();
          await admin.getByText('Founded the installation').first().waitFor();
          await look(admin, 'admin-operators');
          await admin.setViewportSize({ width: 360, height: 740 });
          await admin.goto(`${stack.origin}/orders`);
          await admin.getByRole('button', { name: 'More', exact: true }).click();
          faults.push(...(await findFaults(admin, 'every room on a phone')));
          await admin.getByRole('dialog').getByRole('link', { name: 'Administration' }).click();
          await admin.getByRole('heading', { name: 'Administration' }).waitFor();
          expect(await admin.getByRole('dialog').count()).toBe(0);
        },
      ),
    120_000,
  );

  it(
    'sets a new password by a code from the mail, and keeps its second factor',
    () =>
      step(
        'recovery',
        () => visitor,
        async () => {
          const context = await newContext(browser);
          const page = await context.newPage();
          await page.goto(stack.origin);
          await page.getByRole('button', { name: 'Forgot the password?' }).click();
          faults.push(...(await findFaults(page, 'recovery')));
          await page.getByLabel('E-mail').fill(APPLICANT.email);
          await page.getByRole('button', { name: 'Send the code' }).click();
          const code = codeIn(await mailTo(APPLICANT.email, /Your code for a new password/));
          await page.getByLabel('Code').fill(code.toLowerCase());
          await page.getByLabel('New password', { exact: true }).fill(NEW_PASSWORD);
          faults.push(...(await findFaults(page, 'recovery, code')));
          await page.getByRole('button', { name: 'Set the password' }).click();
          await page.getByText('The password is changed.').waitFor();
          await signIn(page, { email: APPLICANT.email, password: PASSWORD });
          await page.getByText('E-mail or password is not right.').waitFor();
          await signIn(page, { email: APPLICANT.email, password: NEW_PASSWORD });
          await page.getByRole('heading', { name: 'One more step' }).waitFor();
          await context.close();
        },
      ),
    120_000,
  );
});
