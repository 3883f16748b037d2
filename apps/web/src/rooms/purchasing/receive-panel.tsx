import type { PurchaseOrder, PurchaseOrderLine } from '@mosaajii/contract/purchasing';
import { goodsCodes } from '@mosaajii/domain/gs1';
import { milli } from '@mosaajii/domain/money';
import { arrivalOf, mostToReceive } from '@mosaajii/domain/purchasing';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { PackageCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useDevice } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { newId } from '../../platform/ids/index.ts';
import { signal, useScans } from '../../platform/scanner/index.ts';
import {
  Button,
  Field,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TextInput,
  useToasts,
} from '../../platform/ui/index.ts';
import { type Counts, countedLines, countOne, isCounting, lineOfCode, problemOf } from './receiving.ts';
import { purchasingApi, useChange } from './use-purchasing.ts';

const NOTHING: Counts = {};

/**
 * Receives what arrived: all as it was ordered by one press, or what was counted, by scanning or by hand. The first press and
 * its repeat are one receipt, whatever became of the answer.
 */
export function ReceivePanel({ order }: { readonly order: PurchaseOrder }) {
  const { now } = useDevice();
  const change = useChange();
  const [counts, setCounts] = useState(NOTHING);
  const [note, setNote] = useState('');
  const [isPending, setPending] = useState(false);
  const receiptId = useRef(newId());
  const all = useRef<HTMLButtonElement>(null);
  const isCounted = isCounting(counts);
  const { receipts } = order;
  const anew = () => {
    receiptId.current = newId();
    setCounts(NOTHING);
    setNote('');
  };
  // Whoever scanned the paper has the hand at the scanner: the next key receives.
  useEffect(() => all.current?.focus(), []);
  // The answer was lost, and the order says that it was received all the same.
  useEffect(() => {
    if (receipts.some((one) => one.receiptId === receiptId.current)) anew();
  }, [receipts]);
  useScans(({ code }) => {
    const codes = goodsCodes(code, [], () => false, now().getUTCFullYear());
    const line = lineOfCode(order.lines, codes);
    signal(line === undefined ? 'scan-fail' : 'scan-ok');
    if (line !== undefined) setCounts((before) => countOne(before, line.lineNumber));
    else
      useToasts.getState().show({ message: t('purchasing.notOrdered', { code }), tone: 'danger', key: 'purchasing' });
    return true;
  });
  const receive = async (lines: ReturnType<typeof countedLines>) => {
    if (isPending) return;
    setPending(true);
    const body = { receiptId: receiptId.current, version: order.version, note, lines };
    const written = await change(purchasingApi.receive(order.orderId, body), t('purchasing.receivedDone'));
    setPending(false);
    if (written !== null) anew();
  };
  const isRight = order.lines.every((line) => problemOf(line, counts) === null);
  const receiveCounted = () => {
    const lines = countedLines(order.lines, counts);
    if (isRight && lines.length > 0) return void receive(lines);
    useToasts.getState().show({ message: t('purchasing.countWrong'), tone: 'danger', key: 'purchasing' });
  };
  return (
    <section aria-label={t('purchasing.receive')} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        {isCounted ? (
          <>
            <Button variant="primary" isPending={isPending} onClick={receiveCounted}>
              {t('purchasing.receiveCounted')}
            </Button>
            <Button variant="quiet" onClick={() => setCounts(NOTHING)}>
              {t('purchasing.clearCount')}
            </Button>
          </>
        ) : (
          <Button
            ref={all}
            variant="primary"
            icon={<PackageCheck aria-hidden className="size-4" strokeWidth={1.75} />}
            isPending={isPending}
            onClick={() =>
              void receive(
                arrivalOf(order.lines.map((line) => ({ ...line, receivedMilli: milli(line.receivedMilli) }))),
              )
            }
          >
            {t('purchasing.receiveAll')}
          </Button>
        )}
        <span className="text-sm text-ink-3">{t('purchasing.scanHint')}</span>
      </div>
      <Table label={t('purchasing.lines')}>
        <TableHead>
          <TableHeader>{t('purchasing.product')}</TableHeader>
          <TableHeader isFigure className="max-sm:hidden">
            {t('purchasing.ordered')}
          </TableHeader>
          <TableHeader isFigure>{t('purchasing.left')}</TableHeader>
          <TableHeader isFigure>{t('purchasing.arrived')}</TableHeader>
        </TableHead>
        <tbody>
          {order.lines.map((line) => (
            <LineRow
              key={line.lineNumber}
              line={line}
              counts={counts}
              onCount={(text) => setCounts((before) => ({ ...before, [line.lineNumber]: text }))}
            />
          ))}
        </tbody>
      </Table>
      <Field label={t('purchasing.note')} isOptional>
        <TextInput value={note} maxLength={500} autoComplete="off" onChange={(event) => setNote(event.target.value)} />
      </Field>
    </section>
  );
}

interface RowProps {
  readonly line: PurchaseOrderLine;
  readonly counts: Counts;
  readonly onCount: (text: string) => void;
}

function LineRow({ line, counts, onCount }: RowProps) {
  const problem = problemOf(line, counts);
  const left = milli(Math.max(0, line.quantityMilli - line.receivedMilli));
  const most = formatQuantity(milli(Math.max(0, mostToReceive(line.quantityMilli) - line.receivedMilli)));
  return (
    <TableRow>
      <TableCell>
        <span className="block break-words font-medium">{line.name}</span>
        <span className="code text-sm text-ink-3">{line.sku}</span>
        {problem === null ? null : (
          <p className="text-sm text-danger">
            {t(problem === 'wrong' ? 'purchasing.quantityWrong' : 'purchasing.tooMuch', { most })}
          </p>
        )}
      </TableCell>
      <TableCell isFigure className="max-sm:hidden">
        {formatQuantity(line.quantityMilli)}
      </TableCell>
      <TableCell isFigure>{formatQuantity(left)}</TableCell>
      <TableCell isFigure>
        <TextInput
          dir="ltr"
          inputMode="decimal"
          className="num w-20! text-end"
          aria-label={t('purchasing.arrivedOf', { name: line.name })}
          aria-invalid={problem !== null || undefined}
          value={counts[line.lineNumber] ?? ''}
          onChange={(event) => onCount(event.target.value)}
        />
      </TableCell>
    </TableRow>
  );
}
