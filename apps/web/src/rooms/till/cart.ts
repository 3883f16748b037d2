import type { CatalogHit } from '@mosaajii/domain/catalog';
import { type Milli, type Minor, milli, type PriceE4, priceE4 } from '@mosaajii/domain/money';
import type { SaleOrigin } from '@mosaajii/domain/operation';
import type { AppliedPromotion } from '@mosaajii/domain/promotion';
import type { SoldGiftCard } from '@mosaajii/domain/sale';
import {
  type AgeCheck,
  type Discount,
  type GoodsMarks,
  marksOf,
  type TaxRule,
  type TenderInput,
  type Weighing,
} from '@mosaajii/domain/sale';
import type { PendingExchange } from '../../platform/exchange/index.ts';
import type { CartApproval } from './approving.ts';
import type { CartCustomer } from './cart-customer.ts';

/** A line while it is rung up. A price that is not known yet is asked for; it is never invented. */
export interface CartLine {
  readonly lineId: string;
  readonly variantId: string;
  readonly name: string;
  readonly sku: string;
  readonly unit: string;
  readonly quantityMilli: Milli;
  /** `null`: the catalogue names no price. */
  readonly listPriceE4: PriceE4 | null;
  /** `null`: still to be asked for. */
  readonly unitPriceE4: PriceE4 | null;
  readonly discounts: readonly Discount[];
  readonly taxes: readonly TaxRule[];
  readonly note?: string;
  /** What the code on the goods said. */
  readonly lot?: string;
  readonly expiresOn?: string;
  readonly serial?: string;
  /** How its quantity was weighed. */
  readonly weighing?: Weighing;
  /** Its weight is still to be asked for: the quantity says nothing yet. */
  readonly isUnweighed?: true;
  /** Charged as the label on the goods says; another price is a manager's. */
  readonly isLabelPrice?: true;
  /** What the label said; absent in a cart of before. */
  readonly labelPriceE4?: PriceE4;
  /** Who sold it, where that is not who sold the rest. */
  readonly salespersonId?: string;
  /** The line sells or loads a gift card. */
  readonly giftCard?: SoldGiftCard;
}

/** What the other registers of the store know of a cart that was set aside. */
export interface CartHeld {
  /** The sale that is made of it names this, wherever it is made. */
  readonly heldSaleId: string;
  /** As the server counts; 0: it has not heard of it yet. */
  readonly version: number;
  /** What the server was told last, in short; another mark is a change that it has not heard of. */
  readonly mark: string;
  /** This register has it under this lock. */
  readonly lockId?: string;
  /** Another register went on with it meanwhile: this one stays here, and a second sale of it is seen as one. */
  readonly isApart?: true;
}

/** A sale in the making. Plain data, so that it survives a reload as it is. */
export interface Cart {
  readonly cartId: string;
  /** Named once: however often Pay is pressed, this cart is sold once. */
  readonly saleId: string;
  readonly startedAt: string;
  readonly isHeld: boolean;
  readonly lines: readonly CartLine[];
  readonly saleDiscounts: readonly Discount[];
  /** Money that was taken already, in a split payment. */
  readonly tenders: readonly TenderInput[];
  readonly note: string;
  /** Codes of coupons that were shown, in the order in which they came. */
  readonly couponCodes?: readonly string[];
  /** Who buys, if they said so. */
  readonly customer?: CartCustomer;
  /** For the staff, on top. */
  readonly tipMinor?: Minor;
  /** Nobody knows yet whether the card terminal took this amount: it is asked, never tried again blindly, also after a crash. */
  readonly unsureCardMinor?: Minor;
  /** Who looked at the age of whoever buys, and for which age. */
  readonly ageCheck?: AgeCheck;
  readonly selectedLineId: string | null;
  /** What somebody else approved of it; worth something only for the content that they saw. */
  readonly approvals?: readonly CartApproval[];
  /** What comes back for it: it is made with the sale, in one moment. */
  readonly exchange?: PendingExchange;
  /** The payment was opened: from here on nothing leaves the cart without a trace. */
  readonly isTotalled?: true;
  readonly held?: CartHeld;
  /** What its sale says about where it came from. */
  readonly origin?: SaleOrigin;
  readonly quoted?: QuotedTerms;
}

