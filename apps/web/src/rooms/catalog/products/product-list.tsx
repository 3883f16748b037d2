import { useQueryClient } from '@tanstack/react-query';
import { Package, SearchX } from 'lucide-react';
import { useState } from 'react';
import { Failed } from '../../../platform/answer/index.ts';
import { api } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { useNavigate } from '../../../platform/router/index.ts';
import { Button, EmptyState, LoadingRows, useToasts } from '../../../platform/ui/index.ts';
import type { ProductSearch } from '../product-search.ts';
import { useCan } from '../use-shop.ts';
import { ProductCards } from './product-cards.tsx';
import { ProductTable } from './product-table.tsx';
import type { ProductsList } from './use-products.ts';

export interface ProductListProps {
  readonly list: ProductsList;
  readonly search: ProductSearch;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onClearFilters: () => void;
  readonly onCreate: () => void;
}

/** The list in whichever state it is: loading, failed, empty, without a result, or full. */
export function ProductList(props: ProductListProps) {
  const { list, search } = props;
  if (list.problem !== null && list.rows.length === 0) {
    return <Failed title={t('catalog.failedTitle')} cause={list.problem} onRetry={list.retry} />;
  }
  if (list.isLoading) return <LoadingRows rows={12} />;
  if (list.rows.length === 0) {
    const isFiltered = search.query !== undefined || search.category !== undefined || search.state !== undefined;
    return isFiltered ? <NoResults {...props} /> : <NoProducts onCreate={props.onCreate} />;
  }
  return (
    <div className={list.isStale ? 'opacity-60 transition-opacity' : 'transition-opacity'}>
      <ProductTable {...props} />
      <ProductCards {...props} />
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

function NoResults({ search, onClearFilters, onCreate }: ProductListProps) {
  const { query } = search;
  return (
    <EmptyState
      icon={SearchX}
      title={t('catalog.noResultsTitle')}
      actions={
        <>
          <Button onClick={onClearFilters}>{t('catalog.clearFilters')}</Button>
          {query === undefined ? null : (
            <Button variant="primary" onClick={onCreate}>
              {t('catalog.createNamed', { name: query })}
            </Button>
          )}
        </>
      }
    >
      {query === undefined ? t('catalog.noResultsFilter') : t('catalog.noResultsText', { filter: query })}
    </EmptyState>
  );
}

function NoProducts({ onCreate }: { readonly onCreate: () => void }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const canImport = useCan('catalog.import');
  const [isLoading, setLoading] = useState(false);
  const loadDemo = async () => {
    setLoading(true);
    const loaded = await api.post('/demo', { body: {} });
    setLoading(false);
    if (!loaded.ok) useToasts.getState().show({ message: loaded.error.detail, tone: 'danger' });
    await queries.invalidateQueries();
  };
  return (
    <EmptyState
      icon={Package}
      title={t('catalog.emptyTitle')}
      actions={
        <>
          <Button variant="primary" onClick={onCreate}>
            {t('catalog.newProduct')}
          </Button>
          <Button onClick={() => navigate({ to: '/imports' })}>{t('catalog.import')}</Button>
          {canImport ? (
            <Button variant="quiet" isPending={isLoading} onClick={() => void loadDemo()}>
              {t('catalog.emptyDemo')}
            </Button>
          ) : null}
        </>
      }
    >
      {t('catalog.emptyText')}
    </EmptyState>
  );
}
