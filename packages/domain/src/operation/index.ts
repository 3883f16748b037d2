export { canonicalJson } from './canonical-json.ts';
export { FLAGS, type Flag } from './flags.ts';
export { GENESIS_HASH, operationHashInput, type UnsealedOperation } from './hash-input.ts';
export type * from './model.ts';
export { formatReceiptNumber, parseReceiptNumber, type ReceiptNumberRefusal } from './receipt-number.ts';
export * from './shift-facts.ts';
