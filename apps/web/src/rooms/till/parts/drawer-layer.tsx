import type { CashMovementKind } from '@mosaajii/domain/operation';
import { CashDialog, NoSaleDialog } from '../../../platform/drawer/index.ts';
import { useTill } from '../till-context.tsx';

/** Cash in or out without a sale, over the till; the cart stays as it is. */
export function DrawerLayer({ what }: { readonly what: CashMovementKind | 'no-sale' }) {
  const { carts } = useTill();
  const close = () => carts.store.setState({ layer: null });
  return what === 'no-sale' ? <NoSaleDialog onClose={close} /> : <CashDialog kind={what} onClose={close} />;
}
