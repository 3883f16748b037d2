import { SearchX, UsersRound } from 'lucide-react';
import { Failed } from '../../../platform/answer/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, EmptyState, LoadingRows } from '../../../platform/ui/index.ts';
import type { PeopleListProps } from './list-props.ts';
import { PeopleCards } from './people-cards.tsx';
import { isFiltered } from './people-search.ts';
import { PeopleTable } from './people-table.tsx';

/** The list in whichever state it is: loading, failed, offline, without a result, nobody else yet, or full. */
export function PeopleList(props: PeopleListProps) {
  const { list, search, onClear, onInvite } = props;
  if (list.problem !== null && list.rows.length === 0) {
    return <Failed title={t('team.failedTitle')} cause={list.problem} onRetry={list.retry} />;
  }
  if (list.isLoading) return <LoadingRows className="mt-3" />;
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
            {t('ui.showMore')}
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
