import { minor } from '@mosaajii/domain/money';
import { t } from '../../platform/i18n/index.ts';
import { setCustomer } from './cart-customer.ts';
import { onCodeOf } from './scan-kinds.ts';
import type { Till } from './till-context.tsx';

/** A scanned customer card attaches its customer; a scanned gift card waits in the payment. Returns how to stop. */
export function answerCustomerCodes(till: Till): () => void {
  const { carts, ports } = till;
  const stops = [
    onCodeOf('customer-card', (code) => {
      const customer = ports.customers.byCard(code);
      if (customer === null) return 'unknown';
      carts.change((cart) => setCustomer(cart, customer));
      carts.store.setState({ announcement: t('till.saidCustomer', { name: customer.name }) });
      return 'taken';
    }),
    onCodeOf('gift-card', async (code, { isPaying }) => {
      const card = await ports.value.cardOf(code);
      if (card === null) return 'unknown';
      if (!isPaying) {
        carts.store.setState({ layer: { kind: 'sell-gift-card', code } });
        return 'taken';
      }
      carts.store.setState({ giftCard: { ...card, spendableMinor: null } });
      const balance = await ports.value.balance(card.cardId);
      if (balance.ok)
        carts.store.setState({ giftCard: { ...card, spendableMinor: minor(balance.value.spendableMinor) } });
      return 'taken';
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
