import './till.css';
import { LayoutGrid } from 'lucide-react';
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { t } from '../../platform/i18n/index.ts';
import { whenIdle } from '../../platform/idle/index.ts';
import { loadDeciders } from '../../platform/journal/index.ts';
import { type Binding, isTextField, takeOwnKeys, useBindings, useKeyDown } from '../../platform/keys/index.ts';
import { useScans } from '../../platform/scanner/index.ts';
import { Button, classes, Notice } from '../../platform/ui/index.ts';
import { ageDue, stillBeyond } from './approving.ts';
import { type Command, tillCommands } from './commands.ts';
import { answerCustomerCodes } from './customer-codes.ts';
import { takeUpExchange } from './exchanging.ts';
import { ActionBar } from './parts/action-bar.tsx';
import { CartLines } from './parts/cart-panel.tsx';
import { CustomerChip } from './parts/customer-chip.tsx';
import { DonePanel, LastSale } from './parts/done-panel.tsx';
import { focusOmnibox } from './parts/focus.ts';
import {
  AgeCheck,
  ApprovalNeeded,
  BlindReturn,
  CameraPanel,
  ClearPaid,
  CreateProduct,
  CustomerSheet,
  DrawerLayer,
  ExchangeRow,
  HeldSales,
  InstallDialog,
  KeysSheet,
  Layaways,
  LinkCode,
  loadLayers,
  MenuDrawer,
  OpenPrice,
  Palette,
  PaymentSheet,
  PriceCheck,
  ProductsSheet,
  ScanNotices,
  SellGiftCard,
  UnknownCodes,
} from './parts/later.tsx';
import { Omnibox } from './parts/omnibox.tsx';
import { Tenders } from './parts/tenders.tsx';
import { Products } from './parts/tiles.tsx';
import { TopBar } from './parts/top-bar.tsx';
import { Totals } from './parts/totals.tsx';
import { loadPrinter, openLastReceipt, printLastSale } from './print-last.ts';
import { loadScanReader, takeScan } from './take-scan.ts';
import { NavigationProvider, useCart, useFigures, useTill, useTillState } from './till-context.tsx';

takeOwnKeys();

export interface TillViewProps {
  readonly navigate: (path: string) => void;
  /** The sync chip. */
  readonly status?: ReactNode;
  /** What the device has to say above the products (storage may be cleared, a catalogue is loading). */
  readonly notices?: ReactNode;
}

