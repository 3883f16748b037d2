import { type Currency, type Minor, minor, negate } from '@mosaajii/domain/money';
import type { ShiftClosed } from '@mosaajii/domain/operation';
import { type Block, directionOf, type Paper, paperLanguageOf, type ReceiptShop } from '@mosaajii/domain/paper';
import { TENDER_KINDS } from '@mosaajii/domain/sale';
import { overShort, type ShiftTotals } from '@mosaajii/domain/shift';
import { formatDate, formatDateTime, formatPercent, screenLanguage, t } from '../../platform/i18n/index.ts';
import { tenderName as nameOfTender } from '../../platform/i18n/tender-name.ts';
import { amountText, figures } from '../../platform/ui/index.ts';

/** A shift as its X report (open) or Z report (closed) says it. */
export interface ShiftReport {
  readonly shop: ReceiptShop;
  readonly currency: Currency;
  readonly registerName: string;
  /** `S1-R1-A-Z0012`; `null` for an X report. */
  readonly number: string | null;
  readonly businessDate: string;
  readonly opened: { readonly at: string; readonly by: string };
  readonly closed: { readonly at: string; readonly by: string } | null;
  readonly openingFloatMinor: Minor;
  readonly totals: ShiftTotals;
  readonly expectedMinor: Minor;
  readonly count: Pick<
    ShiftClosed,
    'countedMinor' | 'reason' | 'counts' | 'cardTotalMinor' | 'floatMinor' | 'dropMinor' | 'parkedCount' | 'unsentCount'
  > | null;
  /** The end of the register's chain that the report closes. */
  readonly head: { readonly sequence: number; readonly hash: string } | null;
  /** When an X report was made. */
  readonly at?: string;
}

/** How a Z report is called on paper and in lists. */
export function zName(registerCode: string, series: string, number: number): string {
  return `${registerCode}-${series}-Z${String(number).padStart(4, '0')}`;
}

const RULE: Block = { kind: 'rule' };
type Weight = 'total' | 'strong' | 'detail';

function pair(start: string, end: string, weight?: Weight): Block {
  return weight === undefined ? { kind: 'pair', start, end } : { kind: 'pair', start, end, weight };
}

/** The paper of a report: the same on the screen, on a roll and on a sheet. */
export function shiftPaper(report: ShiftReport): Paper {
  // Its words are those of the screen, whatever the shop's receipts speak.
  const language = paperLanguageOf(screenLanguage());
  const title = report.number ?? t('shift.xReport');
  return { language, direction: directionOf(language), title, blocks: reportRows(report) };
}

/** Its blocks, one after the other. */
export function reportRows(report: ShiftReport): Block[] {
  const money = (amount: Minor) => figures(amount, report.currency, report.shop.locale);
  return [
    ...headRows(report),
    RULE,
    ...salesRows(report.totals, money),
    RULE,
    ...taxRows(report.totals, money),
    ...tenderRows(report.totals, money),
    ...(report.totals.receivedMinor === 0
      ? []
      : [pair(t('shift.received'), money(report.totals.receivedMinor), 'detail')]),
    ...(report.totals.tipMinor === undefined ? [] : [pair(t('shift.tips'), money(report.totals.tipMinor), 'strong')]),
    RULE,
    ...drawerRows(report, money),
    ...countRows(report, money),
    ...footRows(report),
  ];
}

function headRows(report: ShiftReport): Block[] {
  const { shop, number, opened, closed } = report;
  const when = (at: string) => formatDateTime(at, shop.locale, shop.timeZone);
  return [
    { kind: 'text', text: shop.name, align: 'centre', size: 'large', isBold: true },
    ...(shop.legalName === '' || shop.legalName === shop.name
      ? []
      : [{ kind: 'text', text: shop.legalName, align: 'centre' } as const]),
    ...(shop.taxNumber === ''
      ? []
      : [{ kind: 'text', text: t('shift.taxNumber', { number: shop.taxNumber }), align: 'centre' } as const]),
    { kind: 'banner', text: number === null ? t('shift.xReport') : t('shift.zReport') },
    ...(number === null ? [] : [pair(t('shift.number'), number, 'strong')]),
    pair(`${shop.storeName} · ${report.registerName}`, formatDate(report.businessDate, shop.locale)),
    pair(t('shift.openedBy', { name: opened.by }), when(opened.at)),
    ...(closed === null ? [] : [pair(t('shift.closedBy', { name: closed.by }), when(closed.at))]),
    ...(report.at === undefined ? [] : [pair(t('shift.asOf'), when(report.at))]),
  ];
}

