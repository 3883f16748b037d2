import type { GoodsReceipt, PurchaseOrder } from '@mosaajii/contract/purchasing';
import { milli, minor } from '@mosaajii/domain/money';
import { receivableStates } from '@mosaajii/domain/purchasing';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { formatDate, formatDateTime, t } from '../../platform/i18n/index.ts';
import { RecordSteps, usePrintKey } from '../../platform/lists/index.ts';
import { printNode } from '../../platform/printer/index.ts';
import { Link, useNavigate, useParams } from '../../platform/router/index.ts';
import {
  Amount,
  Button,
  Card,
  Chip,
  Dialog,
  PageHeader,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../platform/ui/index.ts';
import { DraftEditor } from './draft-editor.tsx';
import { Guarded } from './guarded.tsx';
import { OrderPaper } from './order-paper.tsx';
import { OrderStateChip } from './orders-screen.tsx';
import { ReceivePanel } from './receive-panel.tsx';
import { purchasingApi, useChange, useMay, useMoney, useOrder } from './use-purchasing.ts';

/** One order: written while it is a draft, received once it is sent, and what arrived for it. */
export function OrderScreen() {
  const { orderId = '' } = useParams();
  return (
    <Guarded title={t('purchasing.title')}>
      <OrderPage key={orderId} idOrNumber={orderId} />
    </Guarded>
  );
}

function OrderPage({ idOrNumber }: { readonly idOrNumber: string }) {
  const order = useOrder(idOrNumber);
  return <Answer query={order}>{(data) => <Order order={data} />}</Answer>;
}

function Order({ order }: { readonly order: PurchaseOrder }) {
  const navigate = useNavigate();
  const canWrite = useMay('purchasing.write');
  const canReceive = useMay('purchasing.receive');
  const [isAsked, setAsked] = useState(false);
  const isDraft = order.state === 'draft';
  const isReceivable = canReceive && receivableStates.has(order.state);
  return (
    <>
      <PageHeader
        title={order.number}
        back={{ href: '/purchasing', label: t('purchasing.title') }}
        meta={
          <span className="flex flex-wrap items-center gap-2">
            <bdi>{order.supplierName}</bdi>
            <OrderStateChip state={order.state} />
            {order.expectedOn === null || isDraft ? null : (
              <span className="num">{t('purchasing.expectedOn', { date: formatDate(order.expectedOn) })}</span>
            )}
          </span>
        }
        actions={
          <>
            {canWrite && (isDraft || order.state === 'sent') ? (
              <Button onClick={() => setAsked(true)}>{t('purchasing.cancel')}</Button>
            ) : null}
            <PrintButton order={order} />
            {/* What is being written or counted is not left by a key. */}
            {isDraft || isReceivable ? null : (
              <RecordSteps
                place="/purchasing"
                id={order.orderId}
                onGo={(orderId) => navigate({ to: '/purchasing/:orderId', params: { orderId }, replace: true })}
              />
            )}
          </>
        }
      />
      <div className="flex flex-col gap-4">
        {isDraft && canWrite ? (
          <DraftEditor order={order} />
        ) : isReceivable ? (
          <ReceivePanel order={order} />
        ) : (
          <Lines order={order} />
        )}
        <Receipts order={order} />
      </div>
      {isAsked ? <CancelDialog order={order} onClose={() => setAsked(false)} /> : null}
    </>
  );
}

function PrintButton({ order }: { readonly order: PurchaseOrder }) {
  const settings = useObservable(useDevice().session.settings);
  const print = () => printNode(<OrderPaper order={order} shop={settings} />, () => '@page { size: A4; margin: 0; }');
  usePrintKey(settings === null ? null : () => void print());
  return (
    <Button
      disabled={settings === null}
      aria-keyshortcuts="Control+P"
      icon={<Printer aria-hidden className="size-4" strokeWidth={1.75} />}
      onClick={() => void print()}
    >
      {t('purchasing.print')}
    </Button>
  );
}

function CancelDialog({ order, onClose }: { readonly order: PurchaseOrder; readonly onClose: () => void }) {
  const change = useChange();
  const [isPending, setPending] = useState(false);
  const cancel = async () => {
    if (isPending) return;
    setPending(true);
    await change(purchasingApi.step(order.orderId, 'cancel', order.version), t('purchasing.cancelled'));
    setPending(false);
    onClose();
  };
  return (
    <Dialog
      title={t('purchasing.cancelTitle', { number: order.number })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('purchasing.keep')}</Button>
          <Button variant="danger" isPending={isPending} onClick={() => void cancel()}>
            {t('purchasing.cancel')}
          </Button>
        </>
      }
    >
      <p>{t('purchasing.cancelText')}</p>
    </Dialog>
  );
}

