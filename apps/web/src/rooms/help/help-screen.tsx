import { BookOpen, ChevronDown, SearchX } from 'lucide-react';
import { Fragment, useId, useMemo, useState } from 'react';
import { t } from '../../platform/i18n/index.ts';
import { Link, useParams } from '../../platform/router/index.ts';
import { EmptyState, PageHeader } from '../../platform/ui/index.ts';
import { PageView } from './page-view.tsx';
import { type HelpPage, PAGES, searchHelp } from './pages.ts';

/** The manual inside of the program: its pages, and a search over all of them. */
export function HelpScreen() {
  const { topic } = useParams();
  const [query, setQuery] = useState('');
  const page = PAGES.get(topic ?? 'contents');
  return (
    <>
      <PageHeader title={page?.title ?? t('help.title')} meta={t('help.meta')} />
      <div className="grid gap-x-10 gap-y-5 lg:grid-cols-[220px_minmax(0,1fr)]">
        <Contents topic={topic ?? 'contents'} query={query} onQuery={setQuery} />
        <div className="min-w-0">
          {query.trim() !== '' ? <Hits query={query} onPicked={() => setQuery('')} /> : null}
          {query.trim() === '' && page !== undefined ? <PageView blocks={page.blocks} /> : null}
          {query.trim() === '' && page === undefined ? (
            <EmptyState icon={BookOpen} title={t('help.noPage')}>
              {t('help.noPageText')}
            </EmptyState>
          ) : null}
        </div>
      </div>
    </>
  );
}

interface ContentsProps {
  readonly topic: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

function Contents({ topic, query, onQuery }: ContentsProps) {
  const field = useId();
  return (
    <div className="flex flex-col gap-3">
      <label htmlFor={field} className="sr-only">
        {t('help.search')}
      </label>
      <input
        id={field}
        type="search"
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        placeholder={t('help.search')}
        className="h-(--control) w-full rounded-control border border-line-strong bg-surface px-3"
      />
      <Pages topic={topic} onPicked={() => onQuery('')} />
    </div>
  );
}

/** Where there is room, the pages stand beside the text; elsewhere they open above it. */
function Pages({ topic, onPicked }: { readonly topic: string; readonly onPicked: () => void }) {
  return (
    <>
      <details key={topic} className="group rounded-card border border-line bg-surface lg:hidden">
        <summary className="flex min-h-(--control) cursor-pointer items-center justify-between px-3 font-medium">
          {t('help.pages')}
          <ChevronDown aria-hidden className="size-4 text-ink-3 group-open:rotate-180" strokeWidth={1.75} />
        </summary>
        <PageLinks topic={topic} onPicked={onPicked} className="flex border-t border-line p-1" />
      </details>
      <PageLinks topic={topic} onPicked={onPicked} className="hidden lg:flex" />
    </>
  );
}

const READERS = [
  ['cashier', 'help.forCashiers'],
  [null, 'help.forEverybody'],
  ['administrator', 'help.forAdministrators'],
] as const;
const CONTENTS: ReadonlySet<string> = new Set(['cashier', 'contents']);

/** The contents first, then by title. */
function pagesFor(reader: HelpPage['reader']): readonly HelpPage[] {
  const pages = [...PAGES.values()].filter((page) => page.reader === reader);
  return pages.sort((a, b) => Number(CONTENTS.has(b.topic)) - Number(CONTENTS.has(a.topic)));
}

interface PageLinksProps {
  readonly topic: string;
  readonly onPicked: () => void;
  readonly className: string;
}

function PageLinks({ topic, onPicked, className }: PageLinksProps) {
  return (
    <nav aria-label={t('help.pages')} className={`flex-col gap-1 ${className}`}>
      {READERS.map(([reader, label]) => (
        <Fragment key={label}>
          <p className="px-2.5 pt-3 text-xs font-medium text-ink-3 first:pt-1">{t(label)}</p>
          {pagesFor(reader).map((page) => (
            <Link
              key={page.topic}
              to="/help/:topic"
              params={{ topic: page.topic }}
              onClick={onPicked}
              aria-current={page.topic === topic ? 'page' : undefined}
              className={`flex min-h-(--control) items-center rounded-control px-2.5 ${page.topic === topic ? 'bg-brand-tint font-semibold text-brand-ink' : 'text-ink-2 hover:bg-sunken hover:text-ink'}`}
            >
              {page.title}
            </Link>
          ))}
        </Fragment>
      ))}
    </nav>
  );
}

function Hits({ query, onPicked }: { readonly query: string; readonly onPicked: () => void }) {
  const hits = useMemo(() => searchHelp(query), [query]);
  if (hits.length === 0) {
    return (
      <EmptyState icon={SearchX} title={t('help.nothing')}>
        {t('help.nothingText')}
      </EmptyState>
    );
  }
  return (
    <ul className="flex flex-col gap-2">
      {hits.map(({ page, heading, id, excerpt }) => (
        <li key={`${page.topic}#${id}`}>
          <Link
            to="/help/:topic"
            params={{ topic: page.topic }}
            {...(id === '' ? {} : { hash: id })}
            onClick={onPicked}
            className="block rounded-card border border-line bg-surface px-4 py-3 hover:border-line-strong"
          >
            <span className="block font-semibold">{heading}</span>
            {heading === page.title ? null : <span className="block text-xs text-ink-3">{page.title}</span>}
            <span className="mt-1 line-clamp-2 block text-sm text-ink-2">{excerpt}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
