import { Client } from 'pg';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findFaults } from '../pages/inspect.ts';
import { employ } from '../stack/people.ts';
import { signIn, useShop } from '../stack/shop.ts';
import type { Stack } from '../stack/stack.ts';

/** Every session of this shop was opened with a second factor: enrolling one is a journey of its own. */
async function assure(stack: Stack): Promise<void> {
  const client = new Client({ connectionString: stack.ownerUrl });
  await client.connect();
  await client.query("update session set assurance = 'second-factor'");
  await client.end();
}

describe('roles of the shop’s own', () => {
  const shop = useShop();
  const open = async (page: Page) => {
    await page.goto(`${shop().stack.origin}/team/roles`);
    await page.getByRole('heading', { name: 'Who may do what' }).waitFor();
  };

  it('are made in the matrix, given to somebody, and hold for their next step; what is missing is refused in words', async () => {
    const { page, stack } = shop();
    const sara = await employ(stack, 'Sara Wanjiru', 'viewer');
    await assure(stack);
    await open(page);
    await page.getByRole('table').waitFor();
    await page.getByRole('button', { name: 'New role' }).click();
    const editor = page.getByRole('dialog', { name: 'New role' });
    await editor.getByRole('button', { name: 'Create role' }).click();
    await editor.getByText('A role needs a name.').waitFor();
    await editor.getByLabel('Name').fill('Shift lead');
    for (const words of ['sell', 'give discounts', 'see roles and what people may do', 'see people']) {
      await editor.getByRole('checkbox', { name: words, exact: true }).check();
    }
    await editor.getByRole('textbox', { name: 'Discount on a line, up to' }).fill('15');
    await editor.getByRole('button', { name: 'Create role' }).click();
    await editor.waitFor({ state: 'detached' });
    await page.getByRole('columnheader', { name: /Shift lead/ }).waitFor();
    expect(await page.getByRole('row', { name: /Discount on a line/ }).textContent()).toContain('15 %');

    await page.getByRole('tab', { name: 'What can somebody do?' }).click();
    await page.getByLabel('Person').selectOption({ label: 'Sara Wanjiru' });
    await page.getByText('May not see the audit trail').waitFor();
    await page.getByRole('button', { name: 'Change roles' }).click();
    const grants = page.getByRole('dialog', { name: /Sara Wanjiru/ });
    await grants.getByRole('button', { name: 'Add a role' }).click();
    await grants.getByRole('button', { name: 'Save' }).click();
    await grants.waitFor({ state: 'detached' });
    await page.getByText('May give discounts').waitFor();

    const theirs = stack.origin;
    const browser = await shop().browser.newContext({ viewport: { width: 1366, height: 768 } });
    const phone = await browser.newPage();
    await phone.goto(theirs);
    await signIn(phone, sara);
    await phone.getByRole('heading', { name: 'Make this device a register' }).waitFor();
    await phone.goto(`${theirs}/team/roles`);
    await phone.getByRole('table').waitFor();
    // What they may only look at has no button.
    expect(await phone.getByRole('button', { name: 'New role' }).count()).toBe(0);
    const refused = await browser.request.post(`${theirs}/api/v1/roles`, {
      headers: { origin: theirs, 'sec-fetch-site': 'same-origin' },
      data: {},
    });
    const problem = (await refused.json()) as { code: string; detail: string };
    expect(problem.code).toBe('permission-missing');
    expect(problem.detail).toContain('You may not change roles and give them to people.');
    await browser.close();
  });

  it('have no barrier, in light, dark and narrow', async () => {
    const { page } = shop();
    await open(page);
    await page.getByRole('table').waitFor();
    const faults = await findFaults(page, 'roles');
    await page.getByRole('button', { name: /Edit Shift lead/ }).click();
    await page.getByRole('dialog').waitFor();
    faults.push(...(await findFaults(page, 'role editor')));
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'What can somebody do?' }).click();
    await page.getByLabel('Person').selectOption({ label: 'Sara Wanjiru' });
    await page.getByText('May give discounts').waitFor();
    faults.push(...(await findFaults(page, 'what somebody can do')));
    await page.getByRole('button', { name: 'Change roles' }).click();
    const grants = page.getByRole('dialog');
    await grants.getByRole('checkbox', { name: 'At any time' }).check();
    faults.push(...(await findFaults(page, 'grants')));
    await page.keyboard.press('Escape');
    expect(faults).toEqual([]);
  });
});
