export { ACCOUNT, type Account, type AccountCode, type AccountType, DEFAULT_ACCOUNTS } from './accounts.ts';
export { credit, debit, type Posting, type PostingLine, posting, postingWithSuspense } from './posting.ts';
export {
  netDiscount,
  type PostedLine,
  type PostedTender,
  postCardDeclined,
  postCustomerPayment,
  postDepositReturned,
  postDepositTaken,
  postQuarantinedReturn,
  postQuarantinedSale,
  postReturn,
  postSale,
  postTendersCorrected,
  type TradeFacts,
  type UnpaidPlace,
} from './sale-posting.ts';
export {
  postCashMoved,
  postGoodsReceipt,
  postOpeningFloat,
  postOpeningStock,
  postShiftClosed,
  postStockAdjustment,
  postWriteOff,
} from './shop-posting.ts';
