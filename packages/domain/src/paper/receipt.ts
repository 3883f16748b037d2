import { negate, subtract, sum } from '../money/amount.ts';
import { priceToDecimalString, shiftDecimal } from '../money/decimal.ts';
import type { Minor } from '../money/types.ts';
import { formatQuantity } from '../quantity/quantity.ts';
import { exemptedMinor, exemptionOf } from '../sale/exemption.ts';
import type { Weighing } from '../sale/goods-marks.ts';
import type { SaleLineInput, TenderInput } from '../sale/model.ts';
import { bitmapOf } from './base64.ts';
import { type Block, directionOf, type Paper, paperLanguageOf } from './model.ts';
import { type Figures, figuresOf, paperLocale } from './receipt-figures.ts';
import type { Receipt, ReturnReceipt, SaleReceipt } from './receipt-model.ts';
import { PLAIN_TEMPLATE, type ReceiptPart, type ReceiptTemplate } from './template.ts';
import { fillPlaces, type PaperWords, paperWords } from './words/index.ts';

/** What the parts of one receipt are made with. */
interface Making {
  readonly template: ReceiptTemplate;
  readonly words: PaperWords;
  readonly figures: Figures;
}

/**
 * The paper of a sale or return, in the shop's order of parts and in its language. Marks (copy, practice) stand at
 * both ends, so that neither half of a torn paper passes for a receipt.
 */
export function receiptPaper(receipt: Receipt): Paper {
  const template = receipt.shop.template ?? PLAIN_TEMPLATE;
  const language = receipt.language ?? template.language ?? paperLanguageOf(receipt.shop.locale);
  const words = paperWords(language);
  const { locale, timeZone } = receipt.shop;
  const making = { template, words, figures: figuresOf(paperLocale(locale, language), timeZone, receipt.currency) };
  const banners = bannersOf(receipt, words);
  return {
    language,
    direction: directionOf(language),
    title: `${words.receipt} ${receipt.receiptNumber}`,
    blocks: [...banners, ...joined(receipt, making), ...banners],
  };
}

/** The same paper after its first print was cut short: it says so at both ends, because two papers are two claims. */
export function printedAgain(paper: Paper): Paper {
  const banner: Block = { kind: 'banner', text: paperWords(paper.language).printedAgain };
  return { ...paper, blocks: [banner, ...paper.blocks, banner] };
}

/** The same paper, from a till that practises: it says so at both ends, once. Whatever it is, it is no receipt. */
export function practicePaper(paper: Paper): Paper {
  const text = paperWords(paper.language).practice;
  if (paper.blocks.some((block) => block.kind === 'banner' && block.text === text)) return paper;
  const banner: Block = { kind: 'banner', text };
  return { ...paper, blocks: [banner, ...paper.blocks, banner] };
}

function bannersOf(receipt: Receipt, words: PaperWords): Block[] {
  const { isPractice, isCopy, copyNumber } = receipt;
  const copy = copyNumber === undefined ? words.copy : fillPlaces(words.copyNumbered, { number: String(copyNumber) });
  return [...(isPractice === true ? [words.practice] : []), ...(isCopy ? [copy] : [])].map((text) => ({
    kind: 'banner',
    text,
  }));
}

/** Parts that belong together stand together; between others there is a line. */
const HEAD: ReadonlySet<ReceiptPart> = new Set(['logo', 'shop', 'header']);
const DOCUMENT: ReadonlySet<ReceiptPart> = new Set(['document', 'customer']);

function joined(receipt: Receipt, making: Making): Block[] {
  const blocks: Block[] = [];
  let before: ReceiptPart | null = null;
  for (const part of making.template.parts) {
    const own = PARTS[part](receipt, making);
    if (own.length === 0) continue;
    if (before !== null && !areTogether(before, part)) {
      blocks.push(HEAD.has(before) && DOCUMENT.has(part) ? { kind: 'gap' } : { kind: 'rule' });
    }
    blocks.push(...own);
    before = part;
  }
  return blocks;
}

function areTogether(a: ReceiptPart, b: ReceiptPart): boolean {
  return [HEAD, DOCUMENT].some((group) => group.has(a) && group.has(b));
}

