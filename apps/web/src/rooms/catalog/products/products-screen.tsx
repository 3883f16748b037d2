import { Download, FileUp, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { ListFrame, saveFrom } from '../../../platform/lists/index.ts';
import { Outlet, useNavigate, useSearch } from '../../../platform/router/index.ts';
import { Button, PageHeader, plainLinkLook, Tabs, useToasts } from '../../../platform/ui/index.ts';
import { RunningImport } from '../imports/running-import.tsx';
import { exportPath, type ProductSearch, parseProductSearch, searchParameters } from '../product-search.ts';
import { useCan } from '../use-shop.ts';
import { DemoProgress } from './demo-progress.tsx';
import { ProductFilters } from './product-filters.tsx';
import { ProductList } from './product-list.tsx';
import { productColumns } from './product-table.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useProducts } from './use-products.ts';

/** Printing is no part of the list: it comes when somebody asks for it. */
const ReceiptLabels = lazy(() =>
  import('../labels/receipt-labels.tsx').then((file) => ({ default: file.ReceiptLabels })),
);

const VIEWS = [
  { value: 'active', label: 'catalog.stateActive' },
  { value: 'new-price', label: 'catalog.stateNewPrice' },
  { value: 'without-price', label: 'catalog.stateWithoutPrice' },
  { value: 'without-code', label: 'catalog.stateWithoutCode' },
  { value: 'inactive', label: 'catalog.stateInactive' },
] as const;

/** What the shop sells: found, filtered, opened, taken off sale. The editor is a drawer above it. */
export function ProductsScreen() {
  const navigate = useNavigate();
  const asked = useSearch();
  const search = parseProductSearch(asked);
  const list = useProducts(search);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const canWrite = useCan('catalog.write');
  const change = (next: ProductSearch) => {
    setSelected(new Set());
    navigate({ to: '/products', search: parseProductSearch({ ...next }), replace: true });
  };
  const create = () => {
    if (canWrite) navigate({ to: '/products/new', search });
    else useToasts.getState().show({ message: t('catalog.notAllowed'), key: 'catalog-permission' });
  };
  const view = VIEWS.find(({ value }) => value === (search.state ?? 'active'))?.value ?? 'active';
  return (
    <>
      <PageHeader
        title={t('catalog.products')}
        actions={
          <>
            <a
              className={plainLinkLook}
              href={exportPath(search)}
              download
              aria-label={t('catalog.export')}
              aria-keyshortcuts="Control+E"
            >
              <Download aria-hidden className="size-4" />
              <span className="max-sm:hidden">{t('catalog.export')}</span>
            </a>
            <Button
              icon={<FileUp aria-hidden className="size-4" />}
              aria-label={t('catalog.import')}
              className="max-sm:[&>span]:hidden"
              onClick={() => navigate({ to: '/imports' })}
            >
              {t('catalog.import')}
            </Button>
            <Button
              variant="primary"
              icon={<Plus aria-hidden className="size-4" />}
              shortcut="N"
              aria-keyshortcuts="N"
              onClick={create}
            >
              {t('catalog.newProduct')}
            </Button>
          </>
        }
      />
      <RunningImport />
      <DemoProgress />
      <Tabs
        label={t('catalog.views')}
        value={view}
        items={VIEWS.map(({ value, label }) => ({
          value,
          label: t(label),
          ...(value === view && list.total !== null ? { count: list.total } : {}),
        }))}
        onChange={(state) => change({ ...search, state })}
      >
        <ListFrame
          list="products"
          columns={productColumns()}
          search={searchParameters(search)}
          onSearch={(wanted) => change(parseProductSearch(Object.fromEntries(wanted)))}
          selection={{ selected, onSelect: setSelected }}
          canEdit={canWrite}
          onNew={create}
          onExport={() => saveFrom(exportPath(search))}
          filters={<ProductFilters search={search} onChange={change} />}
        >
          <ProductList
            list={list}
            search={search}
            selected={selected}
            onSelect={setSelected}
            onClearFilters={() => change({})}
            onCreate={create}
          />
        </ListFrame>
      </Tabs>
      <SelectionBar selected={selected} isInactiveView={view === 'inactive'} onDone={() => setSelected(new Set())} />
      {asked['labels'] === undefined ? null : (
        <Suspense fallback={null}>
          <ReceiptLabels name={asked['labels']} onClose={() => navigate({ to: '/products', search, replace: true })} />
        </Suspense>
      )}
      <Outlet />
    </>
  );
}
