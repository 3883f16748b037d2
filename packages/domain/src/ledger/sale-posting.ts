import { add, minor, minorFromBigInt, subtract, sum } from '../money/amount.ts';
import { roundDiv } from '../money/rounding.ts';
import type { Minor } from '../money/types.ts';
import type { LineTax, LineTotals, TenderKind } from '../sale/model.ts';
import { ACCOUNT, type AccountCode } from './accounts.ts';
import { credit, debit, type Posting, type PostingLine, posting, postingWithSuspense } from './posting.ts';

/** The figures of a line that the ledger needs. */
export type PostedLine = Pick<
  LineTotals,
  'grossMinor' | 'lineDiscountMinor' | 'saleDiscountMinor' | 'netMinor' | 'taxes'
> & {
  /** The line sold or loaded a gift card: its amount is owed, not earned. */
  readonly isGiftCard?: boolean;
};

/** Where an amount is that a card did not bring: owed by the customer of the sale, or lost. */
export type UnpaidPlace = 'account' | 'unpaid';

export interface PostedTender {
  readonly kind: TenderKind;
  readonly amountMinor: Minor;
  /** The office found that the card was never charged, and moved the amount here. */
  readonly standsAt?: UnpaidPlace;
  /** The part of a gift card or of store credit that was not there: goods left for it all the same. */
  readonly overspentMinor?: Minor;
}

/** A sale or a return as far as the ledger is concerned, all figures as on the document (positive). */
export interface TradeFacts {
  readonly lines: readonly PostedLine[];
  /** Applied to the sale, or handed back by the return. */
  readonly tenders: readonly PostedTender[];
  /** `tenders = total + cashRounding`. */
  readonly cashRoundingMinor: Minor;
  /** The server's cost of the goods that left (sale) or were restocked (return); `null` while it is unknown. */
  readonly costMinor: Minor | null;
  /** Of a return: the server's cost of what came back damaged; absent where nothing did or the cost is unknown. */
  readonly damagedCostMinor?: Minor | null;
  /** On top of the total, for the staff. */
  readonly tipMinor?: Minor;
}

const TENDER_ACCOUNTS: Readonly<Record<TenderKind, AccountCode>> = {
  cash: ACCOUNT.cashDrawer,
  'card-manual': ACCOUNT.cardClearing,
  exchange: ACCOUNT.exchangeClearing,
  'bank-transfer': ACCOUNT.bankClearing,
  'mobile-money': ACCOUNT.mobileMoneyClearing,
  voucher: ACCOUNT.voucherClearing,
  'gift-card': ACCOUNT.giftCards,
  'store-credit': ACCOUNT.storeCredit,
  account: ACCOUNT.receivables,
  points: ACCOUNT.pointsRedeemed,
  deposit: ACCOUNT.deposits,
};

const UNPAID_ACCOUNTS: Readonly<Record<UnpaidPlace, AccountCode>> = {
  account: ACCOUNT.receivables,
  unpaid: ACCOUNT.unpaidSales,
};

function accountOf({ kind, standsAt }: Pick<PostedTender, 'kind' | 'standsAt'>): AccountCode {
  return standsAt === undefined ? TENDER_ACCOUNTS[kind] : UNPAID_ACCOUNTS[standsAt];
}

/** Cash and cards against sales, output tax and cash rounding; discounts apart; cost of goods when the cost is known. */
export function postSale(facts: TradeFacts): Posting {
  return posting(saleLines(facts));
}

/** A sale whose figures do not recompute: posted as charged, what does not add up waits in suspense. */
export function postQuarantinedSale(facts: TradeFacts): Posting {
  return postingWithSuspense(saleLines(facts));
}

/**
 * The mirror of a sale, with the goods in an account of their own. What is restocked is worth its cost again; what came back
 * damaged is a write-off and no longer the cost of goods that were sold.
 */
export function postReturn(facts: TradeFacts): Posting {
  return posting(returnLines(facts));
}

/** A return whose figures do not recompute. */
export function postQuarantinedReturn(facts: TradeFacts): Posting {
  return postingWithSuspense(returnLines(facts));
}

/** A customer paid what they owe, or something in advance: the tenders against what customers owe. */
export function postCustomerPayment(tenders: readonly PostedTender[]): Posting {
  const amountMinor = sum(tenders.map((tender) => tender.amountMinor));
  return posting([...tenders.flatMap(tenderLines), credit(ACCOUNT.receivables, amountMinor)]);
}

/** A customer paid for goods that are put aside: owed until they are sold or the money goes back. */
export function postDepositTaken(tenders: readonly PostedTender[]): Posting {
  const amountMinor = sum(tenders.map((tender) => tender.amountMinor));
  return posting([...tenders.flatMap(tenderLines), credit(ACCOUNT.deposits, amountMinor)]);
}

