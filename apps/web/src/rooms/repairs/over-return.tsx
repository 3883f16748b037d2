import type { OrderDetail } from '@mosaajii/contract/orders';
import type { RepairSummary } from '@mosaajii/contract/sync';
import { currencyOf, type Milli, milli, minor } from '@mosaajii/domain/money';
import type { ReturnCompleted } from '@mosaajii/domain/operation';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { useQuery } from '@tanstack/react-query';
import { Answer } from '../../platform/answer/index.ts';
import { api, orThrow } from '../../platform/api/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import { Link } from '../../platform/router/index.ts';
import { amountText, Skeleton } from '../../platform/ui/index.ts';

type FromSale = Extract<ReturnCompleted['source'], { kind: 'sale' }>;

/** The sale whose goods would come back, when that is why the record was held. What arrived may be anything. */
export function overReturnOf({ reasonCode, operation }: RepairSummary): FromSale | null {
  if (reasonCode !== 'over-return') return null;
  const source = (operation as { payload?: Partial<ReturnCompleted> } | null)?.payload?.source;
  const isReadable = source?.kind === 'sale' && typeof source.saleId === 'string' && Array.isArray(source.lines);
  return isReadable ? source : null;
}

interface Props {
  readonly repair: RepairSummary;
  readonly source: FromSale;
}

/** Two registers took the same goods back: what is in the books beside what came later, line by line. */
export function OverReturn({ repair, source }: Props) {
  const sale = useQuery({
    queryKey: ['orders', source.saleId],
    retry: false,
    queryFn: ({ signal }) => orThrow(api.get<OrderDetail>(`/orders/${source.saleId}`, { signal })),
  });
  return (
    <Answer query={sale} loading={<Skeleton className="mt-3 h-32" />}>
      {(order) => (
        <div className="mt-3 grid gap-3 md:grid-cols-2">
          <Booked order={order} />
          <Later repair={repair} source={source} order={order} />
        </div>
      )}
    </Answer>
  );
}

const BOX = 'rounded-control border border-line bg-sunken p-3';

function Booked({ order }: { readonly order: OrderDetail }) {
  const returned = order.lines.filter((line) => line.returnedMilli > 0);
  return (
    <section aria-label={t('repairs.bookedBefore')} className={BOX}>
      <h3 className="font-semibold">{t('repairs.bookedBefore')}</h3>
      <p className="mt-1 text-sm text-ink-2">
        {t('repairs.ofSale')}{' '}
        <Link to="/orders/:saleId" params={{ saleId: order.saleId }} className="code text-brand-ink hover:underline">
          {order.receiptNumber}
        </Link>
      </p>
      <ul className="mt-2 flex flex-col gap-1">
        {returned.map((line) => (
          <li key={line.lineId}>
            {t('repairs.returnedOf', {
              name: line.name,
              returned: formatQuantity(milli(line.returnedMilli)),
              sold: formatQuantity(milli(line.quantityMilli)),
            })}
          </li>
        ))}
      </ul>
      <ul aria-label={t('repairs.byReturns')} className="mt-2 flex flex-col gap-1 text-sm text-ink-2">
        {order.returns.map(({ saleId, receiptNumber, occurredAt, totalMinor }) => (
          <li key={saleId}>
            <Link to="/orders/:saleId" params={{ saleId }} className="code text-brand-ink hover:underline">
              {receiptNumber}
            </Link>{' '}
            · {formatDateTime(occurredAt)} · {money(totalMinor, order.currencyCode)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Later({ repair, source, order }: Props & { readonly order: OrderDetail }) {
  const payload = (repair.operation as { payload: Partial<ReturnCompleted> }).payload;
  const total = payload.claimed?.totalMinor;
  return (
    <section aria-label={t('repairs.cameLater')} className={BOX}>
      <h3 className="font-semibold">{t('repairs.cameLater')}</h3>
      <p className="mt-1 text-sm text-ink-2">{t('repairs.received', { time: formatDateTime(repair.receivedAt) })}</p>
      <ul className="mt-2 flex flex-col gap-1">
        {source.lines.map(({ lineId, quantityMilli }) => {
          const line = order.lines.find((one) => one.lineId === lineId);
          const left = Math.max(0, (line?.quantityMilli ?? 0) - (line?.returnedMilli ?? 0));
          return (
            <li key={lineId}>
              {t('repairs.wantsBack', {
                name: line?.name ?? lineId,
                quantity: quantityText(quantityMilli),
                left: formatQuantity(milli(left)),
              })}
            </li>
          );
        })}
      </ul>
      {typeof total === 'number' ? (
        <p className="mt-2 font-medium">
          {t('repairs.paidBack', { amount: money(Math.abs(total), order.currencyCode) })}
        </p>
      ) : null}
      <p className="mt-1 text-sm text-ink-2">{t('repairs.overReturnAdvice')}</p>
    </section>
  );
}

function quantityText(quantity: Milli): string {
  return Number.isSafeInteger(quantity) ? formatQuantity(quantity) : String(quantity);
}

function money(amountMinor: number, code: string): string {
  const currency = currencyOf(code);
  return currency === null ? String(amountMinor) : amountText(minor(amountMinor), currency);
}
