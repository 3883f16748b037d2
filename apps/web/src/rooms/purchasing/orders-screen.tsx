import type { PurchaseOrderState, PurchaseOrderSummary } from '@mosaajii/contract/purchasing';
import { minor, toDecimalString } from '@mosaajii/domain/money';
import { ClipboardList, Plus, SearchX } from 'lucide-react';
import { useState } from 'react';
import { Listed } from '../../platform/answer/index.ts';
import { formatDate, t } from '../../platform/i18n/index.ts';
import { changedFields, fieldsOf, ListFrame, ListTable, type TableColumn } from '../../platform/lists/index.ts';
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
} from '../../platform/ui/index.ts';
import { Guarded } from './guarded.tsx';
import { NewOrderDialog } from './new-order-dialog.tsx';
import { ordersPath, useMay, useMoney, useOrders } from './use-purchasing.ts';

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

const EVERY = { query: '', state: 'all' };

function Orders() {
  const [fields, setFields] = useState(EVERY);
  const { query, state } = fields;
  const [isNew, setNew] = useState(false);
  const canWrite = useMay('purchasing.write');
  const path = ordersPath(query, state);
  const list = useOrders(path);
  const columns = useOrderColumns();
  const add = (
    <Button
      variant="primary"
      icon={<Plus aria-hidden className="size-4" />}
      shortcut="N"
      aria-keyshortcuts="N"
      onClick={() => setNew(true)}
    >
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
      <ListFrame
        list="purchase-orders"
        place="/purchasing"
        ids={list.data?.map(({ orderId }) => orderId)}
        columns={columns}
        search={changedFields(fields, EVERY)}
        onSearch={(search) => setFields(fieldsOf(search, EVERY, { state: FILTERS }))}
        file={{ path, name: t('purchasing.title') }}
        {...(canWrite ? { onNew: () => setNew(true) } : {})}
        filters={
          <div className="mb-3 flex flex-wrap items-center gap-2">
            <SearchField
              label={t('purchasing.search')}
              clearLabel={t('purchasing.clearSearch')}
              query={query}
              onSearch={(wanted) => setFields({ ...fields, query: wanted })}
            />
            <Select
              aria-label={t('purchasing.state')}
              className="w-auto!"
              value={state}
              onChange={(event) => setFields({ ...fields, state: event.target.value })}
            >
              {FILTERS.map((one) => (
                <option key={one} value={one}>
                  {t(`purchasing.state.${one}`)}
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
              <EmptyState icon={SearchX} title={t('purchasing.noneFound')} />
            ) : (
              <EmptyState icon={ClipboardList} title={t('purchasing.none')} actions={canWrite ? add : undefined}>
                {t('purchasing.noneText')}
              </EmptyState>
            )
          }
        >
          {(items) => (
            <ListTable label={t('purchasing.title')} columns={columns} rows={items} idOf={({ orderId }) => orderId} />
          )}
        </Listed>
      </ListFrame>
      {isNew ? <NewOrderDialog onClose={() => setNew(false)} /> : null}
    </>
  );
}

/** Where an order stands. */
export function OrderStateChip({ state }: { readonly state: PurchaseOrderState }) {
  return <Chip tone={TONES[state]}>{t(`purchasing.state.${state}`)}</Chip>;
}

function useOrderColumns(): readonly TableColumn<PurchaseOrderSummary>[] {
  const money = useMoney();
  return [
    {
      name: 'number',
      label: t('purchasing.number'),
      isFixed: true,
      text: ({ number }) => number,
      cell: ({ orderId, number, supplierName, state }) => (
        <>
          <Link to="/purchasing/:orderId" params={{ orderId }} className={`code ${rowLinkLook}`}>
            {number}
          </Link>
          <span className="block max-w-64 truncate text-ink-2 max-sm:max-w-32">{supplierName}</span>
          <span className="sm:hidden">
            <OrderStateChip state={state} />
          </span>
        </>
      ),
    },
    {
      name: 'state',
      label: t('purchasing.state'),
      from: 'sm',
      text: ({ state }) => t(`purchasing.state.${state}`),
      cell: ({ state }) => <OrderStateChip state={state} />,
    },
    {
      name: 'expected',
      label: t('purchasing.expected'),
      from: 'md',
      className: 'num text-ink-2',
      text: ({ expectedOn }) => expectedOn ?? '',
      cell: ({ expectedOn }) => (expectedOn === null ? '–' : formatDate(expectedOn)),
    },
    {
      name: 'total',
      label: t('purchasing.total'),
      isFigure: true,
      text: ({ totalMinor }) => (money === null ? '' : toDecimalString(minor(totalMinor), money.currency)),
      cell: ({ totalMinor }) =>
        money === null ? null : <Amount value={minor(totalMinor)} currency={money.currency} locale={money.locale} />,
    },
  ];
}
