import type { QuoteList, QuoteSummary } from '@mosaajii/contract/quotes';
import { minor } from '@mosaajii/domain/money';
import { useQueryClient } from '@tanstack/react-query';
import { FileText, SearchX } from 'lucide-react';
import { useState } from 'react';
import { itemsOf, Listed, usePages } from '../../platform/answer/index.ts';
import { api } from '../../platform/api/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { formatDate, t } from '../../platform/i18n/index.ts';
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
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  useToasts,
} from '../../platform/ui/index.ts';
import { QuoteDrawer } from './parts/quote-drawer.tsx';

const STATES = ['open', 'expired', 'sold', 'cancelled'] as const;
const TONES = { open: 'brand', expired: 'warning', sold: 'success', cancelled: 'neutral' } as const;

/** What customers were promised: by number and state, the latest first; one that is open can be taken back. */
export function QuotesScreen() {
  const [query, setQuery] = useState('');
  const [state, setState] = useState('all');
  const [asked, setAsked] = useState<QuoteSummary | null>(null);
  const [open, setOpen] = useState<QuoteSummary | null>(null);
  const list = useQuotes(query, state);
  return (
    <>
      <PageHeader title={t('orders.quotes')} meta={t('orders.quotesMeta')} />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchField
          label={t('orders.quotesSearch')}
          clearLabel={t('orders.clearSearch')}
          query={query}
          onSearch={setQuery}
          takesScans
        />
        <Select
          aria-label={t('orders.quoteState')}
          className="w-auto!"
          value={state}
          onChange={(event) => setState(event.target.value)}
        >
          <option value="all">{t('orders.quoteAll')}</option>
          {STATES.map((one) => (
            <option key={one} value={one}>
              {t(`orders.quote.${one}`)}
            </option>
          ))}
        </Select>
      </div>
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
        {(items) => <QuoteTable items={items} onOpen={setOpen} onCancel={setAsked} />}
      </Listed>
      {open === null ? null : <QuoteDrawer quote={open} onClose={() => setOpen(null)} />}
      {asked === null ? null : <CancelDialog quote={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function useQuotes(query: string, state: string) {
  const search = new URLSearchParams({ limit: '50', state });
  if (query !== '') search.set('query', query);
  const path = `/quotes?${search}`;
  return usePages(['quotes', path], path, (pages: readonly QuoteList[]) => itemsOf(pages));
}

interface TableProps {
  readonly items: readonly QuoteSummary[];
  readonly onOpen: (quote: QuoteSummary) => void;
  readonly onCancel: (quote: QuoteSummary) => void;
}

function QuoteTable({ items, onOpen, onCancel }: TableProps) {
  return (
    <Table label={t('orders.quotes')}>
      <TableHead>
        <TableHeader>{t('orders.quoteNumber')}</TableHeader>
        <TableHeader className="max-sm:hidden">{t('orders.quoteState')}</TableHeader>
        <TableHeader className="max-md:hidden">{t('orders.quoteUntil')}</TableHeader>
        <TableHeader isFigure>{t('orders.quoteTotal')}</TableHeader>
        <TableHeader>
          <span className="visually-hidden">{t('orders.quoteActions')}</span>
        </TableHeader>
      </TableHead>
      <tbody>
        {items.map((quote) => (
          <QuoteRow key={quote.quoteId} quote={quote} onOpen={onOpen} onCancel={onCancel} />
        ))}
      </tbody>
    </Table>
  );
}

type RowProps = Pick<TableProps, 'onOpen' | 'onCancel'> & { readonly quote: QuoteSummary };

function QuoteRow({ quote, onOpen, onCancel }: RowProps) {
  const session = useObservable(useDevice().session.state);
  const organization = session.status === 'signed-out' ? null : session.session.organization;
  const state = <Chip tone={TONES[quote.state]}>{t(`orders.quote.${quote.state}`)}</Chip>;
  return (
    <TableRow>
      <TableCell>
        <button
          type="button"
          className="code min-h-11 font-medium text-brand-ink hover:underline"
          onClick={() => onOpen(quote)}
        >
          {quote.number}
        </button>
        <span className="block max-w-64 truncate text-ink-2 max-sm:max-w-32">{quote.label}</span>
        <span className="sm:hidden">{state}</span>
      </TableCell>
      <TableCell className="max-sm:hidden">{state}</TableCell>
      <TableCell className="num text-ink-2 max-md:hidden">{formatDate(quote.validUntil)}</TableCell>
      <TableCell isFigure>
        {organization === null ? null : (
          <Amount value={minor(quote.totalMinor)} currency={organization.currency} locale={organization.locale} />
        )}
      </TableCell>
      <TableCell isFigure>
        {quote.soldSaleId !== null ? (
          <Link
            to="/orders/:saleId"
            params={{ saleId: quote.soldSaleId }}
            className={`${plainLinkLook} whitespace-nowrap`}
          >
            {t('orders.quoteSale')}
          </Link>
        ) : quote.state === 'open' ? (
          <Button
            variant="quiet"
            aria-label={`${t('orders.quoteCancel')}: ${quote.number}`}
            onClick={() => onCancel(quote)}
          >
            {t('orders.quoteCancel')}
          </Button>
        ) : null}
      </TableCell>
    </TableRow>
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
