import { type Currency, type Minor, minor, negate } from '../money/index.ts';
import type { ShiftClosed } from '../operation/index.ts';
import { type Block, directionOf, type Paper, type PaperLanguage } from '../paper/model.ts';
import { tenderName } from '../paper/receipt.ts';
import { type Figures, figuresOf, paperLocale } from '../paper/receipt-figures.ts';
import type { ReceiptShop } from '../paper/receipt-model.ts';
import { fillPlaces, paperWords } from '../paper/words/index.ts';
import { overShort } from '../shift/drawer.ts';
import type { ShiftTotals } from '../shift/totals.ts';
import { countedText, type ShiftReportWords, shiftReportWords } from './words/index.ts';

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

/** How a report is written: its words, and its figures. */
interface Writing {
  readonly language: PaperLanguage;
  readonly words: ShiftReportWords;
  readonly figures: Figures;
}

/** The paper of a report: the same on the screen, on a roll, on a sheet and as a PDF. */
export function shiftPaper(report: ShiftReport, language: PaperLanguage): Paper {
  const words = shiftReportWords(language);
  const { locale, timeZone } = report.shop;
  const figures = figuresOf(paperLocale(locale, language), timeZone, report.currency);
  return {
    language,
    direction: directionOf(language),
    title: report.number ?? words.xReport,
    blocks: blocksOf(report, { language, words, figures }),
  };
}

function blocksOf(report: ShiftReport, writing: Writing): Block[] {
  const { totals } = report;
  const { language, words, figures } = writing;
  const { receivedMinor, tipMinor, correctedCount = 0 } = totals;
  return [
    ...headRows(report, writing),
    RULE,
    ...salesRows(totals, writing),
    RULE,
    ...taxRows(totals, writing),
    ...tenderRows(totals, writing),
    ...(receivedMinor === 0 ? [] : [pair(words.received, figures.money(receivedMinor), 'detail')]),
    ...depositRows(totals, writing),
    ...(tipMinor === undefined ? [] : [pair(words.tips, figures.money(tipMinor), 'strong')]),
    ...(correctedCount === 0 ? [] : [note(countedText(words.corrected, correctedCount, language))]),
    RULE,
    ...drawerRows(report, writing),
    ...countRows(report, writing),
    ...footRows(report, writing),
  ];
}

function note(text: string): Block {
  return { kind: 'text', size: 'small', text };
}

/** Money for goods that are put aside: taken, and nothing sold. */
function depositRows({ depositMinor, depositBackMinor }: ShiftTotals, { words, figures }: Writing): Block[] {
  return [
    ...(depositMinor === undefined ? [] : [pair(words.depositsTaken, figures.money(depositMinor), 'detail')]),
    ...(depositBackMinor === undefined ? [] : [pair(words.depositsBack, figures.money(depositBackMinor), 'detail')]),
  ];
}

function headRows(report: ShiftReport, writing: Writing): Block[] {
  const { shop, number, opened, closed } = report;
  const { words, figures } = writing;
  const { when } = figures;
  return [
    { kind: 'text', text: shop.name, align: 'centre', size: 'large', isBold: true },
    ...(shop.legalName === '' || shop.legalName === shop.name
      ? []
      : [{ kind: 'text', text: shop.legalName, align: 'centre' } as const]),
    ...(shop.taxNumber === ''
      ? []
      : [{ kind: 'text', text: fillPlaces(words.taxNumber, { number: shop.taxNumber }), align: 'centre' } as const]),
    { kind: 'banner', text: number === null ? words.xReport : words.zReport },
    ...(number === null ? [] : [pair(words.number, number, 'strong')]),
    pair(`${shop.storeName} · ${report.registerName}`, figures.day(report.businessDate)),
    pair(fillPlaces(words.openedBy, { name: opened.by }), when(opened.at)),
    ...(closed === null ? [] : [pair(fillPlaces(words.closedBy, { name: closed.by }), when(closed.at))]),
    ...(report.at === undefined ? [] : [pair(words.asOf, when(report.at))]),
  ];
}

function salesRows(totals: ShiftTotals, { words, figures, language }: Writing): Block[] {
  return [
    pair(countedText(words.sales, totals.saleCount, language), figures.money(totals.soldMinor)),
    pair(countedText(words.returns, totals.returnCount, language), figures.money(negate(totals.refundedMinor))),
    pair(words.net, figures.money(minor(totals.soldMinor - totals.refundedMinor)), 'strong'),
    ...(totals.discountMinor === 0 ? [] : [pair(words.discounts, figures.money(totals.discountMinor), 'detail')]),
    ...(totals.cashRoundingMinor === 0
      ? []
      : [pair(words.rounding, figures.money(totals.cashRoundingMinor), 'detail')]),
    pair(words.withoutTax, figures.money(totals.netMinor), 'detail'),
  ];
}

