import type { HeldSaleList, HeldSaleSummary } from '@mosaajii/contract/held-sales';
import { minor } from '@mosaajii/domain/money';
import { CirclePause } from 'lucide-react';
import { useState } from 'react';
import { itemsOf, Listed, usePages } from '../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import { Link } from '../../platform/router/index.ts';
import {
  Amount,
  EmptyState,
  linkLook,
  PageHeader,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../platform/ui/index.ts';
import { HeldLock } from './parts/held-lock.tsx';
import { HeldSaleDrawer } from './parts/held-sale-drawer.tsx';
import { useNames } from './receipt-of.ts';

/** What is set aside at all tills of the shop: who holds it, what is in it, and a way to let it go. */
export function HeldSalesScreen() {
  const [open, setOpen] = useState<string | null>(null);
  const list = useHeldSales();
  return (
    <>
      <PageHeader title={t('orders.heldSales')} meta={t('orders.heldSalesMeta')} />
      <Listed
        pages={list}
        empty={
          <EmptyState
            icon={CirclePause}
            title={t('orders.heldSalesNone')}
            actions={
              <Link to="/till" className={linkLook}>
                {t('ui.toTill')}
              </Link>
            }
          >
            {t('orders.heldSalesNoneText')}
          </EmptyState>
        }
      >
        {(items) => <HeldTable items={items} onOpen={setOpen} />}
      </Listed>
      {open === null ? null : <HeldSaleDrawer heldSaleId={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function useHeldSales() {
  return usePages(['held-sales'], '/held-sales?limit=50', (pages: readonly HeldSaleList[]) => itemsOf(pages));
}

interface TableProps {
  readonly items: readonly HeldSaleSummary[];
  readonly onOpen: (heldSaleId: string) => void;
}

function HeldTable({ items, onOpen }: TableProps) {
  const session = useObservable(useDevice().session.state);
  const organization = session.status === 'signed-out' ? null : session.session.organization;
  const nameOf = useNames();
  return (
    <Table label={t('orders.heldSales')}>
      <TableHead>
        <TableHeader>{t('orders.heldSale')}</TableHeader>
        <TableHeader className="max-md:hidden">{t('orders.heldSince')}</TableHeader>
        <TableHeader className="max-sm:hidden">{t('orders.heldLock')}</TableHeader>
        <TableHeader isFigure>{t('orders.quoteTotal')}</TableHeader>
      </TableHead>
      <tbody>
        {items.map((held) => (
          <TableRow key={held.heldSaleId}>
            <TableCell>
              <button
                type="button"
                className="min-h-11 max-w-64 truncate text-start font-medium text-brand-ink hover:underline max-sm:max-w-44"
                onClick={() => onOpen(held.heldSaleId)}
              >
                {held.label}
              </button>
              <span className="block pb-2 text-sm text-ink-3">
                {t('orders.heldBy', { name: nameOf(held.heldBy), register: held.registerCode })}
              </span>
              <span className="block pb-2 sm:hidden">
                <HeldLock lock={held.lock} />
              </span>
            </TableCell>
            <TableCell className="num text-ink-2 max-md:hidden">{formatDateTime(held.heldAt)}</TableCell>
            <TableCell className="max-sm:hidden">
              <HeldLock lock={held.lock} />
            </TableCell>
            <TableCell isFigure>
              {organization === null ? null : (
                <Amount value={minor(held.totalMinor)} currency={organization.currency} locale={organization.locale} />
              )}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
