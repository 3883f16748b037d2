import type { KnownOperation } from '@mosaajii/contract/sync';
import { isFeeOfRule, type LayawayOpened, layawayNumber, leastDeposit } from '@mosaajii/domain/layaway';
import { postDepositReturned, postDepositTaken } from '@mosaajii/domain/ledger';
import { add, type Minor, minor, sum } from '@mosaajii/domain/money';
import { exceededBySale } from '@mosaajii/domain/permission';
import { cashPart, engineOf, type TenderKind } from '@mosaajii/domain/sale';
import { postingRow } from '../../ledger/index.ts';
import { type LayawayPushState, stateOf } from '../layaways/layaway-rows.ts';
import type { Books } from './books.ts';
import { commonFlags, hasPriceDrift, heldForCurrency, heldForUser, shiftFlags, type Waiver } from './checks.ts';
import { openPriceFlags } from './goods-rules.ts';
import { judgedOrder, permissionsFor } from './judged-order.ts';
import type { Flag } from './model.ts';
import { held, type Outcome, type Posted } from './outcome.ts';
import { judgePricing, pricedBy } from './pricing.ts';
import { planPurses } from './purses.ts';
import { rulesFor } from './store-rules.ts';
import { taxFlags } from './tax-flags.ts';

type Taken = Extract<KnownOperation, { kind: 'deposit.taken' }>;
type Returned = Extract<KnownOperation, { kind: 'deposit.returned' }>;

/** Money for goods that are put aside; the first of it opens the layaway. It is owed, and nothing leaves the stock. */
export function decideDepositTaken(books: Books, operation: Taken, waiver: Waiver | null): Outcome {
  const { payload } = operation;
  const { layawayId, customerId, amountMinor, tenders, shiftId, opens } = payload;
  const hold = heldForUser(books, operation, waiver) ?? heldForCurrency(books, payload.currencyCode);
  if (hold) return hold;
  const known = books.layaways.get(layawayId);
  if (opens !== undefined && known !== undefined) {
    return held('layaway-known', 'A layaway with this id is already there.');
  }
  const leastMinor = opens === undefined ? minor(0) : leastOf(books, operation, opens);
  const isTooLittle = amountMinor < leastMinor;
  const difference = opens === undefined ? null : differenceOf(opens);
  const plan = planPurses(books, operation, [
    { kind: 'deposit', purseId: layawayId, customerId, reason: 'payment', amountMinor },
  ]);
  const document = headerOf(books, payload);
  const posting = postingRow({ ...document.posting, documentKind: 'deposit' }, postDepositTaken(tenders));
  return {
    kind: 'posted',
    flags: [
      ...(opens === undefined
        ? commonFlags(books, operation, ['sales.create'])
        : putAsideFlags(books, operation, opens)),
      ...shiftFlags(books, shiftId),
      ...customerFlags(books, customerId),
      ...(opens === undefined ? stateFlags(known, customerId) : priceFlags(books, operation, opens)),
      ...(isTooLittle ? (['layaway-terms'] as const) : []),
      ...plan.flags,
    ],
    quarantine: difference,
    rows: {
      ...(opens === undefined ? {} : openedRows(books, operation, opens)),
      deposits: [depositRow(operation, document, 'taken', { amountMinor, feeMinor: 0, tenders, reason: '' })],
      purseEntries: [...plan.entries],
      postings: posting ? [posting] : [],
    },
    effects: {
      shift: { shiftId, cashMinor: cashPart(tenders), counts: 'payment' },
      purses: plan.effects,
      ...paidState(books, payload, known),
    },
    subject: { kind: 'deposit', id: payload.depositId },
    detail: {
      ...{ layawayId, customerId, amountMinor, ...(opens && { totalMinor: opens.totalMinor }) },
      ...(isTooLittle && { leastMinor }),
    },
  };
}

/**
 * A layaway was given up: its deposits go back, less a fee. Deposits that were spent or went back before are not there
 * twice: a person decides, because the drawer says that they were handed out.
 */
