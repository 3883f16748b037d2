import { onPracticeChanged } from '../../platform/practice/keep-practice.ts';
import { keepSending } from '../../platform/printer/index.ts';
import { watchSales } from './after-sale.ts';
import { keepHeld } from './holding/keep-held.ts';
import { watchInstall } from './offer-install.ts';
import { showCustomer } from './publish-display.ts';
import type { Till } from './till-context.tsx';
import { watchStorage } from './watch-storage.ts';

/** What goes on beside the selling, and is not needed for the first scan: drawer, paper, customer display. Returns how to stop. */
export function besideSelling(till: Till): () => void {
  void import('./goodwill.ts');
  void import('./device-value.ts');
  // A receipt that waits for the server goes as soon as it can.
  keepSending();
  // Another tab began practice or ended it: this one goes along, with the same carts.
  const reload = onPracticeChanged(() => location.reload());
  // What is held in practice is nobody else's business.
  const held = till.ports.practice?.isOn === true ? [] : [keepHeld(till)];
  const stops = [
    watchSales(till),
    watchInstall(till),
    showCustomer(till),
    watchStorage(navigator.storage),
    reload,
    ...held,
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