/**
 * Deposits go back less a fee, which is earned. `overspentMinor`: what was handed back without being there any more.
 */
export function postDepositReturned(
  refunds: readonly PostedTender[],
  feeMinor: Minor,
  overspentMinor: Minor = minor(0),
): Posting {
  const goneMinor = add(sum(refunds.map((part) => part.amountMinor)), feeMinor);
  return posting([
    ...tenderLines({ kind: 'deposit', amountMinor: goneMinor, overspentMinor }),
    ...refunds.map(({ kind, amountMinor }) => credit(TENDER_ACCOUNTS[kind], amountMinor)),
    credit(ACCOUNT.layawayFees, feeMinor),
  ]);
}

/** Tenders of a sale were others than those that were posted: from the accounts of these to those of what was handed over. */
export function postTendersCorrected(before: readonly PostedTender[], after: readonly PostedTender[]): Posting {
  return posting([
    ...after.flatMap(tenderLines),
    ...before.map((tender) => credit(accountOf(tender), tender.amountMinor)),
  ]);
}

/** A card was never charged although the sale counted on it: the customer owes the amount, or it is lost. */
export function postCardDeclined(amountMinor: Minor, standsAt: UnpaidPlace): Posting {
  return posting([debit(UNPAID_ACCOUNTS[standsAt], amountMinor), credit(ACCOUNT.cardClearing, amountMinor)]);
}

function tenderLines(tender: PostedTender): PostingLine[] {
  const { amountMinor, overspentMinor = minor(0) } = tender;
  return [
    debit(accountOf(tender), subtract(amountMinor, overspentMinor)),
    debit(ACCOUNT.valueOverspent, overspentMinor),
  ];
}

/** Goods are earned, what is paid for gift cards is owed; both before discounts. */
function earned(lines: readonly PostedLine[], accountOfGoods: AccountCode): readonly (readonly [AccountCode, Minor])[] {
  const worth = (some: readonly PostedLine[]) => sum(some.map((line) => add(line.netMinor, netDiscount(line))));
  return [
    [accountOfGoods, worth(lines.filter((line) => line.isGiftCard !== true))],
    [ACCOUNT.giftCards, worth(lines.filter((line) => line.isGiftCard === true))],
  ];
}

function saleLines(facts: TradeFacts): PostingLine[] {
  const discount = sum(facts.lines.map(netDiscount));
  return [
    ...facts.tenders.flatMap(tenderLines),
    debit(ACCOUNT.discounts, discount),
    ...earned(facts.lines, ACCOUNT.sales).map(([code, amountMinor]) => credit(code, amountMinor)),
    credit(ACCOUNT.tips, facts.tipMinor ?? minor(0)),
    ...allTaxes(facts).map((tax) => credit(ACCOUNT.outputTax, tax.amountMinor, tax.taxId)),
    credit(ACCOUNT.cashRounding, facts.cashRoundingMinor),
    ...costLines(facts.costMinor, ACCOUNT.costOfGoods, ACCOUNT.inventory),
  ];
}

function returnLines(facts: TradeFacts): PostingLine[] {
  const discount = sum(facts.lines.map(netDiscount));
  return [
    ...earned(facts.lines, ACCOUNT.returns).map(([code, amountMinor]) => debit(code, amountMinor)),
    credit(ACCOUNT.discounts, discount),
    ...allTaxes(facts).map((tax) => debit(ACCOUNT.outputTax, tax.amountMinor, tax.taxId)),
    ...facts.tenders.map((tender) => credit(accountOf(tender), tender.amountMinor)),
    debit(ACCOUNT.cashRounding, facts.cashRoundingMinor),
    ...costLines(facts.costMinor, ACCOUNT.inventory, ACCOUNT.costOfGoods),
    ...costLines(facts.damagedCostMinor ?? null, ACCOUNT.writeOffs, ACCOUNT.costOfGoods),
  ];
}

function allTaxes(facts: TradeFacts): LineTax[] {
  return facts.lines.flatMap((line) => [...line.taxes]);
}

function costLines(cost: Minor | null, to: AccountCode, from: AccountCode): PostingLine[] {
  return cost === null ? [] : [debit(to, cost), credit(from, cost)];
}

/**
 * The discounts of a line without the tax that its price contains: in the proportion of what is left after them. A line
 * that was discounted to nothing has no proportion left; its discount counts as it was entered.
 */
export function netDiscount(line: PostedLine): Minor {
  const discount = add(line.lineDiscountMinor, line.saleDiscountMinor);
  const left = subtract(line.grossMinor, discount);
  if (discount === 0 || left === 0) return discount;
  return minorFromBigInt(roundDiv(BigInt(discount) * BigInt(line.netMinor), BigInt(left), 'half-up'));
}
