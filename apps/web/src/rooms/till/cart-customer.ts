import type { SaleCustomer } from '@mosaajii/domain/operation';
import type { CustomerItem } from '@mosaajii/domain/purse';
import type { Cart } from './cart.ts';

/** Who buys a cart. Balances are asked for when they are shown; they change. */
export interface CartCustomer {
  readonly customerId: string;
  readonly name: string;
  readonly taxNumber?: string;
  /** Buys without taxes, by this certificate. */
  readonly taxCertificate?: string;
  readonly groupIds?: readonly string[];
}

/** Puts a customer on the cart; `null` takes them off. */
export function setCustomer(cart: Cart, customer: CustomerItem | null): Cart {
  const { customer: _before, ...rest } = cart;
  if (customer === null) return rest;
  const { id: customerId, name, taxNumber, taxExemption, groupIds } = customer;
  return {
    ...rest,
    customer: {
      customerId,
      name,
      ...(taxNumber === undefined ? {} : { taxNumber }),
      ...(taxExemption === undefined ? {} : { taxCertificate: taxExemption.certificate }),
      ...(groupIds === undefined ? {} : { groupIds }),
    },
  };
}

/**
 * The customer as the sale states them. A receipt with a tax number names who has it; otherwise the sale, which is kept for
 * ever, has the id alone.
 */
export function saleCustomer({ customer }: Cart): SaleCustomer | undefined {
  if (customer === undefined) return undefined;
  const { customerId, name, taxNumber } = customer;
  return taxNumber === undefined ? { customerId } : { customerId, name, taxNumber };
}