/** What a quote promised: it holds for exactly these lines, whatever prices and promotions are now. */
export interface QuotedTerms {
  readonly number: string;
  readonly mark: string;
  readonly promotions: readonly AppliedPromotion[];
}

/** The lines of a cart with their quantities, in short. */
export function linesMark(lines: readonly CartLine[]): string {
  return lines.map((line) => line.lineId + line.quantityMilli).join();
}

export interface AddRequest {
  readonly lineId: string;
  readonly hit: CatalogHit;
  readonly taxes: readonly TaxRule[];
  readonly quantityMilli: Milli;
  readonly labelPriceE4?: PriceE4;
  readonly marks?: GoodsMarks;
  /** Whether nobody said how much: then weighed goods are asked for their weight. Absent: a label said it. */
  readonly isUnmeasured?: boolean | undefined;
  /** What the line says of these goods; it is a line of its own then. */
  readonly note?: string;
}

/** Units that are measured: their quantities have decimals and each weighing stays a line of its own. */
const MEASURED = new Set(['kg', 'g', 'l', 'ml', 'cl', 'm', 'cm', 'm2', 'm²', 'm3', 'm³', 'lb', 'oz', 'ft', 'h', 'min']);
export function isMeasured(unit: string): boolean {
  return MEASURED.has(unit.trim().toLowerCase());
}

const MOST_MILLI = 1_000_000_000;

export function emptyCart(ids: { readonly cartId: string; readonly saleId: string }, startedAt: string): Cart {
  return {
    ...ids,
    startedAt,
    isHeld: false,
    lines: [],
    saleDiscounts: [],
    tenders: [],
    note: '',
    selectedLineId: null,
  };
}

/** Nothing would be lost if this cart were forgotten. */
export function isBlank(cart: Cart): boolean {
  return (
    cart.lines.length === 0 &&
    cart.tenders.length === 0 &&
    cart.note === '' &&
    cart.saleDiscounts.length === 0 &&
    cart.customer === undefined &&
    cart.exchange === undefined
  );
}

/** A second scan counts up the line that it repeats, unless that line was changed by hand in a way that is not per unit. */
function canCountUp(line: CartLine, { hit, labelPriceE4, note, marks = {} }: AddRequest): boolean {
  return (
    line.variantId === hit.variantId &&
    line.giftCard === undefined &&
    labelPriceE4 === undefined &&
    line.serial === undefined &&
    marks.serial === undefined &&
    line.lot === marks.lot &&
    line.expiresOn === marks.expiresOn &&
    !isMeasured(line.unit) &&
    line.note === undefined &&
    note === undefined &&
    line.listPriceE4 === hit.priceE4 &&
    line.discounts.every((discount) => discount.kind === 'percent')
  );
}

/** Adds a variant; the line that received it becomes the selected one. */
export function addToCart(cart: Cart, request: AddRequest): Cart {
  const isUnmeasured = request.hit.selling?.weighed && request.isUnmeasured;
  const known = cart.lines.findLast((line) => canCountUp(line, request));
  if (known !== undefined) {
    const quantityMilli = bounded(known.quantityMilli + request.quantityMilli);
    return { ...replaceLine(cart, { ...known, quantityMilli }), selectedLineId: known.lineId };
  }
  const { hit } = request;
  const line: CartLine = {
    lineId: request.lineId,
    variantId: hit.variantId,
    name: hit.name,
    sku: hit.sku,
    unit: hit.unit,
    quantityMilli: bounded(request.quantityMilli),
    // A price from the label is the only one there is.
    listPriceE4: request.labelPriceE4 === undefined ? hit.priceE4 : null,
    unitPriceE4: request.labelPriceE4 ?? hit.priceE4,
    discounts: [],
    taxes: request.taxes,
    ...marksOf(request.marks ?? {}),
    ...(request.labelPriceE4 !== undefined && { isLabelPrice: true as const, labelPriceE4: request.labelPriceE4 }),
    ...(request.note !== undefined && { note: request.note }),
    ...(isUnmeasured && { isUnweighed: true as const }),
    ...(isUnmeasured === false && typedWeight(bounded(request.quantityMilli))),
  };
  return { ...cart, lines: [...cart.lines, line], selectedLineId: line.lineId };
}

