import { minor } from '@mosaajii/domain/money';
import { t } from '../../platform/i18n/index.ts';
import { useToasts } from '../../platform/ui/index.ts';
import type { Cart } from './cart.ts';
import { figuresOf } from './order.ts';
import type { TillEvent, TillPorts } from './ports.ts';

/** Whether less is in a cart than before: a line is gone, or there is less of it. */
export function hasLess(before: Cart, after: Cart): boolean {
  if (before.lines === after.lines) return false;
  const left = new Map(after.lines.map((line) => [line.lineId, line.quantityMilli]));
  return before.lines.some((line) => (left.get(line.lineId) ?? 0) < line.quantityMilli);
}

/** Writes down what left a cart after its total was named: what each line has less, or the whole sale when nothing is left. */
export function noteGone(ports: TillPorts, before: Cart, after: Cart): void {
  const left = new Map(after.lines.map((line) => [line.lineId, line.quantityMilli]));
  const gone = before.lines.filter((line) => (left.get(line.lineId) ?? 0) < line.quantityMilli);
  const [totals, rest] = [totalsOf(before, ports), totalsOf(after, ports)];
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
          const [came, comes] = [totals, rest].map(
            (of) => of?.lines.find((one) => one.lineId === line.lineId)?.totalMinor,
          );
          const amountMinor = came === undefined ? undefined : minor(came - (comes ?? 0));
          return {
            event: 'line-removed',
            aboutSaleId: before.saleId,
            name: line.name,
            quantityMilli: line.quantityMilli - (left.get(line.lineId) ?? 0),
            ...(amountMinor !== undefined && { amountMinor }),
          };
        });
  void writeAll(ports, events);
}

function totalsOf(cart: Cart, { shop }: TillPorts) {
  const figures = figuresOf(cart, shop.rules);
  return figures.kind === 'totals' ? figures.totals : null;
}

async function writeAll({ journal }: TillPorts, events: readonly TillEvent[]): Promise<void> {
  try {
    for (const event of events) await journal.note(event);
  } catch (error) {
    console.warn('not written down', error);
    useToasts.getState().show({ message: t('till.notNoted'), tone: 'danger', key: 'not-noted' });
  }
}
