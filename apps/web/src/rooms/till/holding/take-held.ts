import type { HeldSaleItem } from '@mosaajii/domain/sale';
import { formatTime, t } from '../../../platform/i18n/index.ts';
import type { RegisterAnswer } from '../../../platform/sync/index.ts';
import type { CartHeld } from '../cart.ts';
import type { Till } from '../till-context.tsx';
import { cartFrom, markOf, nameOf } from './held-cart.ts';

/** Carts that are open at once; more tabs would not fit a till. */
const MOST_CARTS = 9;

export type TakeOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly detail: string };

/**
 * Goes on with a sale that another register set aside. The server gives it to one register; who has it is said. The lock's id
 * is `lockId`: asked again with the same one, the answer is the same.
 */
export async function takeHeld(
  till: Till,
  item: Pick<HeldSaleItem, 'id'>,
  asked: { readonly lockId: string; readonly takesOver: boolean },
): Promise<TakeOutcome> {
  const { ports, carts } = till;
  if (carts.store.getState().carts.length >= MOST_CARTS) {
    return { ok: false, code: 'full', detail: t('till.tooManyCarts') };
  }
  const answer = await ports.held.ask(`/held-sales/${item.id}/lock`, { ...asked, userId: ports.person.userId });
  if (!answer.ok) return { ok: false, code: answer.code, detail: refusalText(till, answer) };
  const { version, content } = answer.value as { readonly version: number; readonly content: string };
  const cart = cartFrom(content, { cartId: ports.newId(), saleId: ports.newId() });
  if (cart === null) {
    await ports.held.ask(`/held-sales/${item.id}/release`, { lockId: asked.lockId });
    return { ok: false, code: 'foreign-program', detail: t('held.otherProgram') };
  }
  const held: CartHeld = { heldSaleId: item.id, version, mark: markOf(cart), lockId: asked.lockId };
  const origin = { ...cart.origin, heldSaleId: item.id };
  await ports.journal.claimCart(cart.cartId);
  // Not held at any moment: what is held and locked would be given back at once.
  carts.store.setState((state) => ({ carts: [...state.carts, { ...cart, isHeld: false, held, origin }] }));
  carts.recall(cart.cartId);
  return { ok: true };
}

/** What the server said, for a cashier. */
export function refusalText(till: Till, { code, detail, extra }: Extract<RegisterAnswer, { ok: false }>): string {
  if (code === 'unreachable') return t('held.needsConnection');
  if (code === 'held-sale-gone') return t('held.gone');
  if (code === 'held-sale-changed') return t('held.changed');
  if (code === 'permission-missing') return t('held.mayNotTakeOver');
  if (code !== 'held-sale-taken') return detail;
  const { userId = '', registerCode = '', since = '' } = (extra['holder'] ?? {}) as Record<string, string>;
  return holderText(till, { userId, registerCode, since });
}

/** "Asha at S1-R2 has it since 10:04." */
export function holderText(
  till: Till,
  lock: { readonly userId: string; readonly registerCode: string; readonly since: string },
): string {
  const name = nameOf(till, lock.userId);
  return t('held.holder', { name, register: lock.registerCode, time: formatTime(lock.since) });
}