export function decideDepositReturned(books: Books, operation: Returned, waiver: Waiver | null): Outcome {
  const { payload } = operation;
  const { layawayId, customerId, refunds, feeMinor, shiftId, reason, authorisationId } = payload;
  const hold = heldForUser(books, operation, waiver) ?? heldForCurrency(books, payload.currencyCode);
  if (hold) return hold;
  const amountMinor = sum(refunds.map((part) => part.amountMinor));
  const goneMinor = add(amountMinor, feeMinor);
  const plan = planPurses(books, operation, [
    { kind: 'deposit', purseId: layawayId, customerId, reason: 'return', amountMinor: -goneMinor, authorisationId },
  ]);
  const overspentMinor = minor(plan.overspentMinor[0] ?? 0);
  if (overspentMinor > 0 && waiver?.isApproved !== true) {
    return held('deposit-spent', 'The deposits of this layaway were spent or given back before.');
  }
  const document = headerOf(books, payload);
  const posting = postingRow(
    { ...document.posting, documentKind: 'deposit-returned' },
    postDepositReturned(refunds, feeMinor, overspentMinor),
  );
  const known = books.layaways.get(layawayId);
  const askedFeeMinor = known === undefined ? null : feeBeside(books, operation, known);
  return {
    kind: 'posted',
    flags: [
      ...commonFlags(books, operation, ['sales.cancel-layaway']),
      ...shiftFlags(books, shiftId),
      ...(known === undefined ? (['layaway-unknown'] as const) : returnedFlags(known, payload)),
      ...elsewhereFlags(books, known, { authorisationId, amountMinor: goneMinor }),
      ...(askedFeeMinor === null ? [] : (['layaway-terms'] as const)),
      ...plan.flags,
    ],
    quarantine: null,
    rows: {
      deposits: [depositRow(operation, document, 'returned', { amountMinor, feeMinor, tenders: refunds, reason })],
      purseEntries: [...plan.entries],
      postings: posting ? [posting] : [],
    },
    effects: {
      shift: { shiftId, cashMinor: -cashPart(refunds), counts: 'payment' },
      purses: plan.effects,
      ...(known && { layaway: { ...known, is_given_back: true, paid_by: paidAfter(known, refunds, -1) } }),
    },
    subject: { kind: 'deposit', id: payload.depositId },
    detail: { layawayId, customerId, amountMinor, feeMinor, reason, ...(askedFeeMinor !== null && { askedFeeMinor }) },
  };
}

/**
 * Away from the register that took it, a layaway ends with the server's word alone: what it put aside of this layaway, and not
 * less than is taken.
 */
export function elsewhereFlags(
  { context: { key }, holds }: Books,
  known: LayawayPushState | undefined,
  { authorisationId, amountMinor }: { readonly authorisationId: string | undefined; readonly amountMinor: number },
): Flag[] {
  if (known === undefined || known.register_id === key.register_id || key.purpose === 'import') return [];
  const word = authorisationId === undefined ? undefined : holds.get(authorisationId);
  const isAllowed =
    word?.kind === 'deposit' &&
    word.purse_id === known.layaway_id &&
    word.state === 'open' &&
    word.amount_minor >= amountMinor;
  return isAllowed ? [] : ['layaway-elsewhere'];
}

function stateFlags(known: LayawayPushState | undefined, customerId: string): Flag[] {
  if (known === undefined) return ['layaway-unknown'];
  return [
    ...(stateOf(known) === 'open' ? [] : (['layaway-closed'] as const)),
    ...(known.customer_id === customerId ? [] : (['layaway-differs'] as const)),
  ];
}

/** It goes back to who paid it, by what they paid it with. */
function returnedFlags(known: LayawayPushState, { customerId, refunds }: Returned['payload']): Flag[] {
  const left = Object.values(paidAfter(known, refunds, -1));
  return [
    ...(known.customer_id === customerId ? [] : (['layaway-differs'] as const)),
    ...(left.some((amountMinor) => amountMinor < 0) ? (['refund-split-differs'] as const) : []),
  ];
}

/** What was paid by each kind of tender, with these parts more (1) or less (-1). */
function paidAfter(
  known: Pick<LayawayPushState, 'paid_by'> | undefined,
  parts: readonly { readonly kind: TenderKind; readonly amountMinor: number }[],
  sign: 1 | -1,
): LayawayPushState['paid_by'] {
  const paid: Partial<Record<TenderKind, number>> = { ...known?.paid_by };
  for (const { kind, amountMinor } of parts) paid[kind] = (paid[kind] ?? 0) + sign * amountMinor;
  return paid;
}

function customerFlags({ customers }: Books, customerId: string): Flag[] {
  return customers.has(customerId) ? [] : ['customer-unknown'];
}

/** Whoever puts goods aside answers for their prices and discounts, as whoever sells: the sale that completes it does not. */
function putAsideFlags(books: Books, operation: Taken, { order, engineVersion }: LayawayOpened): Flag[] {
  const needed = permissionsFor(books, operation, { ...order, businessDate: operation.payload.businessDate });
  const engine = engineOf(engineVersion);
  const totals = engine?.validateOrder(order).ok === true ? engine.computeOrder(order) : null;
  const judged = totals === null ? { lines: [] } : judgedOrder(order, totals);
  return [
    ...commonFlags(books, operation, needed, (limits) => exceededBySale(limits, judged)),
    ...openPriceFlags(books, operation, order.lines),
  ];
}

