/** A run of text with one look. */
export type Inline =
  | { readonly kind: 'text' | 'code' | 'strong' | 'emphasis'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string; readonly id: string }
  | { readonly kind: 'paragraph' | 'quote'; readonly content: readonly Inline[] }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string }
  /** A picture on a line of its own: `![what it shows](file)`. */
  | { readonly kind: 'picture'; readonly text: string; readonly file: string }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

/**
 * Reads the part of Markdown that our manual is written in: headings, paragraphs, lists of one level, tables, quotes, code,
 * links, pictures, strong and emphasized words. Whatever else stands there is text; nothing is ever read as HTML.
 */
export function parseMarkdown(source: string): readonly Block[] {
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    if (line.trim() === '') at += 1;
    else at = readBlock(lines, at, blocks);
  }
  return blocks;
}

const HEADING = /^(#{1,4})\s+(.+)$/;
const PICTURE = /^!\[([^\]]+)\]\(([^)\s]+)\)$/;
const ITEM = /^\s*(?:[-*]|(\d+)\.)\s+(.*)$/;
const DIVIDER = /^\|?\s*:?-{2,}/;

/** Reads the block that begins at a line; returns the line after it. */
function readBlock(lines: readonly string[], at: number, blocks: Block[]): number {
  const line = lines[at] ?? '';
  const heading = HEADING.exec(line);
  if (heading !== null) {
    const text = plainOf(parseInline((heading[2] ?? '').trim()));
    blocks.push({ kind: 'heading', level: levelOf(heading[1] ?? '#'), text, id: idOf(text) });
    return at + 1;
  }
  const picture = PICTURE.exec(line);
  if (picture !== null) {
    blocks.push({ kind: 'picture', text: picture[1] ?? '', file: picture[2] ?? '' });
    return at + 1;
  }
  if (line.startsWith('```')) return readCode(lines, at, blocks);
  if (line.trimStart().startsWith('|') && DIVIDER.test(lines[at + 1] ?? '')) return readTable(lines, at, blocks);
  if (ITEM.test(line)) return readList(lines, at, blocks);
  return readParagraph(lines, at, blocks);
}

function levelOf(marks: string): 1 | 2 | 3 | 4 {
  return marks.length === 1 ? 1 : marks.length === 2 ? 2 : marks.length === 3 ? 3 : 4;
}

/** `Who may sign in?` is found at `#who-may-sign-in`. */
export function idOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

function readCode(lines: readonly string[], at: number, blocks: Block[]): number {
  let end = at + 1;
  while (end < lines.length && !(lines[end] ?? '').startsWith('```')) end += 1;
  blocks.push({ kind: 'code', text: lines.slice(at + 1, end).join('\n') });
  return end + 1;
}

function readTable(lines: readonly string[], at: number, blocks: Block[]): number {
  let end = at + 2;
  while ((lines[end] ?? '').trimStart().startsWith('|')) end += 1;
  const rows = lines.slice(at + 2, end).map(cellsOf);
  blocks.push({ kind: 'table', head: cellsOf(lines[at] ?? ''), rows });
  return end;
}

function cellsOf(line: string): readonly (readonly Inline[])[] {
  const inside = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inside.split(/(?<!\\)\|/).map((cell) => parseInline(cell.replaceAll('\\|', '|').trim()));
}

function readList(lines: readonly string[], at: number, blocks: Block[]): number {
  const items: string[] = [];
  let end = at;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? '';
    const item = ITEM.exec(line);
    if (item !== null) items.push(item[2] ?? '');
    // A line that is set in goes on with the item above it.
    else if (/^\s+\S/.test(line) && items.length > 0) items.push(`${items.pop() ?? ''} ${line.trim()}`);
    else break;
  }
  const isOrdered = /^\s*\d/.test(lines[at] ?? '');
  blocks.push({ kind: 'list', isOrdered, items: items.map(parseInline) });
  return end;
}

function readParagraph(lines: readonly string[], at: number, blocks: Block[]): number {
  const isQuote = (lines[at] ?? '').startsWith('>');
  const text: string[] = [];
  let end = at;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? '';
    if (
      line.trim() === '' ||
      (end > at && (HEADING.test(line) || ITEM.test(line) || PICTURE.test(line) || line.startsWith('```')))
    )
      break;
    text.push(isQuote ? line.replace(/^>\s?/, '') : line);
  }
  blocks.push({ kind: isQuote ? 'quote' : 'paragraph', content: parseInline(text.join(' ')) });
  return end;
}

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)/;

/** The runs of a line of text. */
export function parseInline(text: string): readonly Inline[] {
  const found: Inline[] = [];
  let rest = text;
  for (let match = INLINE.exec(rest); match !== null; match = INLINE.exec(rest)) {
    if (match.index > 0) found.push({ kind: 'text', text: rest.slice(0, match.index) });
    found.push(inlineOf(match));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest !== '') found.push({ kind: 'text', text: rest });
  return found;
}

function inlineOf([, code, strong, emphasis, label, href]: RegExpExecArray): Inline {
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', text: strong };
  if (emphasis !== undefined) return { kind: 'emphasis', text: emphasis };
  return { kind: 'link', text: label ?? '', href: href ?? '' };
}

/** The words of a line without their look. */
export function plainOf(content: readonly Inline[]): string {
  return content.map(({ text }) => text).join('');
}
