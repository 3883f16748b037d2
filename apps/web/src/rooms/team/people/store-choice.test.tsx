import { act } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { addMessages } from '../../../platform/i18n/index.ts';
import { createTestPage, jsonAnswer } from '../../../platform/testing/test-page.tsx';
import { words } from '../screens.tsx';
import { useStoreChoice } from './store-choice.tsx';

const [CENTRAL, WESTLANDS] = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'];
const STORES = [
  { storeId: CENTRAL, name: 'Central' },
  { storeId: WESTLANDS, name: 'Westlands' },
];
const page = createTestPage();
beforeEach(() => addMessages('team', words));

/** What a form would send, beside what it shows. */
function Form() {
  const { storeIds, field } = useStoreChoice();
  return (
    <form>
      {field}
      <output>{JSON.stringify(storeIds)}</output>
    </form>
  );
}

async function open(takesInAt: readonly string[] | null, stores: readonly object[] = STORES, may = ['roles.read']) {
  page.answers['GET /roles'] = () => jsonAnswer({ builtIn: [], own: [], stores, takesInAt });
  await page.open(<Form />, may);
}
const sent = () => page.host.querySelector('output')?.textContent;
const names = () => [...page.host.querySelectorAll('option')].map((option) => option.textContent);
async function choose(storeId: string) {
  const select = page.host.querySelector('select');
  if (select === null) throw new Error('there is nothing to choose');
  await act(async () => {
    select.value = storeId;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

describe('for which store somebody is taken in', () => {
  it('is for all of them unless one is chosen', async () => {
    await open(null);
    await page.shows('Westlands');
    expect(names()).toEqual(['All stores', 'Central', 'Westlands']);
    expect(sent()).toBe('null');
    await choose(WESTLANDS);
    expect(sent()).toBe(JSON.stringify([WESTLANDS]));
    await choose('');
    expect(sent()).toBe('null');
  });

  it('is one of their own for whoever administers some stores only, also when there is one', async () => {
    await open([WESTLANDS]);
    await page.shows('Westlands');
    expect(names()).toEqual(['Westlands']);
    expect(sent()).toBe(JSON.stringify([WESTLANDS]));
  });

  it('is not asked in a shop with one store, nor of somebody who may not know the stores', async () => {
    await open(null, STORES.slice(0, 1));
    expect([names(), sent()]).toEqual([[], 'null']);
    await open(null, STORES, []);
    expect([names(), sent()]).toEqual([[], 'null']);
  });
});