function salesRows(totals: ShiftTotals, money: (amount: Minor) => string): Block[] {
  return [
    pair(t('shift.sales', { count: totals.saleCount }), money(totals.soldMinor)),
    pair(t('shift.returns', { count: totals.returnCount }), money(negate(totals.refundedMinor))),
    pair(t('shift.net'), money(minor(totals.soldMinor - totals.refundedMinor)), 'strong'),
    ...(totals.discountMinor === 0 ? [] : [pair(t('shift.discounts'), money(totals.discountMinor), 'detail')]),
    ...(totals.cashRoundingMinor === 0 ? [] : [pair(t('shift.rounding'), money(totals.cashRoundingMinor), 'detail')]),
    pair(t('shift.withoutTax'), money(totals.netMinor), 'detail'),
  ];
}

function taxRows(totals: ShiftTotals, money: (amount: Minor) => string): Block[] {
  const rows = totals.taxes.map(({ name, ratePpm, baseMinor, amountMinor }) => {
    const label = ratePpm === 0 || name.includes('%') ? name : `${name} ${formatPercent(ratePpm)}`;
    return pair(`${label} · ${t('shift.taxBase', { amount: money(baseMinor) })}`, money(amountMinor), 'detail');
  });
  return [pair(t('shift.taxes'), money(totals.taxMinor), 'strong'), ...rows, RULE];
}

function tenderRows(totals: ShiftTotals, money: (amount: Minor) => string): Block[] {
  return totals.tenders.flatMap(({ kind, takenMinor, refundedMinor }) => [
    pair(tenderName(kind), money(minor(takenMinor - refundedMinor)), 'strong'),
    ...(refundedMinor === 0
      ? []
      : [
          pair(t('shift.taken'), money(takenMinor), 'detail'),
          pair(t('shift.handedBack'), money(negate(refundedMinor)), 'detail'),
        ]),
  ]);
}

/** A kind that this program has no word for is named as the register named it. */
export function tenderName(kind: string): string {
  const known = TENDER_KINDS.find((one) => one === kind);
  return known === undefined ? kind : nameOfTender(known);
}

function drawerRows(report: ShiftReport, money: (amount: Minor) => string): Block[] {
  const { totals } = report;
  const cash = totals.tenders.find(({ kind }) => kind === 'cash');
  const stayed = minor((cash?.takenMinor ?? 0) - (cash?.refundedMinor ?? 0));
  const moved = [
    [t('shift.paidIn'), totals.paidInMinor],
    [t('shift.paidOut'), negate(totals.paidOutMinor)],
    [t('shift.drops'), negate(totals.dropMinor)],
  ] as const;
  return [
    pair(t('shift.floatRow'), money(report.openingFloatMinor), 'detail'),
    pair(t('shift.cashTaken'), money(stayed), 'detail'),
    ...moved.filter(([, amount]) => amount !== 0).map(([label, amount]) => pair(label, money(amount), 'detail')),
    pair(t('shift.expected'), amountText(report.expectedMinor, report.currency, report.shop.locale), 'strong'),
    ...(totals.noSaleCount === 0 ? [] : [pair(t('shift.noSales'), String(totals.noSaleCount), 'detail')]),
  ];
}

function countRows({ count, expectedMinor }: ShiftReport, money: (amount: Minor) => string): Block[] {
  if (count === null) return [];
  const { countedMinor, reason, counts = [], cardTotalMinor, floatMinor, dropMinor } = count;
  const stays: (readonly [string, Minor | undefined])[] = [
    [t('shift.floatLeft'), floatMinor],
    [t('shift.dropAtClose'), dropMinor],
    [t('shift.cardTotal'), cardTotalMinor],
  ];
  return [
    ...counts.map(({ valueMinor, count: pieces }) =>
      pair(`${pieces} × ${money(valueMinor)}`, money(minor(valueMinor * pieces)), 'detail'),
    ),
    pair(t('shift.counted'), money(countedMinor), 'strong'),
    pair(t('shift.difference'), money(overShort(countedMinor, expectedMinor)), 'strong'),
    ...(reason === undefined ? [] : [{ kind: 'text', size: 'small', text: reason } as const]),
    ...stays.flatMap(([label, amount]) => (amount === undefined ? [] : [pair(label, money(amount), 'detail')])),
  ];
}

function footRows({ count, head }: ShiftReport): Block[] {
  const { parkedCount = 0, unsentCount = 0 } = count ?? {};
  return [
    ...(parkedCount + unsentCount === 0 ? [] : [RULE]),
    ...(parkedCount === 0
      ? []
      : [{ kind: 'text', size: 'small', text: t('shift.heldCarts', { count: parkedCount }) } as const]),
    ...(unsentCount === 0
      ? []
      : [{ kind: 'text', size: 'small', text: t('shift.unsent', { count: unsentCount }) } as const]),
    ...(head === null
      ? []
      : [
          RULE,
          pair(t('shift.journalEnd'), String(head.sequence), 'detail'),
          { kind: 'text', size: 'small', text: head.hash } as const,
        ]),
  ];
}
