import { ok, type Result, refuse } from '@mosaajii/domain';
import {
  type CancellationPlan,
  type DepositReturned,
  type DepositTaken,
  depositLeft,
  type LayawayItem,
  leastDeposit,
  USUAL_LAYAWAY,
} from '@mosaajii/domain/layaway';
import { add, type Minor, minor, subtract } from '@mosaajii/domain/money';
import { type AgeCheck, ENGINE_VERSION, type TenderInput } from '@mosaajii/domain/sale';
import type { Device } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import type { CommittedDeposit, CommittedSale } from '../../../platform/journal/index.ts';
import { amountText } from '../../../platform/ui/index.ts';
import { approvalsFor, stillBeyond } from '../approving.ts';
import type { Cart } from '../cart.ts';
import { isShareable } from '../holding/held-cart.ts';
import type { CartFigures } from '../order.ts';
import type { TillPorts } from '../ports.ts';
import type { Till } from '../till-context.tsx';
import { remember } from './known-layaways.ts';
import { unsentPayments, wordToEnd } from './word-to-end.ts';

type Problem = { readonly detail: string };

/** The rule of the store. */
export function layawayRule({ shop }: Pick<TillPorts, 'shop'>) {
  return shop.tenders.layaway ?? USUAL_LAYAWAY;
}

/** Why the sale at hand cannot be put aside; `null`: it can. */
export function whyNot(cart: Cart, figures: CartFigures): string | null {
  if (cart.lines.length === 0) return t('layaway.hint');
  if (figures.kind !== 'totals' || figures.waitingFor.length > 0 || !isShareable(cart)) return t('layaway.cannot');
  if (cart.lines.some((line) => line.giftCard !== undefined) || figures.totals.totalMinor <= 0)
    return t('layaway.cannot');
  return cart.customer === undefined ? t('layaway.needsCustomer') : null;
}

export interface Opening {
  readonly depositId: string;
  readonly dueOn: string;
  readonly tender: TenderInput;
}

/**
 * Puts the sale at hand aside with a first deposit. The layaway has the id that the sale would have had, so that what was approved of
 * the cart holds for it. The cart is gone afterwards; refused, it is as it was.
 */
export async function openLayaway(
  device: Device,
  { ports, carts }: Till,
  cart: Cart,
  figures: CartFigures,
  { depositId, dueOn, tender }: Opening,
): Promise<Result<CommittedDeposit, Problem>> {
  const detail = whyNot(cart, figures);
  if (detail !== null || figures.kind !== 'totals' || cart.customer === undefined) {
    return refuse({ code: 'not-possible', detail: detail ?? t('layaway.cannot') });
  }
  const { totalMinor } = figures.totals;
  const least = leastDeposit(totalMinor, layawayRule(ports));
  const money = (amount: Minor) => amountText(amount, ports.shop.rules.currency, ports.shop.locale);
  if (tender.amountMinor < least)
    return refuse({ code: 'too-low', detail: t('layaway.least', { amount: money(least) }) });
  if (tender.amountMinor > totalMinor) {
    return refuse({ code: 'too-high', detail: t('layaway.most', { amount: money(totalMinor) }) });
  }
  const { rules, lines, promotions = [], saleDiscounts } = figures.order;
  const order = { rules, lines, ...(promotions.length > 0 && { promotions }), saleDiscounts };
  const { customerId, groupIds = [] } = cart.customer;
  const pricingVersion = ports.pricing.documentVersion();
  const pricedBy = {
    ...(groupIds.length > 0 && { customerGroupIds: groupIds }),
    ...(pricingVersion !== undefined && { pricingVersion }),
  };
  if (stillBeyond(ports, cart, figures).length > 0) {
    return refuse({ code: 'needs-approval', detail: t('layaway.needsApproval') });
  }
  const done = await device.journal.commitDeposit({
    ...{ depositId, layawayId: cart.saleId, customerId, userId: ports.person.userId },
    approvals: approvalsFor(cart, figures).map(({ approvalId }) => approvalId),
    tenders: [tender],
    opens: { dueOn, engineVersion: ENGINE_VERSION, order, totalMinor, ...pricedBy },
    cartId: cart.cartId,
  });
  if (!done.ok) return done;
  carts.drop(cart.cartId);
  rememberDeposit(device, ports, 'deposit.taken', done.value);
  return done;
}

/** Takes a further payment. Works at every register that knows the layaway, also without a connection. */
export async function payLayaway(
  device: Device,
  { ports }: Till,
  item: LayawayItem,
  depositId: string,
  tender: TenderInput,
): Promise<Result<CommittedDeposit, Problem>> {
  const owed = minor(Math.max(0, item.totalMinor - depositLeft(item)));
  if (tender.amountMinor > owed) {
    const amount = amountText(owed, ports.shop.rules.currency, ports.shop.locale);
    return refuse({ code: 'too-high', detail: t('layaway.most', { amount }) });
  }
  const done = await device.journal.commitDeposit({
    ...{ depositId, layawayId: item.id, customerId: item.customerId, userId: ports.person.userId },
    tenders: [tender],
  });
  if (done.ok) rememberDeposit(device, ports, 'deposit.taken', done.value);
  return done;
}