/** The whole till: one screen for ringing up, paying and counting the change. */
export function TillView({ navigate, status, notices }: TillViewProps) {
  const till = useTill();
  const { carts } = till;
  const [isList, setList] = useState(false);
  const layer = useTillState((state) => state.layer);
  const hasOpenShift = useTillState((state) => state.hasOpenShift);
  const isCameraOn = useTillState((state) => state.isCameraOn);
  const hasUnknown = useTillState((state) => state.unknown.length > 0);
  const hasNotices = useTillState((state) => state.notices.length > 0);
  const commands = useMemo(
    () =>
      tillCommands(till, {
        navigate,
        printLast: () => void printLastSale(till),
        sendLast: () => void openLastReceipt(till),
        showPrintQueue: () => void loadPrinter().then((printer) => printer.openPrintPanel()),
        toggleProductList: () => setList((now) => !now),
      }),
    [till, navigate],
  );
  useTillKeys(commands);
  useTillScans(navigate);
  useShiftKnown();
  useEffect(() => answerCustomerCodes(till), [till]);
  useLayersSoon();

  return (
    <NavigationProvider value={navigate}>
      <div className="till comfortable">
        <TopBar status={status} onSwitch={() => navigate('/lock')} />
        <main className="contents">
          <h1 className="visually-hidden">{t('ui.navTill')}</h1>
          <div className="till-start">
            <div className="till-head min-w-0">
              <Omnibox navigate={navigate} />
              {notices}
              {hasOpenShift === false ? <ShiftNotice navigate={navigate} /> : null}
              <Suspense fallback={null}>
                {hasUnknown ? <UnknownCodes /> : null}
                {isCameraOn ? <CameraPanel /> : null}
                {hasNotices ? <ScanNotices /> : null}
              </Suspense>
            </div>
            <section
              data-region="products"
              aria-label={t('till.products')}
              className={classes('till-products', isList && 'till-list')}
            >
              <Products />
            </section>
            <ActionBar commands={commands.filter((command) => BAR.includes(command.id))} />
          </div>
          <section aria-label={t('till.sale')} className="till-cart">
            <CustomerChip />
            <CartLines />
            <Exchange />
            <Totals />
            <Beyond />
            <Tenders>
              <LastSale onPrint={() => void printLastSale(till)} />
              <div className="till-only-phone gap-2 px-3 pb-2">
                <Button
                  className="min-h-12 min-w-0 flex-auto px-2!"
                  icon={<LayoutGrid aria-hidden className="size-5" strokeWidth={1.75} />}
                  onClick={() => carts.store.setState({ layer: { kind: 'products' } })}
                >
                  {t('till.products')}
                </Button>
                <Button
                  className="min-h-12 min-w-0 flex-auto px-2!"
                  onClick={() => carts.store.setState({ layer: { kind: 'customer', text: '' } })}
                >
                  {t('till.customer')}
                </Button>
                <Button className="min-h-12 min-w-0 flex-auto px-2!" onClick={() => till.selling.hold()}>
                  {t('till.hold')}
                </Button>
              </div>
            </Tenders>
            <DonePanel
              onSend={() => void openLastReceipt(till)}
              onPrint={() => void printLastSale(till)}
              onView={(saleId) => navigate(`/orders/${saleId}`)}
            />
          </section>
        </main>
        <LiveRegion />
        <Suspense fallback={null}>
          {layer?.kind === 'payment' ? <PaymentSheet /> : null}
          {layer?.kind === 'palette' ? <Palette commands={commands} initial={layer.text} navigate={navigate} /> : null}
          {layer?.kind === 'held' ? <HeldSales /> : null}
          {layer?.kind === 'layaways' ? <Layaways /> : null}
          {layer?.kind === 'keys' ? <KeysSheet commands={commands} /> : null}
          {layer?.kind === 'customer' ? <CustomerSheet text={layer.text} /> : null}
          {layer?.kind === 'sell-gift-card' ? <SellGiftCard code={layer.code} /> : null}
          {layer?.kind === 'install' ? <InstallDialog /> : null}
          {layer?.kind === 'menu' ? <MenuDrawer commands={commands} navigate={navigate} /> : null}
          {layer?.kind === 'price-check' ? <PriceCheck /> : null}
          {layer?.kind === 'drawer' ? <DrawerLayer what={layer.what} /> : null}
          {layer?.kind === 'create-product' ? <CreateProduct code={layer.code} /> : null}
          {layer?.kind === 'link-code' ? <LinkCode code={layer.code} /> : null}
          {layer?.kind === 'open-price' ? <OpenPrice code={layer.code} /> : null}
          {layer?.kind === 'blind-return' ? <BlindReturn /> : null}
          {layer?.kind === 'clear' ? <ClearPaid /> : null}
          {layer?.kind === 'products' ? <ProductsSheet /> : null}
        </Suspense>
      </div>
    </NavigationProvider>
  );
}

function Exchange() {
  const { carts } = useTill();
  const cart = useCart();
  useEffect(() => takeUpExchange(carts), [carts]);
  if (cart.exchange === undefined) return null;
  return (
    <Suspense fallback={null}>
      <ExchangeRow />
    </Suspense>
  );
}

/** Asked only while goods ask for an age, or the cart goes beyond who rings it up: the panels are not part of the first file. */
function Beyond() {
  const { ports } = useTill();
  const cart = useCart();
  const figures = useFigures();
  const isAgeDue = ageDue(ports, cart) > 0;
  const isBeyond = stillBeyond(ports, cart, figures).length > 0;
  if (!isAgeDue && !isBeyond) return null;
  return (
    <div className="till-asks">
      <Suspense fallback={null}>
        {isAgeDue ? <AgeCheck /> : null}
        {isBeyond ? <ApprovalNeeded /> : null}
      </Suspense>
    </div>
  );
}

