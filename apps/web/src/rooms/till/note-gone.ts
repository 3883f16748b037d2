import { t } from '../../platform/i18n/index.ts';
import { useToasts } from '../../platform/ui/index.ts';
import type { Cart } from './cart.ts';
import { figuresOf } from './order.ts';
import type { TillEvent, TillPorts } from './ports.ts';

/** Writes down what left a cart after its total was named: each line, or the whole sale when nothing is left. */
export function noteGone(ports: TillPorts, before: Cart, after: Cart): void {
  const left = new Set(after.lines.map((line) => line.lineId));
  const gone = before.lines.filter((line) => !left.has(line.lineId));
  const figures = figuresOf(before, ports.shop.rules);
  const totals = figures.kind === 'totals' ? figures.totals : null;
  const events: TillEvent[] =
    after.lines.length === 0 && gone.length > 1
      ? [
          {
            event: 'sale-abandoned',
            aboutSaleId: before.saleId,
            lineCount: gone.length,
            ...(totals !== null && { amountMinor: totals.totalMinor }),
          },
        ]
      : gone.map((line) => {
          const amountMinor = totals?.lines.find((one) => one.lineId === line.lineId)?.totalMinor;
          return {
            event: 'line-removed',
            aboutSaleId: before.saleId,
            name: line.name,
            quantityMilli: line.quantityMilli,
            ...(amountMinor !== undefined && { amountMinor }),
          };
        });
  void writeAll(ports, events);
}

async function writeAll({ journal }: TillPorts, events: readonly TillEvent[]): Promise<void> {
  try {
    for (const event of events) await journal.note(event);
  } catch (error) {
    console.warn('not written down', error);
    useToasts.getState().show({ message: t('till.notNoted'), tone: 'danger', key: 'not-noted' });
  }
}
