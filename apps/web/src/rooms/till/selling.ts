import type { CatalogHit, CodeHit } from '@mosaajii/domain/catalog';
import { type Milli, milli, type PriceE4 } from '@mosaajii/domain/money';
import { couponCode } from '@mosaajii/domain/promotion';
import { formatQuantity } from '@mosaajii/domain/quantity';
import type { Discount } from '@mosaajii/domain/sale';
import { t } from '../../platform/i18n/index.ts';
import { signal } from '../../platform/scanner/index.ts';
import { amountText, useToasts } from '../../platform/ui/index.ts';
import { stillBeyond } from './approving.ts';
import * as edit from './cart.ts';
import { looksLikeCode } from './omnibox.ts';
import { figuresOf, figuresShown } from './order.ts';
import type { TillPorts } from './ports.ts';
import type { ScannedGoods } from './scanned-goods.ts';
import type { Editor } from './till-state.ts';
import type { Carts } from './till-store.ts';

const ONE = milli(1000);
const MOST_UNKNOWN = 50;

const COUPON_PROBLEMS = {
  unknown: 'till.couponUnknown',
  'used-up': 'till.couponUsedUp',
  expired: 'till.couponExpired',
} as const;

/** Everything that a cashier does to the cart before paying. */
export interface Selling {
  add(hit: CatalogHit, quantityMilli?: Milli): void;
  /** Goods as their code names them. Answers false when a piece with the same serial number is in the sale already. */
  addScanned(goods: ScannedGoods): boolean;
  /** A scanned or typed code. Answers whether it is in the catalogue; if not it waits beside the cart. */
  code(code: string, quantityMilli?: Milli | null): boolean;
  setQuantity(lineId: string, quantityMilli: number): void;
  changeQuantity(byMilli: Milli): void;
  remove(lineId: string): void;
  discountLine(lineId: string, discount: Discount | null): boolean;
  discountSale(discount: Discount | null): boolean;
  setPrice(lineId: string, price: PriceE4 | null): boolean;
  setLineNote(lineId: string, note: string): void;
  setSaleNote(note: string): void;
  /** A coupon that a customer shows. Answers whether this register knows it; what is wrong with it is said. */
  coupon(text: string): boolean;
  removeCoupon(code: string): void;
  select(lineId: string | null): void;
  move(by: 1 | -1): void;
  undo(): void;
  redo(): void;
  hold(): void;
  dismissUnknown(code: string): void;
}

/** So many times what one scan of a code sells; weighed goods of which nobody said how much wait for it. */
export function timesOf(times: Milli | null, { codeQuantityMilli }: CodeHit) {
  const quantityMilli = milli(Math.round(((times ?? ONE) * codeQuantityMilli) / 1000));
  // The code of a package says how much is in it.
  return { quantityMilli, isUnmeasured: codeQuantityMilli === ONE ? times === null : undefined };
}

/** What a line is asked for before it can be paid. */
function asksFor({ lineId, isUnweighed, unitPriceE4 }: edit.CartLine): Editor | null {
  return isUnweighed ? { kind: 'weight', lineId } : unitPriceE4 === null ? { kind: 'price', lineId } : null;
}

