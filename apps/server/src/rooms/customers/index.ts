export { CUSTOMER_QUERIES, type CustomerRow, customerSteps, type NewCustomerRow } from './customer-rows.ts';
export { type EnclosedOperation, enclosureHash, takeEnclosures } from './enclosures.ts';
export { customersRoutes } from './routes.ts';
export { CUSTOMER_ITEMS } from './section.ts';
