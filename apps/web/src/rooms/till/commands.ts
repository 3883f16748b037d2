import type { MessageKey } from '../../platform/i18n/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { areSoundsOn, setSounds, signal } from '../../platform/scanner/index.ts';
import { applyTheme } from '../../platform/theme/index.ts';
import { useToasts } from '../../platform/ui/index.ts';
import { clearCart } from './clearing.ts';
import { focusOmnibox, focusRegion } from './parts/focus.ts';
import type { Till } from './till-context.tsx';

/** Something that can be done by button, by key and by name. One list for all three. */
export interface Command {
  readonly id: string;
  readonly label: MessageKey;
  readonly chord?: string;
  readonly group: 'sale' | 'money' | 'go' | 'device';
  readonly run: () => void;
}

export interface CommandContext {
  readonly navigate: (path: string) => void;
  readonly printLast: () => void;
  readonly showPrintQueue: () => void;
  readonly sendLast: () => void;
  readonly toggleProductList: () => void;
}

/** All commands of the till, in the order in which they are listed. */
export function tillCommands(till: Till, context: CommandContext): readonly Command[] {
  return [
    ...saleCommands(till, context),
    ...moneyCommands(till, context),
    ...goCommands(context),
    ...deviceCommands(till, context),
  ];
}

function saleCommands(till: Till, { navigate }: CommandContext): Command[] {
  const { carts, selling } = till;
  const { store } = carts;
  return [
    { id: 'hold', label: 'till.hold', chord: 'F7', group: 'sale', run: () => selling.hold() },
    {
      id: 'held',
      label: 'till.heldSales',
      chord: 'Shift+F7',
      group: 'sale',
      run: () => store.setState({ layer: { kind: 'held' } }),
    },
    {
      id: 'customer',
      label: 'till.customer',
      chord: 'F4',
      group: 'sale',
      run: () => store.setState({ layer: { kind: 'customer', text: '' } }),
    },
    {
      id: 'gift-card',
      label: 'till.sellGiftCard',
      group: 'sale',
      run: () => store.setState({ layer: { kind: 'sell-gift-card', code: '' } }),
    },
    { id: 'discount-line', label: 'till.discount', chord: 'F8', group: 'sale', run: () => discountLine(till) },
    {
      id: 'discount-sale',
      label: 'till.discountSale',
      chord: 'Shift+F8',
      group: 'sale',
      run: () => store.setState({ editor: { kind: 'sale-discount' } }),
    },
    {
      id: 'sale-note',
      label: 'till.saleNote',
      group: 'sale',
      run: () => store.setState({ editor: { kind: 'sale-note' } }),
    },
    { id: 'return', label: 'till.return', group: 'sale', run: () => navigate('/orders/find') },
    { id: 'blind-return', label: 'till.blindReturn', group: 'sale', run: () => blindReturn(till) },
    {
      id: 'price-check',
      label: 'till.priceCheck',
      group: 'sale',
      run: () => store.setState({ layer: { kind: 'price-check' } }),
    },
    { id: 'undo', label: 'ui.undo', chord: 'Ctrl+z', group: 'sale', run: () => selling.undo() },
    { id: 'redo', label: 'till.redo', chord: 'Ctrl+Shift+z', group: 'sale', run: () => selling.redo() },
    { id: 'clear', label: 'till.clearCart', group: 'sale', run: () => clearCart(till) },
  ];
}