/** What came into a cart after it went to be paid: whole lines, and what lines were counted up by. */
export function addedSince(paid: Cart, now: Cart, newId: () => string): CartLine[] {
  return now.lines.flatMap((line) => {
    const more = line.quantityMilli - (lineOf(paid, line.lineId)?.quantityMilli ?? 0);
    return more > 0 ? [{ ...line, lineId: newId(), quantityMilli: milli(more) }] : [];
  });
}

function bounded(quantity: number): Milli {
  return milli(Math.min(MOST_MILLI, Math.max(0, quantity)));
}

function replaceLine(cart: Cart, line: CartLine): Cart {
  return { ...cart, lines: cart.lines.map((other) => (other.lineId === line.lineId ? line : other)) };
}

export function lineOf(cart: Cart, lineId: string | null): CartLine | undefined {
  return cart.lines.find((line) => line.lineId === lineId);
}

function typedWeight(grossMilli: Milli): { readonly weighing: Weighing } {
  return { weighing: { grossMilli, tareMilli: milli(0), source: 'typed' } };
}

/** A line was weighed: its quantity is what is left without the package. */
export function setWeight(cart: Cart, lineId: string, weighing: Weighing): Cart {
  const line = lineOf(cart, lineId);
  if (line === undefined) return cart;
  const { isUnweighed: _waits, ...rest } = line;
  return replaceLine(cart, { ...rest, quantityMilli: milli(weighing.grossMilli - weighing.tareMilli), weighing });
}

/** Sets the quantity; zero or less removes the line. */
export function setQuantity(cart: Cart, lineId: string, quantityMilli: number): Cart {
  if (quantityMilli <= 0) return removeLine(cart, lineId);
  const line = lineOf(cart, lineId);
  if (line === undefined) return cart;
  const { isUnweighed, weighing, ...rest } = line;
  const quantity = bounded(quantityMilli);
  // What is typed over a weight was typed, too.
  return replaceLine(cart, {
    ...rest,
    quantityMilli: quantity,
    ...((isUnweighed ?? weighing) && typedWeight(quantity)),
  });
}

export function removeLine(cart: Cart, lineId: string): Cart {
  const at = cart.lines.findIndex((line) => line.lineId === lineId);
  if (at === -1) return cart;
  const lines = cart.lines.filter((line) => line.lineId !== lineId);
  const next = lines[Math.min(at, lines.length - 1)]?.lineId ?? null;
  return { ...cart, lines, selectedLineId: cart.selectedLineId === lineId ? next : cart.selectedLineId };
}

/** Puts a removed line back where it stood, whatever was scanned meanwhile. */
export function restoreLine(cart: Cart, line: CartLine, at: number): Cart {
  if (lineOf(cart, line.lineId) !== undefined) return cart;
  return { ...cart, lines: cart.lines.toSpliced(at, 0, line), selectedLineId: line.lineId };
}

export function selectLine(cart: Cart, lineId: string | null): Cart {
  return { ...cart, selectedLineId: lineId };
}

/** Moves the selection by rows; from nothing, up starts at the last line and down at the first. */
export function moveSelection(cart: Cart, by: 1 | -1): Cart {
  if (cart.lines.length === 0) return cart;
  const at = cart.lines.findIndex((line) => line.lineId === cart.selectedLineId);
  const start = by === 1 ? -1 : cart.lines.length;
  const to = Math.min(cart.lines.length - 1, Math.max(0, (at === -1 ? start : at) + by));
  return selectLine(cart, cart.lines[to]?.lineId ?? null);
}

