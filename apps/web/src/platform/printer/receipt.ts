import { type Currency, formatMinor, type Minor, negate, priceToDecimalString } from '@mosaajii/domain/money';
import { formatQuantity } from '@mosaajii/domain/quantity';
import type { OrderTotals, SaleLineInput, Settlement, TenderInput } from '@mosaajii/domain/sale';
import { formatDateTime, formatPercent, marksText, t } from '../i18n/index.ts';

/** What a receipt says about the shop. */
export interface ReceiptShop {
  readonly name: string;
  readonly legalName: string;
  readonly taxNumber: string;
  readonly storeName: string;
  readonly addressLines: readonly string[];
  readonly locale: string;
  readonly timeZone: string;
  readonly paperWidthMm: 58 | 80;
  readonly receiptHeader: string;
  readonly receiptFooter: string;
}

interface ReceiptBase {
  readonly shop: ReceiptShop;
  readonly currency: Currency;
  readonly receiptNumber: string;
  readonly registerName: string;
  readonly cashier: string;
  readonly occurredAt: string;
  /** A second print says so: two papers for one sale would be two claims. */
  readonly isCopy: boolean;
}

export interface SaleReceipt extends ReceiptBase {
  readonly kind: 'sale';
  readonly lines: readonly SaleLineInput[];
  readonly tenders: readonly TenderInput[];
  readonly totals: OrderTotals;
  readonly settlement: Settlement;
  readonly note?: string | undefined;
}

export interface ReturnReceipt extends ReceiptBase {
  readonly kind: 'return';
  /** The receipt that the goods were bought with. */
  readonly originalReceiptNumber: string;
  readonly lines: readonly {
    readonly name: string;
    readonly quantityMilli: SaleLineInput['quantityMilli'];
    readonly unit: string;
    readonly totalMinor: Minor;
  }[];
  readonly taxes: readonly { readonly name: string; readonly ratePpm: number; readonly amountMinor: Minor }[];
  readonly totalMinor: Minor;
  readonly cashRoundingMinor: Minor;
  readonly refunds: readonly { readonly kind: TenderInput['kind']; readonly amountMinor: Minor }[];
  readonly reason: string;
}

export type Receipt = SaleReceipt | ReturnReceipt;

/** One row of the paper. The same rows are drawn on the screen, printed by the browser and counted by tests. */
export type ReceiptRow =
  | { readonly kind: 'title' | 'centre' | 'text' | 'banner' | 'small'; readonly text: string }
  | {
      readonly kind: 'pair';
      readonly start: string;
      readonly end: string;
      readonly weight?: 'total' | 'strong' | 'detail';
    }
  | { readonly kind: 'rule' }
  | { readonly kind: 'gap' };

const RULE: ReceiptRow = { kind: 'rule' };

/** The rows of a receipt, from the shop's name to its farewell. */
export function receiptRows(receipt: Receipt): ReceiptRow[] {
  return [...headRows(receipt), RULE, ...bodyRows(receipt), ...footRows(receipt)];
}

function bodyRows(receipt: Receipt): ReceiptRow[] {
  return receipt.kind === 'sale' ? saleRows(receipt) : returnRows(receipt);
}

function headRows(receipt: Receipt): ReceiptRow[] {
  const { shop } = receipt;
  const lines = [
    shop.legalName === shop.name ? '' : shop.legalName,
    ...shop.addressLines,
    ...shop.receiptHeader.split('\n'),
  ];
  const when = formatDateTime(receipt.occurredAt, shop.locale, shop.timeZone);
  return [
    ...(receipt.isCopy ? [{ kind: 'banner', text: t('till.copy') } as const] : []),
    { kind: 'title', text: shop.name },
    ...lines.filter((text) => text.trim() !== '').map((text): ReceiptRow => ({ kind: 'centre', text })),
    ...(shop.taxNumber === ''
      ? []
      : [{ kind: 'centre', text: t('till.taxNumber', { number: shop.taxNumber }) } as const]),
    { kind: 'gap' },
    ...(receipt.kind === 'return' ? [{ kind: 'banner', text: t('till.returnReceipt') } as const] : []),
    { kind: 'pair', start: t('till.receipt'), end: receipt.receiptNumber, weight: 'strong' },
    { kind: 'pair', start: when, end: '' },
    { kind: 'pair', start: `${shop.storeName} · ${receipt.registerName}`, end: receipt.cashier },
  ];
}

