/**
 * A cart is rung up in one window at a time. The claim is a Web Lock that lives as long as the page: when the window is
 * closed or crashes, another one may open the cart.
 */
const claimed = new Set<string>();

/** Answers whether this window has the cart. Asking again for a cart that it has is fine. */
export function claimCart(cartId: string): Promise<boolean> {
  if (claimed.has(cartId)) return Promise.resolve(true);
  return new Promise((resolve, reject) => {
    const hold = (lock: Lock | null) => {
      if (lock !== null) claimed.add(cartId);
      resolve(lock !== null);
      // Held until the page is gone.
      return lock === null ? undefined : new Promise<never>(() => undefined);
    };
    navigator.locks.request(`mosaajii-cart-${cartId}`, { ifAvailable: true }, hold).catch(reject);
  });
}