/** The least first deposit by the rules that the till may have gone by; nothing for what was taken elsewhere. */
function leastOf(books: Books, operation: Taken, { totalMinor }: LayawayOpened): Minor {
  if (books.context.key.purpose === 'import') return minor(0);
  return minor(Math.min(...rulesFor(books, operation, 'layaway').map((rule) => leastDeposit(totalMinor, rule))));
}

/** The fee that the store asks for, where another one was kept; `null`: it was that. One that is closed was never the shop's to keep. */
function feeBeside(books: Books, operation: Returned, known: LayawayPushState): Minor | null {
  if (books.context.key.purpose === 'import') return null;
  const { rules } = known.content;
  const asked = stateOf(known) === 'open' ? rulesFor(books, operation, 'layaway') : ([{ feeMinor: 0 }] as const);
  return asked.some((rule) => isFeeOfRule(operation.payload, rule, rules)) ? null : minor(asked[0].feeMinor);
}

/** The sale that completes it keeps these prices and taxes and is asked no more: they are compared with those of now. */
function priceFlags(books: Books, operation: Taken, { order }: LayawayOpened): Flag[] {
  const priced = pricedBy(operation);
  return [
    ...(hasPriceDrift(books, operation, order.lines) ? (['price-drift'] as const) : []),
    ...(priced === null ? [] : judgePricing(books, operation, priced).flags),
    ...taxFlags(books, operation, order.lines),
  ];
}

/** What does not recompute of what was put aside; the money is taken in any case. */
function differenceOf({ order, engineVersion, totalMinor }: LayawayOpened): string | null {
  const engine = engineOf(engineVersion);
  if (engine === null) return `does not recompute: order engine ${engineVersion} is unknown`;
  const valid = engine.validateOrder(order);
  if (!valid.ok) return `does not recompute: ${valid.error.detail}`;
  return engine.computeOrder(order).totalMinor === totalMinor ? null : 'does not recompute: totalMinor';
}

type Header = ReturnType<typeof headerOf>;

function headerOf({ context: { key } }: Books, payload: Taken['payload'] | Returned['payload']) {
  const { depositId, businessDate, currencyCode } = payload;
  const place = { storeId: key.store_id, registerId: key.register_id, businessDate, currencyCode };
  return { place, posting: { ...place, documentId: depositId, postingNumber: 1 } };
}

function depositRow(
  { userId, occurredAt, payload }: Taken | Returned,
  { place }: Header,
  kind: 'taken' | 'returned',
  money: Pick<NonNullable<Posted['rows']['deposits']>[number], 'amountMinor' | 'feeMinor' | 'tenders' | 'reason'>,
) {
  const { depositId, layawayId, customerId, shiftId } = payload;
  return { ...place, depositId, layawayId, kind, customerId, shiftId, userId, ...money, occurredAt };
}

function openedRows(
  { context: { key } }: Books,
  { sequence, userId, occurredAt, payload }: Taken,
  { order, dueOn, engineVersion, totalMinor }: LayawayOpened,
): Pick<Posted['rows'], 'layaways' | 'layawayLines'> {
  const { layawayId, depositId, customerId, businessDate, currencyCode } = payload;
  const number = layawayNumber({ registerCode: key.code, series: key.series, sequence });
  const where = { storeId: key.store_id, registerId: key.register_id, registerCode: key.code };
  const what = { dueOn, engineVersion, content: order, totalMinor };
  const ids = { layawayId, depositId, customerId };
  return {
    layaways: [{ ...ids, number, ...where, userId, businessDate, currencyCode, ...what, openedAt: occurredAt }],
    layawayLines: order.lines.map(({ variantId, quantityMilli }, index) => ({
      layawayId,
      lineNumber: index + 1,
      depositId,
      storeId: key.store_id,
      variantId,
      quantityMilli,
    })),
  };
}

/** The layaway as a payment leaves it; nothing where it is not known. */
function paidState(
  { context: { key } }: Books,
  { layawayId, customerId, tenders, opens }: Taken['payload'],
  known: LayawayPushState | undefined,
): Pick<Posted['effects'], 'layaway'> {
  const paidBy = paidAfter(known, tenders, 1);
  if (opens === undefined) return known === undefined ? {} : { layaway: { ...known, paid_by: paidBy } };
  return {
    layaway: {
      layaway_id: layawayId,
      customer_id: customerId,
      register_id: key.register_id,
      content: opens.order,
      sold_sale_id: null,
      is_given_back: false,
      paid_by: paidBy,
    },
  };
}
