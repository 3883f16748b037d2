import { describe, expect, it } from 'vitest';
import { findFaults } from '../pages/inspect.ts';
import { OWNER } from '../pages/welcome.ts';
import { enrolSecondFactor } from '../stack/second-factor.ts';
import { useShop } from '../stack/shop.ts';

describe('the safety of an account, in the browser', () => {
  const shop = useShop();

  it('name and language are changed, and a new address asks for its code', async () => {
    const { page, stack } = shop();
    await enrolSecondFactor(page.context(), stack.origin);
    await page.goto(`${stack.origin}/account`);
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Amina Otieno');
    await page.getByLabel('Language of messages').selectOption('sw');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByRole('link', { name: /Amina Otieno/ }).waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Amina Otieno');
    await page.getByRole('heading', { name: 'Known browsers' }).waitFor();
    expect(await findFaults(page, 'account, filled')).toEqual([]);
    await page.getByRole('button', { name: 'Change the address' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change the address' });
    await dialog.getByLabel('New address').fill('nobody');
    await dialog.getByRole('button', { name: 'Send a code' }).click();
    await dialog.getByText('This is not an e-mail address.').waitFor();
    await dialog.getByLabel('New address').fill('amina.otieno@example.com');
    await dialog.getByRole('button', { name: 'Send a code' }).click();
    await dialog.getByText('A code is on its way to amina.otieno@example.com').waitFor();
    await dialog.getByLabel('Code', { exact: true }).fill('ZZZZZZ');
    await dialog.getByRole('button', { name: 'Take this address' }).click();
    await dialog.getByRole('alert').waitFor();
    expect(await findFaults(page, 'account, another address')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByText(OWNER.email).first().waitFor();
  });

  it('a link about a sign-in does nothing by being opened, and says when it leads nowhere', async () => {
    const { page, stack } = shop();
    await page.goto(`${stack.origin}/not-me#token=${'A'.repeat(43)}`);
    await page.getByRole('heading', { name: 'This was not you?' }).waitFor();
    expect(await findFaults(page, 'not me')).toEqual([]);
    await page.getByRole('button', { name: 'It was not me' }).click();
    await page.getByText('This link leads nowhere any more').waitFor();
  });

  it('the owner says for how long the trail is kept', async () => {
    const { page, stack } = shop();
    await page.goto(`${stack.origin}/audit`);
    await page.getByRole('button', { name: 'How long it is kept' }).click();
    const dialog = page.getByRole('dialog', { name: 'How long it is kept' });
    await dialog.getByLabel('Keep entries for').selectOption('24');
    await dialog.getByText('What is removed does not come back').waitFor();
    expect(await findFaults(page, 'audit, how long')).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The rule has been saved').waitFor();
    await page.getByRole('button', { name: 'How long it is kept' }).click();
    await dialog.getByText('The rule is in force from').waitFor();
    await page.keyboard.press('Escape');
  });

  it('whoever is locked out is let in again', async () => {
    const { page, stack } = shop();
    const body = { email: OWNER.email, password: 'not the password' };
    for (let guess = 0; guess < 5; guess += 1) {
      const reply = await fetch(`${stack.origin}/api/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(reply.status).toBe(401);
    }
    await page.goto(`${stack.origin}/security`);
    await page.getByRole('tab', { name: 'Signed in' }).click();
    await page.getByRole('heading', { name: 'Locked out' }).waitFor();
    const lift = page.getByRole('button', { name: 'Let Amina Otieno try again' });
    await lift.waitFor();
    expect(await findFaults(page, 'security, locked out')).toEqual([]);
    await lift.click();
    await page.getByText('They can try again now').waitFor();
    await page.getByText('Nobody is locked out.').waitFor();
  });
});
