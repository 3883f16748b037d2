import { describe, expect, it } from 'vitest';
import type { Block, Inline } from './markdown.ts';
import { idOf } from './markdown.ts';
import { PAGES, PICTURE_URLS, searchHelp, TOPIC_OF_SCREEN, topicOfFile, topicOfScreen } from './pages.ts';

function inlinesOf(block: Block): readonly Inline[] {
  if (block.kind === 'paragraph' || block.kind === 'quote') return block.content;
  if (block.kind === 'list') return block.items.flat();
  return block.kind === 'table' ? [block.head, ...block.rows].flat(2) : [];
}

describe('the manual in the program', () => {
  it('has a page of contents, and a title on every page', () => {
    expect(PAGES.get('contents')?.title).toBe('Administrator’s manual'.replace('’', "'"));
    for (const { topic, title } of PAGES.values()) expect(title, topic).not.toBe(topic);
  });

  it('has no link that leads nowhere', () => {
    for (const { topic, blocks } of PAGES.values()) {
      const links = blocks.flatMap(inlinesOf).filter((run) => run.kind === 'link');
      for (const { href } of links) {
        const [file = '', hash] = href.split('#');
        const page = file === '' ? PAGES.get(topic) : PAGES.get(topicOfFile(file));
        if (file !== '' && !file.endsWith('.md')) continue;
        expect(page, `${topic}: ${href}`).toBeDefined();
        const ids = page?.blocks.flatMap((block) => (block.kind === 'heading' ? [block.id] : [])) ?? [];
        if (hash !== undefined) expect(ids, `${topic}: ${href}`).toContain(idOf(hash));
      }
    }
  });

  it('has each picture that it names, and none that no page shows', () => {
    const shown = [...PAGES.values()].flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'picture' ? [block.file.split('/').at(-1)] : [])),
    );
    expect([...new Set(shown)].sort()).toEqual([...PICTURE_URLS.keys()].sort());
  });

  it('has a contents for whoever stands at the till', () => {
    expect(PAGES.get('cashier')).toMatchObject({ title: "Cashier's manual", reader: 'cashier' });
    expect(topicOfScreen('/till')).toBe('selling');
  });

  it('finds places by words, without accents or case, headings first', () => {
    const hits = searchHelp('AUDÍT trail');
    expect(hits[0]?.page.topic).toBe('audit');
    expect(searchHelp('verify').some(({ page, id }) => page.topic === 'audit' && id !== '')).toBe(true);
    expect(searchHelp('xyzzy')).toEqual([]);
    expect(searchHelp('  ')).toEqual([]);
  });

  it('knows the page of a screen, and the contents for one that has none', () => {
    expect(topicOfScreen('/audit')).toBe('audit');
    for (const [path] of TOPIC_OF_SCREEN) expect(PAGES.has(topicOfScreen(path)), path).toBe(true);
    expect(topicOfScreen('/auditing')).toBe('contents');
    expect(topicOfScreen('/products/1')).toBe('goods-that-ask');
    expect(topicOfScreen('/imports')).toBe('contents');
  });
});
