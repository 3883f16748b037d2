import { ReceiptText, Search, SearchX } from 'lucide-react';
import { type ReactNode, useDeferredValue, useRef, useState } from 'react';
import { Failed, MorePages } from '../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { formatDate, t } from '../../platform/i18n/index.ts';
import { useListKeys } from '../../platform/lists/index.ts';
import { Link, useNavigate } from '../../platform/router/index.ts';
import {
  Button,
  ChoiceField,
  EmptyState,
  linkLook,
  Notice,
  PageHeader,
  Skeleton,
  Tabs,
  TextInput,
} from '../../platform/ui/index.ts';
import type { OrderRow } from './order-view.ts';
import { HeldCarts } from './parts/held-carts.tsx';
import { OrderList } from './parts/order-list.tsx';
import { OrderPanel } from './parts/order-panel.tsx';
import {
  type LocalRow,
  useBusinessDate,
  useHeldCarts,
  useLocalReturns,
  useServerOrders,
  useToday,
} from './use-orders.ts';
import { useLocalUncertain, useServerUncertain } from './use-uncertain.ts';

const TABS = ['today', 'all', 'returns', 'held', 'uncertain'] as const;
type Tab = (typeof TABS)[number];

/** Every sale and return that can be found: of this till without a connection, of all registers with one. */
export function OrdersScreen() {
  const [asked] = useState(() => new URLSearchParams(window.location.search).get('query') ?? '');
  const [tab, setTab] = useState<Tab>(asked === '' ? 'today' : 'all');
  const [query, setQuery] = useState(asked);
  const [chosen, setChosen] = useState<string | null>(null);
  const navigate = useNavigate();
  const frame = useRef<HTMLDivElement>(null);
  const date = useBusinessDate();
  const today = useToday(date);
  const held = useHeldCarts();
  const uncertain = useLocalUncertain();
  useListKeys(frame, { onOpenPage: (saleId) => navigate({ to: '/orders/:saleId', params: { saleId } }) });
  const choose = (next: Tab) => {
    setTab(next);
    setChosen(null);
  };
  const items = [
    { value: 'today', label: t('orders.tabToday'), count: today?.length },
    { value: 'all', label: t('orders.tabAll') },
    { value: 'returns', label: t('orders.tabReturns') },
    { value: 'held', label: t('orders.tabHeld'), count: held?.length },
    { value: 'uncertain', label: t('cards.tab'), count: uncertain?.length },
  ] as const;
  const shared = { query, chosen, onChoose: setChosen, onClear: () => setQuery(''), onTab: choose };
  return (
    <>
      <PageHeader
        title={t('orders.title')}
        meta={tab === 'today' ? <TodayOf date={date} /> : metaOf(tab)}
        actions={
          <Link to="/orders/find" className={linkLook}>
            {t('orders.findAction')}
          </Link>
        }
      />
      <Tabs label={t('orders.title')} value={tab} items={items} onChange={choose}>
        <div className="flex flex-col gap-3 pt-3 lg:grid lg:grid-cols-[minmax(0,1fr)_25rem] lg:items-start lg:gap-5">
          <div ref={frame} className="flex min-w-0 flex-col gap-3">
            {tab === 'held' || tab === 'uncertain' ? null : (
              <div data-list-filters>
                <TextInput
                  type="search"
                  data-scan="here"
                  aria-label={t('orders.search')}
                  placeholder={t('orders.search')}
                  value={query}
                  onChange={(event) => setQuery(event.target.value)}
                  start={<Search aria-hidden className="size-4 text-ink-3" strokeWidth={1.75} />}
                />
              </div>
            )}
            {tab === 'today' ? <LocalOrders rows={today} kind="sale" {...shared} /> : null}
            {tab === 'all' ? <ServerOrders {...shared} /> : null}
            {tab === 'returns' ? <LocalReturns {...shared} /> : null}
            {tab === 'held' ? <HeldCarts carts={held} /> : null}
            {tab === 'uncertain' ? <UncertainOrders here={uncertain} {...shared} /> : null}
          </div>
          {tab === 'held' ? null : (
            <aside className="sticky top-4 hidden min-w-0 lg:block" aria-label={t('orders.preview')}>
              <OrderPanel orderId={chosen} />
            </aside>
          )}
        </div>
      </Tabs>
    </>
  );
}

/** Until the day is known, the sentence keeps its place unseen, with as many lines as it will have. */
function TodayOf({ date }: { readonly date: string | null }) {
  const day = date ?? new Date().toISOString().slice(0, 10);
  return <span className={date === null ? 'invisible' : ''}>{t('orders.thisTill', { date: formatDate(day) })}</span>;
}

function metaOf(tab: Exclude<Tab, 'today'>): string {
  if (tab === 'returns') return t('orders.thisTillDays');
  if (tab === 'uncertain') return t('cards.meta');
  return tab === 'all' ? t('orders.fromServer') : t('orders.heldHere');
}

interface ListProps {
  readonly query: string;
  readonly chosen: string | null;
  readonly onChoose: (orderId: string) => void;
  readonly onClear: () => void;
  readonly onTab: (tab: Tab) => void;
}

/** The rows whose words contain every word that was typed. */
export function matching(rows: readonly LocalRow[], query: string): readonly LocalRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0 ? rows : rows.filter((row) => words.every((word) => row.searchText.includes(word)));
}

