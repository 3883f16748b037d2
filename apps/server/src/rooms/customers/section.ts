import type { Customer } from '@mosaajii/contract/customers';
import type { CustomerItem } from '@mosaajii/domain/purse';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { readCustomerUses, readOrderCounts } from './order-counts.ts';
import { pageOfCustomers, readCustomers } from './read-customers.ts';

interface Asker {
  readonly deps: Pick<Deps, 'personal'>;
}

/** Customers as registers keep them: what the till shows and finds them by, and nothing else that is personal. */
export const CUSTOMER_ITEMS = {
  async page(tx: Tx, { deps }: Asker, after: string | null, limit: number): Promise<readonly CustomerItem[]> {
    // Those who are not active are items too: a page that is shorter than it may be would look like the last.
    return itemsOf(tx, await pageOfCustomers(deps.personal, tx, after, limit));
  },
  async byIds(tx: Tx, { deps }: Asker, ids: readonly string[]): Promise<readonly CustomerItem[]> {
    return itemsOf(tx, await readCustomers(deps.personal, tx, ids));
  },
} as const;

async function itemsOf(tx: Tx, customers: readonly Customer[]): Promise<CustomerItem[]> {
  const ids = customers.map(({ customerId }) => customerId);
  const [orders, uses] = [await readOrderCounts(tx, ids), await readCustomerUses(tx, ids)];
  return customers.map((customer) => {
    const [made, used] = [orders.get(customer.customerId), uses.get(customer.customerId)];
    return {
      ...itemOf(customer),
      ...(made === undefined ? {} : { orders: made }),
      ...(used === undefined ? {} : { promotionUses: used }),
    };
  });
}

function itemOf(customer: Customer): CustomerItem {
  const { customerId, name, company, phone, taxNumber, cardCode } = customer;
  return {
    id: customerId,
    name,
    ...(company === '' ? {} : { company }),
    ...(phone === '' ? {} : { phone }),
    ...(taxNumber === '' ? {} : { taxNumber }),
    ...(cardCode === '' ? {} : { cardCode }),
    ...(customer.taxCertificate === '' ? {} : { taxExemption: exemptionOf(customer) }),
    ...(customer.groupIds.length === 0 ? {} : { groupIds: customer.groupIds }),
    ...(customer.creditLimitMinor === null ? {} : { creditLimitMinor: customer.creditLimitMinor }),
    ...(customer.owedMinor === 0 ? {} : { owedMinor: customer.owedMinor }),
    ...(customer.storeCreditMinor === 0 ? {} : { storeCreditMinor: customer.storeCreditMinor }),
    ...(customer.points === 0 ? {} : { points: customer.points }),
    ...(customer.isActive && !customer.isErased ? {} : { isInactive: true as const }),
  };
}

function exemptionOf({
  taxCertificate: certificate,
  taxExemptUntil,
}: Customer): NonNullable<CustomerItem['taxExemption']> {
  return taxExemptUntil === null ? { certificate } : { certificate, until: taxExemptUntil };
}
