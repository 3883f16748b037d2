import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type MailServer,
  recipientsOf,
  startMailServer,
} from '../../apps/server/src/rooms/notifications/delivery-fixture.ts';
import { findFaults } from '../pages/inspect.ts';
import { picturesOf } from '../pages/looks.ts';
import { tillPage } from '../pages/till.ts';
import { launchBrowser, newContext } from '../stack/browser.ts';
import { officeOf } from '../stack/office.ts';
import { found } from '../stack/shop.ts';
import { type Stack, startStack } from '../stack/stack.ts';

describe('what the shop sends and what one is told', () => {
  let mail: MailServer;
  let stack: Stack;
  let page: Page;
  let database: pg.Client;
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
    const browser = await launchBrowser();
    closers.push(() => browser.close());
    const context = await newContext(browser);
    page = await context.newPage();
    await found({ stack, page, till: tillPage(page, stack.origin), office: officeOf(context, stack.origin) });
    // Whoever administers has brought a second factor; how is another journey.
    await database.query("update session set assurance = 'second-factor'");
  });
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });

  it('sends a test message, which arrives, and says what cannot leave', async () => {
    await page.goto(`${stack.origin}/messages`);
    await page.getByRole('heading', { name: 'Messages' }).waitFor();
    await page.getByText('No message has been sent yet').waitFor();
    await page.getByText('SMS is not set up on this server.').waitFor();
    const faults = await findFaults(page, 'messages, none');
    await page.getByRole('button', { name: 'Send a test message' }).click();
    await page.getByLabel('E-mail address').fill('nobody');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('neither an e-mail address nor a phone number').waitFor();
    faults.push(...(await findFaults(page, 'test message')));
    await page.getByLabel('E-mail address').fill('juma@example.com');
    await page.getByText('Français').click();
    await picturesOf(page, 'test');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('Delivered', { exact: true }).and(page.locator(':visible')).first().waitFor();
    const [received] = mail.received;
    expect(mail.received).toHaveLength(1);
    expect(received === undefined ? [] : recipientsOf(received)).toEqual(['juma@example.com']);
    expect(received?.subject).toMatch(/^Message d’essai de /);
    expect(received?.text).toContain(stack.origin);
    faults.push(...(await findFaults(page, 'messages')));
    await picturesOf(page, 'log');
    // Whoever runs the installation sees its own messages too, which belong to no shop.
    await page.getByText('The installation', { exact: true }).click();
    await page.getByText('No message has been sent yet').waitFor();
    faults.push(...(await findFaults(page, 'messages of the installation')));
    await picturesOf(page, 'installation');
    await page.getByText('This shop', { exact: true }).click();
    await page.getByText('Delivered', { exact: true }).and(page.locator(':visible')).first().waitFor();
    await page.getByRole('combobox', { name: 'State' }).selectOption('failed');
    await page.getByText('No message fits these filters').waitFor();
    expect(faults).toEqual([]);
  });

  it('shows each message in each language, and keeps the list of blocked addresses and one’s own wishes', async () => {
    await page.goto(`${stack.origin}/messages?view=templates`);
    await page.getByText('Preview', { exact: true }).waitFor();
    await page.getByText('العربية').click();
    await page.locator('article[dir=rtl][lang=ar]').waitFor();
    const faults = await findFaults(page, 'templates');
    await picturesOf(page, 'templates');
    await page.getByRole('tab', { name: 'Blocked addresses' }).click();
    await page.getByText('No address is blocked').waitFor();
    await page.getByLabel('E-mail address').fill('stop@example.com');
    await page.getByRole('button', { name: 'Block an address' }).click();
    await page.getByText('Entered by hand').waitFor();
    faults.push(...(await findFaults(page, 'blocked addresses')));
    await picturesOf(page, 'blocked');
    await page.getByRole('button', { name: 'Allow again: stop@example.com' }).click();
    await page.getByText('No address is blocked').waitFor();
    await page.getByRole('tab', { name: 'What I am told' }).click();
    const wish = page.getByRole('switch', { name: 'E-mail' });
    await wish.click();
    await expect.poll(() => wish.getAttribute('aria-checked')).toBe('false');
    await page.reload();
    await expect.poll(() => wish.getAttribute('aria-checked')).toBe('false');
    faults.push(...(await findFaults(page, 'preferences')));
    await picturesOf(page, 'preferences');
    expect(faults).toEqual([]);
  });

  it('rings at once when something needs somebody, and leads there', async () => {
    await page.goto(`${stack.origin}/orders`);
    const bell = page.getByRole('button', { name: /^Notices/ }).and(page.locator(':visible'));
    await bell.click();
    await page.getByText('All clear').waitFor();
    const faults = await findFaults(page, 'no notices');
    await page.keyboard.press('Escape');
    for (const subject of ['Your code', 'Ihre Einladung'])
      await database.query(
        `select set_config('app.organization_id', u.organization_id::text, false),
           queue_notice(jsonb_build_object('organization_id', u.organization_id, 'notice_id', $1::uuid, 'user_id', u.user_id,
             'template', 'notifications/undeliverable', 'params', jsonb_build_object('subject', $2::text, 'channel', 'e-mail'),
             'created_at', now()))
           from organization_user u limit 1`,
        [randomUUID(), subject],
      );
    await page.getByRole('button', { name: 'Notices, 2 unread' }).and(page.locator(':visible')).click();
    await page.getByText('“Your code” (e-mail)').waitFor();
    faults.push(...(await findFaults(page, 'notices')));
    await picturesOf(page, 'notices');
    await page.getByRole('link', { name: 'Open the delivery log' }).first().click();
    await page.getByRole('heading', { name: 'Messages' }).waitFor();
    expect(new URL(page.url()).search).toContain('state=failed');
    await page.getByRole('button', { name: 'Notices, 1 unread' }).and(page.locator(':visible')).click();
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await page.getByRole('button', { name: 'Mark all as read' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Notices', exact: true }).and(page.locator(':visible')).waitFor();
    expect(faults).toEqual([]);
  });
});