function saleRows(receipt: SaleReceipt): ReceiptRow[] {
  const { totals, settlement, currency } = receipt;
  const money = moneyOf(receipt);
  const totalOf = new Map(totals.lines.map((line) => [line.lineId, line]));
  const isMixed = new Set(totals.taxes.map((tax) => tax.taxId)).size > 1;
  const letters = new Map(totals.taxes.map((tax, index) => [tax.taxId, String.fromCharCode(65 + (index % 26))]));
  const lines = receipt.lines.flatMap((line): ReceiptRow[] => {
    const sums = totalOf.get(line.lineId);
    if (sums === undefined) return [];
    const mark = isMixed ? ` ${line.taxes.map((tax) => letters.get(tax.taxId) ?? '').join('')}` : '';
    const quantity =
      line.unit === '' || line.unit === 'pcs'
        ? formatQuantity(line.quantityMilli)
        : `${formatQuantity(line.quantityMilli)} ${line.unit}`;
    return [
      { kind: 'text', text: line.name },
      {
        kind: 'pair',
        start: `${quantity} × ${priceToDecimalString(line.unitPriceE4, currency)}`,
        end: `${money(sums.grossMinor)}${mark}`,
        weight: 'detail',
      },
      ...(sums.lineDiscountMinor === 0
        ? []
        : [
            {
              kind: 'pair',
              start: discountText(line),
              end: money(negate(sums.lineDiscountMinor)),
              weight: 'detail',
            } as const,
          ]),
      ...marksRow(line, receipt.shop.locale),
      ...(line.note === undefined ? [] : [{ kind: 'small', text: line.note } as const]),
    ];
  });
  return [
    ...lines,
    RULE,
    ...(totals.saleDiscountMinor === 0 ? [] : [pair(t('till.discountSale'), money(negate(totals.saleDiscountMinor)))]),
    ...totals.taxes.filter((tax) => !tax.isIncluded).map((tax) => pair(taxText(tax), money(tax.amountMinor))),
    {
      kind: 'pair',
      start: t('till.total'),
      end: formatMinor(totals.totalMinor, currency, receipt.shop.locale),
      weight: 'total',
    },
    ...(settlement.cashRoundingMinor === 0 ? [] : [pair(t('till.rounding'), money(settlement.cashRoundingMinor))]),
    ...receipt.tenders.map((tender) => pair(tenderText(tender), money(tender.amountMinor))),
    ...(settlement.changeMinor === 0
      ? []
      : [{ kind: 'pair', start: t('till.change'), end: money(settlement.changeMinor), weight: 'strong' } as const]),
    ...(totals.taxes.length === 0 ? [] : [RULE]),
    ...totals.taxes.map((tax) =>
      pair(
        `${isMixed ? `${letters.get(tax.taxId)} ` : ''}${taxText(tax)} · ${t('till.taxBase', { amount: money(tax.baseMinor) })}`,
        money(tax.amountMinor),
        'detail',
      ),
    ),
    ...(receipt.note === undefined || receipt.note === '' ? [] : [RULE, { kind: 'text', text: receipt.note } as const]),
  ];
}

/** Batch, last day and serial number: what a guarantee or a recall asks for. */
function marksRow(line: SaleLineInput, locale: string): ReceiptRow[] {
  const text = marksText(line, locale);
  return text === '' ? [] : [{ kind: 'small', text }];
}

function returnRows(receipt: ReturnReceipt): ReceiptRow[] {
  const money = moneyOf(receipt);
  return [
    pair(t('till.returnOf'), receipt.originalReceiptNumber),
    ...receipt.lines.flatMap((line): ReceiptRow[] => [
      { kind: 'text', text: line.name },
      {
        kind: 'pair',
        start: `${formatQuantity(line.quantityMilli)}${line.unit === 'pcs' || line.unit === '' ? '' : ` ${line.unit}`}`,
        end: money(negate(line.totalMinor)),
        weight: 'detail',
      },
    ]),
    RULE,
    {
      kind: 'pair',
      start: t('till.refund'),
      end: formatMinor(negate(receipt.totalMinor), receipt.currency, receipt.shop.locale),
      weight: 'total',
    },
    ...(receipt.cashRoundingMinor === 0 ? [] : [pair(t('till.rounding'), money(negate(receipt.cashRoundingMinor)))]),
    ...receipt.refunds.map((refund) => pair(tenderName(refund.kind), money(negate(refund.amountMinor)))),
    ...receipt.taxes.map((tax) => pair(taxText(tax), money(negate(tax.amountMinor)), 'detail')),
    pair(t('till.reason'), receipt.reason),
  ];
}

function footRows(receipt: Receipt): ReceiptRow[] {
  const lines = receipt.shop.receiptFooter.split('\n').filter((text) => text.trim() !== '');
  const footer = lines.map((text): ReceiptRow => ({ kind: 'centre', text }));
  const copy: ReceiptRow[] = receipt.isCopy ? [{ kind: 'banner', text: t('till.copy') }] : [];
  return [...(footer.length > 0 ? [RULE, ...footer] : []), ...copy];
}

function pair(start: string, end: string, weight?: 'detail'): ReceiptRow {
  return weight === undefined ? { kind: 'pair', start, end } : { kind: 'pair', start, end, weight };
}

/** Figures without the currency's name, as columns of a receipt have them; the total names it. */
function moneyOf({ currency, shop }: ReceiptBase): (amount: Minor) => string {
  const format = new Intl.NumberFormat(shop.locale, {
    minimumFractionDigits: currency.exponent,
    maximumFractionDigits: currency.exponent,
  });
  return (amount) => {
    const digits = String(Math.abs(amount)).padStart(currency.exponent + 1, '0');
    const cut = digits.length - currency.exponent;
    const text = currency.exponent === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
    return `${amount < 0 ? '\u2212' : ''}${format.format(text as Intl.StringNumericLiteral)}`;
  };
}

function discountText(line: SaleLineInput): string {
  const [first] = line.discounts;
  if (first?.label !== undefined) return first.label;
  return first?.kind === 'percent' ? `${t('till.discount')} ${formatPercent(first.ratePpm)}` : t('till.discount');
}

function taxText(tax: { readonly name: string; readonly ratePpm: number }): string {
  // Many a tax is named with its rate; it is not said twice.
  return tax.ratePpm === 0 || tax.name.includes('%') ? tax.name : `${tax.name} ${formatPercent(tax.ratePpm)}`;
}

function tenderName(kind: TenderInput['kind']): string {
  return kind === 'cash' ? t('till.cash') : t('till.card');
}

function tenderText(tender: TenderInput): string {
  return tender.reference === undefined ? tenderName(tender.kind) : `${tenderName(tender.kind)} (${tender.reference})`;
}