/** The reductions of a line; an empty list takes them away. */
export function setLineDiscounts(cart: Cart, lineId: string, discounts: readonly Discount[]): Cart {
  const line = lineOf(cart, lineId);
  return line === undefined ? cart : replaceLine(cart, { ...line, discounts });
}

export function setSaleDiscounts(cart: Cart, saleDiscounts: readonly Discount[]): Cart {
  return { ...cart, saleDiscounts };
}

/** Charges another price; `null` goes back to the catalogue's. */
export function setUnitPrice(cart: Cart, lineId: string, unitPriceE4: PriceE4 | null): Cart {
  const line = lineOf(cart, lineId);
  return line === undefined ? cart : replaceLine(cart, { ...line, unitPriceE4: unitPriceE4 ?? line.listPriceE4 });
}

/** Half a character (a text that was cut inside an emoji) or a NUL would make the sale unreadable for the server. */
function cleanText(text: string): string {
  return text.replace(/\p{Surrogate}|\0/gu, '').trim();
}

export function setLineNote(cart: Cart, lineId: string, note: string): Cart {
  const line = lineOf(cart, lineId);
  if (line === undefined) return cart;
  const { note: _old, ...rest } = line;
  const clean = cleanText(note);
  return replaceLine(cart, clean === '' ? rest : { ...rest, note: clean });
}

export function setSaleNote(cart: Cart, note: string): Cart {
  return { ...cart, note: cleanText(note) };
}

/** A coupon is shown once. */
export function addCoupon(cart: Cart, code: string): Cart {
  const codes = cart.couponCodes ?? [];
  return codes.includes(code) ? cart : { ...cart, couponCodes: [...codes, code] };
}

export function removeCoupon(cart: Cart, code: string): Cart {
  return { ...cart, couponCodes: (cart.couponCodes ?? []).filter((other) => other !== code) };
}

/** A line for what is to be on a gift card: without tax, and each card for itself. */
export function addGiftCard(
  cart: Cart,
  sold: {
    readonly lineId: string;
    readonly name: string;
    readonly amountMinor: Minor;
    readonly giftCard: SoldGiftCard;
  },
): Cart {
  const { lineId, name, amountMinor, giftCard } = sold;
  const line: CartLine = {
    lineId,
    variantId: giftCard.cardId,
    name,
    sku: `GIFT-${giftCard.hint}`,
    unit: 'pcs',
    quantityMilli: milli(1000),
    listPriceE4: null,
    unitPriceE4: priceE4(amountMinor * 10_000),
    discounts: [],
    taxes: [],
    giftCard,
  };
  return { ...cart, lines: [...cart.lines, line], selectedLineId: lineId };
}

/** Whether a reduction takes something off a gift card: there would be more on it than was paid, and no sale may say so. */
export function isCardDiscounted({ lines, saleDiscounts }: Cart): boolean {
  return lines.some((line) => line.giftCard !== undefined && line.discounts.length + saleDiscounts.length > 0);
}

/** Sets what is given to the staff; zero takes it away. */
export function setTip(cart: Cart, tipMinor: Minor): Cart {
  const { tipMinor: _before, ...rest } = cart;
  return tipMinor === 0 ? rest : { ...rest, tipMinor };
}

/** Notes that nobody knows whether a card paid this amount; `null` once somebody has said. */
export function setUnsureCard(cart: Cart, amountMinor: Minor | null): Cart {
  const { unsureCardMinor: _before, ...rest } = cart;
  return amountMinor === null ? rest : { ...rest, unsureCardMinor: amountMinor };
}

export function addTender(cart: Cart, tender: TenderInput): Cart {
  return { ...cart, tenders: [...cart.tenders, tender] };
}

export function removeTender(cart: Cart, tenderId: string): Cart {
  return { ...cart, tenders: cart.tenders.filter((tender) => tender.tenderId !== tenderId) };
}
