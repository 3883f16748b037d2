import { Menu, Plus, Search, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { chordText } from '../../../platform/keys/index.ts';
import { Amount, classes, IconButton, Kbd } from '../../../platform/ui/index.ts';
import type { Cart } from '../cart.ts';
import { figuresShown } from '../order.ts';
import { useTill, useTillState } from '../till-context.tsx';

/** Menu, the carts as tabs, the way to everything, the truth about the sync, and who is at the till. */
export function TopBar({ status, onSwitch }: { readonly status?: ReactNode; readonly onSwitch: () => void }) {
  const { carts, ports, selling } = useTill();
  const open = useTillState((state) => state.carts);
  const activeId = useTillState((state) => state.activeId);
  return (
    <header className="till-top flex min-w-0 items-center gap-1 border-b border-line bg-surface ps-1.5 pe-2">
      <IconButton label={t('ui.menu')} onClick={() => carts.store.setState({ layer: { kind: 'menu' } })}>
        <Menu aria-hidden className="size-5" strokeWidth={1.75} />
      </IconButton>
      <nav aria-label={t('till.carts')} className="no-bar flex min-w-0 flex-1 items-center overflow-x-auto">
        {open.map((cart, index) => (
          <CartTab key={cart.cartId} cart={cart} number={index + 1} isOn={cart.cartId === activeId} />
        ))}
        <IconButton label={t('till.newCart')} onClick={() => selling.hold()} className="max-sm:hidden">
          <Plus aria-hidden className="size-5" strokeWidth={1.75} />
        </IconButton>
      </nav>
      <button
        type="button"
        onClick={() => carts.store.setState({ layer: { kind: 'palette', text: '' } })}
        className="reach flex h-11 flex-none items-center gap-2 rounded-control px-3 font-medium text-ink-2 hover:bg-sunken hover:text-ink max-lg:w-11 max-lg:justify-center max-lg:px-0 max-sm:hidden"
      >
        <Search aria-hidden className="size-5" strokeWidth={1.75} />
        <span className="max-lg:sr-only">{t('till.findAnything')}</span>
        <span className="max-lg:hidden">
          <Kbd>{chordText('Ctrl+k')}</Kbd>
        </span>
      </button>
      {status}
      <button
        type="button"
        onClick={() => carts.store.setState({ layer: { kind: 'menu' } })}
        className="flex h-11 flex-none items-center gap-2.5 rounded-control px-2 font-medium hover:bg-sunken max-lg:hidden"
      >
        <span
          aria-hidden
          className="grid size-7 place-items-center rounded-full bg-brand-tint-2 text-xs font-semibold text-brand-ink"
        >
          {ports.person.displayName
            .split(/\s+/)
            .slice(0, 2)
            .map((word) => word[0])
            .join('')
            .toUpperCase()}
        </span>
        <span className="max-w-56 truncate">
          {ports.person.displayName} · {ports.registerName}
        </span>
      </button>
      <IconButton label={t('till.switch')} onClick={onSwitch} className="max-sm:hidden">
        <UsersRound aria-hidden className="size-5" strokeWidth={1.75} />
      </IconButton>
    </header>
  );
}

function CartTab({ cart, number, isOn }: { readonly cart: Cart; readonly number: number; readonly isOn: boolean }) {
  const { carts, ports } = useTill();
  const figures = figuresShown(cart, ports);
  return (
    <button
      type="button"
      aria-current={isOn || undefined}
      title={`${t('till.cart', { number })} (${chordText(`Alt+${number}`)})`}
      onClick={() => carts.recall(cart.cartId)}
      className={classes(
        'flex h-12 flex-none items-center gap-2 whitespace-nowrap border-b-2 px-3.5 font-medium focus-visible:-outline-offset-2',
        isOn ? 'border-brand font-semibold text-ink' : 'border-transparent text-ink-2 hover:text-ink max-sm:px-2',
      )}
    >
      <span className={classes('max-w-40 truncate', !isOn && 'max-sm:max-w-16')}>{labelOf(cart, number)}</span>
      {figures.kind === 'totals' ? (
        <span className="text-sm font-medium text-ink-3 max-sm:hidden">
          <Amount value={figures.totals.totalMinor} currency={ports.shop.rules.currency} locale={ports.shop.locale} />
        </span>
      ) : null}
    </button>
  );
}

/** A held cart is known by its first line; the one at work by its place. */
function labelOf(cart: Cart, number: number): string {
  const [first] = cart.lines;
  return cart.isHeld && first !== undefined ? first.name : t('till.cart', { number });
}
