import { CloudOff, SearchX, UsersRound } from 'lucide-react';
import type { ApiProblem } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, EmptyState, ErrorState, Skeleton } from '../../../platform/ui/index.ts';
import type { PeopleListProps } from './list-props.ts';
import { PeopleCards } from './people-cards.tsx';
import { isFiltered } from './people-search.ts';
import { PeopleTable } from './people-table.tsx';

/** The list in whichever state it is: loading, failed, offline, without a result, nobody else yet, or full. */
export function PeopleList(props: PeopleListProps) {
  const { list, search, onClear, onInvite } = props;
  if (list.problem !== null && list.rows.length === 0) {
    return <Failed title={t('team.failedTitle')} problem={list.problem} onRetry={list.retry} />;
  }
  if (list.isLoading) return <LoadingRows />;
  if (list.rows.length === 0) {
    const clear = <Button onClick={onClear}>{t('team.clear')}</Button>;
    return (
      <EmptyState icon={SearchX} title={t('team.noResultsTitle')} actions={clear}>
        {t('team.noResultsText')}
      </EmptyState>
    );
  }
  return (
    <div className={list.isStale ? 'opacity-60 transition-opacity' : 'transition-opacity'}>
      <PeopleTable {...props} />
      <PeopleCards {...props} />
      {list.rows.length === 1 && !isFiltered(search) ? <JustYou onInvite={onInvite} /> : null}
      <div className="flex flex-wrap items-center gap-3 py-3 text-ink-2">
        <span className="num" aria-live="polite">
          {list.shown}
        </span>
        {list.hasMore ? (
          <Button isPending={list.isLoadingMore} onClick={list.loadMore}>
            {t('team.loadMore')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function JustYou({ onInvite }: { readonly onInvite: () => void }) {
  const invite = (
    <Button variant="primary" onClick={onInvite}>
      {t('team.invite')}
    </Button>
  );
  return (
    <EmptyState icon={UsersRound} title={t('team.emptyTitle')} actions={invite}>
      {t('team.emptyText')}
    </EmptyState>
  );
}

/** What could not be loaded: without a connection it says so, else what the server said. */
export function Failed({
  title,
  problem,
  onRetry,
}: {
  readonly title: string;
  readonly problem: ApiProblem;
  readonly onRetry: () => void;
}) {
  if (problem.code === 'unreachable') {
    const again = (
      <Button variant="primary" onClick={onRetry}>
        {t('ui.retry')}
      </Button>
    );
    return (
      <EmptyState icon={CloudOff} title={t('team.needsConnection')} actions={again}>
        {t('team.needsConnectionText')}
      </EmptyState>
    );
  }
  return (
    <ErrorState title={title} onRetry={onRetry} details={problem.requestId}>
      <p>{problem.detail}</p>
      <p>{problem.action}</p>
    </ErrorState>
  );
}

export function LoadingRows() {
  return (
    <div
      role="status"
      aria-label={t('ui.loading')}
      className="mt-3 overflow-hidden rounded-card border border-line bg-surface"
    >
      <div className="h-(--row) bg-sunken" />
      {Array.from({ length: 8 }, (_, row) => (
        <div key={row} className="flex h-(--row) items-center gap-6 border-t border-line px-3.5">
          <Skeleton className="size-4" />
          <Skeleton className="h-3.5 w-1/3" />
          <Skeleton className="ms-auto h-3.5 w-16" />
        </div>
      ))}
    </div>
  );
}
