import type { HeldSaleItem } from '@mosaajii/domain/sale';
import { loadLaterWords, t } from '../../../platform/i18n/index.ts';
import type { RegisterAnswer } from '../../../platform/sync/index.ts';
import { useToasts } from '../../../platform/ui/index.ts';
import { type Cart, type CartHeld, isBlank } from '../cart.ts';
import { figuresOf } from '../order.ts';
import type { Till } from '../till-context.tsx';
import { changeCart, contentOf, isShareable, labelOf, lockElsewhere, markOf, nameOf } from './held-cart.ts';
import { refusalText } from './take-held.ts';

/** Asked again after this while the server is out of reach. */
const AGAIN_MS = 15_000;
/** A lock lasts twenty minutes on the server. */
const RENEW_MS = 5 * 60_000;

/**
 * Shares what is set aside with the store's other registers, beside the selling; nothing waits for it. A cart that is set
 * aside is offered; one that is recalled is locked; one that somebody else went on with leaves this till. Without the server
 * every cart that is here can be rung up and sold: that two registers did so is seen by the id that both sales carry.
 * Returns how to stop.
 */
export function keepHeld(till: Till): () => void {
  void loadLaterWords();
  const keeping = new HeldKeeper(till);
  const look = () => keeping.look();
  const stops = [till.carts.store.subscribe(look), till.ports.held.items.subscribe(look)];
  const again = setInterval(look, AGAIN_MS);
  const renew = setInterval(() => keeping.renew(), RENEW_MS);
  window.addEventListener('online', look);
  look();
  return () => {
    for (const stop of stops) stop();
    clearInterval(again);
    clearInterval(renew);
    window.removeEventListener('online', look);
  };
}

export class HeldKeeper {
  readonly #till: Till;
  /** Held sales that the server has listed: one that is listed no more is gone. */
  readonly #listed = new Set<string>();
  /** Marks that the server refused for good; another content is tried again. */
  readonly #refused = new Map<string, string>();
  #work: Promise<void> = Promise.resolve();
  #isWorking = false;

  constructor(till: Till) {
    this.#till = till;
  }

  /** Looks what the server does not know yet, and what it knows better. One thing at a time; safe to call at any time. */
  look(): void {
    this.#hear();
    if (this.#isWorking) return;
    const step = this.#next();
    if (step === null) return;
    this.#isWorking = true;
    this.#work = step().then((isReached) => {
      this.#isWorking = false;
      // Out of reach: the next look is the interval's, or the one after the connection came back.
      if (isReached) this.look();
    });
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    for (let work = this.#work; ; work = this.#work) {
      await work;
      if (work === this.#work) return;
    }
  }

  /** Tells the server that what is locked here is still rung up. */
  renew(): void {
    for (const cart of this.#carts()) {
      if (cart.held?.lockId !== undefined) void this.#lock(cart, cart.held, cart.held.lockId);
    }
  }