const PARTS: Readonly<Record<ReceiptPart, (receipt: Receipt, making: Making) => Block[]>> = {
  logo: (_receipt, { template }) => {
    const image = template.logo === null ? null : bitmapOf(template.logo);
    return image === null ? [] : [{ kind: 'image', image }];
  },
  shop: ({ shop }, { words }) => [
    { kind: 'text', text: shop.name, align: 'centre', size: 'large', isBold: true },
    ...centred([shop.legalName === shop.name ? '' : shop.legalName, ...shop.addressLines]),
    ...centred(shop.taxNumber === '' ? [] : [fillPlaces(words.taxNumber, { number: shop.taxNumber })]),
  ],
  header: ({ shop }) => centred(shop.receiptHeader.split('\n')),
  document: documentPart,
  customer: ({ customer }, { words }) =>
    customer === undefined
      ? []
      : [
          pair(words.customer, customer.name),
          ...(customer.taxNumber === undefined || customer.taxNumber === ''
            ? []
            : [text(fillPlaces(words.taxNumber, { number: customer.taxNumber }))]),
        ],
  lines: (receipt, making) => (receipt.kind === 'sale' ? saleLines(receipt, making) : returnLines(receipt, making)),
  totals: (receipt, making) => (receipt.kind === 'sale' ? saleTotals(receipt, making) : returnTotals(receipt, making)),
  taxes: taxesPart,
  note: (receipt) => (receipt.kind === 'sale' && receipt.note ? [text(receipt.note)] : []),
  footer: ({ shop }) => centred(shop.receiptFooter.split('\n')),
  barcode: ({ receiptNumber }) => [{ kind: 'barcode', text: receiptNumber }],
  link: ({ link }, { words }) => (link === undefined ? [] : [{ kind: 'qr', text: link, caption: words.link }]),
};

function documentPart(receipt: Receipt, { words, figures }: Making): Block[] {
  const { shop } = receipt;
  const isGift = receipt.kind === 'sale' && receipt.isGift === true;
  const banner = receipt.kind === 'return' ? (receipt.isVoid === true ? words.voided : words.returned) : null;
  return [
    ...(banner === null ? [] : [{ kind: 'banner', text: banner } as const]),
    { kind: 'pair', start: isGift ? words.giftReceipt : words.receipt, end: receipt.receiptNumber, weight: 'strong' },
    pair(figures.when(receipt.occurredAt), ''),
    pair(`${shop.storeName} · ${receipt.registerName}`, receipt.cashier),
    ...(receipt.kind === 'sale' && receipt.sellers?.sale ? [pair(words.soldBy, receipt.sellers.sale)] : []),
    ...(receipt.kind === 'return' && receipt.originalReceiptNumber !== ''
      ? [pair(words.returnOf, receipt.originalReceiptNumber)]
      : []),
  ];
}

function saleLines(receipt: SaleReceipt, making: Making): Block[] {
  const { template, figures } = making;
  const totalOf = new Map(receipt.totals.lines.map((line) => [line.lineId, line]));
  const letters = lettersOf(receipt);
  return receipt.lines.flatMap((line): Block[] => {
    const sums = totalOf.get(line.lineId);
    if (sums === undefined) return [];
    const quantity = quantityText(line);
    const name: Block[] = [text(line.name)];
    if (template.hasSku && line.sku !== '') name.push({ kind: 'text', text: line.sku, size: 'small' });
    const below = [...sellerOf(receipt, line, making), ...marksOf(line, making), ...noteOf(line)];
    if (receipt.isGift === true) return [...name, detail(quantity, ''), ...below];
    const marks = letters === null ? '' : ` ${line.taxes.map((tax) => letters.get(tax.taxId) ?? '').join('')}`;
    const shown = template.hasDiscounts ? sums.grossMinor : subtract(sums.grossMinor, sums.lineDiscountMinor);
    return [
      ...name,
      detail(
        `${quantity} × ${priceToDecimalString(line.unitPriceE4, receipt.currency)}`,
        `${figures.money(shown)}${marks}`,
      ),
      ...(template.hasDiscounts ? reductions(receipt, line, sums.lineDiscountMinor, making) : []),
      ...below,
    ];
  });
}

/** What made a line cheaper: each promotion by its name, and what the cashier took off. Together they are the line's discount. */
function reductions(receipt: SaleReceipt, line: SaleLineInput, discountMinor: Minor, making: Making): Block[] {
  const { words, figures } = making;
  const promoted = (receipt.promotions ?? []).flatMap(({ label, couponCode, shares }) => {
    const amountMinor = sum(shares.filter(({ lineId }) => lineId === line.lineId).map((share) => share.amountMinor));
    if (amountMinor === 0) return [];
    const code = couponCode === undefined ? '' : ` (${fillPlaces(words.coupon, { code: couponCode })})`;
    return [{ amountMinor, text: `${label}${code}` }];
  });
  const own = subtract(discountMinor, sum(promoted.map(({ amountMinor }) => amountMinor)));
  return [...(own === 0 ? [] : [{ amountMinor: own, text: discountText(line, making) }]), ...promoted].map(
    ({ amountMinor, text: label }) => detail(label, figures.money(negate(amountMinor))),
  );
}

