export {
  CUSTOMER_QUERIES,
  type CustomerOrdersRow,
  type CustomerOrdersStateRow,
  type CustomerRow,
  customerOrderSteps,
  customerSteps,
  type NewCustomerRow,
} from './customer-rows.ts';
export { type EnclosedOperation, enclosureHash, takeEnclosures } from './enclosures.ts';
export { listGroups } from './groups.ts';
export { readBuyer, verifyOrderCounts } from './order-counts.ts';
export { findCustomerIds, readCustomers } from './read-customers.ts';
export { customersRoutes } from './routes.ts';
export { CUSTOMER_ITEMS } from './section.ts';
