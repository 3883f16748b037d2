import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type MailServer, startMailServer } from '../../apps/server/src/rooms/notifications/delivery-fixture.ts';
import { findFaults } from '../pages/inspect.ts';
import { picturesOf } from '../pages/looks.ts';
import { newContext } from '../stack/browser.ts';
import { employ } from '../stack/people.ts';
import { enrolSecondFactor } from '../stack/second-factor.ts';
import { signIn, useShop } from '../stack/shop.ts';

const PASSWORD = 'nine purple kites';

let mail: MailServer;

describe('the team', () => {
  const env: Record<string, string> = {};
  beforeAll(async () => {
    mail = await startMailServer();
    env['SMTP_URL'] = `smtp://127.0.0.1:${mail.settings.port}`;
    env['SMTP_FROM'] = 'Mosaajii <no-reply@shop.test>';
  });
  afterAll(() => mail.close());
  const shop = useShop({ env });
  // People are administered with a second factor only; enrolling one is a journey of its own.
  beforeAll(async () => {
    await enrolSecondFactor(shop().context, shop().stack.origin);
  });

  const openTeam = async (): Promise<Page> => {
    const { page, stack } = shop();
    await page.goto(`${stack.origin}/team`);
    await page.getByRole('heading', { name: 'Team' }).waitFor();
    return page;
  };
  const mailTo = (address: string, subject: RegExp): Promise<MailServer['received'][number]> =>
    vi.waitFor(
      () => {
        const found = mail.received.find(
          (one) => subject.test(one.subject ?? '') && JSON.stringify(one.to).includes(address),
        );
        if (found === undefined) throw new Error(`no mail for ${address}`);
        return found;
      },
      { timeout: 30_000, interval: 200 },
    );
  /** Lets a proof of who one is be as old as if it were given now: the dialog that asks for it has a journey of its own. */
  const behindTheScenes = async (sql: string): Promise<void> => {
    const client = new Client({ connectionString: shop().stack.ownerUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
  };

  it('invites by mail, lets somebody join, gives them another role, and signs them out at once when they are suspended', async () => {
    const page = await openTeam();
    const { browser, stack } = shop();
    await page.getByRole('button', { name: 'Invite' }).first().click();
    await page.getByLabel('Name', { exact: true }).fill('Wanjiru');
    await page.getByLabel('E-mail address', { exact: true }).fill('wanjiru@example.com');
    await page.getByRole('dialog').getByLabel('Role').selectOption('cashier');
    const faults = await findFaults(page, 'team, invite');
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await page.getByText('The invitation is on its way').waitFor();
    const invitation = await mailTo('wanjiru@example.com', /invites you to/);
    const link = /\/join\?shop=[0-9a-f-]+&invitation=[0-9a-f-]+/.exec(invitation.text ?? '')?.[0];
    expect(link, invitation.text).toBeDefined();

    const context = await newContext(browser);
    const guest = await context.newPage();
    await guest.goto(`${stack.origin}${link}`);
    await guest.getByRole('button', { name: 'Send me a code' }).click();
    await guest.getByText('a code is on its way').waitFor();
    faults.push(...(await findFaults(guest, 'join, code')));
    const message = await mailTo('wanjiru@example.com', /code to join/);
    const code = /^[0-9A-Z]{6}$/m.exec(message.text ?? '')?.[0] ?? '';
    await guest.getByLabel('Code').fill(code.toLowerCase());
    await guest.getByRole('button', { name: 'Continue' }).click();
    await guest.getByLabel('Choose a password').fill(PASSWORD);
    faults.push(...(await findFaults(guest, 'join, offer')));
    await guest.getByRole('button', { name: 'Join', exact: true }).click();
    await guest.getByRole('button', { name: 'Go to sign-in' }).click();
    await signIn(guest, { email: 'wanjiru@example.com', password: PASSWORD });
    await guest.getByLabel('E-mail').waitFor({ state: 'detached' });
    await guest.goto(`${stack.origin}/orders`);
    await guest.getByRole('heading', { name: 'Orders' }).waitFor();

    await page.reload();
    await page.getByRole('link', { name: 'Wanjiru' }).first().click();
    await page.getByText('Where they are signed in').waitFor();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('Role').selectOption('manager');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    faults.push(...(await findFaults(page, 'team, person')));
    await page.getByRole('button', { name: 'Suspend' }).click();
    await page.getByRole('dialog').last().getByRole('button', { name: 'Suspend' }).click();
    await page.getByRole('button', { name: 'Activate' }).waitFor();
    await guest.getByRole('link', { name: 'Products' }).first().click();
    await guest.getByRole('button', { name: /Unlock|Sign in/ }).waitFor();
    await context.close();
    expect(faults).toEqual([]);
  });

  it('changes many at once, says who was left as they were, and keeps the view', async () => {
    const page = await openTeam();
    for (const name of ['Otieno', 'Njeri']) {
      await page.getByRole('button', { name: 'Add staff' }).click();
      await page.getByLabel('Name', { exact: true }).fill(name);
      await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
      await page.getByText(`${name} was added`).waitFor();
    }
    const table = page.getByRole('region', { name: 'People of the shop' });
    await table.getByLabel('Select everybody shown').check();
    const faults = await findFaults(page, 'team, selection');
    await page.getByRole('toolbar').getByRole('button', { name: 'Suspend' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
    // The owner, who is the last administrator too.
    await page.getByText('Some were not changed').waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('State').selectOption('suspended');
    await expect.poll(() => table.getByRole('link').count()).toBe(3);
    expect(new URL(page.url()).search).toBe('?state=suspended');
    await page.getByRole('button', { name: 'Keep this view' }).click();
    await page.getByLabel('Name of the view').fill('Not now');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Not now', exact: true }).waitFor();
    faults.push(...(await findFaults(page, 'team, kept view')));
    expect(faults).toEqual([]);
  });

  it('is narrowed on a phone in a dialog, with the keyboard alone', async () => {
    const page = await openTeam();
    await page.setViewportSize({ width: 360, height: 740 });
    const filters = page.getByRole('button', { name: 'Filters', exact: true });
    await filters.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Filters' });
    await dialog.getByLabel('State').focus();
    await dialog.getByLabel('State').selectOption('suspended');
    const faults = await findFaults(page, 'team, filters');
    await dialog.getByRole('button', { name: 'Show the list' }).press('Enter');
    await page.getByRole('button', { name: 'Filters (1)' }).waitFor();
    await page.getByRole('link', { name: 'Njeri' }).first().waitFor();
    faults.push(...(await findFaults(page, 'team, phone')));
    await page.setViewportSize({ width: 1366, height: 768 });
    expect(faults).toEqual([]);
  });

  it('takes people in from a file after a look at each row, and gives them out again', async () => {
    const page = await openTeam();
    await page.getByRole('button', { name: 'Import' }).click();
    const csv =
      'Name,Email,Role\nKamau,,Cashier\nHalima,halima@example.com,Manager\n,,\nKing,,King\n' +
      '"=HYPERLINK(""https://evil.example"",""Click"")",,Cashier\nKamau,,Viewer\nBroken,not-an-address,Viewer\n';
    await page
      .getByRole('dialog')
      .getByLabel('File')
      .setInputFiles({ name: 'team.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByText('“King” is not a role.').waitFor();
    const faults = await findFaults(page, 'team, import');
    const run = page.getByRole('button', { name: /Take in \d people/ });
    await run.click();
    await page.getByText('The same file again would change nothing.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Kamau' }).first().waitFor();
    await mailTo('halima@example.com', /invites you to/);
    await page.getByRole('tab', { name: 'Invitations' }).click();
    await page.getByText('halima@example.com').waitFor();
    faults.push(...(await findFaults(page, 'team, invitations')));
    await page.getByRole('tab', { name: 'People' }).click();
    await behindTheScenes('update session set confirmed_at = now()');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text.split('\r\n')[0]?.replace('\uFEFF', '')).toBe(
      'name,email,role,state,is_owner,last_seen_at,created_at,user_id',
    );
    expect(text).toContain('Kamau');
    // Nothing that a spreadsheet would run.
    for (const line of text.split(/\r?\n/)) expect(line).not.toMatch(/^"?[=+@-]/);
    expect(faults).toEqual([]);
  });

  it('invites everybody again who has not answered', async () => {
    const page = await openTeam();
    for (const name of ['achieng', 'barasa']) {
      await page.getByRole('button', { name: 'Invite' }).first().click();
      await page.getByLabel('Name', { exact: true }).fill(name);
      await page.getByLabel('E-mail address', { exact: true }).fill(`${name}@example.com`);
      await page.getByRole('button', { name: 'Send the invitation' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.getByRole('tab', { name: 'Invitations' }).click();
    await page.getByRole('button', { name: 'Invite them all again' }).waitFor();
    await behindTheScenes("update invitation set sent_at = sent_at - interval '2 minutes'");
    await page.getByRole('button', { name: 'Invite them all again' }).click();
    await page.getByText(/\d invitations were sent again/).waitFor();
    await expect
      .poll(() => mail.received.filter((one) => JSON.stringify(one.to).includes('achieng@example.com')).length)
      .toBe(2);
    expect(await findFaults(page, 'team, invitations')).toEqual([]);
  });

  it('hands the shop over to another administrator, who has to accept', async () => {
    const { browser, stack } = shop();
    const heir = await employ(stack, 'Mumbi Heir', 'administrator');
    const page = await openTeam();
    await page.getByRole('link', { name: 'Mumbi Heir' }).first().click();
    await behindTheScenes('update session set confirmed_at = now()');
    await page.getByRole('button', { name: 'Hand the shop over' }).click();
    await page.getByRole('dialog').last().getByRole('button', { name: 'Hand the shop over' }).click();
    await page.getByText('The shop is offered').waitFor();
    const context = await newContext(browser);
    const theirs = await context.newPage();
    await theirs.goto(stack.origin);
    await signIn(theirs, heir);
    await theirs.getByLabel('E-mail').waitFor({ state: 'detached' });
    await enrolSecondFactor(context, stack.origin, heir.password);
    await theirs.goto(`${stack.origin}/team`);
    await theirs.getByText('wants to hand the shop over to you').waitFor();
    const faults = await findFaults(theirs, 'team, ownership');
    await theirs.getByRole('button', { name: 'Accept' }).click();
    await theirs.getByText('The shop is yours').waitFor();
    await context.close();
    expect(faults).toEqual([]);
  });

  it('lets a mightier role wait for a second person', async () => {
    const { browser, stack } = shop();
    await behindTheScenes('update organization set asks_second_person = true');
    const second = await employ(stack, 'Second Admin', 'administrator');
    await employ(stack, 'Rising Star', 'viewer');
    const { page } = shop();
    await page.goto(`${stack.origin}/team/roles`);
    await page.getByRole('tab', { name: 'What can somebody do?' }).click();
    await page.getByLabel('Person').selectOption({ label: 'Rising Star' });
    await behindTheScenes('update session set confirmed_at = now()');
    await page.getByRole('button', { name: 'Change roles' }).click();
    const editor = page.getByRole('dialog', { name: /Rising Star/ });
    await editor.getByLabel('Main role').selectOption('administrator');
    await editor.getByRole('button', { name: 'Save' }).click();
    await page.getByText('It waits for somebody else to approve it.').waitFor();
    await page.getByRole('tab', { name: 'Approvals' }).click();
    await page.getByText('main role: Viewer → Administrator').waitFor();
    await page.getByText('Somebody else who may change roles has to approve this.').waitFor();
    const faults = await findFaults(page, 'roles, approvals of the asker');

    const context = await newContext(browser);
    const theirs = await context.newPage();
    await theirs.goto(stack.origin);
    await signIn(theirs, second);
    await theirs.getByLabel('E-mail').waitFor({ state: 'detached' });
    await enrolSecondFactor(context, stack.origin, second.password);
    await theirs.goto(`${stack.origin}/team/roles`);
    await theirs.getByRole('tab', { name: 'Approvals' }).click();
    await theirs.getByRole('button', { name: 'Approve', exact: true }).waitFor();
    faults.push(...(await findFaults(theirs, 'roles, approvals')));
    await picturesOf(theirs, 'approvals');
    await theirs.getByRole('button', { name: 'Approve', exact: true }).click();
    await theirs.getByText('Approved', { exact: true }).waitFor();
    await context.close();
    expect(faults).toEqual([]);
  });

  it('asks somebody of two shops which one, and takes them to the other', async () => {
    const { browser, stack } = shop();
    const person = await employ(stack, 'Two Shops', 'manager');
    await behindTheScenes(SECOND_SHOP);
    const context = await newContext(browser);
    const page = await context.newPage();
    await page.goto(stack.origin);
    await signIn(page, person);
    await page.getByLabel('E-mail').waitFor({ state: 'detached' });
    await page.goto(`${stack.origin}/orders`);
    const question = page.getByRole('dialog', { name: 'Which shop?' });
    await question.waitFor();
    const faults = await findFaults(page, 'which shop');
    await picturesOf(page, 'which-shop');
    await question.getByRole('button', { name: 'Soko' }).click();
    await page.getByRole('complementary').getByText('Soko').waitFor();
    await page.getByRole('button', { name: 'Go to another shop' }).click();
    await question.getByRole('button', { name: /You are here/ }).waitFor();
    await context.close();
    expect(faults).toEqual([]);
  });

  it('looks like a list of people on every screen', async () => {
    await behindTheScenes(SECOND_STORE);
    const page = await openTeam();
    await page.getByRole('link', { name: 'Njeri' }).first().waitFor();
    await picturesOf(page, 'team');
    await page.getByLabel('Store').selectOption({ label: 'Westlands' });
    await page.getByRole('button', { name: 'Keep this view' }).waitFor();
    await page.getByRole('link', { name: 'Njeri' }).first().waitFor();
    expect(new URL(page.url()).search).toContain('storeId=');
    await page.getByRole('tab', { name: 'Invitations' }).click();
    await page.getByText('halima@example.com').waitFor();
    await picturesOf(page, 'invitations');
    expect(await findFaults(page, 'team, last look')).toEqual([]);
  });
});

/** Another store of the shop, like the one that is there. */
const SECOND_STORE = `
insert into store select (jsonb_populate_record(s, jsonb_build_object('store_id', gen_random_uuid(), 'code', 'S2',
  'name', 'Westlands', 'created_at', now()))).* from store s join organization o using (organization_id)
  where o.name <> 'Soko' limit 1`;

/** Another shop, with the same store settings as the first, to which the person of two shops belongs as a viewer. */
const SECOND_SHOP = `
do $$
declare
  shop uuid := gen_random_uuid();
  person uuid := gen_random_uuid();
  theirs record;
begin
  select account_id into theirs from organization_user where display_name = 'Two Shops';
  insert into tenant (organization_id) values (shop);
  insert into organization select (jsonb_populate_record(o, jsonb_build_object('organization_id', shop, 'name', 'Soko',
    'owner_user_id', null))).* from organization o limit 1;
  insert into store select (jsonb_populate_record(s, jsonb_build_object('organization_id', shop, 'store_id',
    gen_random_uuid()))).* from store s limit 1;
  insert into organization_user (organization_id, user_id, account_id, display_name, role)
    values (shop, person, theirs.account_id, 'Two Shops', 'viewer');
  insert into membership (account_id, organization_id, user_id) values (theirs.account_id, shop, person);
end $$`;