/** A letter for each tax, where there are several; `null` where one tax needs none. */
function lettersOf({ totals }: SaleReceipt): ReadonlyMap<string, string> | null {
  const isMixed = new Set(totals.taxes.map((tax) => tax.taxId)).size > 1;
  return isMixed
    ? new Map(totals.taxes.map((tax, index) => [tax.taxId, String.fromCharCode(65 + (index % 26))]))
    : null;
}

function saleTotals(receipt: SaleReceipt, { words, figures }: Making): Block[] {
  if (receipt.isGift === true) return [];
  const { totals, settlement } = receipt;
  return [
    ...(totals.saleDiscountMinor === 0
      ? []
      : [pair(words.discountSale, figures.money(negate(totals.saleDiscountMinor)))]),
    ...totals.taxes
      .filter((tax) => !tax.isIncluded)
      .map((tax) => pair(taxText(tax, figures), figures.money(tax.amountMinor))),
    ...exemptionRows(receipt, words, figures),
    { kind: 'pair', start: words.total, end: figures.named(totals.totalMinor), weight: 'total' },
    ...(receipt.tipMinor === undefined || receipt.tipMinor === 0
      ? []
      : [pair(words.tip, figures.money(receipt.tipMinor))]),
    ...(settlement.cashRoundingMinor === 0 ? [] : [pair(words.rounding, figures.money(settlement.cashRoundingMinor))]),
    ...receipt.tenders.map((tender) => pair(tenderText(tender, words), figures.money(tender.amountMinor))),
    ...(settlement.changeMinor === 0
      ? []
      : [{ kind: 'pair', start: words.change, end: figures.money(settlement.changeMinor), weight: 'strong' } as const]),
    ...cardRows(receipt, words, figures),
    ...pointRows(receipt, words, figures),
  ];
}

/** By which certificate no tax was charged, with what that took out of the prices above. */
function exemptionRows({ lines, totals }: SaleReceipt, words: PaperWords, figures: Figures): Block[] {
  const certificate = exemptionOf(lines);
  if (certificate === null) return [];
  const amountMinor = exemptedMinor(totals);
  const label = fillPlaces(words.taxExempt, { certificate });
  return [amountMinor === 0 ? text(label) : pair(label, figures.money(negate(amountMinor)))];
}

function cardRows({ cards = [] }: SaleReceipt, words: PaperWords, figures: Figures): Block[] {
  return cards.map(({ hint, balanceMinor }) =>
    detail(fillPlaces(words.cardLeft, { hint }), figures.money(balanceMinor)),
  );
}

function pointRows({ points }: SaleReceipt, words: PaperWords, figures: Figures): Block[] {
  if (points === undefined) return [];
  const { earnedMilli, spentMilli, balanceMilli } = points;
  return [
    ...(earnedMilli === 0 ? [] : [detail(words.pointsEarned, figures.points(earnedMilli))]),
    ...(spentMilli === 0 ? [] : [detail(words.pointsSpent, figures.points(spentMilli))]),
    ...(balanceMilli === undefined ? [] : [detail(words.pointsNow, figures.points(balanceMilli))]),
  ];
}

function taxesPart(receipt: Receipt, { template, words, figures }: Making): Block[] {
  if (receipt.kind === 'return') {
    return receipt.taxes.map((tax) => detail(taxText(tax, figures), figures.money(negate(tax.amountMinor))));
  }
  if (receipt.isGift === true) return [];
  const letters = lettersOf(receipt);
  return receipt.totals.taxes.map((tax) => {
    const base = template.hasTaxBases
      ? ` · ${fillPlaces(words.taxBase, { amount: figures.money(tax.baseMinor) })}`
      : '';
    const letter = letters === null ? '' : `${letters.get(tax.taxId)} `;
    return detail(`${letter}${taxText(tax, figures)}${base}`, figures.money(tax.amountMinor));
  });
}

function returnLines(receipt: ReturnReceipt, { words, figures }: Making): Block[] {
  return receipt.lines.flatMap((line) => [
    text(line.name),
    detail(quantityText(line), figures.money(negate(line.totalMinor))),
    ...(line.isDamaged === true ? [detail(words.reasons['damaged'] ?? '', '')] : []),
  ]);
}

