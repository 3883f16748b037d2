import { businessDateIn } from '@mosaajii/domain/calendar';
import { isExpired } from '@mosaajii/domain/sale';
import { signal } from '../../platform/scanner/index.ts';
import type { ScannedGoods } from './scanned-goods.ts';
import type { Till } from './till-context.tsx';
import type { ScanNotice } from './till-state.ts';

const MOST_NOTICES = 20;

/** Goods on the counter: into the sale, beside the payment while money is taken, or held back when they are past their day. */
export function offer(till: Till, goods: ScannedGoods): void {
  const { ports, carts, selling } = till;
  const today = businessDateIn(ports.shop, ports.now());
  if (goods.marks !== undefined && isExpired(goods.marks, today)) {
    return note(till, { kind: 'expired', code: goods.hit.name, goods, expiresOn: goods.marks.expiresOn ?? '' });
  }
  if (carts.store.getState().layer?.kind === 'payment') {
    signal('scan-fail');
    carts.store.setState(({ late }) => ({ late: [...late, goods], nextQuantity: null }));
    return;
  }
  if (selling.addScanned(goods)) signal('scan-ok');
  else note(till, { kind: 'same-serial', code: goods.marks?.serial ?? '' });
}

/** What was scanned while money was taken waits beside the cart from now on: it lies on the counter and is in no sale. */
export function leaveBeside({ store }: Pick<Till['carts'], 'store'>): void {
  store.setState(({ late, notices }) => {
    const left = late.map((goods) => ({ kind: 'while-paying' as const, code: goods.hit.name, goods }));
    return left.length === 0 ? {} : { late: [], notices: [...left, ...notices].slice(0, MOST_NOTICES) };
  });
}

/** A card beside the cart, said aloud, with the falling tone. The same one counts once. */
export function note({ carts }: Till, one: ScanNotice): void {
  signal('scan-fail');
  carts.store.setState(({ notices }) => ({
    notices: [one, ...notices.filter((other) => other.code !== one.code || other.kind !== one.kind)].slice(
      0,
      MOST_NOTICES,
    ),
    nextQuantity: null,
  }));
}
