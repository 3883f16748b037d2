import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { codeAt } from '../../apps/server/src/rooms/identity/factors/factor-fixture.ts';
import { findFaults } from '../pages/inspect.ts';
import { OWNER } from '../pages/welcome.ts';
import { newContext } from '../stack/browser.ts';
import { signIn, useShop } from '../stack/shop.ts';

const HALF_MINUTE = 30_000;

/** The app's next code: the one of this half minute has been used. */
async function nextCode(secret: string, used: Date): Promise<string> {
  const step = (at: Date) => Math.floor(at.getTime() / HALF_MINUTE);
  // A code of the coming half minute is taken as well: nobody has to wait for it.
  const at = step(new Date()) > step(used) ? new Date() : new Date(Date.now() + HALF_MINUTE);
  return codeAt(secret, at);
}

/** A finger on the sensor of this page's device, without a device. */
async function addAuthenticator(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return session;
}

async function openAccount(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/account`);
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
}

describe('the second factor of the owner', () => {
  const shop = useShop();
  let secret = '';
  let used = new Date(0);
  let recoveryCode = '';

  it('is asked for, and an authenticator app is set up', async () => {
    const { page, stack } = shop();
    await page.goto(`${stack.origin}/products`);
    await page.getByText('What you may do here needs a second factor').waitFor();
    await page.getByRole('link', { name: 'Add one' }).click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    expect(await findFaults(page, 'account')).toEqual([]);
    await page.getByRole('button', { name: 'Set up' }).click();
    const dialog = page.getByRole('dialog', { name: 'Set up an authenticator app' });
    await dialog.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
    expect(await findFaults(page, 'account, authenticator app')).toEqual([]);
    secret = ((await dialog.getByTestId('totp-secret').textContent()) ?? '').replaceAll(/\s/g, '');
    await dialog.getByLabel('Code').fill('000000');
    await dialog.getByRole('button', { name: 'Set up' }).click();
    await dialog.getByText('This is not the code that the app shows now.').waitFor();
    used = new Date();
    await dialog.getByLabel('Code').fill(codeAt(secret, used));
    await dialog.getByRole('button', { name: 'Set up' }).click();
    const codes = page.getByRole('dialog', { name: 'Your recovery codes' });
    await codes.waitFor();
    expect(await codes.getByRole('listitem').count()).toBe(10);
    recoveryCode = (await codes.getByRole('listitem').first().textContent()) ?? '';
    expect(await findFaults(page, 'account, recovery codes')).toEqual([]);
    await codes.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('10 are left.').waitFor();
    await page.goto(`${stack.origin}/products`);
    await page.getByRole('heading', { name: 'Products' }).waitFor();
    expect(await page.getByText('What you may do here needs a second factor').count()).toBe(0);
  });

  it('is asked for at the next sign-in, and a recovery code takes its place once', async () => {
    const { browser, stack } = shop();
    const context = await newContext(browser);
    const page = await context.newPage();
    await page.goto(stack.origin);
    await signIn(page);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    expect(await findFaults(page, 'second step')).toEqual([]);
    await page.getByLabel('Code of your authenticator app').fill('000000');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This is not right, or was used before.').waitFor();
    await page.getByLabel('Code of your authenticator app').fill(await nextCode(secret, used));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Make this device a register' }).waitFor();
    await context.close();

    const other = await newContext(browser);
    const lost = await other.newPage();
    await lost.goto(stack.origin);
    await signIn(lost);
    await lost.getByRole('button', { name: 'Use a recovery code' }).click();
    await lost.getByLabel('Recovery code').fill(recoveryCode.toLowerCase());
    await lost.getByRole('button', { name: 'Sign in' }).click();
    await lost.getByRole('heading', { name: 'Make this device a register' }).waitFor();
    await other.close();
  });

  it('is a passkey as well: added on one page, and opening another sign-in alone', async () => {
    const { page, stack } = shop();
    const authenticator = await addAuthenticator(page);
    await openAccount(page, stack.origin);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
    await dialog.getByLabel('Name').fill('Counter laptop');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Counter laptop').waitFor();
    expect(await findFaults(page, 'account, passkey')).toEqual([]);
    await page.context().clearCookies();
    await page.reload();
    await page.getByRole('button', { name: 'Somebody else' }).click();
    await page.getByRole('button', { name: 'Use a passkey instead' }).click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await page
      .getByText(/last used/)
      .first()
      .waitFor();
    await authenticator.send('WebAuthn.disable');
  });

  it('is asked again before something dangerous, and the refused request is repeated', async () => {
    const { page, stack } = shop();
    if (stack.ownerUrl === undefined) throw new Error('this journey looks into a database of its own');
    const { Client } = await import('pg');
    const client = new Client({ connectionString: stack.ownerUrl });
    await client.connect();
    await client.query("update session set confirmed_at = now() - interval '6 minutes'");
    await client.end();
    await openAccount(page, stack.origin);
    await page.getByRole('button', { name: 'Make new ones' }).click();
    const question = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await question.getByLabel('Password', { exact: true }).fill('seven red umbrellas');
    await question.getByRole('button', { name: 'Confirm' }).click();
    await question.getByText('The password is not right.').waitFor();
    expect(await findFaults(page, 'confirm')).toEqual([]);
    await question.getByLabel('Password', { exact: true }).fill(OWNER.password);
    await question.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('dialog', { name: 'Your recovery codes' }).waitFor();
  });
});
