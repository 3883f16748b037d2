import { ok, type Result } from '@mosaajii/domain';
import { add, type Minor, minor, sum, ZERO_MINOR } from '@mosaajii/domain/money';
import { DRAWN_TENDERS } from '@mosaajii/domain/purse';
import { lacksSeller, type OrderRules, type Remaining, remainingAfter, type TenderInput } from '@mosaajii/domain/sale';
import { t } from '../../platform/i18n/index.ts';
import type { JournalRefusal, SaleDraft } from '../../platform/journal/index.ts';
import { signal } from '../../platform/scanner/index.ts';
import { amountText, useToasts } from '../../platform/ui/index.ts';
import { ageDue, approvalsFor, creditApprovals, stillBeyond } from './approving.ts';
import { addedSince, addTender, type Cart, isCardDiscounted, lineOf, removeTender } from './cart.ts';
import { saleCustomer } from './cart-customer.ts';
import { tendersOf } from './exchanging.ts';
import { leaveBeside } from './offer-goods.ts';
import { figuresOf } from './order.ts';
import type { TillPorts } from './ports.ts';
import { tenderProblem } from './tender-rules.ts';
import type { DoneSale, PayProblem, TenderRequest } from './till-state.ts';
import type { Carts } from './till-store.ts';

export interface Paying {
  /** Opens the payment sheet, unless something has to be put right first. */
  open(): Promise<void>;
  close(): void;
  /** Takes a tender. When nothing remains the sale completes itself. */
  take(request: TenderRequest): Promise<void>;
  /** The tender that the store takes in one press; one that has to be confirmed opens the sheet. */
  takeFast(): Promise<void>;
  removeTender(tenderId: string): void;
  /** The panel with the change gives way. */
  shrinkDone(): void;
}

/** What is left to pay of a cart; `null` while it cannot be paid. */
export function remainingOf(cart: Cart, rules: OrderRules): Remaining | null {
  const figures = figuresOf(cart, rules);
  if (figures.kind !== 'totals' || figures.waitingFor.length > 0) return null;
  const { totalMinor } = figures.totals;
  const dueMinor = add(totalMinor, cart.tipMinor ?? ZERO_MINOR);
  return remainingAfter(dueMinor, rules, tendersOf(cart, totalMinor));
}

/** Whether cards and the like paid more than the cart comes to now: something of it went, or became cheaper, after they did. */
function isPaidAbove(cart: Cart, rules: OrderRules): boolean {
  const figures = figuresOf(cart, rules);
  if (figures.kind !== 'totals') return false;
  const { totalMinor } = figures.totals;
  const exact = tendersOf(cart, totalMinor).filter(({ kind }) => kind !== 'cash');
  return sum(exact.map(({ amountMinor }) => amountMinor)) > add(totalMinor, cart.tipMinor ?? ZERO_MINOR);
}

/** Nobody is handed back a note that they could have kept: so much change is a slip of the finger. */
export function isDoubtful(amountMinor: Minor, dueMinor: Minor, notesMinor: readonly Minor[]): boolean {
  const largest = notesMinor.length === 0 ? dueMinor * 10 : Math.max(...notesMinor);
  return amountMinor - dueMinor >= largest;
}

