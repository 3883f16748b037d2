import { watchSales } from './after-sale.ts';
import { loadPrinter } from './print-last.ts';
import { showCustomer } from './publish-display.ts';
import type { Till } from './till-context.tsx';

/** What goes on beside the selling, and is not needed for the first scan: drawer, paper, customer display. Returns how to stop. */
export function besideSelling(till: Till): () => void {
  void import('./goodwill.ts');
  // A receipt that waits for the server goes as soon as it can.
  void loadPrinter().then(({ keepSending }) => keepSending());
  const stops = [watchSales(till), showCustomer(till)];
  return () => {
    for (const stop of stops) stop();
  };
}
