import { DEFAULT_SCAN_RULES, readScan } from '@mosaajii/domain/barcode';
import { SearchX } from 'lucide-react';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { directoryOf } from '../../platform/customers/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { useBindings } from '../../platform/keys/index.ts';
import { useNavigate } from '../../platform/router/index.ts';
import { type Scan, signal, useScans } from '../../platform/scanner/index.ts';
import { Button, EmptyState, Notice, PageHeader, Skeleton } from '../../platform/ui/index.ts';
import { digitsOf, type FindFilter, type FoundGoods, isNarrowed, NO_FILTER } from './find-sale.ts';
import { FindFilters } from './parts/find-filters.tsx';
import { FoundList } from './parts/found-list.tsx';
import { type FindResult, useFindSale } from './use-find-sale.ts';

/** The sale of somebody who has lost the receipt: by customer, day, goods, amount or the last digits of its number. */
export function FindSaleScreen() {
  const [filter, setFilter] = useState(NO_FILTER);
  const result = useFindSale(useDeferredValue(filter));
  const navigate = useNavigate();
  const open = (saleId: string) => navigate({ to: '/orders/:saleId/return', params: { saleId } });
  const digitsRef = useRef<HTMLInputElement>(null);
  useEffect(() => digitsRef.current?.focus(), []);
  useBindings([{ chord: 'F2', run: () => digitsRef.current?.focus(), inFields: true }]);
  useScanned(setFilter, open);
  const [only, ...others] = result.sales ?? [];
  return (
    <>
      <PageHeader title={t('orders.findTitle')} meta={t('orders.findMeta')} back={BACK()} />
      <form
        role="search"
        aria-label={t('orders.findTitle')}
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          // Enter in a field opens what is found when there is no doubt which one is meant.
          if (event.key !== 'Enter' || event.isDefaultPrevented() || !(event.target instanceof HTMLInputElement))
            return;
          if (isNarrowed(filter) && only !== undefined && others.length === 0) open(only.saleId);
        }}
      >
        <FindFilters filter={filter} onFilter={setFilter} digitsRef={digitsRef} />
      </form>
      <div className="mt-4 flex flex-col gap-3">
        <Standing result={result} />
        <Found result={result} isFiltered={isNarrowed(filter)} onOpen={open} onClear={() => setFilter(NO_FILTER)} />
      </div>
    </>
  );
}

const BACK = () => ({ href: '/orders', label: t('orders.backToOrders') });

/** What the list lacks while the server cannot be asked. */
function Standing({ result: { problem, retry } }: { readonly result: FindResult }) {
  if (problem === null) return null;
  const isOffline = !(problem instanceof Error) && problem.code === 'unreachable';
  return (
    <Notice tone={isOffline ? 'neutral' : 'warning'}>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {isOffline
          ? t('orders.findOnlyHere')
          : t('orders.findRefused', { detail: problem instanceof Error ? problem.message : problem.title })}
        <Button size="sm" variant="quiet" onClick={retry}>
          {t('ui.retry')}
        </Button>
      </span>
    </Notice>
  );
}

interface FoundProps {
  readonly result: FindResult;
  readonly isFiltered: boolean;
  readonly onOpen: (saleId: string) => void;
  readonly onClear: () => void;
}

function Found({ result, isFiltered, onOpen, onClear }: FoundProps) {
  const { sales, isAsking, hasMore, more } = result;
  if (sales === null || (sales.length === 0 && isAsking)) {
    return (
      <div className="rounded-card border border-line bg-surface p-3.5" aria-busy>
        {Array.from({ length: 5 }, (_, index) => (
          <Skeleton key={index} className="my-2.5 h-6" />
        ))}
      </div>
    );
  }
  if (sales.length === 0) {
    return (
      <EmptyState
        icon={SearchX}
        title={isFiltered ? t('orders.findNothing') : t('orders.findNoSales')}
        actions={isFiltered ? <Button onClick={onClear}>{t('orders.findClear')}</Button> : null}
      >
        {isFiltered ? t('orders.findNothingText') : undefined}
      </EmptyState>
    );
  }
  return (
    <>
      <p role="status" className="text-sm text-ink-3">
        {t('orders.findCount', { count: sales.length })}
      </p>
      <FoundList sales={sales} onOpen={onOpen} />
      {hasMore ? (
        <Button className="self-center" isPending={isAsking} onClick={more}>
          {t('ui.showMore')}
        </Button>
      ) : null}
    </>
  );
}

/** A product narrows, a customer card names who bought, a receipt opens its return. */
function useScanned(
  narrow: (change: (filter: FindFilter) => FindFilter) => void,
  open: (saleId: string) => void,
): void {
  const device = useDevice();
  const take = async ({ code }: Scan): Promise<boolean> => {
    const { catalog, journal, session } = device;
    const rules = session.settings.get()?.store.scanRules ?? DEFAULT_SCAN_RULES;
    const reading = readScan(code, rules, (text) => catalog.byCode(text) !== null);
    if (reading.kind === 'receipt') {
      const text = reading.code.replace(/^R(?=\d+$)/i, '').toUpperCase();
      const known = await journal.findSale({ receiptNumber: text });
      if (known.ok) open(known.value.document.documentId);
      else narrow((filter) => ({ ...filter, digits: digitsOf(text) }));
      return true;
    }
    if (reading.kind === 'customer-card') {
      const customer = directoryOf(device).byCard(reading.code);
      if (customer !== null) narrow((filter) => ({ ...filter, customerId: customer.id }));
      return customer !== null;
    }
    const goods: FoundGoods | null = reading.kind === 'product' ? catalog.byCode(reading.code) : null;
    if (goods === null) return false;
    const { variantId, name, sku } = goods;
    narrow((filter) => ({ ...filter, goods: { variantId, name, sku } }));
    return true;
  };
  useScans((scan) => {
    void take(scan).then((isKnown) => signal(isKnown ? 'scan-ok' : 'scan-fail'));
    return true;
  });
}
