import { randomUUID } from 'node:crypto';
import {
  ENGINE_VERSION,
  engineOf,
  minor,
  type Operation,
  type SaleCompleted,
  type SaleLineInput,
  type TenderInput,
} from '@mosaajii/domain';
import type { DepositReturned, DepositTaken } from '@mosaajii/domain/layaway';
import { RULES, type TestRegister, TODAY } from '../sync/test-register.ts';

export const cash = (amountMinor: number): TenderInput => ({
  tenderId: randomUUID(),
  kind: 'cash',
  amountMinor: minor(amountMinor),
});
export const card = (amountMinor: number): TenderInput => ({ ...cash(amountMinor), kind: 'card-manual' });

/** Three pieces for 5.99, and what they come to. */
export function orderOf(from: TestRegister, change: (line: SaleLineInput) => SaleLineInput = (line) => line) {
  const order = { rules: RULES, lines: [from.line(0, 2), from.line(1, 1)].map(change), saleDiscounts: [] };
  const totals = engineOf(ENGINE_VERSION)?.computeOrder(order);
  if (totals === undefined) throw new Error('no engine');
  return { order, totalMinor: totals.totalMinor };
}

let deposits = 0;
/** As registers make them: later ones are greater. */
function nextDepositId(): string {
  deposits += 1;
  return `${String(deposits).padStart(8, '0')}${randomUUID().slice(8)}`;
}

/** What registers do with layaways of a customer. */
export function layawaysOf(customer: () => string) {
  const about = (from: TestRegister, layawayId: string) => ({
    depositId: nextDepositId(),
    layawayId,
    customerId: customer(),
    shiftId: from.shiftId,
    businessDate: TODAY,
    currencyCode: 'GBP',
  });

  function takes(
    from: TestRegister,
    layawayId: string,
    tenders: readonly TenderInput[],
    opening?: DepositTaken['opens'],
  ) {
    const amountMinor = minor(tenders.reduce((total, part) => total + part.amountMinor, 0));
    const payload = {
      ...about(from, layawayId),
      amountMinor,
      tenders,
      ...(opening === undefined ? {} : { opens: opening }),
    };
    return from.seal('deposit.taken', payload, payload.depositId);
  }

  /** Opens a layaway of 5.99 with some money. */
  function opens(
    from: TestRegister,
    tenders: readonly TenderInput[],
    dueOn = '2026-04-01',
    change?: (line: SaleLineInput) => SaleLineInput,
  ) {
    const layawayId = randomUUID();
    const { order, totalMinor } = orderOf(from, change);
    const operation = takes(from, layawayId, tenders, { dueOn, engineVersion: ENGINE_VERSION, order, totalMinor });
    return { layawayId, order, totalMinor, operation };
  }

  function completes(
    from: TestRegister,
    layaway: { readonly layawayId: string; readonly order: ReturnType<typeof orderOf>['order'] },
    deposit: number,
    authorisationId?: string,
    change: (sale: SaleCompleted) => SaleCompleted = (sale) => sale,
  ): Operation<'sale.completed'> {
    const { layawayId, order } = layaway;
    const named = authorisationId === undefined ? {} : { authorisationId };
    return from.sale({
      pieces: order.lines.map((line) => line.quantityMilli / 1000),
      line: (_, index) => order.lines[index] ?? from.line(0, 1),
      tenders: (total) => [
        { tenderId: randomUUID(), kind: 'deposit', amountMinor: minor(deposit), ...named },
        ...(total > deposit ? [cash(total - deposit)] : []),
      ],
      change: (sale) => change({ ...sale, layawayId, customer: { customerId: customer() } }),
    });
  }

  function returns(
    from: TestRegister,
    layawayId: string,
    refunds: readonly TenderInput[],
    part: Partial<DepositReturned> = {},
  ) {
    const usual = { feeMinor: minor(0), refunds, reason: 'changed their mind' };
    const payload = { ...about(from, layawayId), ...usual, ...part };
    return from.seal('deposit.returned', payload, payload.depositId);
  }

  return { takes, opens, completes, returns };
}