export function createSelling(ports: TillPorts, carts: Carts): Selling {
  const { store } = carts;
  const say = (message: string, tone: 'neutral' | 'danger' = 'neutral') =>
    useToasts.getState().show({ message, tone, key: message });
  let touches = 0;
  const touched = (lineId: string) => {
    touches += 1;
    return { touched: { lineId, count: touches } };
  };
  const shrinkDone = () => {
    const { done } = store.getState();
    if (done !== null && !done.isSmall) store.setState({ done: { ...done, isSmall: true } });
  };

  function add(hit: CatalogHit, asked?: Milli): void {
    const known = asked ?? store.getState().nextQuantity;
    put({ hit, quantityMilli: known ?? ONE, isUnmeasured: known === null });
  }

  function addScanned(goods: ScannedGoods): boolean {
    const serial = goods.marks?.serial;
    const isHere = ({ variantId, serial: known }: edit.CartLine) =>
      variantId === goods.hit.variantId && known === serial;
    if (serial !== undefined && carts.active().lines.some(isHere)) return false;
    put(goods);
    return true;
  }

  function put(goods: ScannedGoods): void {
    shrinkDone();
    const lineId = ports.newId();
    const taxes = ports.catalog.taxesOf(goods.hit.taxClassId);
    carts.change((cart) => edit.addToCart(cart, { lineId, taxes, ...goods }));
    const line = edit.lineOf(carts.active(), carts.active().selectedLineId);
    // One change of the state for one scan: everything that watches it looks once.
    store.setState({
      nextQuantity: null,
      editor: line === undefined ? null : asksFor(line),
      payProblem: null,
      ...(line === undefined ? {} : { ...touched(line.lineId), announcement: saidOf(line) }),
    });
  }

  function saidOf(line: edit.CartLine): string {
    const figures = figuresShown(carts.active(), ports);
    const total = figures.kind === 'totals' ? amountText(figures.totals.totalMinor, ports.shop.rules.currency) : '';
    return t('till.saidLine', { name: line.name, quantity: formatQuantity(line.quantityMilli), total });
  }

  function code(text: string, quantityMilli: Milli | null = null): boolean {
    const hit = ports.catalog.byCode(text);
    if (hit !== null) {
      const times = quantityMilli ?? store.getState().nextQuantity;
      put({ hit, ...timesOf(times, hit) });
      signal('scan-ok');
      return true;
    }
    if (looksLikeCode(text)) wait(text);
    signal('scan-fail');
    return false;
  }

  function wait(text: string): void {
    store.setState(({ unknown }) => {
      const known = unknown.find((one) => one.code === text);
      const others = unknown.filter((one) => one.code !== text);
      return {
        unknown: [{ code: text, times: (known?.times ?? 0) + 1 }, ...others].slice(0, MOST_UNKNOWN),
        nextQuantity: null,
        announcement: t('till.saidUnknown', { code: text }),
      };
    });
  }

  function coupon(text: string): boolean {
    const code = couponCode(text);
    const standing = ports.pricing.coupon(code);
    if (standing !== 'good') {
      say(t(COUPON_PROBLEMS[standing], { code }), 'danger');
      signal('scan-fail');
      return standing !== 'unknown';
    }
    carts.change((cart) => edit.addCoupon(cart, code));
    const figures = figuresOf(carts.active(), ports.shop.rules);
    const promotions = figures.kind === 'totals' ? (figures.order.promotions ?? []) : [];
    const applied = promotions.find((promotion) => promotion.couponCode === code);
    say(
      applied === undefined ? t('till.couponWaits', { code }) : t('till.couponApplied', { code, name: applied.label }),
    );
    return true;
  }

  /** Applies a change that the order's rules may refuse; a refusal leaves everything as it was. */
  function tryChange(update: (cart: edit.Cart) => edit.Cart): boolean {
    const changed = update(carts.active());
    if (edit.isCardDiscounted(changed) && !edit.isCardDiscounted(carts.active())) {
      say(t('till.giftCardDiscounted'), 'danger');
      signal('scan-fail');
      return false;
    }
    const figures = figuresOf(changed, ports.shop.rules);
    if (figures.kind === 'refused') {
      say(figures.refusal.detail, 'danger');
      signal('scan-fail');
      return false;
    }
    carts.change(update);
    store.setState({ payProblem: null });
    if (stillBeyond(ports, carts.active(), figures).length > 0) signal('attention');
    return true;
  }

  function setQuantity(lineId: string, quantityMilli: number): void {
    if (quantityMilli <= 0) return remove(lineId);
    if (tryChange((cart) => edit.setQuantity(cart, lineId, quantityMilli))) store.setState(touched(lineId));
  }

  function remove(lineId: string): void {
    const removed = carts.remove(lineId);
    if (removed === null) return;
    store.setState({ editor: null, payProblem: null });
    useToasts.getState().show({
      message: t('till.removed', { name: removed.line.name }),
      action: { label: t('ui.undo'), run: removed.restore },
      key: 'removed',
    });
  }

  return {
    add,
    addScanned,
    code,
    setQuantity,
    changeQuantity: (byMilli) => {
      const cart = carts.active();
      const line = edit.lineOf(cart, cart.selectedLineId) ?? cart.lines.at(-1);
      if (line === undefined) return say(t('till.noLineYet'));
      if (line.isUnweighed) return store.setState({ editor: asksFor(line) });
      setQuantity(line.lineId, line.quantityMilli + byMilli);
    },
    remove,
    discountLine: (lineId, discount) =>
      tryChange((cart) => edit.setLineDiscounts(cart, lineId, discount === null ? [] : [discount])),
    discountSale: (discount) => tryChange((cart) => edit.setSaleDiscounts(cart, discount === null ? [] : [discount])),
    setPrice: (lineId, price) => {
      const isLabel = edit.lineOf(carts.active(), lineId)?.isLabelPrice === true;
      if (isLabel && !ports.person.permissions.has('sales.price-override')) {
        say(t('till.mayNotOverride'), 'danger');
        signal('scan-fail');
        return false;
      }
      return tryChange((cart) => edit.setUnitPrice(cart, lineId, price));
    },
    setLineNote: (lineId, note) => carts.change((cart) => edit.setLineNote(cart, lineId, note)),
    coupon,
    removeCoupon: (code) => carts.change((cart) => edit.removeCoupon(cart, code)),
    setSaleNote: (note) => carts.change((cart) => edit.setSaleNote(cart, note)),
    select: (lineId) => {
      carts.adjust((cart) => edit.selectLine(cart, lineId));
      store.setState({ editor: null });
    },
    move: (by) => {
      carts.adjust((cart) => edit.moveSelection(cart, by));
      store.setState({ editor: null });
    },
    undo: () => {
      if (!carts.undo()) say(t('till.nothingToUndo'));
    },
    redo: () => {
      if (!carts.redo()) say(t('till.nothingToRedo'));
    },
    hold: () => {
      const outcome = carts.hold();
      if (outcome === 'blank') say(t('till.nothingToHold'));
      if (outcome === 'full') say(t('till.tooManyCarts'), 'danger');
    },
    dismissUnknown: (text) =>
      store.setState(({ unknown }) => ({ unknown: unknown.filter((one) => one.code !== text) })),
  };
}