function moneyCommands({ paying, carts }: Till, { printLast, showPrintQueue, sendLast }: CommandContext): Command[] {
  const drawer = (what: 'paid-in' | 'paid-out' | 'drop' | 'no-sale', label: MessageKey): Command => ({
    id: what,
    label,
    group: 'money',
    run: () => carts.store.setState({ layer: { kind: 'drawer', what } }),
  });
  return [
    { id: 'pay', label: 'till.pay', chord: 'Ctrl+Enter', group: 'money', run: () => void paying.open() },
    {
      id: 'exact-cash',
      label: 'till.exactCash',
      chord: 'F9',
      group: 'money',
      run: () => void paying.take({ kind: 'cash', amountMinor: null }),
    },
    {
      id: 'card',
      label: 'till.cardAll',
      chord: 'Shift+F9',
      group: 'money',
      run: () => void paying.takeFast(),
    },
    drawer('paid-in', 'till.paidIn'),
    drawer('paid-out', 'till.paidOut'),
    drawer('drop', 'till.cashDrop'),
    drawer('no-sale', 'till.noSale'),
    { id: 'print', label: 'till.printLast', chord: 'Ctrl+p', group: 'money', run: printLast },
    { id: 'send-last', label: 'till.sendLast', chord: 'Ctrl+e', group: 'money', run: sendLast },
    { id: 'print-queue', label: 'till.printQueue', group: 'money', run: showPrintQueue },
  ];
}

function goCommands({ navigate }: CommandContext): Command[] {
  const go = (id: string, label: MessageKey, path: string): Command => ({
    id,
    label,
    group: 'go',
    run: () => navigate(path),
  });
  return [
    go('go-orders', 'ui.navOrders', '/orders'),
    go('go-shift', 'ui.navShift', '/shift'),
    go('go-products', 'ui.navProducts', '/products'),
    go('go-imports', 'ui.navImports', '/imports'),
    go('go-repairs', 'ui.navRepairs', '/repairs'),
    go('go-settings', 'ui.navSettings', '/settings'),
    go('go-manual', 'till.manual', '/help/cashier'),
    go('go-lock', 'till.lock', '/lock'),
    go('go-switch', 'till.switch', '/lock'),
  ];
}

function deviceCommands({ carts }: Till, { toggleProductList }: CommandContext): Command[] {
  const { store } = carts;
  return [
    {
      id: 'camera',
      label: 'till.camera',
      group: 'device',
      run: () => store.setState(({ isCameraOn }) => ({ isCameraOn: !isCameraOn })),
    },
    {
      id: 'palette',
      label: 'till.findAnything',
      chord: 'Ctrl+k',
      group: 'device',
      run: () => store.setState({ layer: { kind: 'palette', text: '' } }),
    },
    {
      id: 'keys',
      label: 'till.keysTitle',
      chord: 'F1',
      group: 'device',
      run: () => store.setState({ layer: { kind: 'keys' } }),
    },
    { id: 'omnibox', label: 'till.toOmnibox', chord: 'F2', group: 'device', run: focusOmnibox },
    { id: 'list', label: 'till.tilesOrList', chord: 'F3', group: 'device', run: toggleProductList },
    { id: 'region', label: 'till.nextRegion', chord: 'F6', group: 'device', run: () => focusRegion(1) },
    { id: 'region-back', label: 'till.previousRegion', chord: 'Shift+F6', group: 'device', run: () => focusRegion(-1) },
    { id: 'sounds', label: 'till.sounds', group: 'device', run: toggleSounds },
    { id: 'light', label: 'till.themeLight', group: 'device', run: () => applyTheme('light') },
    { id: 'dark', label: 'till.themeDark', group: 'device', run: () => applyTheme('dark') },
    { id: 'system', label: 'till.themeSystem', group: 'device', run: () => applyTheme('system') },
  ];
}

function discountLine({ carts }: Till): void {
  const cart = carts.active();
  const lineId = cart.selectedLineId ?? cart.lines.at(-1)?.lineId;
  if (lineId === undefined) return useToasts.getState().show({ message: t('till.noLineYet'), key: 'no-line' });
  carts.adjust((now) => ({ ...now, selectedLineId: lineId }));
  carts.store.setState({ editor: { kind: 'discount', lineId } });
}

function blindReturn({ carts }: Till): void {
  if (carts.active().lines.length === 0) {
    return useToasts.getState().show({ message: t('till.blindRingUp'), key: 'blind-return' });
  }
  carts.store.setState({ layer: { kind: 'blind-return' } });
}

function toggleSounds(): void {
  setSounds(!areSoundsOn());
  signal('attention');
  useToasts.getState().show({ message: areSoundsOn() ? t('till.soundsOn') : t('till.soundsOff'), key: 'sounds' });
}
