import { randomUUID } from 'node:crypto';
import { type Discount, engineOf, milli, minor, priceE4, type SaleCompleted, type TenderInput } from '@mosaajii/domain';
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

/** The sale of a gift card as a till of before made it: with a discount on the whole sale. */
export function discountedCardSale(
  from: TestRegister,
  cardId: string,
  amountMinor: number,
  saleDiscounts: readonly Discount[],
) {
  const given = cardSale(from, cardId, amountMinor);
  const { payload } = given;
  const engine = engineOf(payload.engineVersion);
  if (!engine) throw new Error('no engine');
  const totals = engine.computeOrder({ ...payload, saleDiscounts });
  const settlement = engine.settle(totals.totalMinor, payload.rules, payload.tenders);
  if (!settlement.ok) throw new Error(settlement.error.detail);
  const claimed = engine.claimedTotals(totals, settlement.value);
  const signed = from.sign({ ...given, payload: { ...payload, saleDiscounts, claimed } });
  from.hash = signed.hash;
  return signed;
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
