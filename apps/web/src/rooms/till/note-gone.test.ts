import { minor } from '@mosaajii/domain/money';
import { beforeEach, expect, it, vi } from 'vitest';
import type { TillEvent } from './ports.ts';
import { BREAD, MILK, openTill, TEA } from './till-fixture.ts';

let till: Awaited<ReturnType<typeof openTill>>['till'];
let noted: TillEvent[];
beforeEach(async () => {
  noted = [];
  ({ till } = await openTill({
    ports: (ports) => ({
      ...ports,
      journal: {
        ...ports.journal,
        note: async (event) => {
          noted.push(event);
          return ports.journal.note(event);
        },
      },
    }),
  }));
  for (const code of [MILK, MILK, MILK, BREAD, TEA]) till.selling.code(code);
});
const cart = () => till.carts.active();
/** As after a look at the total by the customer. */
async function total(): Promise<void> {
  await till.paying.open();
  till.paying.close();
}
const hasNoted = (events: readonly Partial<TillEvent>[]) => vi.waitFor(() => expect(noted).toMatchObject(events));

it('writes down a line that goes after the total, and nothing of what went before it', async () => {
  till.selling.remove(cart().lines[2]?.lineId ?? '');
  await total();
  till.selling.remove(cart().lines[1]?.lineId ?? '');
  await hasNoted([
    { event: 'line-removed', name: 'White Bread 600 g', quantityMilli: 1000, amountMinor: minor(7_000) },
  ]);
  expect(noted).toHaveLength(1);
});

it('writes down what a line was lessened by after the total', async () => {
  await total();
  const [milk] = cart().lines;
  till.selling.setQuantity(milk?.lineId ?? '', 1000);
  await hasNoted([
    { event: 'line-removed', name: 'Brookside Milk 1 L', quantityMilli: 2000, amountMinor: minor(26_000) },
  ]);
  till.selling.setQuantity(milk?.lineId ?? '', 4000);
  expect(noted).toHaveLength(1);
});

it('goes on writing down after a step back to before the total', async () => {
  await total();
  till.selling.undo();
  await hasNoted([{ event: 'line-removed', name: 'Kericho Gold Tea 250 g' }]);
  till.selling.remove(cart().lines[1]?.lineId ?? '');
  await hasNoted([{}, { event: 'line-removed', name: 'White Bread 600 g' }]);
});

it('says of a sale that is left as a whole what it came to', async () => {
  await total();
  till.carts.change((now) => ({ ...now, lines: [] }));
  await hasNoted([{ event: 'sale-abandoned', lineCount: 3 }]);
});