export function createPaying(ports: TillPorts, carts: Carts): Paying {
  const { store } = carts;
  const refuse = (problem: PayProblem) => {
    store.setState({ payProblem: problem });
    signal('scan-fail');
  };

  /** What the cart itself lacks. */
  function cartProblem(cart: Cart): PayProblem | null {
    const figures = figuresOf(cart, ports.shop.rules);
    if (figures.kind === 'empty') return { code: 'empty-cart', detail: t('till.problemEmpty') };
    if (figures.kind === 'refused') return { code: figures.refusal.code, detail: figures.refusal.detail };
    if (isCardDiscounted(cart)) return { code: 'gift-card-discounted', detail: t('till.giftCardDiscounted') };
    const [waiting] = figures.waitingFor;
    if (waiting !== undefined) {
      if (lineOf(cart, waiting)?.isUnweighed) {
        store.setState({ editor: { kind: 'weight', lineId: waiting } });
        return { code: 'weight-missing', detail: t('till.problemGoods') };
      }
      store.setState({ editor: { kind: 'price', lineId: waiting } });
      return { code: 'price-missing', detail: t('till.problemPrice', { count: figures.waitingFor.length }) };
    }
    if (lacksSeller(ports.shop.salesperson, { ...cart.origin, lines: cart.lines })) {
      store.setState({ editor: { kind: 'sale-note' } });
      return { code: 'salesperson-missing', detail: t('till.problemSeller') };
    }
    if (ageDue(ports, cart) > 0) return { code: 'age-check', detail: t('till.problemGoods') };
    const steps = stillBeyond(ports, cart, figures);
    return steps.length === 0 ? null : { code: 'needs-approval', detail: t('till.problemApproval') };
  }

  /** What stands in the way of money, asked before anybody hands it over. */
  async function obstacle(cart: Cart): Promise<PayProblem | null> {
    const problem = cartProblem(cart);
    if (problem !== null) return problem;
    if ((await ports.journal.currentShift()) === null) {
      store.setState({ hasOpenShift: false });
      return { code: 'no-open-shift', detail: t('till.problemShift') };
    }
    const health = await ports.journal.storageHealth();
    return health.ok
      ? null
      : { code: health.error.code, detail: t('till.problemStorage', { detail: health.error.detail }) };
  }

  async function open(): Promise<void> {
    if (store.getState().isCommitting) return;
    const problem = await obstacle(carts.active());
    if (problem !== null) return refuse(problem);
    carts.adjust((cart) => (cart.isTotalled === true ? cart : { ...cart, isTotalled: true }));
    priceAgain();
    store.setState({ layer: { kind: 'payment' }, payProblem: null, doubtful: null, editor: null });
  }

  /** A promotion may have ended, or begun, while the cart was rung up: the clock decides when it is paid, and it is said. */
  function priceAgain(): void {
    const before = promotionNames(carts.active());
    ports.pricing.refresh();
    const after = promotionNames(carts.active());
    const gone = before.filter((name) => !after.includes(name));
    const fresh = after.filter((name) => !before.includes(name));
    const notices = [
      ...(gone.length > 0 ? [t('till.promotionEnded', { names: gone.join(', ') })] : []),
      ...(fresh.length > 0 ? [t('till.promotionBegan', { names: fresh.join(', ') })] : []),
    ];
    if (notices.length > 0) useToasts.getState().show({ message: notices.join(' '), key: 'promotions' });
  }

  function promotionNames(cart: Cart): string[] {
    const figures = figuresOf(cart, ports.shop.rules);
    return figures.kind === 'totals' ? (figures.order.promotions ?? []).map(({ label }) => label) : [];
  }

  async function take(request: TenderRequest): Promise<void> {
    // Latched before the first await: a double tap finds the latch, whatever the disk does.
    if (store.getState().isCommitting) return;
    store.setState({ isCommitting: true, payProblem: null });
    try {
      await takeLatched(request);
    } finally {
      store.setState({ isCommitting: false });
    }
  }

  async function takeLatched(request: TenderRequest): Promise<void> {
    const cart = carts.active();
    const problem = cartProblem(cart);
    if (problem !== null) return refuse(problem);
    if (isPaidAbove(cart, ports.shop.rules)) {
      store.setState({ layer: { kind: 'payment' } });
      return refuse({ code: 'paid-above-due', detail: t('till.problemPaidAbove') });
    }
    if (request.kind === 'card-manual' && cart.unsureCardMinor !== undefined && request.isConfirmed !== true) {
      store.setState({ layer: { kind: 'payment' } });
      return refuse({ code: 'card-unsure', detail: t('till.cardUnsureFirst') });
    }
    const worth = await withPoints(cart, request);
    const asked = worth === null ? null : tenderFor(cart, worth);
    const tender = asked === null ? null : await granted(cart, asked);
    if (tender === null) return;
    const paid = addTender(cart, tender);
    const left = remainingOf(paid, ports.shop.rules);
    if (left?.isSettled === true) return complete(paid);
    store.setState({ doubtful: null, layer: { kind: 'payment' } });
    carts.adjust((now) => ({ ...addTender(now, tender), isTotalled: true }));
    await carts.keeper.settled();
  }

  /** Points as the amount that they pay; any other request as it is. */
  async function withPoints(cart: Cart, request: TenderRequest): Promise<TenderRequest | null> {
    if (request.kind !== 'points') return request;
    const { paidWithPoints } = await import('./goodwill.ts');
    const asked = paidWithPoints(ports, cart, request, remainingOf(cart, ports.shop.rules)?.exactMinor ?? ZERO_MINOR);
    if (asked.ok) return asked.value;
    refuse(asked.error);
    return null;
  }

  /** What comes out of a card or of credit is put aside first, or is within the allowance for as long as nobody can be asked. */
  async function granted(cart: Cart, tender: TenderInput): Promise<TenderInput | null> {
    const purseId = tender.cardId ?? cart.customer?.customerId;
    if (!DRAWN_TENDERS.has(tender.kind) || purseId === undefined) return tender;
    const { grantDraw } = await import('./goodwill.ts');
    const grant = await grantDraw(ports, tender, purseId, store.getState().carts);
    if (grant.ok) return { ...tender, ...grant.value };
    refuse(grant.error);
    return null;
  }

  function giveBack(tender: TenderInput | undefined): void {
    if (tender?.authorisationId !== undefined) ports.value.release(tender.authorisationId);
  }

  /** What a card or credit holds, as last heard; undefined: nobody said. */
  function worthOf({ customer }: Cart, kind: TenderRequest['kind']): number | undefined {
    if (kind === 'gift-card') return store.getState().giftCard?.spendableMinor ?? undefined;
    return kind === 'store-credit' && customer
      ? ports.customers.byId(customer.customerId)?.storeCreditMinor
      : undefined;
  }

  /** The tender with its amount, or `null` when it has to be asked about first. */
  function tenderFor(cart: Cart, request: TenderRequest): TenderInput | null {
    const remaining = remainingOf(cart, ports.shop.rules);
    if (remaining === null) return null;
    const due = request.kind === 'cash' ? remaining.cashMinor : remaining.exactMinor;
    const worth = worthOf(cart, request.kind) ?? due;
    const typed = request.amountMinor ?? minor(Math.min(due, worth));
    const isForfeited = request.kind === 'voucher' && typed > due && ports.shop.tenders.forfeitsVouchers;
    const amountMinor = isForfeited ? due : typed;
    if (request.kind !== 'cash' && ports.isLapsed()) {
      refuse({ code: 'lease-expired', detail: t('till.problemLapsed') });
      return null;
    }
    if (request.kind !== 'cash' && amountMinor > due) {
      const currency = ports.shop.rules.currency;
      refuse({ code: 'non-cash-above-due', detail: t('till.problemCardAbove', { amount: amountText(due, currency) }) });
      return null;
    }
    if (request.kind !== 'cash' && amountMinor === 0) return tenderFor(cart, { kind: 'cash', amountMinor: ZERO_MINOR });
    const wrong = tenderProblem(ports, cart, request, amountMinor);
    if (wrong !== null) {
      refuse(wrong);
      return null;
    }
    const isCash = request.kind === 'cash' && request.isConfirmed !== true;
    if (isCash && isDoubtful(amountMinor, due, ports.shop.notesMinor)) {
      store.setState({ doubtful: { amountMinor, changeMinor: minor(amountMinor - due) }, layer: { kind: 'payment' } });
      return null;
    }
    const reference = request.reference?.trim();
    const base = {
      tenderId: ports.newId(),
      kind: request.kind,
      amountMinor,
      ...(request.cardId === undefined ? {} : { cardId: request.cardId }),
      ...(request.points === undefined ? {} : { points: request.points }),
      ...(request.isUncertain && { isUncertain: true as const }),
      ...(isForfeited ? { forfeitedMinor: minor(typed - due) } : {}),
    };
    return reference === undefined || reference === '' ? base : { ...base, reference };
  }

  /** One strict write; what it refuses leaves the cart as it was, without the last tender. */
  async function complete(cart: Cart): Promise<void> {
    const figures = figuresOf(cart, ports.shop.rules);
    if (figures.kind !== 'totals') return;
    await carts.keeper.settled();
    const customer = saleCustomer(cart);
    const given = [...approvalsFor(cart, figures), ...creditApprovals(cart)];
    const approvals = given.map((approval) => approval.approvalId);
    const draft = {
      saleId: cart.saleId,
      userId: ports.person.userId,
      order: figures.order,
      tenders: cart.tenders,
      cartId: cart.cartId,
      ...(cart.customer?.groupIds === undefined ? {} : { customerGroupIds: cart.customer.groupIds }),
      pricingVersion: ports.pricing.documentVersion(),
      ...(cart.note === '' ? {} : { note: cart.note }),
      ...(cart.origin && { origin: cart.origin }),
      ...(cart.ageCheck && { ageCheck: cart.ageCheck }),
      ...(approvals.length === 0 ? {} : { approvals }),
      ...(customer === undefined ? {} : { customer, ...(await goodwillOf(cart)) }),
      ...(cart.tenders.some(({ kind }) => DRAWN_TENDERS.has(kind)) && { allowance: await ports.value.allowance() }),
      ...(cart.tipMinor === undefined ? {} : { tipMinor: cart.tipMinor }),
    };
    const result = await commit(cart, draft);
    if (!result.ok) {
      giveBack(cart.tenders.at(-1));
      return refuse(problemOf(result.error));
    }
    ports.pricing.sold(result.value.sale.payload);
    leaveBeside(carts);
    finish(cart);
    store.setState({
      layer: null,
      doubtful: null,
      giftCard: null,
      done: { ...result.value, isSmall: false },
      announcement: announce(result.value.sale.settlement.changeMinor),
    });
    signal('sale-done');
  }

  /** What a customer earns is computed when the sale is written, on its own figures. */
  async function goodwillOf(cart: Cart): Promise<Pick<SaleDraft, 'loyalty'>> {
    const { loyalty } = ports.shop;
    return loyalty === null ? {} : { loyalty: (await import('./goodwill.ts')).loyaltyOf(ports, cart, loyalty) };
  }

  /** A sale, or with what came back an exchange: then also what is handed back. */
  async function commit(cart: Cart, draft: SaleDraft): Promise<Result<Omit<DoneSale, 'isSmall'>, JournalRefusal>> {
    if (cart.exchange === undefined) {
      const sold = await ports.journal.commitSale(draft);
      return sold.ok ? ok({ sale: sold.value }) : sold;
    }
    const { exchangeId, returnTenderId, saleTenderId, returned } = cart.exchange;
    const halves = { exchangeId, returnTenderId, saleTenderId, returned, sale: draft };
    const made = await ports.journal.commitExchange(halves);
    return made.ok ? ok({ sale: made.value.sale, returned: made.value.returned }) : made;
  }

  /** The cart is sold. What was scanned into it during the write was not: it begins the next sale. */
  function finish(cart: Cart): void {
    const now = store.getState().carts.find((one) => one.cartId === cart.cartId) ?? cart;
    const lines = addedSince(cart, now, ports.newId);
    carts.drop(cart.cartId);
    if (lines.length > 0) carts.adjust((next) => ({ ...next, lines: [...next.lines, ...lines] }));
  }

  function problemOf({ code, detail }: { readonly code: string; readonly detail: string }): PayProblem {
    if (code === 'no-open-shift') store.setState({ hasOpenShift: false });
    if (code === 'no-open-shift') return { code, detail: t('till.problemShift') };
    if (code === 'allowance-used') return { code, detail: t('till.valueOffline') };
    return { code, detail: code.startsWith('storage-') ? t('till.problemStorage', { detail }) : detail };
  }

  function announce(changeMinor: Minor): string {
    const amount = amountText(changeMinor, ports.shop.rules.currency);
    return changeMinor > 0 ? t('till.saidChange', { amount }) : t('till.saidPaid');
  }

  return {
    open,
    close: () => {
      leaveBeside(carts);
      store.setState({ layer: null, payProblem: null, doubtful: null });
    },
    take,
    takeFast: () => {
      const kind = ports.shop.tenders.fast;
      const isSure = kind === 'cash' || kind === 'card-manual' || kind === 'account';
      return isSure ? take({ kind, amountMinor: null }) : open();
    },
    removeTender: (tenderId) => {
      giveBack(carts.active().tenders.find((tender) => tender.tenderId === tenderId));
      carts.adjust((cart) => removeTender(cart, tenderId));
    },
    shrinkDone: () => {
      const { done } = store.getState();
      if (done !== null && !done.isSmall) store.setState({ done: { ...done, isSmall: true } });
    },
  };
}
