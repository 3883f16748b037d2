import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type Cart,
  type CartLine,
  emptyCart,
  isBlank,
  lineOf,
  removeLine,
  restoreLine,
  selectLine,
  setUnsureCard,
} from './cart.ts';
import { type CartKeeper, createCartKeeper, fromStored } from './cart-keeper.ts';
import { hasLess, noteGone } from './note-gone.ts';
import type { TillPorts } from './ports.ts';
import type { TillState } from './till-state.ts';

const MOST_UNDO = 100;
const MOST_CARTS = 9;

export type TillStore = StoreApi<TillState>;

/** The carts of this till with everything that changes them. */
export interface Carts {
  readonly store: TillStore;
  readonly keeper: CartKeeper;
  active(): Cart;
  /** Changes the active cart, keeps it on the device, and makes the change undoable. */
  change(update: (cart: Cart) => Cart): void;
  /** Changes it without a place in the history (a selection, money that was taken). */
  adjust(update: (cart: Cart) => Cart): void;
  undo(): boolean;
  redo(): boolean;
  /** Removes a line; the returned function brings it back. */
  remove(lineId: string): { readonly line: CartLine; readonly restore: () => void } | null;
  /** Sets the active cart aside and opens a new one. */
  hold(): 'held' | 'blank' | 'full';
  /** Makes a cart the active one. */
  recall(cartId: string): void;
  /** Forgets a cart that was sold or thrown away; the till always has one left. */
  drop(cartId: string): void;
  /** Goes on with the settings and rights that hold from now on. */
  continueWith(ports: TillPorts): void;
  /** Resolves when no sale is being written and every change of a cart has been. */
  atRest(): Promise<void>;
}

export function createCarts(first: TillPorts, stored: readonly Cart[], onKeepFailure: (error: unknown) => void): Carts {
  let ports = first;
  const fresh = () => {
    const cart = emptyCart({ cartId: ports.newId(), saleId: ports.newId() }, ports.now().toISOString());
    // Nobody else knows this id yet: the claim cannot be refused, and nothing waits for it.
    void ports.journal.claimCart(cart.cartId);
    return cart;
  };
  const begin = stored.length > 0 ? stored : [fresh()];
  const active = begin.findLast((cart) => !cart.isHeld) ?? begin[0] ?? fresh();
  const store = createStore<TillState>(() => initialState(begin, active.cartId));
  const keeper = createCartKeeper(ports.journal, ports.now, onKeepFailure);
  const past = new Map<string, Cart[]>();
  const future = new Map<string, Cart[]>();

  const activeCart = (): Cart => {
    const { carts, activeId } = store.getState();
    const cart = carts.find((one) => one.cartId === activeId);
    if (cart === undefined) throw new Error(`no cart ${activeId}: the till lost its active tab`);
    return cart;
  };
  const write = (cart: Cart) => {
    const before = store.getState().carts.find((one) => one.cartId === cart.cartId);
    if (before?.isTotalled === true && hasLess(before, cart)) noteGone(ports, before, cart);
    store.setState(({ carts }) => ({ carts: carts.map((one) => (one.cartId === cart.cartId ? cart : one)) }));
    keeper.keep(cart);
  };
  const change: Carts['change'] = (update) => {
    const before = activeCart();
    const after = update(before);
    if (after === before) return;
    past.set(before.cartId, [...(past.get(before.cartId) ?? []), before].slice(-MOST_UNDO));
    future.delete(before.cartId);
    write(after);
  };
  const adjust: Carts['adjust'] = (update) => {
    const before = activeCart();
    const after = update(before);
    if (after !== before) write(after);
  };
  /** Steps through the history; money that was taken is never undone with it. */
  const travel = (from: Map<string, Cart[]>, to: Map<string, Cart[]>): boolean => {
    const now = activeCart();
    const steps = from.get(now.cartId) ?? [];
    const target = steps.at(-1);
    if (target === undefined) return false;
    from.set(now.cartId, steps.slice(0, -1));
    to.set(now.cartId, [...(to.get(now.cartId) ?? []), now]);
    write(sameStanding(target, now));
    return true;
  };
  const open = (cart: Cart) =>
    store.setState(({ carts }) => ({ carts: [...carts, cart], ...calm, activeId: cart.cartId }));
  const drop: Carts['drop'] = (cartId) => {
    keeper.forget(cartId);
    past.delete(cartId);
    future.delete(cartId);
    const left = store.getState().carts.filter((cart) => cart.cartId !== cartId);
    const carts = left.length > 0 ? left : [fresh()];
    const next = carts.find((cart) => cart.cartId === store.getState().activeId) ?? carts.find(isBlank) ?? null;
    if (next !== null) store.setState({ carts, activeId: next.cartId, ...calm });
    else {
      const cart = fresh();
      store.setState({ carts: [...carts, cart], activeId: cart.cartId, ...calm });
    }
  };

  return {
    store,
    keeper,
    active: activeCart,
    change,
    adjust,
    undo: () => travel(past, future),
    redo: () => travel(future, past),
    remove: (lineId) => {
      const cart = activeCart();
      const line = lineOf(cart, lineId);
      if (line === undefined) return null;
      const at = cart.lines.indexOf(line);
      change((now) => removeLine(now, lineId));
      const restore = () => {
        if (store.getState().activeId !== cart.cartId) return;
        change((now) => restoreLine(now, line, at));
      };
      return { line, restore };
    },
    hold: () => {
      const cart = activeCart();
      if (isBlank(cart)) return 'blank';
      if (store.getState().carts.length >= MOST_CARTS) return 'full';
      write({ ...selectLine(cart, null), isHeld: true });
      open(fresh());
      return 'held';
    },
    recall: (cartId) => {
      const leaving = activeCart();
      if (leaving.cartId === cartId) return;
      const target = store.getState().carts.find((cart) => cart.cartId === cartId);
      if (target === undefined) return;
      if (isBlank(leaving)) {
        keeper.forget(leaving.cartId);
        store.setState(({ carts }) => ({ carts: carts.filter((cart) => cart.cartId !== leaving.cartId) }));
      } else {
        write({ ...leaving, isHeld: true });
      }
      store.setState({ activeId: cartId, ...calm });
      write({ ...target, isHeld: false });
    },
    drop,
    continueWith: (next) => {
      ports = next;
    },
    atRest: async () => {
      await notCommitting(store);
      await keeper.settled();
    },
  };
}

