import type { StoredCart } from '../../platform/journal/index.ts';
import { type Cart, isBlank } from './cart.ts';
import type { TillJournal } from './ports.ts';

/** The shape of a stored cart; another number is from another program and is left alone. */
const SHAPE = 1;

/** Keeps every change of a cart on the device, without making the cashier wait for it. */
export interface CartKeeper {
  keep(cart: Cart): void;
  /** Stops writing this cart and removes what was written. */
  forget(cartId: string): void;
  /** Resolves when nothing is being written, so that a commit removes the cart for good. */
  settled(): Promise<void>;
}

/**
 * Writes one cart at a time and only its newest state. `onFailure` is told when the device cannot keep a cart: the till
 * goes on selling, and paying will ask the storage itself.
 */
export function createCartKeeper(
  journal: Pick<TillJournal, 'putCart' | 'removeCart'>,
  now: () => Date,
  onFailure: (error: unknown) => void,
): CartKeeper {
  const waiting = new Map<string, Cart | null>();
  let working: Promise<void> | null = null;

  async function drain(): Promise<void> {
    for (let next = waiting.entries().next(); next.done !== true; next = waiting.entries().next()) {
      const [cartId, cart] = next.value;
      waiting.delete(cartId);
      try {
        if (cart === null || isBlank(cart)) await journal.removeCart(cartId);
        else await journal.putCart(toStored(cart, now()));
      } catch (error) {
        onFailure(error);
      }
    }
    working = null;
  }

  function note(cartId: string, cart: Cart | null): void {
    waiting.set(cartId, cart);
    // After the paint: a scan never waits for the disk.
    working ??= Promise.resolve().then(drain);
  }

  return {
    keep: (cart) => note(cart.cartId, cart),
    forget: (cartId) => note(cartId, null),
    settled: async () => {
      while (working !== null) await working;
    },
  };
}

export function toStored(cart: Cart, at: Date): StoredCart {
  const summary = { label: cart.lines[0]?.name ?? '', lineCount: cart.lines.length };
  const content = { shape: SHAPE, cart };
  return { cartId: cart.cartId, updatedAt: at.toISOString(), isHeld: cart.isHeld, summary, content };
}

/** A stored cart as it was, or `null` when another version of the program wrote it. */
export function fromStored(stored: StoredCart): Cart | null {
  const content = stored.content;
  if (typeof content !== 'object' || content === null || !('shape' in content) || !('cart' in content)) return null;
  return content.shape === SHAPE ? (content.cart as Cart) : null;
}