function returnTotals(receipt: ReturnReceipt, { words, figures }: Making): Block[] {
  const { cashRoundingMinor } = receipt;
  return [
    { kind: 'pair', start: words.refund, end: figures.named(negate(receipt.totalMinor)), weight: 'total' },
    ...(cashRoundingMinor === 0 ? [] : [pair(words.rounding, figures.money(negate(cashRoundingMinor)))]),
    ...receipt.refunds.map((refund) => pair(tenderName(refund.kind, words), figures.money(negate(refund.amountMinor)))),
    pair(words.reason, words.reasons[receipt.reason] ?? receipt.reason),
    ...pointsBackRows(receipt, words, figures),
  ];
}

function pointsBackRows({ pointsBack }: ReturnReceipt, words: PaperWords, figures: Figures): Block[] {
  if (pointsBack === undefined) return [];
  const { takenMilli, givenMilli } = pointsBack;
  return [
    ...(takenMilli === 0 ? [] : [detail(words.pointsTakenBack, figures.points(takenMilli))]),
    ...(givenMilli === 0 ? [] : [detail(words.pointsGivenBack, figures.points(givenMilli))]),
  ];
}

function text(words: string): Block {
  return { kind: 'text', text: words };
}

function centred(lines: readonly string[]): Block[] {
  return lines.filter((line) => line.trim() !== '').map((line) => ({ kind: 'text', text: line, align: 'centre' }));
}

function pair(start: string, end: string): Block {
  return { kind: 'pair', start, end };
}

function detail(start: string, end: string): Block {
  return { kind: 'pair', start, end, weight: 'detail' };
}

/** Batch, last day and serial number: what a guarantee or a recall asks for. */
function marksOf({ lot, expiresOn, serial, weighing, unit }: SaleLineInput, { words, figures }: Making): Block[] {
  const parts = [
    ...weighingOf(weighing, unit, words),
    ...(lot === undefined ? [] : [fillPlaces(words.lot, { lot })]),
    ...(expiresOn === undefined ? [] : [fillPlaces(words.useBy, { date: figures.day(expiresOn) })]),
    ...(serial === undefined ? [] : [fillPlaces(words.serial, { serial })]),
  ];
  return parts.length === 0 ? [] : [{ kind: 'text', text: parts.join(' · '), size: 'small' }];
}

/** Where goods are weighed the law asks that the paper says net, what was taken off for the package, and who read the scale. */
function weighingOf(weighing: Weighing | undefined, unit: string, words: PaperWords): string[] {
  if (weighing === undefined) return [];
  const { tareMilli, source } = weighing;
  const tare = fillPlaces(words.tare, { tare: `${shiftDecimal(tareMilli, 3)} ${unit}` });
  return [words.netWeight, ...(tareMilli === 0 ? [] : [tare]), ...(source === 'typed' ? [words.typedWeight] : [])];
}

/** Who sold the line, where that is not who sold the rest. */
function sellerOf({ sellers }: SaleReceipt, { lineId }: SaleLineInput, { words }: Making): Block[] {
  const name = sellers?.byLine[lineId];
  return name === undefined ? [] : [{ kind: 'text', text: `${words.soldBy} ${name}`, size: 'small' }];
}

function noteOf({ note }: SaleLineInput): Block[] {
  return note === undefined || note === '' ? [] : [{ kind: 'text', text: note, size: 'small' }];
}

/** A weight has all its decimals, as the scale showed it. */
function quantityText({
  quantityMilli,
  unit,
  weighing,
}: Pick<SaleLineInput, 'quantityMilli' | 'unit' | 'weighing'>): string {
  const quantity = weighing === undefined ? formatQuantity(quantityMilli) : shiftDecimal(quantityMilli, 3);
  return unit === '' || unit === 'pcs' ? quantity : `${quantity} ${unit}`;
}

function discountText(line: SaleLineInput, { words, figures }: Making): string {
  const [first] = line.discounts;
  if (first?.label !== undefined) return first.label;
  return first?.kind === 'percent' ? `${words.discount} ${figures.percent(first.ratePpm)}` : words.discount;
}

function taxText(tax: { readonly name: string; readonly ratePpm: number }, figures: Figures): string {
  // Many a tax is named with its rate; it is not said twice.
  return tax.ratePpm === 0 || tax.name.includes('%') ? tax.name : `${tax.name} ${figures.percent(tax.ratePpm)}`;
}

/** What a way to pay is called on papers; a kind that papers do not know is called by its own name. */
export function tenderName(kind: string, words: PaperWords): string {
  return words.tenders[kind] ?? kind;
}

function tenderText(tender: TenderInput, words: PaperWords): string {
  const name = tenderName(tender.kind, words);
  return tender.reference === undefined ? name : `${name} (${tender.reference})`;
}
