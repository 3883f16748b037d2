import './order-paper.css';
import type { PurchaseOrder } from '@mosaajii/contract/purchasing';
import type { ShopSettings } from '@mosaajii/contract/settings';
import { barsOf } from '@mosaajii/domain/barcode';
import { formatMinor, minor, priceToDecimalString } from '@mosaajii/domain/money';
import { formatQuantity, lineGross } from '@mosaajii/domain/quantity';
import { formatDate, formatDateTime, screenLanguage, t } from '../../platform/i18n/index.ts';

interface Props {
  readonly order: PurchaseOrder;
  readonly shop: ShopSettings | null;
}

/** The paper that goes to the supplier and comes back with the goods: its number stands on it in bars. */
export function OrderPaper({ order, shop }: Props) {
  if (shop === null) return null;
  const { organization, store } = shop;
  // The settings of this session may be of another store than the order's; then the shop's name has to do.
  const from = store.storeId === order.storeId ? [store.name, ...store.addressLines] : [];
  const sender = new Set([organization.legalName === '' ? organization.name : organization.legalName, ...from]);
  const money = (amount: number) => formatMinor(minor(amount), organization.currency, organization.locale);
  return (
    <article className="order-paper" dir={screenLanguage() === 'ar' ? 'rtl' : 'ltr'}>
      <header>
        <div>
          <h1>{t('purchasing.paperTitle')}</h1>
          {[...sender].map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
        <OrderBars number={order.number} />
      </header>
      <p>{formatDateTime(order.sentAt ?? order.createdAt)}</p>
      <p>
        {t('purchasing.supplier')}: <strong>{order.supplierName}</strong>
      </p>
      {order.expectedOn === null ? null : <p>{t('purchasing.expectedOn', { date: formatDate(order.expectedOn) })}</p>}
      {order.state === 'draft' || order.state === 'cancelled' ? (
        <p>
          <strong>{t(`purchasing.state.${order.state}`)}</strong>
        </p>
      ) : null}
      <table>
        <thead>
          <tr>
            <th>{t('purchasing.product')}</th>
            <th className="figure">{t('purchasing.ordered')}</th>
            <th className="figure">{t('purchasing.unitCost')}</th>
            <th className="figure">{t('purchasing.total')}</th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <tr key={line.lineNumber}>
              <td>
                {line.name} <small>{line.sku}</small>
              </td>
              <td className="figure">
                {formatQuantity(line.quantityMilli)} {line.unit}
              </td>
              <td className="figure">{priceToDecimalString(line.unitCostE4, organization.currency)}</td>
              <td className="figure">{money(lineGross(line.quantityMilli, line.unitCostE4, 'half-up'))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th colSpan={3}>{t('purchasing.total')}</th>
            <th className="figure">{money(order.totalMinor)}</th>
          </tr>
        </tfoot>
      </table>
      {order.note === '' ? null : <p className="order-note">{order.note}</p>}
    </article>
  );
}

/** The number as Code 128, as every scanner reads it. */
function OrderBars({ number }: { readonly number: string }) {
  const bars = barsOf(number);
  if (bars === null) return <strong>{number}</strong>;
  let x = bars.quietStart;
  let path = '';
  for (const [index, width] of bars.widths.entries()) {
    if (index % 2 === 0) path += `M${x} 0h${width}v10h-${width}z`;
    x += width;
  }
  return (
    <div className="order-number" dir="ltr">
      <svg
        viewBox={`0 0 ${x + bars.quietEnd} 10`}
        data-symbology={bars.symbology}
        preserveAspectRatio="none"
        aria-hidden
        shapeRendering="crispEdges"
      >
        <path d={path} fill="#000" />
      </svg>
      <span>{number}</span>
    </div>
  );
}
