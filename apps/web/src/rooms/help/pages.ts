import { type Block, parseMarkdown, plainOf } from './markdown.ts';

/** A page of the manual, as it came with the program: help is there without a network. */
export interface HelpPage {
  /** Its name in the address: the file's name. */
  readonly topic: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** For whom it is written; `null` for both. */
  readonly reader: Reader | null;
}

export type Reader = 'cashier' | 'administrator';

const SOURCES: Readonly<Record<string, string>> = import.meta.glob(
  [
    '../../../../../docs/manual/administrator/*.md',
    '../../../../../docs/manual/cashier/*.md',
    '../../../../../docs/manual/*.md',
  ],
  { query: '?raw', import: 'default', eager: true },
);

const PICTURES: Readonly<Record<string, string>> = import.meta.glob('../../../../../docs/manual/images/*.webp', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** Where a picture of the manual is, by the name of its file. */
export const PICTURE_URLS: ReadonlyMap<string, string> = new Map(
  Object.entries(PICTURES).map(([path, url]) => [path.split('/').at(-1) ?? path, url]),
);

/** Every page by its topic; the page of contents is `contents`. */
export const PAGES: ReadonlyMap<string, HelpPage> = new Map(
  Object.entries(SOURCES)
    .map(([path, source]) => pageOf(path, source))
    .sort((a, b) => a.title.localeCompare(b.title))
    .map((page) => [page.topic, page]),
);

function pageOf(path: string, source: string): HelpPage {
  const topic = topicOfFile(path);
  const blocks = parseMarkdown(source);
  const first = blocks.find((block) => block.kind === 'heading');
  const reader = /\/(cashier|administrator)\//.exec(path)?.[1] as Reader | undefined;
  return { topic, title: first?.kind === 'heading' ? first.text : topic, blocks, reader: reader ?? null };
}

/** `…/administrator/people.md` is the topic `people`; a README is the contents of its part of the manual. */
export function topicOfFile(path: string): string {
  const [name = '', folder] = path.replace(/\.md$/, '').split('/').reverse();
  if (name !== 'README') return name;
  return folder === 'cashier' ? 'cashier' : 'contents';
}

/** The screens of the office by the beginning of their address, and the page that explains each; the longest counts. */
export const TOPIC_OF_SCREEN: readonly (readonly [string, string])[] = [
  ['/approvals', 'answering-approvals'],
  ['/till', 'selling'],
  ['/quotes', 'held-sales'],
  ['/layaways', 'layaways'],
  ['/cards-to-check', 'taking-money'],
  ['/orders', 'returns'],
  ['/pricing', 'pricing'],
  ['/purchasing', 'purchasing'],
  ['/suppliers', 'purchasing'],
  ['/settings/receipts', 'printers-and-receipts'],
  ['/settings/printers', 'printers-and-receipts'],
  ['/team/roles', 'roles'],
  ['/team/review', 'roles'],
  ['/team', 'people'],
  ['/account', 'account'],
  ['/admin', 'access'],
  ['/renew', 'access'],
  ['/messages', 'messages'],
  ['/registers', 'registers-and-pins'],
  ['/shifts', 'shifts-and-cash'],
  ['/shift', 'shifts-and-cash'],
  ['/security', 'security'],
  ['/settings/barcodes', 'barcodes-and-scanners'],
  ['/settings/hardware', 'barcodes-and-scanners'],
  ['/products', 'goods-that-ask'],
  ['/customers', 'customers'],
  ['/gift-cards', 'customers'],
  ['/settings/tenders', 'customers'],
  ['/settings/taxes', 'taxes'],
  ['/audit', 'audit'],
];

/** The page that explains the screen at an address; the contents where none does. */
export function topicOfScreen(path: string): string {
  const found = TOPIC_OF_SCREEN.find(([start]) => path === start || path.startsWith(`${start}/`));
  return found?.[1] ?? 'contents';
}

export interface HelpHit {
  readonly page: HelpPage;
  /** The heading above what was found, with its id; the page's own title where it stands before the first one. */
  readonly heading: string;
  readonly id: string;
  readonly excerpt: string;
}

const MAXIMUM_HITS = 30;

/** Places that have all the words, whatever their accents and case; at most 30, titles first. */
export function searchHelp(query: string): readonly HelpHit[] {
  const words = folded(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const hits = [...PAGES.values()]
    .flatMap((page) => [...placesOf(page)])
    .filter(({ all }) => words.every((word) => all.includes(word)));
  const isInHeading = ({ heading }: HelpHit) => words.every((word) => folded(heading).includes(word));
  return [...hits].sort((a, b) => Number(isInHeading(b)) - Number(isInHeading(a))).slice(0, MAXIMUM_HITS);
}

function* placesOf(page: HelpPage): Generator<HelpHit & { readonly all: string }> {
  let [heading, id, text] = [page.title, '', ''];
  const place = () => ({
    page,
    heading,
    id,
    excerpt: text.slice(0, 160),
    all: folded(`${page.title} ${heading} ${text}`),
  });
  for (const block of page.blocks) {
    if (block.kind === 'heading') {
      if (text !== '') yield place();
      [heading, id, text] = [block.text, block.id, ''];
    } else text = `${text} ${wordsOf(block)}`.trimStart();
  }
  yield place();
}

function wordsOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'code':
    case 'picture':
      return block.text;
    case 'paragraph':
    case 'quote':
      return plainOf(block.content);
    case 'list':
      return block.items.map(plainOf).join(' ');
    case 'table':
      return [block.head, ...block.rows].map((row) => row.map(plainOf).join(' ')).join(' ');
  }
}

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
}
