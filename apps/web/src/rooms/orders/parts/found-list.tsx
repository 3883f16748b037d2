import { directoryOf } from '../../../platform/customers/index.ts';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { formatDateTime, t } from '../../../platform/i18n/index.ts';
import { Amount, Chip, Table, TableCell, TableHead, TableHeader, TableRow } from '../../../platform/ui/index.ts';
import type { FoundSale } from '../find-sale.ts';

interface Props {
  readonly sales: readonly FoundSale[];
  readonly onOpen: (saleId: string) => void;
}

/** The sales that fit, as a table; on a phone as cards. Arrows go from row to row. */
export function FoundList({ sales, onOpen }: Props) {
  const device = useDevice();
  const settings = useObservable(device.session.settings);
  const directory = directoryOf(device);
  if (!settings) return null;
  const { currency, locale } = settings.organization;
  const rows = sales.map((sale) => ({
    sale,
    when: formatDateTime(sale.occurredAt, undefined, settings.store.timeZone),
    register: sale.receiptNumber.split('-').slice(0, -2).join('-'),
    customer: sale.customerId === null ? '' : (directory.byId(sale.customerId)?.name ?? '…'),
    amount: <Amount value={sale.totalMinor} currency={currency} locale={locale} />,
  }));
  return (
    <>
      <div className="hidden sm:block">
        <Table label={t('orders.findFound')}>
          <TableHead>
            <TableHeader>{t('orders.receipt')}</TableHeader>
            <TableHeader>{t('orders.time')}</TableHeader>
            <TableHeader className="max-md:hidden">{t('orders.findRegister')}</TableHeader>
            <TableHeader>{t('orders.findCustomer')}</TableHeader>
            <TableHeader>{t('orders.findLeft')}</TableHeader>
            <TableHeader isFigure>{t('orders.total')}</TableHeader>
          </TableHead>
          <tbody>
            {rows.map(({ sale, when, register, customer, amount }) => (
              <TableRow key={sale.saleId} onClick={() => onOpen(sale.saleId)}>
                <TableCell className="whitespace-nowrap">
                  <button
                    type="button"
                    onClick={() => onOpen(sale.saleId)}
                    onKeyDown={betweenRows}
                    data-found
                    className="reach code text-sm font-medium text-brand-ink hover:underline"
                  >
                    {sale.receiptNumber}
                  </button>
                </TableCell>
                <TableCell className="num whitespace-nowrap text-ink-2">{when}</TableCell>
                <TableCell className="code whitespace-nowrap text-sm text-ink-2 max-md:hidden">{register}</TableCell>
                <TableCell className="max-w-48 truncate text-ink-2">{customer}</TableCell>
                <TableCell className="whitespace-nowrap">
                  <Left left={sale.left} />
                </TableCell>
                <TableCell isFigure className="font-medium">
                  {amount}
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </div>
      <ul className="flex flex-col gap-2 sm:hidden">
        {rows.map(({ sale, when, customer, amount }) => (
          <li key={sale.saleId}>
            <button
              type="button"
              onClick={() => onOpen(sale.saleId)}
              className="flex w-full items-center gap-3 rounded-card border border-line bg-surface px-3.5 py-2.5 text-start"
            >
              <span className="min-w-0 flex-1">
                <span className="code block text-sm font-medium">{sale.receiptNumber}</span>
                <span className="mt-0.5 flex flex-wrap gap-x-2 text-sm text-ink-2">
                  <span className="num">{when}</span>
                  {customer === '' ? null : <span>{customer}</span>}
                </span>
                <span className="mt-1 block">
                  <Left left={sale.left} />
                </span>
              </span>
              <span className="text-md font-semibold">{amount}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What of a sale can still come back. */
function Left({ left }: Pick<FoundSale, 'left'>) {
  if (left === null) return <span className="text-ink-3">…</span>;
  if (left.lines === 0) return <Chip tone="neutral">{t('orders.findNoneLeft')}</Chip>;
  if (left.lines === left.of) return <Chip tone="success">{t('orders.findAllLeft')}</Chip>;
  return <Chip tone="warning">{t('orders.findSomeLeft', { left: left.lines, of: left.of })}</Chip>;
}

function betweenRows(event: React.KeyboardEvent<HTMLButtonElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  const all = [...document.querySelectorAll<HTMLButtonElement>('[data-found]')];
  all[all.indexOf(event.currentTarget) + by]?.focus();
}
