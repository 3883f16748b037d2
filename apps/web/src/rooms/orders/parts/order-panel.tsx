import { businessDateIn } from '@mosaajii/domain/calendar';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { Ban, CloudCheck, CloudOff, CloudUpload, Mail, Printer, ReceiptText, TriangleAlert, Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useDevice } from '../../../platform/device/index.ts';
import { formatDateTime, type MessageKey, t } from '../../../platform/i18n/index.ts';
import { openReceiptOptions, printCopy, type Receipt, ReceiptPaper } from '../../../platform/printer/index.ts';
import { Link, useNavigate } from '../../../platform/router/index.ts';
import {
  Amount,
  amountText,
  Button,
  Chip,
  EmptyState,
  ErrorState,
  linkLook,
  Skeleton,
  type Tone,
  useToasts,
} from '../../../platform/ui/index.ts';
import type { OrderStanding, OrderView } from '../order-view.ts';
import { useNames, useReceiptLinks, useReceipts } from '../receipt-of.ts';
import { useLocal, useOrder } from '../use-orders.ts';
import { OrderFlags } from './order-flags.tsx';
import { CorrectButton, PaymentCorrections } from './payment-corrections.tsx';
import { VoidDialog } from './void-dialog.tsx';

/** One order: what it was, where it stands, its paper, and what can be done with it. */
export function OrderPanel({ orderId }: { readonly orderId: string | null }) {
  return orderId === null ? (
    <EmptyState icon={ReceiptText} title={t('orders.choose')} />
  ) : (
    <LoadedOrder key={orderId} orderId={orderId} />
  );
}

function LoadedOrder({ orderId }: { readonly orderId: string }) {
  const { journal } = useDevice();
  const { view, isLooking, problem } = useOrder(orderId);
  // Which buttons there are depends on it: they come all at once.
  const shift = useLocal(async () => ({ open: await journal.currentShift() }), 'shift');
  if (view !== null && shift !== null) return <OrderCard view={view} openShiftId={shift.open?.shiftId ?? null} />;
  if (isLooking || view !== null) return <PanelSkeleton />;
  const isAway = problem?.code === 'unreachable';
  return (
    <ErrorState
      title={isAway ? t('orders.notFound') : (problem?.title ?? t('orders.notFoundServer'))}
      details={isAway ? undefined : problem?.code}
      actions={
        <Link to="/orders" className={linkLook}>
          {t('orders.backToOrders')}
        </Link>
      }
    >
      {isAway ? t('orders.notFoundText') : problem?.action}
    </ErrorState>
  );
}

interface OrderProps {
  readonly view: OrderView;
  /** The shift that is open on this register. */
  readonly openShiftId: string | null;
}

function OrderCard({ view, openShiftId }: OrderProps) {
  const nameOf = useNames();
  return (
    <section className="rounded-card border border-line bg-surface">
      <header className="border-b border-line px-4 pb-3 pt-3.5">
        <div className="flex items-start gap-3">
          <div className="min-w-0 flex-1">
            <h2 className="code text-md font-semibold">{view.receiptNumber}</h2>
            <p className="text-sm text-ink-2">
              {view.kind === 'return' ? `${t(view.isVoid ? 'orders.kindVoid' : 'orders.kindReturn')} · ` : ''}
              {formatDateTime(view.occurredAt)} · {nameOf(view.userId)}
              {view.salespersonId === undefined
                ? null
                : ` · ${t('orders.soldBy', { name: nameOf(view.salespersonId) })}`}
            </p>
          </div>
          <span className="text-xl font-bold tracking-tight">
            <Amount
              value={view.kind === 'return' ? ((0 - view.totalMinor) as typeof view.totalMinor) : view.totalMinor}
              currency={view.currency}
              isSignal
            />
          </span>
        </div>
        <div className="mt-2 flex flex-wrap gap-1.5">
          <StandingChip standing={view.standing} />
          {view.isVoid ? (
            <Chip tone="danger" size="sm">
              {t('orders.void')}
            </Chip>
          ) : null}
          {view.isQuarantined ? (
            <Chip tone="warning" size="sm" icon={<TriangleAlert aria-hidden className="size-3.5" />}>
              {t('orders.statusQuarantined')}
            </Chip>
          ) : null}
        </div>
        {ON_SERVER.has(view.standing) ? <OrderFlags orderId={view.orderId} /> : null}
      </header>
      <Actions view={view} openShiftId={openShiftId} />
      <PaymentCorrections view={view} openShiftId={openShiftId} />
      <Relations view={view} />
      <Paper view={view} />
    </section>
  );
}

