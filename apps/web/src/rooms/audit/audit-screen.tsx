import { Download, History, Hourglass, SearchX, ShieldX } from 'lucide-react';
import { useDeferredValue, useState, useSyncExternalStore } from 'react';
import { Failed, MorePages } from '../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { type Names, useNames } from '../../platform/names/index.ts';
import { Button, Card, Drawer, EmptyState, LoadingLines, PageHeader, plainLinkLook } from '../../platform/ui/index.ts';
import { useWhen } from '../../platform/when/index.ts';
import { AuditFilters } from './audit-filters.tsx';
import { EntryList } from './entry-list.tsx';
import { EntryPanel } from './entry-panel.tsx';
import { type Filters, filtersOf, NO_FILTERS, paramsOf } from './filters.ts';
import { RetentionDialog } from './retention-dialog.tsx';
import { useEntries } from './use-audit.ts';

/** Every change and every refused attempt, for who may see them. */
export function AuditScreen() {
  const { session } = useDevice();
  const isAllowed = useObservable(session.state).status === 'signed-in' && session.can('audit.read');
  return isAllowed ? (
    <Trail />
  ) : (
    <>
      <PageHeader title={t('audit.title')} />
      <EmptyState icon={ShieldX} title={t('audit.notAllowed')}>
        {t('audit.notAllowedText')}
      </EmptyState>
    </>
  );
}

function Trail() {
  const [filters, setFilters] = useState(() => filtersOf(window.location.search));
  const [chosen, setChosen] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const names = useNames();
  const when = useWhen();
  const isWide = useIsWide();
  const panel = chosen === null ? null : <EntryPanel key={chosen} entryId={chosen} names={names} when={when} />;
  return (
    <>
      <PageHeader title={t('audit.title')} meta={t('audit.meta')} />
      <div className="lg:grid lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start lg:gap-5">
        <div className="min-w-0">
          <AuditFilters filters={filters} names={names} onChange={setFilters} />
          <div className="flex flex-wrap gap-2 pb-3">
            <Exports filters={filters} />
            <Button
              icon={<Hourglass aria-hidden className="size-4" strokeWidth={1.75} />}
              onClick={() => setAsking(true)}
            >
              {t('audit.retention')}
            </Button>
          </div>
          <Entries
            filters={filters}
            chosen={chosen}
            names={names}
            when={when}
            onOpen={setChosen}
            onClear={() => setFilters(NO_FILTERS)}
          />
        </div>
        <aside className="sticky top-4 hidden min-w-0 lg:block" aria-label={t('audit.entry')}>
          <Card title={t('audit.entry')}>
            <div
              className="max-h-[80dvh] overflow-y-auto px-4 pb-4 pt-1"
              tabIndex={0}
              role="group"
              aria-label={t('audit.entry')}
            >
              {panel ?? <p className="text-ink-3">{t('audit.choose')}</p>}
            </div>
          </Card>
        </aside>
      </div>
      {isAsking ? <RetentionDialog when={when} onClose={() => setAsking(false)} /> : null}
      {panel === null || isWide ? null : (
        <Drawer title={t('audit.entry')} onClose={() => setChosen(null)}>
          {panel}
        </Drawer>
      )}
    </>
  );
}

/** Plain links: the browser streams them to a file, whatever their size. */
function Exports({ filters }: { readonly filters: Filters }) {
  const hrefOf = (format: string) => {
    const params = paramsOf(filters);
    params.set('format', format);
    return `/api/v1/audit/export?${params}`;
  };
  return (
    <>
      <a className={plainLinkLook} href={hrefOf('csv')} download>
        <Download aria-hidden className="size-4" strokeWidth={1.75} />
        {t('audit.exportCsv')}
      </a>
      <a className={plainLinkLook} href={hrefOf('jsonl')} download>
        <Download aria-hidden className="size-4" strokeWidth={1.75} />
        {t('audit.exportJson')}
      </a>
    </>
  );
}

interface EntriesProps {
  readonly filters: Filters;
  readonly chosen: string | null;
  readonly names: Names;
  readonly when: (instant: string) => string;
  readonly onOpen: (entryId: string) => void;
  readonly onClear: () => void;
}

function Entries({ filters, onClear, ...list }: EntriesProps) {
  const found = useEntries(useDeferredValue(filters));
  const retry = () => void found.refetch();
  if (found.error !== null) return <Failed cause={found.error} onRetry={retry} />;
  if (found.data === undefined) return <LoadingLines lines={8} />;
  if (found.data.length === 0) return filters === NO_FILTERS ? <NothingYet /> : <NoResults onClear={onClear} />;
  return (
    <div className="flex flex-col gap-3">
      <EntryList entries={found.data} {...list} />
      <MorePages pages={found} />
    </div>
  );
}

function NothingYet() {
  return (
    <EmptyState icon={History} title={t('audit.empty')}>
      {t('audit.emptyText')}
    </EmptyState>
  );
}

function NoResults({ onClear }: { readonly onClear: () => void }) {
  const clear = (
    <Button variant="primary" onClick={onClear}>
      {t('audit.clear')}
    </Button>
  );
  return <EmptyState icon={SearchX} title={t('audit.noResults')} actions={clear} />;
}

const WIDE = '(min-width: 64rem)';

function useIsWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(WIDE);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => window.matchMedia(WIDE).matches,
  );
}
