import { afterSale } from '../../platform/printer/index.ts';
import { fullReceipt, markPrinted } from './print-sale.ts';
import type { Till } from './till-context.tsx';
import type { DoneSale } from './till-state.ts';

/**
 * Lets the drawer and the paper follow each sale, beside the selling: nothing of a printer is waited for. A sale that was
 * done before this began is followed too. Returns how to stop.
 */
export function watchSales(till: Till): () => void {
  const { store } = till.carts;
  let lastId = '';
  const look = ({ done }: { readonly done: DoneSale | null }) => {
    if (done === null || done.sale.saleId === lastId) return;
    lastId = done.sale.saleId;
    void follow(till, done.sale);
  };
  look(store.getState());
  return store.subscribe(look);
}

async function follow({ ports }: Till, sale: DoneSale['sale']): Promise<void> {
  const hasCash = sale.payload.tenders.some((tender) => tender.kind === 'cash');
  const isPrinted = await afterSale(hasCash, sale.payload.saleId, () => fullReceipt(ports, sale));
  if (isPrinted) markPrinted(sale.receiptNumber);
}
