import { depositLeft, type LayawayItem, layawayOwed } from '@mosaajii/domain/layaway';
import { type Minor, minor } from '@mosaajii/domain/money';
import { type Paper, paperLanguageOf, reportPaper } from '@mosaajii/domain/paper';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { computeOrder } from '@mosaajii/domain/sale';
import { formatDate, formatDateTime, spoken, t } from '../../../platform/i18n/index.ts';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import { amountText } from '../../../platform/ui/index.ts';
import type { TillPorts } from '../ports.ts';

/** The slip of a layaway: what is put aside, every payment, what is owed; its number as a barcode. No receipt. */
export function layawayPaper({ shop, customers }: TillPorts, item: LayawayItem): Paper {
  const money = (amount: Minor) => amountText(amount, shop.rules.currency, shop.locale);
  const totals = computeOrder(item.order);
  return withBarcode(
    item.number,
    reportPaper({
      language: paperLanguageOf(spoken()),
      title: t('layaway.paperTitle', { number: item.number }),
      head: [
        ...[shop.name, shop.storeName, ...shop.addressLines],
        customers.byId(item.customerId)?.name ?? '',
        t('layaway.dueOn', { date: formatDate(item.dueOn) }),
      ],
      marks: [t('layaway.paperMark')],
      groups: [
        {
          rows: item.order.lines.map((line, index) => ({
            label: `${formatQuantity(line.quantityMilli)} × ${line.name}`,
            value: money(totals.lines[index]?.totalMinor ?? minor(0)),
          })),
        },
        { rows: [{ label: t('till.total'), value: money(item.totalMinor), weight: 'total' as const }] },
        {
          title: t('layaway.payments'),
          rows: item.paid.map((part) => ({
            label: `${formatDateTime(part.at)} ${tenderName(part.kind)}`,
            value: money(part.amountMinor),
          })),
        },
        {
          rows: [
            { label: t('layaway.paid'), value: money(depositLeft(item)) },
            { label: t('layaway.owed'), value: money(layawayOwed(item)), weight: 'strong' as const },
          ],
        },
      ],
    }),
  );
}

/** What went back when a layaway was given up, and what was kept. */
export function cancelledPaper(
  { shop, customers }: TillPorts,
  item: LayawayItem,
  plan: {
    readonly refunds: readonly { readonly kind: Parameters<typeof tenderName>[0]; readonly amountMinor: Minor }[];
    readonly feeMinor: Minor;
  },
  reason: string,
): Paper {
  const money = (amount: Minor) => amountText(amount, shop.rules.currency, shop.locale);
  return withBarcode(
    item.number,
    reportPaper({
      language: paperLanguageOf(spoken()),
      title: t('layaway.cancelledTitle', { number: item.number }),
      head: [...[shop.name, shop.storeName, ...shop.addressLines], customers.byId(item.customerId)?.name ?? '', reason],
      marks: [t('layaway.paperMark')],
      groups: [
        {
          rows: [
            ...plan.refunds.map(({ kind, amountMinor }) => ({ label: tenderName(kind), value: money(amountMinor) })),
            ...(plan.feeMinor === 0 ? [] : [{ label: t('layaway.fee'), value: money(plan.feeMinor) }]),
          ],
        },
      ],
    }),
  );
}

function withBarcode(number: string, paper: Paper): Paper {
  const [mark] = paper.blocks.slice(-1);
  const body = paper.blocks.slice(0, -1);
  return { ...paper, blocks: [...body, { kind: 'barcode', text: number }, ...(mark === undefined ? [] : [mark])] };
}
