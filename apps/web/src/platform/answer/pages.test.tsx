import { describe, expect, it } from 'vitest';
import { createTestPage, jsonAnswer } from '../testing/test-page.tsx';
import { itemsOf, Listed, usePages } from './index.ts';

interface Names {
  readonly items: readonly string[];
  readonly nextCursor: string | null;
}

function NameList({ path }: { readonly path: string }) {
  const pages = usePages(['names', path], path, (all: readonly Names[]) => itemsOf(all));
  return (
    <Listed pages={pages} empty={<p>Nobody is here</p>}>
      {(names) => <p>{names.join(', ')}</p>}
    </Listed>
  );
}

const page = createTestPage();
const paths = () => page.asked.map(({ path }) => path);

describe('a list that comes page by page', () => {
  it.each([
    ['/names?limit=2', '/names?limit=2&cursor=a%26b'],
    ['/names', '/names?cursor=a%26b'],
  ])(
    'asks %s for the next page with the cursor as it was given, and offers none after the last',
    async (path, next) => {
      const answers: Names[] = [
        { items: ['Amina', 'Baraka'], nextCursor: 'a&b' },
        { items: ['Chausiku'], nextCursor: null },
      ];
      page.answers = { 'GET /names': () => jsonAnswer(answers.shift()) };
      await page.open(<NameList path={path} />);
      await page.shows('Amina, Baraka');
      await page.press('Show more');
      await page.shows('Amina, Baraka, Chausiku');
      expect(paths().at(-1)).toContain(next);
      expect(page.buttons('Show more')).toEqual([]);
    },
  );

  it('says why nothing came, and asks again when told to', async () => {
    await page.open(<NameList path="/names" />);
    await page.shows('This is kept on the server');
    page.answers = { 'GET /names': () => jsonAnswer({ items: ['Amina'], nextCursor: null }) };
    await page.press('Try again');
    await page.shows('Amina');
  });

  it('says that it is empty instead of showing nothing', async () => {
    page.answers = { 'GET /names': () => jsonAnswer({ items: [], nextCursor: null }) };
    await page.open(<NameList path="/names" />);
    await page.shows('Nobody is here');
  });
});
