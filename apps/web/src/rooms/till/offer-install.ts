import { installWay, offersAfterSale } from '../../platform/install/index.ts';
import type { Till } from './till-context.tsx';
import type { DoneSale } from './till-state.ts';

/** The till's screen comes and goes; the sale that it shows then is counted once. */
let lastId = '';

/** Counts what this device sells, and offers to install the program when it has proved itself. Returns how to stop. */
export function watchInstall({ carts, ports }: Till): () => void {
  if (ports.practice?.isOn === true) return () => {};
  const { store } = carts;
  // Not within the change of the state: whatever becomes of the offer, the sale goes on.
  const count = async (saleId: string) => {
    lastId = saleId;
    await Promise.resolve();
    store.setState({ hasInstallOffer: offersAfterSale(localStorage, installWay()) });
  };
  const look = ({ done }: { readonly done: DoneSale | null }) => {
    if (done !== null && done.sale.saleId !== lastId) void count(done.sale.saleId);
  };
  look(store.getState());
  return store.subscribe(look);
}