/** Resolves once no sale is being written. */
function notCommitting(store: TillStore): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.subscribe(({ isCommitting }) => {
      if (!isCommitting) end();
    });
    const end = () => {
      stop();
      resolve();
    };
    if (!store.getState().isCommitting) end();
  });
}

/** What was in the cart, with what is true of it now: money that was taken, that its total was named, and who else knows of it. */
function sameStanding(target: Cart, now: Cart): Cart {
  const { held: _held, origin: _origin, ...then } = target;
  const { tenders, isHeld, isTotalled, held, unsureCardMinor = null } = now;
  const origin = originAfter(target, now);
  const known = { ...(isTotalled && { isTotalled }), ...(held && { held }), ...(origin && { origin }) };
  return { ...setUnsureCard(then, unsureCardMinor), tenders, isHeld, ...known };
}

/** Who sold it and what was quoted go with a cart that is cleared, and come back with it; who else knows of it stays. */
function originAfter(target: Cart, now: Cart): Cart['origin'] {
  if (!isBlank(target) && !isBlank(now)) return now.origin;
  const { heldSaleId: _then, ...said } = target.origin ?? {};
  const { heldSaleId } = now.origin ?? {};
  const origin = heldSaleId === undefined ? said : { ...said, heldSaleId };
  return Object.keys(origin).length === 0 ? undefined : origin;
}

/** What is forgotten when another cart comes to the front. */
const calm = {
  giftCard: null,
  editor: null,
  nextQuantity: null,
  payProblem: null,
  doubtful: null,
  late: [],
  touched: null,
} as const;

function initialState(carts: readonly Cart[], activeId: string): TillState {
  return {
    carts,
    activeId,
    unknown: [],
    notices: [],
    isCameraOn: false,
    hasInstallOffer: false,
    layer: null,
    isCommitting: false,
    done: null,
    hasOpenShift: null,
    announcement: '',
    ...calm,
  };
}

/**
 * The carts that wait on this device and are in no other window, oldest first. What another version of the program wrote
 * stays where it is.
 */
export async function storedCarts(ports: TillPorts): Promise<Cart[]> {
  const carts: Cart[] = [];
  for (const stored of await ports.journal.carts()) {
    const cart = fromStored(stored);
    if (cart !== null && (await ports.journal.claimCart(cart.cartId))) carts.push(cart);
  }
  return carts.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1)).slice(-MOST_CARTS);
}
