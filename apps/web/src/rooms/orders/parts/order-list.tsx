import { Undo2 } from 'lucide-react';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { formatDateTime, formatTime, t } from '../../../platform/i18n/index.ts';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import { ListName, ListRow } from '../../../platform/lists/index.ts';
import { Amount, classes, Table, TableCell, TableHead, TableHeader } from '../../../platform/ui/index.ts';
import type { OrderRow } from '../order-view.ts';
import { useNames } from '../receipt-of.ts';

interface Props {
  readonly rows: readonly OrderRow[];
  readonly chosen: string | null;
  readonly onOpen: (orderId: string) => void;
}

/** Orders as a table; on a phone as cards. Returns have an icon, a word and a minus. */
export function OrderList(props: Props) {
  const when = useWhen(props.rows);
  return (
    <>
      <div className="hidden sm:block">
        <OrderTable {...props} />
      </div>
      <ul className="flex flex-col gap-2 sm:hidden">
        {props.rows.map((row) => (
          <OrderCard key={row.orderId} row={row} when={when(row.occurredAt)} onOpen={props.onOpen} />
        ))}
      </ul>
    </>
  );
}

function OrderTable({ rows, chosen, onOpen }: Props) {
  const nameOf = useNames();
  const when = useWhen(rows);
  const saysPayment = rows.some((row) => row.tenders.length > 0);
  return (
    <Table label={t('orders.list')}>
      <TableHead>
        <TableHeader>{t('orders.receipt')}</TableHeader>
        <TableHeader>{t('orders.time')}</TableHeader>
        <TableHeader className="max-md:hidden">{t('orders.cashier')}</TableHeader>
        <TableHeader>{saysPayment ? t('orders.payment') : t('orders.lines')}</TableHeader>
        <TableHeader isFigure>{t('orders.total')}</TableHeader>
      </TableHead>
      <tbody>
        {rows.map((row) => (
          <ListRow
            key={row.orderId}
            rowId={row.orderId}
            isSelected={row.orderId === chosen}
            onClick={() => onOpen(row.orderId)}
          >
            <ListName className="whitespace-nowrap">
              <button
                type="button"
                onClick={() => onOpen(row.orderId)}
                className="reach code text-sm font-medium text-brand-ink hover:underline"
              >
                {row.receiptNumber}
              </button>
            </ListName>
            <TableCell className="num whitespace-nowrap text-ink-2">{when(row.occurredAt)}</TableCell>
            <TableCell className="max-w-40 truncate text-ink-2 max-md:hidden">{nameOf(row.userId)}</TableCell>
            <TableCell className="whitespace-nowrap text-ink-2">
              {row.kind === 'return' ? <ReturnMark /> : paymentText(row)}
            </TableCell>
            <TableCell isFigure className="font-medium">
              <RowAmount row={row} />
            </TableCell>
          </ListRow>
        ))}
      </tbody>
    </Table>
  );
}

function OrderCard({
  row,
  when,
  onOpen,
}: {
  readonly row: OrderRow;
  readonly when: string;
  readonly onOpen: (orderId: string) => void;
}) {
  return (
    <li>
      <button
        type="button"
        onClick={() => onOpen(row.orderId)}
        className="flex w-full items-center gap-3 rounded-card border border-line bg-surface px-3.5 py-2.5 text-start"
      >
        <span className="min-w-0 flex-1">
          <span className="code block text-sm font-medium">{row.receiptNumber}</span>
          <span className="mt-0.5 flex flex-wrap gap-x-2 text-sm text-ink-2">
            <span className="num">{when}</span>
            {row.kind === 'return' ? <ReturnMark /> : <span>{paymentText(row)}</span>}
          </span>
        </span>
        <span className="text-md font-semibold">
          <RowAmount row={row} />
        </span>
      </button>
    </li>
  );
}

function ReturnMark() {
  return (
    <span className="inline-flex items-center gap-1 font-medium text-danger">
      <Undo2 aria-hidden className={classes('size-3.5 flex-none')} strokeWidth={2} />
      {t('orders.kindReturn')}
    </span>
  );
}

function RowAmount({ row }: { readonly row: OrderRow }) {
  const { session } = useDevice();
  const settings = useObservable(session.settings);
  if (!settings) return null;
  const { currency, locale } = settings.organization;
  const value = row.kind === 'return' ? ((0 - row.totalMinor) as typeof row.totalMinor) : row.totalMinor;
  return <Amount value={value} currency={currency} locale={locale} isSignal />;
}

function paymentText({ tenders, lineCount }: OrderRow): string {
  if (tenders.length > 1) return t('orders.split');
  const [only] = tenders;
  if (only === undefined) return t('orders.items', { count: lineCount });
  return tenderName(only);
}

/** The time alone when every row is of one day, with the day otherwise. In the shop's time zone. */
function useWhen(rows: readonly OrderRow[]): (instant: string) => string {
  const { session } = useDevice();
  const store = useObservable(session.settings)?.store;
  const isOneDay = new Set(rows.map((row) => row.occurredAt.slice(0, 10))).size <= 1 && rows.length > 1;
  const format = isOneDay ? formatTime : formatDateTime;
  return (instant) => format(instant, undefined, store?.timeZone);
}