/** The server has posted it, so it may have something to say about it. */
const ON_SERVER: ReadonlySet<OrderStanding> = new Set(['accepted', 'on-server']);

const STANDINGS: Record<OrderStanding, readonly [MessageKey, Tone, ReactNode]> = {
  waiting: ['orders.statusWaiting', 'brand', <CloudUpload key="i" aria-hidden className="size-3.5" />],
  accepted: ['orders.statusAccepted', 'success', <CloudCheck key="i" aria-hidden className="size-3.5" />],
  held: ['orders.statusHeld', 'danger', <TriangleAlert key="i" aria-hidden className="size-3.5" />],
  rejected: ['orders.statusRejected', 'danger', <CloudOff key="i" aria-hidden className="size-3.5" />],
  'on-server': ['orders.statusServer', 'neutral', <CloudCheck key="i" aria-hidden className="size-3.5" />],
};

function StandingChip({ standing }: { readonly standing: OrderStanding }) {
  const [label, tone, icon] = STANDINGS[standing];
  return (
    <Chip tone={tone} size="sm" icon={icon}>
      {t(label)}
    </Chip>
  );
}

function Actions({ view, openShiftId }: OrderProps) {
  const receipts = useReceipts();
  const receipt = receipts(view, true);
  const links = useReceiptLinks();
  const explain = (message: string) => useToasts.getState().show({ message });
  const reprint = useReprint(explain);
  return (
    <div className="flex flex-wrap gap-2 px-4 py-3">
      {view.kind === 'return' ? null : view.isReturnable ? (
        <Link to="/orders/:saleId/return" params={{ saleId: view.orderId }} className={`${linkLook} flex-1 gap-2`}>
          <Undo2 aria-hidden className="size-4" strokeWidth={2} />
          {t('orders.return')}
        </Link>
      ) : (
        <Button
          className="flex-1"
          icon={<Undo2 aria-hidden className="size-4" strokeWidth={2} />}
          onClick={() => explain(view.isVoid ? t('orders.isVoided') : t('orders.allReturned'))}
        >
          {t('orders.return')}
        </Button>
      )}
      <VoidButton view={view} openShiftId={openShiftId} />
      <CorrectButton view={view} openShiftId={openShiftId} />
      {receipt === null ? null : (
        <Button
          className="flex-1"
          icon={<Printer aria-hidden className="size-4" strokeWidth={1.75} />}
          onClick={() => void reprint(receipt, view.orderId)}
        >
          {t('orders.reprint')}
        </Button>
      )}
      {receipt === null ? null : (
        <Button
          className="flex-1"
          icon={<Mail aria-hidden className="size-4" strokeWidth={1.75} />}
          onClick={() => void openReceiptOptions(receipt, view.orderId, links, (paper) => reprint(paper, view.orderId))}
        >
          {t('orders.send')}
        </Button>
      )}
    </div>
  );
}

/** Only the register that made a sale can undo it, while the shift is open and nothing came back of it. */
function VoidButton({ view, openShiftId }: OrderProps) {
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const isVoidable =
    view.kind === 'sale' && view.returns.length === 0 && view.shiftId !== null && openShiftId === view.shiftId;
  if (!isVoidable) return null;
  return (
    <>
      <Button
        className="flex-1"
        icon={<Ban aria-hidden className="size-4" strokeWidth={1.75} />}
        onClick={() => setOpen(true)}
      >
        {t('orders.voidSale')}
      </Button>
      {isOpen ? (
        <VoidDialog
          view={view}
          onClose={() => setOpen(false)}
          onDone={(done) => {
            setOpen(false);
            useToasts.getState().show({
              message: t('orders.voided', { amount: amountText(view.totalMinor, view.currency) }),
              action: {
                label: t('orders.showVoid'),
                run: () => navigate({ to: '/orders/:saleId', params: { saleId: done.returnId } }),
              },
            });
          }}
        />
      ) : null}
    </>
  );
}