function LocalOrders({
  rows,
  kind,
  ...list
}: ListProps & { readonly rows: readonly OrderRow[] | null; readonly kind: 'sale' | 'return' }) {
  const query = useDeferredValue(list.query);
  if (rows === null) return <ListSkeleton />;
  const found = matching(rows as readonly LocalRow[], query);
  if (found.length > 0) return <Chooser rows={found} {...list} />;
  if (query.trim() !== '') return <NoResults {...list} />;
  return kind === 'sale' ? (
    <EmptyState icon={ReceiptText} title={t('orders.emptyToday')} actions={<ToTill />}>
      {t('orders.emptyTodayText')}
    </EmptyState>
  ) : (
    <EmptyState
      icon={ReceiptText}
      title={t('orders.emptyReturns')}
      actions={<Button onClick={() => list.onTab('today')}>{t('orders.showToday')}</Button>}
    >
      {t('orders.emptyReturnsText')}
    </EmptyState>
  );
}

function LocalReturns(list: ListProps) {
  return <LocalOrders rows={useLocalReturns()} kind="return" {...list} />;
}

/** Cards that nobody was sure of: of this till at once, of the others when the server answers. */
function UncertainOrders({ here, ...list }: ListProps & { readonly here: readonly OrderRow[] | null }) {
  const elsewhere = useServerUncertain();
  if (here === null || elsewhere.isPending) return <ListSkeleton />;
  const known = new Set(here.map((row) => row.orderId));
  const rows = [...here, ...(elsewhere.data ?? []).filter((row) => !known.has(row.orderId))];
  return (
    <>
      {elsewhere.isError ? (
        <Notice tone="neutral">{t('cards.onlyHere')}</Notice>
      ) : (
        <Link to="/cards-to-check" className={linkLook}>
          {t('cards.toOffice')}
        </Link>
      )}
      {rows.length === 0 ? (
        <EmptyState icon={ReceiptText} title={t('cards.none')}>
          {t('cards.noneText')}
        </EmptyState>
      ) : (
        <Chooser rows={rows} {...list} />
      )}
    </>
  );
}

function ServerOrders(list: ListProps) {
  const query = useDeferredValue(list.query.trim());
  const [sellerId, setSellerId] = useState('');
  const found = useServerOrders(query, sellerId);
  return (
    <>
      <SellerChoice value={sellerId} onChange={setSellerId} />
      <FoundOrders found={found} query={query} isNarrowed={sellerId !== ''} list={list} />
    </>
  );
}

/** Whose sales; a shop of one has no choice. */
function SellerChoice({ value, onChange }: { readonly value: string; readonly onChange: (userId: string) => void }) {
  const { session } = useDevice();
  const users = useObservable(session.users);
  if (users.length < 2) return null;
  const options = users.map(({ userId, displayName }) => ({ id: userId, name: displayName }));
  return (
    <ChoiceField
      label={t('orders.seller')}
      any={t('orders.anySeller')}
      value={value}
      options={options}
      onChange={onChange}
    />
  );
}

interface FoundProps {
  readonly found: ReturnType<typeof useServerOrders>;
  readonly query: string;
  readonly isNarrowed: boolean;
  readonly list: ListProps;
}

function FoundOrders({ found, query, isNarrowed, list }: FoundProps) {
  if (found.error !== null) {
    const back = <Button onClick={() => list.onTab('today')}>{t('orders.showToday')}</Button>;
    const offline = { title: t('orders.needsConnection'), text: t('orders.needsConnectionText') };
    return <Failed cause={found.error} offline={offline} onRetry={() => void found.refetch()} actions={back} />;
  }
  if (found.data === undefined) return <ListSkeleton />;
  if (found.data.length === 0 && isNarrowed) return <EmptyState icon={SearchX} title={t('orders.noSellerOrders')} />;
  if (found.data.length === 0) return query === '' ? <NothingYet /> : <NoResults {...list} />;
  return (
    <>
      <Chooser rows={found.data} {...list} />
      <MorePages pages={found} />
    </>
  );
}

/** On a wide screen a row opens beside the list, on a small one as a page of its own. */
function Chooser({ rows, chosen, onChoose }: ListProps & { readonly rows: readonly OrderRow[] }) {
  const navigate = useNavigate();
  const open = (orderId: string) => {
    if (window.matchMedia('(min-width: 64rem)').matches) onChoose(orderId);
    else navigate({ to: '/orders/:saleId', params: { saleId: orderId } });
  };
  return <OrderList rows={rows} chosen={chosen} onOpen={open} />;
}

function NoResults({ query, onClear, onTab }: ListProps): ReactNode {
  return (
    <EmptyState
      icon={SearchX}
      title={t('orders.noResults', { query: query.trim() })}
      actions={
        <>
          <Button variant="primary" onClick={onClear}>
            {t('orders.clearSearch')}
          </Button>
          <Button onClick={() => onTab('all')}>{t('orders.searchAll')}</Button>
        </>
      }
    />
  );
}

function NothingYet() {
  return (
    <EmptyState icon={ReceiptText} title={t('orders.emptyToday')} actions={<ToTill />}>
      {t('orders.emptyTodayText')}
    </EmptyState>
  );
}

function ToTill() {
  return (
    <Link to="/till" className={linkLook}>
      {t('ui.toTill')}
    </Link>
  );
}

function ListSkeleton() {
  return (
    <div className="rounded-card border border-line bg-surface p-3.5" aria-busy>
      {Array.from({ length: 6 }, (_, index) => (
        <Skeleton key={index} className="my-2.5 h-6" />
      ))}
    </div>
  );
}
