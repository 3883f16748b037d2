import { Link } from '../../platform/router/index.ts';
import type { Block, Inline } from './markdown.ts';
import { PAGES, PICTURE_URLS, topicOfFile } from './pages.ts';

/** A page of the manual, drawn from its blocks: no HTML is ever made of text. */
export function PageView({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    // The manual is written in English, whatever the language of the screens.
    <div lang="en" dir="ltr" className="flex max-w-[72ch] flex-col gap-3 leading-relaxed">
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading':
      return <Heading {...block} />;
    case 'paragraph':
      return (
        <p>
          <Runs content={block.content} />
        </p>
      );
    case 'quote':
      return (
        <blockquote className="border-s-2 border-line-strong ps-3 text-ink-2">
          <Runs content={block.content} />
        </blockquote>
      );
    case 'list':
      return <ListView {...block} />;
    case 'code':
      return (
        // A long line is scrolled by the keyboard too.
        <pre tabIndex={0} className="code overflow-x-auto rounded-card border border-line bg-sunken p-3">
          {block.text}
        </pre>
      );
    case 'picture':
      return <PictureView {...block} />;
    case 'table':
      return <TableView {...block} />;
  }
}

function Heading({ level, text, id }: Extract<Block, { kind: 'heading' }>) {
  // The page's own title stands in its head.
  if (level === 1) return null;
  const Tag = level === 2 ? 'h2' : level === 3 ? 'h3' : 'h4';
  return (
    <Tag id={id} className={level === 2 ? 'mt-4 scroll-mt-4 text-lg font-semibold' : 'mt-2 scroll-mt-4 font-semibold'}>
      {text}
    </Tag>
  );
}

function ListView({ isOrdered, items }: Extract<Block, { kind: 'list' }>) {
  const Tag = isOrdered ? 'ol' : 'ul';
  return (
    <Tag className={`${isOrdered ? 'list-decimal' : 'list-disc'} flex flex-col gap-1 ps-6`}>
      {items.map((item, index) => (
        <li key={index}>
          <Runs content={item} />
        </li>
      ))}
    </Tag>
  );
}

/** Pictures are of a desk's screen or of a phone's, by their names: their place is kept before they are there. */
function PictureView({ text, file }: Extract<Block, { kind: 'picture' }>) {
  const name = file.split('/').at(-1) ?? file;
  const [width, height] = name.endsWith('-phone.webp') ? [360, 740] : [960, 540];
  return (
    <img
      src={PICTURE_URLS.get(name)}
      alt={text}
      width={width}
      height={height}
      loading="lazy"
      className="h-auto max-w-full rounded-card border border-line"
    />
  );
}

function TableView({ head, rows }: Extract<Block, { kind: 'table' }>) {
  return (
    <section
      aria-label={head.map((cell) => cell.map(({ text }) => text).join('')).join(', ')}
      tabIndex={0}
      className="overflow-x-auto rounded-card border border-line"
    >
      <table className="w-full text-start text-sm">
        <thead className="bg-sunken">
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col" className="px-3 py-2 text-start font-semibold">
                <Runs content={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at} className="border-t border-line align-top">
              {row.map((cell, index) => (
                <td key={index} className="px-3 py-2">
                  <Runs content={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Runs({ content }: { readonly content: readonly Inline[] }) {
  return content.map((run, index) => <Run key={index} run={run} />);
}

function Run({ run }: { readonly run: Inline }) {
  switch (run.kind) {
    case 'text':
      return run.text;
    case 'code':
      return <code className="code rounded-sm bg-sunken px-1">{run.text}</code>;
    case 'strong':
      return <strong className="font-semibold">{run.text}</strong>;
    case 'emphasis':
      return <em>{run.text}</em>;
    case 'link':
      return <Reference text={run.text} href={run.href} />;
  }
}

const LINK = 'font-medium text-brand-ink underline underline-offset-2';

/** A link to another page of the manual; whatever is not in the program stays text: help works without a network. */
function Reference({ text, href }: { readonly text: string; readonly href: string }) {
  if (href.startsWith('#')) {
    return (
      <a className={LINK} href={href}>
        {text}
      </a>
    );
  }
  const [file = '', hash] = href.split('#');
  const topic = topicOfFile(file);
  if (!file.endsWith('.md') || !PAGES.has(topic)) return <span>{text}</span>;
  return (
    <Link className={LINK} to="/help/:topic" params={{ topic }} {...(hash === undefined ? {} : { hash })}>
      {text}
    </Link>
  );
}