/** A copy is an entry of this register's journal before it is paper; a browser that is no register has none. */
function useReprint(explain: (message: string) => void) {
  const { journal, session, enrolment, newId, now } = useDevice();
  return async (receipt: Receipt, saleId: string) => {
    const state = session.state.get();
    if (state.status === 'signed-out') return;
    const { user, store } = state.session;
    const note = async (copyNumber: number) => {
      if (enrolment.registration.get() === null) return true;
      const noted = await journal.note({
        operationId: newId(),
        userId: user.userId,
        businessDate: businessDateIn(store, now()),
        event: 'receipt-reprinted',
        receiptNumber: receipt.receiptNumber,
        copyNumber,
      });
      if (!noted.ok) explain(t('orders.notNoted', { detail: noted.error.detail }));
      return noted.ok;
    };
    await printCopy(receipt, note, saleId);
  };
}

function Relations({ view }: { readonly view: OrderView }) {
  if (view.returns.length === 0 && view.returnedSaleId === null) return null;
  const linkText = 'code text-sm font-medium text-brand-ink hover:underline reach';
  return (
    <div className="border-t border-line px-4 py-3 text-sm">
      {view.returnedSaleId === null ? null : (
        <Link
          to="/orders/:saleId"
          params={{ saleId: view.returnedSaleId }}
          className="reach font-medium text-brand-ink hover:underline"
        >
          {t('orders.originalSale')}
        </Link>
      )}
      {view.returns.length === 0 ? null : (
        <>
          <h3 className="font-medium">{t('orders.returnsOfSale')}</h3>
          <ul className="mt-1">
            {view.returns.map((entry) => (
              <li key={entry.orderId} className="flex min-h-9 items-center gap-3">
                <Link to="/orders/:saleId" params={{ saleId: entry.orderId }} className={linkText}>
                  {entry.receiptNumber}
                </Link>
                <span className="text-ink-3">{formatDateTime(entry.occurredAt)}</span>
                <span className="ms-auto">
                  <Amount value={(0 - entry.totalMinor) as typeof entry.totalMinor} currency={view.currency} isSignal />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** What came back, where this device cannot write its paper. */
function Goods({ view }: { readonly view: OrderView }) {
  return (
    <ul aria-label={t('orders.whatComesBack')} className="divide-y divide-line border-t border-line">
      {view.lines.map((line) => (
        <li key={line.lineId} className="flex items-baseline gap-3 px-4 py-2.5">
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{line.name}</span>
            <span className="text-sm text-ink-2">
              {formatQuantity(line.quantityMilli)}
              {line.isDamaged ? ` · ${t('orders.shelfdamaged')}` : ''}
            </span>
          </span>
          <Amount value={line.totalMinor} currency={view.currency} />
        </li>
      ))}
    </ul>
  );
}

/** The paper at its real size, on a ground that makes it paper in both themes. */
function Paper({ view }: { readonly view: OrderView }) {
  const receipts = useReceipts();
  const receipt = receipts(view, false);
  if (receipt === null) return <Goods view={view} />;
  return (
    <div
      className="scroll-quiet flex max-h-[60dvh] justify-center overflow-auto rounded-b-card border-t border-line bg-sunken p-4"
      role="region"
      aria-label={t('orders.preview')}
      tabIndex={0}
    >
      <div className="h-fit rounded-[2px] bg-white text-black shadow-pop">
        <ReceiptPaper receipt={receipt} />
      </div>
    </div>
  );
}

function PanelSkeleton() {
  return (
    <div className="rounded-card border border-line bg-surface p-4" aria-busy>
      <Skeleton className="h-6 w-48" />
      <Skeleton className="mt-2 h-4 w-64" />
      <Skeleton className="mt-4 h-10" />
      <Skeleton className="mt-4 h-80" />
    </div>
  );
}
