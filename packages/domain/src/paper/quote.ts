import { minor } from '../money/amount.ts';
import type { Currency, Milli, Minor } from '../money/types.ts';
import { formatQuantity } from '../quantity/quantity.ts';
import { type Paper, type PaperLanguage, paperLanguageOf } from './model.ts';
import { figuresOf, paperLocale } from './receipt-figures.ts';
import type { ReceiptShop } from './receipt-model.ts';
import { reportPaper } from './report.ts';
import { fillPlaces, paperWords } from './words/index.ts';
import { quoteWords } from './words/quote.ts';

/** What a quote says as it is written; nothing of it is computed again. Nobody's name is in it. */
export interface QuoteDocument {
  readonly lines: readonly {
    readonly name: string;
    readonly unit: string;
    readonly quantityMilli: Milli;
    /** As it is charged: after its reductions, with its taxes. */
    readonly totalMinor: Minor;
  }[];
  /** What discounts and promotions took off, as a positive amount. */
  readonly reductionMinor: Minor;
  readonly taxes: readonly { readonly name: string; readonly amountMinor: Minor }[];
}

interface WrittenQuote {
  /** `Q-000012`. */
  readonly number: string;
  /** The last day on which the prices hold. */
  readonly validUntil: string;
  /** Empty: nobody in particular. */
  readonly customerName: string;
  readonly totalMinor: Minor;
  readonly document: QuoteDocument;
}

/**
 * The paper of a quote, with its number as a barcode: it is no receipt, and says so at both ends. Without a language it speaks
 * that of the store's receipts.
 */
export function quotePaper(
  { number, validUntil, customerName, totalMinor, document }: WrittenQuote,
  {
    shop,
    currency,
    language = shop.template?.language ?? paperLanguageOf(shop.locale),
  }: { readonly shop: ReceiptShop; readonly currency: Currency; readonly language?: PaperLanguage | undefined },
): Paper {
  const words = quoteWords(language);
  const figures = figuresOf(paperLocale(shop.locale, language), shop.timeZone, currency);
  const { lines, reductionMinor, taxes } = document;
  const paper = reportPaper({
    language,
    title: fillPlaces(words.title, { number }),
    head: [
      shop.name,
      shop.storeName,
      ...shop.addressLines,
      customerName,
      fillPlaces(words.validUntil, { date: figures.day(validUntil) }),
    ],
    marks: [words.mark],
    groups: [
      {
        rows: lines.map(({ name, unit, quantityMilli, totalMinor: charged }) => ({
          label: `${formatQuantity(quantityMilli)}${unit === '' || unit === 'pcs' ? '' : ` ${unit}`} × ${name}`,
          value: figures.money(charged),
        })),
      },
      {
        rows: [
          ...(reductionMinor === 0 ? [] : [{ label: words.reductions, value: figures.money(minor(-reductionMinor)) }]),
          ...taxes.map((tax) => ({
            label: tax.name,
            value: figures.money(tax.amountMinor),
            weight: 'detail' as const,
          })),
          { label: paperWords(language).total, value: figures.named(totalMinor), weight: 'total' },
        ],
      },
    ],
  });
  const [mark] = paper.blocks.slice(-1);
  return {
    ...paper,
    blocks: [...paper.blocks.slice(0, -1), { kind: 'barcode', text: number }, ...(mark === undefined ? [] : [mark])],
  };
}
