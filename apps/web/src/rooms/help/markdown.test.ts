import { describe, expect, it } from 'vitest';
import { parseInline, parseMarkdown, plainOf } from './markdown.ts';

describe('a page of the manual', () => {
  it('is read into headings, paragraphs, lists, tables, quotes and code', () => {
    const source = [
      '# Title',
      '',
      'One line',
      'and the next of `it`.',
      '## A *second* part',
      '- first',
      '  goes on',
      '- **second**',
      '',
      '1. one',
      '2. two',
      '',
      '> careful',
      '',
      '```sh',
      'npm run verify # not a heading',
      '```',
      '| a | b |',
      '|---|---|',
      '| 1 \\| 2 | [c](other.md) |',
      '',
      '![A till](../images/till.webp)',
    ].join('\n');
    const blocks = parseMarkdown(source);
    expect(blocks.map(({ kind }) => kind)).toEqual([
      'heading',
      'paragraph',
      'heading',
      'list',
      'list',
      'quote',
      'code',
      'table',
      'picture',
    ]);
    expect(blocks[1]).toEqual({
      kind: 'paragraph',
      content: [
        { kind: 'text', text: 'One line and the next of ' },
        { kind: 'code', text: 'it' },
        { kind: 'text', text: '.' },
      ],
    });
    expect(blocks[2]).toEqual({ kind: 'heading', level: 2, text: 'A second part', id: 'a-second-part' });
    expect(blocks[3]).toMatchObject({ isOrdered: false, items: [[{ text: 'first goes on' }], [{ kind: 'strong' }]] });
    expect(blocks[4]).toMatchObject({ isOrdered: true, items: [[{ text: 'one' }], [{ text: 'two' }]] });
    expect(blocks[6]).toEqual({ kind: 'code', text: 'npm run verify # not a heading' });
    expect(blocks[7]).toMatchObject({
      head: [[{ text: 'a' }], [{ text: 'b' }]],
      rows: [[[{ text: '1 | 2' }], [{ kind: 'link', text: 'c', href: 'other.md' }]]],
    });
    expect(blocks[8]).toEqual({ kind: 'picture', text: 'A till', file: '../images/till.webp' });
  });

  it('never holds HTML: what looks like it is text', () => {
    expect(parseInline('<img src=x onerror=alert(1)>')).toEqual([
      { kind: 'text', text: '<img src=x onerror=alert(1)>' },
    ]);
  });

  it('loses no word, whatever is not closed', () => {
    for (const text of ['a ` b', '**a', '[a](', '*a', '| a', '```', '#', '-', 'a * b * c', '![a](b', '![](b)']) {
      const blocks = parseMarkdown(text);
      const words = blocks.map((block) => ('content' in block ? plainOf(block.content) : ''));
      if (text !== '```') expect(words.join('')).toBe(text);
    }
  });
});