/** What stands in the bar below the products; the rest is in the menu and the palette. */
const BAR = ['hold', 'held', 'customer', 'discount-line', 'return', 'price-check', 'sale-note', 'camera', 'keys'];

function ShiftNotice({ navigate }: { readonly navigate: (path: string) => void }) {
  return (
    <Notice
      tone="neutral"
      className="mx-4 mt-2.5 max-sm:mx-3"
      actions={
        <Button variant="primary" onClick={() => navigate('/shift')}>
          {t('till.openShift')}
        </Button>
      }
    >
      {t('till.problemShift')}
    </Notice>
  );
}

/** What the first sale does not need is fetched right after the first paint, so that a key opens it at once. */
function useLayersSoon(): void {
  const till = useTill();
  useEffect(() => {
    let stopWatching: (() => void) | undefined;
    let isOver = false;
    const forget = whenIdle(() => {
      void Promise.all([loadLayers(), loadDeciders(), loadPrinter(), loadScanReader()]);
      void import('./beside-selling.ts').then(({ besideSelling }) => {
        if (!isOver) stopWatching = besideSelling(till);
      });
    }, 3_000);
    return () => {
      isOver = true;
      forget();
      stopWatching?.();
    };
  }, [till]);
}

/** Asks once whether a shift is open, and again when the window comes back. */
function useShiftKnown(): void {
  const { carts, ports } = useTill();
  useEffect(() => {
    const ask = () =>
      void ports.journal.currentShift().then((shift) => carts.store.setState({ hasOpenShift: shift !== null }));
    ask();
    window.addEventListener('focus', ask);
    return () => window.removeEventListener('focus', ask);
  }, [carts, ports]);
}

/** A scan adds to the sale, whatever has the focus. While money is taken it waits beside it. */
function useTillScans(navigate: (path: string) => void): void {
  const till = useTill();
  useScans((scan) => {
    takeScan(till, navigate, scan);
    return true;
  });
}

function useTillKeys(commands: readonly Command[]): void {
  const till = useTill();
  const isBare = () => till.carts.store.getState().layer === null;
  const chords = commands.flatMap((command): Binding[] =>
    command.chord === undefined ? [] : [{ chord: command.chord, run: (event) => runChord(command, event) }],
  );
  const tabs = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(
    (number): Binding => ({
      chord: `Alt+${number}`,
      run: () => {
        const cart = till.carts.store.getState().carts[number - 1];
        if (cart === undefined) return false;
        till.carts.recall(cart.cartId);
        return true;
      },
    }),
  );
  const more: Binding[] = [
    { chord: 'Ctrl+/', run: () => till.carts.store.setState({ layer: { kind: 'keys' } }) },
    // Quotes are saved and recalled where sales are held; the browser's own page saver has no business here.
    { chord: 'Ctrl+s', run: () => till.carts.store.setState({ layer: { kind: 'held' } }) },
    { chord: 'Delete', run: () => removeSelected(till) },
  ];
  useBindings([...chords, ...tabs, ...more], isBare);
  // Whatever has the focus, a typed character goes to the omnibox, unless a field wants it.
  useKeyDown((event) => {
    if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!isTextField(event.target)) focusOmnibox();
  }, isBare);
}

/** Undo and redo belong to the text while a field holds some. */
function runChord(command: Command, event: KeyboardEvent): boolean {
  const isTextUndo =
    (command.id === 'undo' || command.id === 'redo') &&
    event.target instanceof HTMLInputElement &&
    event.target.value !== '';
  if (isTextUndo) return false;
  command.run();
  return true;
}

function removeSelected({ carts, selling }: ReturnType<typeof useTill>): boolean {
  const { selectedLineId } = carts.active();
  if (selectedLineId === null) return false;
  selling.remove(selectedLineId);
  return true;
}

const QUIET_MS = 300;

/** Says the last of a run of scans, not each one. */
function LiveRegion() {
  const announcement = useTillState((state) => state.announcement);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(announcement), QUIET_MS);
    return () => clearTimeout(timer);
  }, [announcement]);
  return (
    <div aria-live="polite" role="status" className="visually-hidden">
      {said}
    </div>
  );
}
