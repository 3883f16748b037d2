import type { HeldSaleItem, HeldSaleLock } from '@mosaajii/domain/sale';
import { held as words } from '../../../platform/i18n/en/held.ts';
import { addMessages, t } from '../../../platform/i18n/index.ts';
import { type Cart, isBlank } from '../cart.ts';
import { fromStored, toStored } from '../cart-keeper.ts';
import type { Till } from '../till-context.tsx';
import type { Carts } from '../till-store.ts';

addMessages('held', words);

/**
 * Whether another register could go on with a cart: money that was taken lies in this drawer, and what came back for it is
 * written down here.
 */
export function isShareable(cart: Cart): boolean {
  return (
    !isBlank(cart) && cart.tenders.length === 0 && cart.exchange === undefined && cart.unsureCardMinor === undefined
  );
}

/** What is in a cart, in short: another mark is another content. */
export function markOf({ lines, saleDiscounts, note, couponCodes, customer, tipMinor }: Cart): string {
  const text = JSON.stringify([lines, saleDiscounts, note, couponCodes ?? [], customer?.customerId, tipMinor ?? 0]);
  let hash = 5381;
  for (let index = 0; index < text.length; index += 1) hash = (Math.imul(hash, 33) ^ text.charCodeAt(index)) >>> 0;
  return `${text.length.toString(36)}.${hash.toString(36)}`;
}

/** By whom it is bought, else what is in it first. */
export function labelOf(cart: Cart): string {
  const label = cart.customer?.name ?? cart.lines[0]?.name ?? cart.note;
  return label.replace(/\s+/g, ' ').trim().slice(0, 200) || t('held.withoutName');
}

/** A cart as it travels: nothing of it belongs to this register. */
export function contentOf(cart: Cart, now: Date): string {
  const { held: _held, approvals: _approvals, ...plain } = cart;
  return JSON.stringify(toStored({ ...plain, selectedLineId: null }, now).content);
}

/**
 * A cart from another register, as one of this till. It is sold under an id of its own: two registers that sell the same cart
 * make two sales, which the server sees, and not one sale with two contents. `null`: another program wrote it.
 */
export function cartFrom(content: string, ids: { readonly cartId: string; readonly saleId: string }): Cart | null {
  const parsed = parse(content);
  const cart = fromStored({
    ...ids,
    updatedAt: '',
    isHeld: true,
    summary: { label: '', lineCount: 0 },
    content: parsed,
  });
  if (cart === null || !Array.isArray(cart.lines)) return null;
  const { held: _held, approvals: _approvals, ...plain } = cart;
  return { ...plain, ...ids, isHeld: true, tenders: [], selectedLineId: null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Changes a cart wherever it stands, and keeps it. */
export function changeCart({ store, keeper }: Carts, cartId: string, update: (cart: Cart) => Cart): void {
  const before = store.getState().carts.find((cart) => cart.cartId === cartId);
  if (before === undefined) return;
  const after = update(before);
  store.setState(({ carts }) => ({ carts: carts.map((cart) => (cart.cartId === cartId ? after : cart)) }));
  keeper.keep(after);
}

/** The lock of an item that still holds and is not this register's. */
export function lockElsewhere({ ports }: Till, item: HeldSaleItem | undefined): HeldSaleLock | null {
  const lock = item?.lock;
  if (lock === undefined || lock.registerId === ports.held.registerId) return null;
  return Date.parse(lock.until) > ports.now().getTime() ? lock : null;
}

/** The name of a person as this register knows it. */
export function nameOf({ ports }: Till, userId: string): string {
  if (userId === ports.person.userId) return ports.person.displayName;
  const person = ports.held.people.get().find((one) => one.userId === userId);
  return person?.displayName ?? t('held.somebody');
}
