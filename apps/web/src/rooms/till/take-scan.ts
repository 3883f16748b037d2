import type { Milli } from '@mosaajii/domain/money';
import type { Scan } from '../../platform/scanner/index.ts';
import { offer } from './offer-goods.ts';
import { timesOf } from './selling.ts';
import type { takeOther as TakeOther } from './take-other.ts';
import type { Till } from './till-context.tsx';

type Navigate = (path: string) => void;

let takeOther: typeof TakeOther | null = null;
/** Scans that came while the reader of all other codes was on its way: the order of the counter is that of the lines. */
let waiting: (() => void)[] | null = null;

/** Fetches what reads labels, GS1 codes and the codes of the shop before the first one is scanned. It is kept on the device. */
export async function loadScanReader(): Promise<void> {
  takeOther ??= (await import('./take-other.ts')).takeOther;
}

/** Does what a scanned code asks for, in the order of the scans. Every code leads to something that can be seen. */
export function takeScan(till: Till, navigate: Navigate, scan: Scan, quantityMilli: Milli | null = null): void {
  inOrder(() => {
    const hit = till.ports.catalog.byCode(scan.code);
    if (hit === null) return takeUnlisted(till, navigate, scan, quantityMilli);
    offer(till, { hit, ...timesOf(quantityMilli ?? till.carts.store.getState().nextQuantity, hit) });
  });
}

function inOrder(take: () => void): void {
  if (waiting === null) take();
  else waiting.push(take);
}

function takeUnlisted(till: Till, navigate: Navigate, scan: Scan, quantityMilli: Milli | null): void {
  if (takeOther !== null) return takeOther(till, navigate, scan, quantityMilli);
  waiting = [];
  void loadScanReader()
    .then(
      () => takeOther?.(till, navigate, scan, quantityMilli),
      // Without its reader the code is one that nobody knows, and waits beside the cart.
      () => void till.selling.code(scan.code, quantityMilli),
    )
    .finally(() => {
      const takes = waiting ?? [];
      waiting = null;
      for (const take of takes) inOrder(take);
    });
}
