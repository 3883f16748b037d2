import { isOrderNumber } from '@mosaajii/domain/purchasing';
import type { KindHandler } from './scan-kinds.ts';

/**
 * The bars on the paper of a purchase order open it in the office, where its goods are received, for whoever may see it. While
 * money is taken nothing leads away from it.
 */
export function opensOrders(mayRead: () => boolean): KindHandler {
  return (code, { navigate, isPaying }) => {
    if (isPaying || !mayRead() || !isOrderNumber(code)) return 'unknown';
    navigate(`/purchasing/${code}`);
    return 'taken';
  };
}
