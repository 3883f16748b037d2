import { randomUUID } from 'node:crypto';
import { milli, minor, priceE4, type SaleCompleted, type TenderInput } from '@mosaajii/domain';
import type { TestRegister } from './test-register.ts';

/** A sale that sells a gift card for cash; `amountMinor` is loaded. */
export function cardSale(from: TestRegister, cardId: string, amountMinor: number) {
  return from.sale({
    pieces: [1],
    line: (line) => ({
      ...line,
      variantId: cardId,
      quantityMilli: milli(1000),
      listPriceE4: priceE4(amountMinor * 10_000),
      unitPriceE4: priceE4(amountMinor * 10_000),
      priceSource: 'open',
      taxes: [],
      giftCard: { cardId, hint: '1234', expiresOn: '2027-03-02' },
    }),
  });
}

/** A sale that one tender pays in full. */
export function paidWith(
  from: TestRegister,
  tender: Partial<TenderInput> & Pick<TenderInput, 'kind'>,
  customerId?: string,
) {
  return from.sale({
    pieces: [2],
    tenders: (total) => [{ tenderId: randomUUID(), amountMinor: minor(total), ...tender }],
    change: (sale): SaleCompleted => (customerId === undefined ? sale : { ...sale, customer: { customerId } }),
  });
}