  #carts(): readonly Cart[] {
    return this.#till.carts.store.getState().carts;
  }

  #next(): (() => Promise<boolean>) | null {
    const { activeId } = this.#till.carts.store.getState();
    for (const cart of this.#carts()) {
      const { held } = cart;
      if (held?.isApart === true) continue;
      if (cart.isHeld && isShareable(cart) && this.#isBehind(cart)) return () => this.#offer(cart);
      if (held === undefined || held.version === 0) continue;
      if (isBlank(cart)) return () => this.#drop(cart, held);
      if (cart.cartId === activeId && held.lockId === undefined) {
        const lockId = this.#till.ports.newId();
        return () => this.#lock(cart, held, lockId);
      }
    }
    return null;
  }

  /** The server does not know what is in a cart, or that nobody has it at a counter any more. */
  #isBehind(cart: Cart): boolean {
    const mark = markOf(cart);
    if (this.#refused.get(cart.cartId) === mark) return false;
    const { held } = cart;
    return held === undefined || held.version === 0 || held.mark !== mark || held.lockId !== undefined;
  }

  async #offer(cart: Cart): Promise<boolean> {
    const { ports, carts } = this.#till;
    const figures = figuresOf(cart, ports.shop.rules);
    const mark = markOf(cart);
    const held: CartHeld = cart.held ?? { heldSaleId: ports.newId(), version: 0, mark: '' };
    // Written down before it is asked: a sale of this cart names it even if the answer is lost.
    if (cart.held === undefined) {
      const { heldSaleId } = held;
      changeCart(carts, cart.cartId, (now) => ({ ...now, held, origin: { ...now.origin, heldSaleId } }));
    }
    const answer = await ports.held.ask('/held-sales', {
      heldSaleId: held.heldSaleId,
      userId: ports.person.userId,
      baseVersion: held.version,
      lockId: held.lockId ?? null,
      label: labelOf(cart),
      lineCount: cart.lines.length,
      totalMinor: figures.kind === 'totals' ? figures.totals.totalMinor : 0,
      currencyCode: ports.shop.rules.currency.code,
      content: contentOf(cart, ports.now()),
    });
    if (answer.ok) {
      const { version } = answer.value as { readonly version: number };
      this.#setHeld(cart.cartId, { heldSaleId: held.heldSaleId, version, mark });
      return true;
    }
    return this.#notOffered(cart, held, answer);
  }

  #notOffered(cart: Cart, held: CartHeld, answer: Extract<RegisterAnswer, { ok: false }>): boolean {
    const { code } = answer;
    if (code === 'held-sale-taken' || code === 'held-sale-changed' || code === 'held-sale-gone') {
      // Both contents are kept: this one stays here, and a second sale of the two is seen.
      this.#setHeld(cart.cartId, { ...held, isApart: true });
      this.#say(t('held.keptApart', { label: labelOf(cart), why: refusalText(this.#till, answer) }), 'danger');
      return true;
    }
    if (code === 'unreachable') return false;
    // Too large, or the register is not let in: it stays on this till, and selling goes on.
    this.#refused.set(cart.cartId, markOf(cart));
    return true;
  }

  /** Asks for the lock of a cart that is rung up here again, or renews it. */
  async #lock(cart: Cart, held: CartHeld, lockId: string): Promise<boolean> {
    const { ports } = this.#till;
    const asked = { lockId, userId: ports.person.userId, takesOver: false };
    const answer = await ports.held.ask(`/held-sales/${held.heldSaleId}/lock`, asked);
    const now = this.#carts().find((one) => one.cartId === cart.cartId);
    if (answer.ok) {
      const { version } = answer.value as { readonly version: number };
      if (now?.held === undefined) return true;
      if (version > held.version) return this.#lost(now, t('held.changedElsewhere', { label: labelOf(now) }), lockId);
      this.#setHeld(cart.cartId, { ...now.held, lockId });
      return true;
    }
    if (answer.code !== 'held-sale-taken' && answer.code !== 'held-sale-gone') return false;
    if (now !== undefined) await this.#lost(now, `${labelOf(now)}: ${refusalText(this.#till, answer)}`, null);
    return true;
  }

  /** Somebody else went on with it: a copy that nobody changed leaves this till, a changed one stays apart. */
  async #lost(cart: Cart, message: string, lockId: string | null): Promise<boolean> {
    const { carts, ports } = this.#till;
    const { held } = cart;
    if (held === undefined) return true;
    if (lockId !== null) await ports.held.ask(`/held-sales/${held.heldSaleId}/release`, { lockId });
    const isPaying = cart.tenders.length > 0 || carts.store.getState().layer?.kind === 'payment';
    if (markOf(cart) === held.mark && !isPaying) carts.drop(cart.cartId);
    else this.#setHeld(cart.cartId, { ...held, isApart: true });
    this.#say(message, 'danger');
    return true;
  }

  async #drop(cart: Cart, held: CartHeld): Promise<boolean> {
    const { ports, carts } = this.#till;
    const asked = { lockId: held.lockId ?? null, userId: ports.person.userId };
    const answer = await ports.held.ask(`/held-sales/${held.heldSaleId}/drop`, asked);
    if (!answer.ok && answer.code === 'unreachable') return false;
    changeCart(carts, cart.cartId, ({ held: _gone, origin: _origin, ...now }) => now);
    return true;
  }

  /** What the list of the store says about the carts that wait here. */
  #hear(): void {
    const items = this.#till.ports.held.items.get()?.byId;
    if (items === undefined) return;
    for (const cart of this.#carts()) {
      if (cart.held === undefined || cart.held.version === 0) continue;
      const { heldSaleId } = cart.held;
      const item = items.get(heldSaleId);
      if (item !== undefined) this.#listed.add(heldSaleId);
      if (cart.isHeld) this.#hearOf(cart, cart.held, item);
    }
  }

  #hearOf(cart: Cart, held: CartHeld, item: HeldSaleItem | undefined): void {
    if (held.mark !== markOf(cart) || held.isApart === true) return;
    const label = labelOf(cart);
    const lock = lockElsewhere(this.#till, item);
    if (item === undefined && this.#listed.has(held.heldSaleId)) {
      this.#listed.delete(held.heldSaleId);
      this.#leave(cart, t('held.goneElsewhere', { label }));
    } else if (lock !== null) {
      const name = nameOf(this.#till, lock.userId);
      this.#leave(cart, t('held.takenElsewhere', { label, name, register: lock.registerCode }));
    } else if (item !== undefined && item.version > held.version) {
      this.#leave(cart, t('held.changedElsewhere', { label }));
    }
  }

  /** The server has its content: it goes from the tabs and stays in the list of the store. */
  #leave(cart: Cart, message: string): void {
    this.#till.carts.drop(cart.cartId);
    this.#say(message, 'neutral');
  }

  #setHeld(cartId: string, held: CartHeld): void {
    changeCart(this.#till.carts, cartId, (cart) => ({ ...cart, held }));
  }

  #say(message: string, tone: 'neutral' | 'danger'): void {
    useToasts.getState().show({ message, tone, key: `held-${message}` });
  }
}
