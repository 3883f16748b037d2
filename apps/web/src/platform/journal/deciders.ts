/** What decides about everything but a sale: one file that is loaded after the first paint, so that the first scan is sooner. */
export { decideApproval } from './approval.ts';
export { decideBlindReturn } from './blind-return.ts';
export { decideHandOver, decideMoveCash, decideNote, decideOpenDrawer } from './cash.ts';
export { decideCorrection, paidWith, uncertainSales } from './correct.ts';
export { decideCustomerCreated, decideCustomerPaid, unsentCustomers, unsentEntries } from './customer.ts';
export { decideDepositReturned, decideDepositTaken } from './deposit.ts';
export { decideExchange } from './exchange.ts';
export { decideReturn, loadReturnable, returnableOf, withReturns } from './return.ts';
export { decideCloseShift, decideOpenShift } from './shift.ts';
export { decideVoid } from './void.ts';
