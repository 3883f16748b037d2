import type { PurchaseOrderState, PurchaseOrderSummary } from '@mosaajii/contract/purchasing';
import { minor } from '@mosaajii/domain/money';
import { ClipboardList, Plus, SearchX } from 'lucide-react';
import { useState } from 'react';
import { Listed } from '../../platform/answer/index.ts';
import { formatDate, t } from '../../platform/i18n/index.ts';
import { useBindings } from '../../platform/keys/index.ts';
import { Link } from '../../platform/router/index.ts';
import {
  Amount,
  Button,
  Chip,
  EmptyState,
  PageHeader,
  plainLinkLook,
  rowLinkLook,
  SearchField,
  Select,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../platform/ui/index.ts';
import { Guarded } from './guarded.tsx';
import { NewOrderDialog } from './new-order-dialog.tsx';
import { useMay, useMoney, useOrders } from './use-purchasing.ts';

const FILTERS = ['all', 'open', 'draft', 'sent', 'partly-received', 'received', 'cancelled'] as const;
const TONES = {
  draft: 'neutral',
  sent: 'brand',
  'partly-received': 'warning',
  received: 'success',
  cancelled: 'neutral',
} as const;

/** What was ordered from suppliers, the latest first: found by number and supplier, filtered by where it stands. */
export function OrdersScreen() {
  return (
    <Guarded title={t('purchasing.title')}>
      <Orders />
    </Guarded>
  );
}

function Orders() {
  const [query, setQuery] = useState('');
  const [state, setState] = useState<(typeof FILTERS)[number]>('all');
  const [isNew, setNew] = useState(false);
  const canWrite = useMay('purchasing.write');
  const list = useOrders(query, state);
  useBindings([{ chord: 'n', run: () => canWrite && setNew(true) }]);
  const add = (
    <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} shortcut="N" onClick={() => setNew(true)}>
      {t('purchasing.new')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('purchasing.title')}
        meta={t('purchasing.meta')}
        actions={
          <>
            <Link to="/suppliers" className={plainLinkLook}>
              {t('purchasing.suppliers')}
            </Link>
            {canWrite ? add : null}
          </>
        }
      />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchField
          label={t('purchasing.search')}
          clearLabel={t('purchasing.clearSearch')}
          query={query}
          onSearch={setQuery}
        />
        <Select
          aria-label={t('purchasing.state')}
          className="w-auto!"
          value={state}
          onChange={(event) => setState(FILTERS.find((one) => one === event.target.value) ?? 'all')}
        >
          {FILTERS.map((one) => (
            <option key={one} value={one}>
              {t(`purchasing.state.${one}`)}
            </option>
          ))}
        </Select>
      </div>
      <Listed
        pages={list}
        empty={
          query !== '' || state !== 'all' ? (
            <EmptyState icon={SearchX} title={t('purchasing.noneFound')} />
          ) : (
            <EmptyState icon={ClipboardList} title={t('purchasing.none')} actions={canWrite ? add : undefined}>
              {t('purchasing.noneText')}
            </EmptyState>
          )
        }
      >
        {(items) => <OrderTable items={items} />}
      </Listed>
      {isNew ? <NewOrderDialog onClose={() => setNew(false)} /> : null}
    </>
  );
}

/** Where an order stands. */
export function OrderStateChip({ state }: { readonly state: PurchaseOrderState }) {
  return <Chip tone={TONES[state]}>{t(`purchasing.state.${state}`)}</Chip>;
}

function OrderTable({ items }: { readonly items: readonly PurchaseOrderSummary[] }) {
  const money = useMoney();
  return (
    <Table label={t('purchasing.title')}>
      <TableHead>
        <TableHeader>{t('purchasing.number')}</TableHeader>
        <TableHeader className="max-sm:hidden">{t('purchasing.state')}</TableHeader>
        <TableHeader className="max-md:hidden">{t('purchasing.expected')}</TableHeader>
        <TableHeader isFigure>{t('purchasing.total')}</TableHeader>
      </TableHead>
      <tbody>
        {items.map((order) => (
          <TableRow key={order.orderId}>
            <TableCell>
              <Link to="/purchasing/:orderId" params={{ orderId: order.orderId }} className={`code ${rowLinkLook}`}>
                {order.number}
              </Link>
              <span className="block max-w-64 truncate text-ink-2 max-sm:max-w-32">{order.supplierName}</span>
              <span className="sm:hidden">
                <OrderStateChip state={order.state} />
              </span>
            </TableCell>
            <TableCell className="max-sm:hidden">
              <OrderStateChip state={order.state} />
            </TableCell>
            <TableCell className="num text-ink-2 max-md:hidden">
              {order.expectedOn === null ? '–' : formatDate(order.expectedOn)}
            </TableCell>
            <TableCell isFigure>
              {money === null ? null : (
                <Amount value={minor(order.totalMinor)} currency={money.currency} locale={money.locale} />
              )}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
