import type { LineTotals } from '@mosaajii/domain/sale';
import { ShoppingBasket } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { useCart, useFigures, useTillState } from '../till-context.tsx';
import { CartLineRow } from './cart-line.tsx';

/** The lines as they are rung up; the selected one grows its tools in place. */
export function CartLines() {
  const cart = useCart();
  const figures = useFigures();
  const touched = useTillState((state) => state.touched);
  const list = useRef<HTMLOListElement>(null);
  const count = touched?.count;
  const shownCount = useRef<number | undefined>(undefined);
  // One look at the layout for a scan that touches a line and selects it: each costs as much as all else that a scan does.
  useEffect(() => {
    const isTouched = count !== undefined && count !== shownCount.current;
    shownCount.current = count;
    if (!isTouched && cart.selectedLineId === null) return;
    const line = list.current?.querySelector(isTouched ? '[data-touched]' : '[data-selected]');
    line?.scrollIntoView({ block: 'nearest' });
  }, [count, cart.selectedLineId]);
  const isEmpty = cart.lines.length === 0;
  // What appears below the lines (discounts, the last sale) takes their room: the selected line's tools stay in sight.
  useEffect(() => {
    const room = isEmpty ? null : (list.current?.parentElement ?? null);
    if (room === null || typeof ResizeObserver === 'undefined') return;
    const keep = new ResizeObserver(() => room.querySelector('[data-selected]')?.scrollIntoView({ block: 'nearest' }));
    keep.observe(room);
    return () => keep.disconnect();
  }, [isEmpty]);
  const totals = new Map<string, LineTotals>(
    figures.kind === 'totals' ? figures.totals.lines.map((line) => [line.lineId, line]) : [],
  );
  const charged = new Map(
    figures.kind === 'totals' ? figures.order.lines.map((line) => [line.lineId, line.unitPriceE4]) : [],
  );
  return (
    <div data-region="cart" className="till-lines scroll-quiet">
      {isEmpty ? (
        <div className="grid h-full min-h-24 place-items-center px-6 text-center text-ink-3">
          <div>
            <ShoppingBasket aria-hidden className="mx-auto mb-2 size-7" strokeWidth={1.5} />
            <p className="font-medium text-ink-2">{t('till.emptyTitle')}</p>
            <p className="text-sm">{t('till.emptyText')}</p>
          </div>
        </div>
      ) : (
        <ol ref={list} aria-label={t('till.lines')} className="py-1">
          {cart.lines.map((line) => (
            <CartLineRow
              key={line.lineId}
              line={line}
              totals={totals.get(line.lineId)}
              charged={charged.get(line.lineId) ?? null}
              isSelected={line.lineId === cart.selectedLineId}
              touch={touched?.lineId === line.lineId ? touched.count : null}
            />
          ))}
        </ol>
      )}
    </div>
  );
}
