export { pageRule, printReceipt } from './print.tsx';
export {
  type Receipt,
  type ReceiptRow,
  type ReceiptShop,
  type ReturnReceipt,
  receiptRows,
  type SaleReceipt,
} from './receipt.ts';
export { ReceiptPaper } from './receipt-paper.tsx';