function taxRows(totals: ShiftTotals, { words, figures }: Writing): Block[] {
  const rows = totals.taxes.map(({ name, ratePpm, baseMinor, amountMinor }) => {
    const label = ratePpm === 0 || name.includes('%') ? name : `${name} ${figures.percent(ratePpm)}`;
    return pair(
      `${label} · ${fillPlaces(words.taxBase, { amount: figures.money(baseMinor) })}`,
      figures.money(amountMinor),
      'detail',
    );
  });
  return [pair(words.taxes, figures.money(totals.taxMinor), 'strong'), ...rows, RULE];
}

function tenderRows(totals: ShiftTotals, { words, figures, language }: Writing): Block[] {
  return totals.tenders.flatMap(({ kind, takenMinor, refundedMinor }) => [
    pair(tenderName(kind, paperWords(language)), figures.money(minor(takenMinor - refundedMinor)), 'strong'),
    ...(refundedMinor === 0
      ? []
      : [
          pair(words.taken, figures.money(takenMinor), 'detail'),
          pair(words.handedBack, figures.money(negate(refundedMinor)), 'detail'),
        ]),
  ]);
}

function drawerRows(report: ShiftReport, { words, figures }: Writing): Block[] {
  const { totals } = report;
  const cash = totals.tenders.find(({ kind }) => kind === 'cash');
  const stayed = minor((cash?.takenMinor ?? 0) - (cash?.refundedMinor ?? 0));
  const moved = [
    [words.paidIn, totals.paidInMinor],
    [words.paidOut, negate(totals.paidOutMinor)],
    [words.drops, negate(totals.dropMinor)],
  ] as const;
  return [
    pair(words.floatRow, figures.money(report.openingFloatMinor), 'detail'),
    pair(words.cashTaken, figures.money(stayed), 'detail'),
    ...moved
      .filter(([, amount]) => amount !== 0)
      .map(([label, amount]) => pair(label, figures.money(amount), 'detail')),
    pair(words.expected, figures.named(report.expectedMinor), 'strong'),
    ...(totals.noSaleCount === 0 ? [] : [pair(words.noSales, String(totals.noSaleCount), 'detail')]),
  ];
}

function countRows({ count, expectedMinor }: ShiftReport, { words, figures }: Writing): Block[] {
  if (count === null) return [];
  const { countedMinor, reason, counts = [], cardTotalMinor, floatMinor, dropMinor } = count;
  const stays: (readonly [string, Minor | undefined])[] = [
    [words.floatLeft, floatMinor],
    [words.dropAtClose, dropMinor],
    [words.cardTotal, cardTotalMinor],
  ];
  return [
    ...counts.map(({ valueMinor, count: pieces }) =>
      pair(`${pieces} × ${figures.money(valueMinor)}`, figures.money(minor(valueMinor * pieces)), 'detail'),
    ),
    pair(words.counted, figures.money(countedMinor), 'strong'),
    pair(words.difference, figures.money(overShort(countedMinor, expectedMinor)), 'strong'),
    ...(reason === undefined ? [] : [{ kind: 'text', size: 'small', text: reason } as const]),
    ...stays.flatMap(([label, amount]) => (amount === undefined ? [] : [pair(label, figures.money(amount), 'detail')])),
  ];
}

function footRows({ count, head }: ShiftReport, { words, language }: Writing): Block[] {
  const { parkedCount = 0, unsentCount = 0 } = count ?? {};
  return [
    ...(parkedCount + unsentCount === 0 ? [] : [RULE]),
    ...(parkedCount === 0
      ? []
      : [{ kind: 'text', size: 'small', text: countedText(words.heldCarts, parkedCount, language) } as const]),
    ...(unsentCount === 0
      ? []
      : [{ kind: 'text', size: 'small', text: countedText(words.unsent, unsentCount, language) } as const]),
    ...(head === null
      ? []
      : [
          RULE,
          pair(words.journalEnd, String(head.sequence), 'detail'),
          { kind: 'text', size: 'small', text: head.hash } as const,
        ]),
  ];
}