/**
 * Sells what was put aside: the deposits pay, and `rest` what is still owed; `ageCheck` says who looked, where goods ask for an age,
 * `approvals` who let goods go that are past their last day.
 */
export async function completeLayaway(
  device: Device,
  { ports, carts }: Till,
  item: LayawayItem,
  ids: { readonly saleId: string; readonly depositTenderId: string },
  rest: TenderInput | null,
  { ageCheck, approvals = [] }: { readonly ageCheck?: AgeCheck; readonly approvals?: readonly string[] } = {},
): Promise<Result<CommittedSale, Problem>> {
  const deposit = minor(Math.min(item.totalMinor, depositLeft(item)));
  const word = await wordFor(device, ports, item, deposit);
  if (!word.ok) return word;
  const { authorisationId } = word.value;
  const tenders: TenderInput[] = [
    ...(deposit === 0
      ? []
      : [
          {
            tenderId: ids.depositTenderId,
            kind: 'deposit' as const,
            amountMinor: deposit,
            ...(authorisationId === undefined ? {} : { authorisationId }),
          },
        ]),
    ...(rest === null ? [] : [rest]),
  ];
  const done = await ports.journal.commitSale({
    saleId: ids.saleId,
    userId: ports.person.userId,
    order: item.order,
    tenders,
    customer: { customerId: item.customerId },
    origin: { layawayId: item.id },
    ...(ageCheck !== undefined && { ageCheck }),
    ...(approvals.length > 0 && { approvals }),
  });
  if (!done.ok) {
    if (authorisationId !== undefined) ports.value.release(authorisationId);
    return done;
  }
  const { payload, occurredAt } = done.value;
  ports.pricing.sold(payload);
  remember(device, {
    operationId: ids.saleId,
    kind: 'sale.completed',
    payload,
    userId: ports.person.userId,
    occurredAt,
  });
  carts.store.setState({ layer: null, done: { sale: done.value, isSmall: false } });
  return done;
}

/** Gives a layaway up: the deposits go back by their tenders, less the fee. */
export async function cancelLayaway(
  device: Device,
  { ports }: Till,
  item: LayawayItem,
  wanted: CancellationPlan & {
    readonly depositId: string;
    readonly reason: string;
    readonly approvals: readonly string[];
  },
): Promise<Result<CommittedDeposit<DepositReturned>, Problem>> {
  const word = await wordFor(device, ports, item, depositLeft(item));
  if (!word.ok) return word;
  const { authorisationId } = word.value;
  const done = await device.journal.returnDeposits({
    ...{ layawayId: item.id, customerId: item.customerId, userId: ports.person.userId },
    ...wanted,
    isOpen: item.state === 'open',
    ...(authorisationId === undefined ? {} : { authorisationId }),
  });
  if (done.ok) rememberDeposit(device, ports, 'deposit.returned', done.value);
  else if (authorisationId !== undefined) ports.value.release(authorisationId);
  return done;
}

async function wordFor(
  device: Device,
  ports: TillPorts,
  item: LayawayItem,
  amountMinor: Minor,
): Promise<Result<{ readonly authorisationId?: string }, Problem>> {
  if (device.practice.isOn || amountMinor === 0) return ok({});
  const word = await wordToEnd({
    isHere: item.registerId === ports.held.registerId,
    amountMinor,
    authorise: (minor) => ports.value.authorise('deposit', item.id, minor),
    unsentMinor: () => unsentPayments(device.journal, item.id),
  });
  return word.ok ? word : refuse({ code: word.error.code, detail: t(NO_WORD[word.error.code]) });
}
const NO_WORD = {
  away: 'layaway.elsewhereOffline',
  unsent: 'layaway.notSentYet',
  spent: 'layaway.spent',
} as const;

function rememberDeposit(
  device: Device,
  ports: TillPorts,
  kind: 'deposit.taken' | 'deposit.returned',
  { payload, sequence, occurredAt }: CommittedDeposit<DepositTaken | DepositReturned>,
): void {
  const { userId } = ports.person;
  remember(device, { operationId: payload.depositId, kind, payload, userId, occurredAt, sequence });
}

/** What is still owed after a payment. */
export function owedAfter(item: LayawayItem, paidMinor: Minor): Minor {
  return minor(Math.max(0, subtract(item.totalMinor, add(depositLeft(item), paidMinor))));
}
