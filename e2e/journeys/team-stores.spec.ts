import { Client } from 'pg';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { findFaults } from '../pages/inspect.ts';
import { newContext } from '../stack/browser.ts';
import { employ } from '../stack/people.ts';
import { enrolSecondFactor } from '../stack/second-factor.ts';
import { signIn, useShop } from '../stack/shop.ts';

/** Another store of the shop, like the one that is there. */
const SECOND_STORE = `
insert into store select (jsonb_populate_record(s, jsonb_build_object('store_id', gen_random_uuid(), 'code', 'S2',
  'name', 'Westlands', 'created_at', now()))).* from store s limit 1`;
/** Somebody's role holds in one store alone. */
const ONLY_IN = `
with person as (update organization_user set has_base_role = false where display_name = $1 returning *)
insert into role_grant (organization_id, grant_id, user_id, built_in, store_ids, granted_by)
select p.organization_id, gen_random_uuid(), p.user_id, p.role, array[s.store_id], p.user_id from person p
  join store s on s.organization_id = p.organization_id where (s.code = 'S2') = ($2::text = 'Westlands')`;

/** Pictures for whoever looks at them, where `TEAM_PICTURES` names a folder; nothing otherwise. */
async function pictureOf(page: Page, name: string): Promise<void> {
  const folder = process.env['TEAM_PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/stores-${name}.png` });
}

describe('whoever administers one store', () => {
  const shop = useShop();
  let page: Page;

  beforeAll(async () => {
    const { browser, stack } = shop();
    const chief = await employ(stack, 'Chief of Westlands', 'administrator');
    await employ(stack, 'Own Cashier', 'cashier');
    await employ(stack, 'Floating Cashier', 'cashier');
    await employ(stack, 'Distant Cashier', 'cashier');
    const client = new Client({ connectionString: stack.ownerUrl });
    await client.connect();
    try {
      await client.query(SECOND_STORE);
      for (const [name, store] of [
        [chief.displayName, 'Westlands'],
        ['Own Cashier', 'Westlands'],
        ['Distant Cashier', 'the first'],
      ]) {
        const { rowCount } = await client.query(ONLY_IN, [name, store]);
        if (rowCount !== 1) throw new Error(`${name} was given ${rowCount} roles`);
      }
    } finally {
      await client.end();
    }
    const context = await newContext(browser);
    page = await context.newPage();
    await page.goto(stack.origin);
    await signIn(page, chief);
    await page.getByLabel('E-mail').waitFor({ state: 'detached' });
    await enrolSecondFactor(context, stack.origin, chief.password);
    await page.goto(`${stack.origin}/team`);
    await page.getByRole('link', { name: 'Own Cashier' }).first().waitFor();
  });

  it('invites into it: no other store can be chosen', async () => {
    await page.getByRole('button', { name: 'Invite' }).first().click();
    const dialog = page.getByRole('dialog');
    const stores = dialog.getByLabel('Store').locator('option');
    expect(await stores.allTextContents()).toEqual(['Westlands']);
    await dialog.getByLabel('Name', { exact: true }).fill('New Cashier');
    await dialog.getByLabel('E-mail address', { exact: true }).fill('new@example.com');
    await dialog.getByText('I hand it over').click();
    await pictureOf(page, 'invite-desktop');
    const faults = await findFaults(page, 'one store, invite');
    await dialog.getByRole('button', { name: 'Make the invitation' }).click();
    await dialog.getByText('/join?shop=').first().waitFor();
    await page.keyboard.press('Escape');
    expect(faults).toEqual([]);
  });

  it('changes people of this store, and is not offered to change a colleague of others', async () => {
    expect(await page.getByRole('link', { name: 'Distant Cashier' }).count()).toBe(0);
    const table = page.getByRole('region', { name: 'People of the shop' });
    await table.getByLabel('Select everybody shown').check();
    expect(await table.getByLabel('Floating Cashier also works in other stores').isDisabled()).toBe(true);
    // The chief and the own cashier; the owner and the floating cashier have a role in every store.
    await page.getByRole('toolbar', { name: '2 selected' }).waitFor();
    expect(await page.getByRole('toolbar').getByLabel('Set role').count()).toBe(0);
    await pictureOf(page, 'list-desktop');
    const faults = await findFaults(page, 'one store, list');
    await table.getByLabel('Select everybody shown').uncheck();

    await page.getByRole('link', { name: 'Floating Cashier' }).first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('stores whose people you do not administer').waitFor();
    for (const name of ['Save', 'Suspend', 'Deactivate']) {
      expect(await drawer.getByRole('button', { name }).count(), name).toBe(0);
    }
    await pictureOf(page, 'other-desktop');
    faults.push(...(await findFaults(page, 'one store, somebody of others')));
    await page.setViewportSize({ width: 360, height: 740 });
    await pictureOf(page, 'other-phone');
    faults.push(...(await findFaults(page, 'one store, somebody of others, phone')));
    await page.keyboard.press('Escape');
    await pictureOf(page, 'list-phone');
    faults.push(...(await findFaults(page, 'one store, list, phone')));
    await page.setViewportSize({ width: 1366, height: 768 });

    await page.getByRole('link', { name: 'Own Cashier' }).first().click();
    expect(await drawer.getByLabel('Role').isDisabled()).toBe(true);
    await drawer.getByRole('button', { name: 'Suspend' }).click();
    await page.getByRole('dialog').last().getByRole('button', { name: 'Suspend' }).click();
    await drawer.getByRole('button', { name: 'Activate' }).waitFor();
    await pictureOf(page, 'own-desktop');
    faults.push(...(await findFaults(page, 'one store, somebody of it')));
    await page.keyboard.press('Escape');
    expect(faults).toEqual([]);
  });

  it('is told why a file cannot be taken in', async () => {
    await page.getByRole('button', { name: 'Import' }).click();
    await page.getByText('A file takes people in for all stores').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
