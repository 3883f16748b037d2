export { pageRule, printReceipt, printRows } from './print.tsx';
export {
  type Receipt,
  type ReceiptRow,
  type ReceiptShop,
  type ReturnReceipt,
  receiptRows,
  type SaleReceipt,
} from './receipt.ts';
export { type Paper, ReceiptPaper, RowsPaper } from './receipt-paper.tsx';