/** What was ordered and what came of it, for whoever looks. */
function Lines({ order }: { readonly order: PurchaseOrder }) {
  const money = useMoney();
  return (
    <Table label={t('purchasing.lines')}>
      <TableHead>
        <TableHeader>{t('purchasing.product')}</TableHeader>
        <TableHeader isFigure>{t('purchasing.ordered')}</TableHeader>
        <TableHeader isFigure>{t('purchasing.received')}</TableHeader>
      </TableHead>
      <tbody>
        {order.lines.map((line) => (
          <TableRow key={line.lineNumber}>
            <TableCell>
              <span className="block break-words font-medium">{line.name}</span>
              <span className="code text-sm text-ink-3">{line.sku}</span>
            </TableCell>
            <TableCell isFigure>{formatQuantity(line.quantityMilli)}</TableCell>
            <TableCell isFigure>{formatQuantity(milli(line.receivedMilli))}</TableCell>
          </TableRow>
        ))}
        <TableRow>
          <TableCell className="font-semibold">{t('purchasing.total')}</TableCell>
          <TableCell isFigure colSpan={2} className="font-semibold">
            {money === null ? null : (
              <Amount value={minor(order.totalMinor)} currency={money.currency} locale={money.locale} />
            )}
          </TableCell>
        </TableRow>
      </tbody>
    </Table>
  );
}

/** What arrived at which time, the latest first. */
function Receipts({ order }: { readonly order: PurchaseOrder }) {
  const money = useMoney();
  if (order.receipts.length === 0) return null;
  return (
    <Card title={t('purchasing.receipts')}>
      <ol aria-label={t('purchasing.receipts')} className="divide-y divide-line border-t border-line">
        {order.receipts.map((receipt) => (
          <li key={receipt.receiptId} className="flex flex-wrap items-start gap-x-4 gap-y-1 px-4 py-2.5">
            <div className="min-w-0 flex-1">
              <span className="num font-medium">{formatDateTime(receipt.receivedAt)}</span>
              <ul className="text-ink-2">
                {receipt.lines.map((line) => (
                  <ReceivedLine key={line.lineNumber} order={order} line={line} />
                ))}
              </ul>
              {receipt.note === '' ? null : <p className="break-words text-ink-2">{receipt.note}</p>}
            </div>
            <Link
              to="/products"
              search={{ labels: `${order.orderId}.${receipt.receiptId}` }}
              className="inline-flex min-h-11 items-center text-brand-ink hover:underline"
            >
              {t('purchasing.labels')}
            </Link>
            {money === null ? null : (
              <Amount value={minor(receipt.totalMinor)} currency={money.currency} locale={money.locale} />
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

interface ReceivedLineProps {
  readonly order: PurchaseOrder;
  readonly line: GoodsReceipt['lines'][number];
}

function ReceivedLine({ order, line }: ReceivedLineProps) {
  const name = order.lines.find((one) => one.lineNumber === line.lineNumber)?.name ?? '';
  return (
    <li className="flex flex-wrap items-center gap-2">
      <bdi dir="ltr" className="num">
        {formatQuantity(line.quantityMilli)} ×
      </bdi>
      <span className="break-words">{name}</span>
      {line.overMilli === 0 ? null : (
        <Chip tone="warning" size="sm">
          {t('purchasing.over', { quantity: formatQuantity(milli(line.overMilli)) })}
        </Chip>
      )}
    </li>
  );
}
