import type { QuoteList, QuoteSummary } from '@mosaajii/contract/quotes';
import { minor, toDecimalString } from '@mosaajii/domain/money';
import { useQueryClient } from '@tanstack/react-query';
import { FileText, SearchX } from 'lucide-react';
import { useState } from 'react';
import { itemsOf, Listed, usePages } from '../../platform/answer/index.ts';
import { api } from '../../platform/api/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { formatDate, t } from '../../platform/i18n/index.ts';
import { changedFields, fieldsOf, ListFrame, ListTable, type TableColumn } from '../../platform/lists/index.ts';
import { Link } from '../../platform/router/index.ts';
import {
  Amount,
  Button,
  Chip,
  Dialog,
  EmptyState,
  linkLook,
  PageHeader,
  plainLinkLook,
  SearchField,
  Select,
  useToasts,
} from '../../platform/ui/index.ts';
import { QuoteDrawer } from './parts/quote-drawer.tsx';

const STATES = ['open', 'expired', 'sold', 'cancelled'] as const;
const TONES = { open: 'brand', expired: 'warning', sold: 'success', cancelled: 'neutral' } as const;

const EVERY = { query: '', state: 'all' };

/** What customers were promised: by number and state, the latest first; one that is open can be taken back. */
export function QuotesScreen() {
  const [fields, setFields] = useState(EVERY);
  const { query, state } = fields;
  const [asked, setAsked] = useState<QuoteSummary | null>(null);
  const path = pathOf(query, state);
  const list = useQuotes(path);
  const [open, setOpen] = useState<QuoteSummary | null>(null);
  const columns = useQuoteColumns(setOpen, setAsked);
  return (
    <>
      <PageHeader title={t('orders.quotes')} meta={t('orders.quotesMeta')} />
      <ListFrame
        list="quotes"
        columns={columns}
        search={changedFields(fields, EVERY)}
        onSearch={(search) => setFields(fieldsOf(search, EVERY, { state: ['all', ...STATES] }))}
        file={{ path, name: t('orders.quotes') }}
        filters={
          <div className="mb-3 flex flex-wrap items-center gap-2">
            <SearchField
              label={t('orders.quotesSearch')}
              clearLabel={t('orders.clearSearch')}
              query={query}
              onSearch={(query) => setFields({ ...fields, query })}
              takesScans
            />
            <Select
              aria-label={t('orders.quoteState')}
              className="w-auto!"
              value={state}
              onChange={(event) => setFields({ ...fields, state: event.target.value })}
            >
              <option value="all">{t('orders.quoteAll')}</option>
              {STATES.map((one) => (
                <option key={one} value={one}>
                  {t(`orders.quote.${one}`)}
                </option>
              ))}
            </Select>
          </div>
        }
      >
        <Listed
          pages={list}
          empty={
            query !== '' || state !== 'all' ? (
              <EmptyState icon={SearchX} title={t('orders.noQuotesFound')} />
            ) : (
              <EmptyState
                icon={FileText}
                title={t('orders.noQuotes')}
                actions={
                  <Link to="/till" className={linkLook}>
                    {t('ui.toTill')}
                  </Link>
                }
              >
                {t('orders.noQuotesText')}
              </EmptyState>
            )
          }
        >
          {(items) => (
            <ListTable label={t('orders.quotes')} columns={columns} rows={items} idOf={({ quoteId }) => quoteId} />
          )}
        </Listed>
      </ListFrame>
      {open === null ? null : <QuoteDrawer quote={open} onClose={() => setOpen(null)} />}
      {asked === null ? null : <CancelDialog quote={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function pathOf(query: string, state: string): string {
  const search = new URLSearchParams({ limit: '50', state });
  if (query !== '') search.set('query', query);
  return `/quotes?${search}`;
}

function useQuotes(path: string) {
  return usePages(['quotes', path], path, (pages: readonly QuoteList[]) => itemsOf(pages));
}

function useQuoteColumns(
  onOpen: (quote: QuoteSummary) => void,
  onCancel: (quote: QuoteSummary) => void,
): readonly TableColumn<QuoteSummary>[] {
  const session = useObservable(useDevice().session.state);
  const organization = session.status === 'signed-out' ? null : session.session.organization;
  const stateOf = ({ state }: QuoteSummary) => <Chip tone={TONES[state]}>{t(`orders.quote.${state}`)}</Chip>;
  return [
    {
      name: 'number',
      label: t('orders.quoteNumber'),
      isFixed: true,
      text: ({ number }) => number,
      cell: (quote) => (
        <>
          <button
            type="button"
            className="code min-h-11 font-medium text-brand-ink hover:underline"
            onClick={() => onOpen(quote)}
          >
            {quote.number}
          </button>
          <span className="block max-w-64 truncate text-ink-2 max-sm:max-w-32">{quote.label}</span>
          <span className="sm:hidden">{stateOf(quote)}</span>
        </>
      ),
    },
    {
      name: 'state',
      label: t('orders.quoteState'),
      from: 'sm',
      text: ({ state }) => t(`orders.quote.${state}`),
      cell: stateOf,
    },
    {
      name: 'until',
      label: t('orders.quoteUntil'),
      from: 'md',
      className: 'num text-ink-2',
      text: ({ validUntil }) => validUntil,
      cell: ({ validUntil }) => formatDate(validUntil),
    },
    {
      name: 'total',
      label: t('orders.quoteTotal'),
      isFigure: true,
      text: ({ totalMinor }) =>
        organization === null ? '' : toDecimalString(minor(totalMinor), organization.currency),
      cell: ({ totalMinor }) =>
        organization === null ? null : (
          <Amount value={minor(totalMinor)} currency={organization.currency} locale={organization.locale} />
        ),
    },
    {
      name: 'actions',
      label: t('orders.quoteActions'),
      isFixed: true,
      isFigure: true,
      isHeadUnseen: true,
      cell: (quote) => <QuoteAction quote={quote} onCancel={onCancel} />,
    },
  ];
}

interface ActionProps {
  readonly quote: QuoteSummary;
  readonly onCancel: (quote: QuoteSummary) => void;
}

function QuoteAction({ quote, onCancel }: ActionProps) {
  if (quote.soldSaleId !== null) {
    return (
      <Link to="/orders/:saleId" params={{ saleId: quote.soldSaleId }} className={`${plainLinkLook} whitespace-nowrap`}>
        {t('orders.quoteSale')}
      </Link>
    );
  }
  if (quote.state !== 'open') return null;
  return (
    <Button variant="quiet" aria-label={`${t('orders.quoteCancel')}: ${quote.number}`} onClick={() => onCancel(quote)}>
      {t('orders.quoteCancel')}
    </Button>
  );
}

function CancelDialog({ quote, onClose }: { readonly quote: QuoteSummary; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [isPending, setPending] = useState(false);
  const cancel = async () => {
    setPending(true);
    const done = await api.post<QuoteSummary>(`/quotes/${quote.quoteId}/cancel`, { body: {} });
    await queries.invalidateQueries({ queryKey: ['quotes'] });
    const { show } = useToasts.getState();
    if (done.ok) show({ message: t('orders.quoteCancelled', { number: quote.number }), tone: 'success', key: 'quote' });
    else show({ message: done.error.detail || done.error.title, tone: 'danger', key: 'quote' });
    onClose();
  };
  return (
    <Dialog title={t('orders.quoteCancelTitle', { number: quote.number })} onClose={onClose}>
      <p className="pb-4">{t('orders.quoteCancelText')}</p>
      <div className="flex justify-end gap-2">
        <Button variant="quiet" data-autofocus onClick={onClose}>
          {t('ui.cancel')}
        </Button>
        <Button variant="danger" isPending={isPending} onClick={() => void cancel()}>
          {t('orders.quoteCancel')}
        </Button>
      </div>
    </Dialog>
  );
}
