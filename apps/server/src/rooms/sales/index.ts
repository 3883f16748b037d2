export {
  type LineInputs,
  returnableToLoad,
  type ReturnedRow,
  type SaleLineRow,
  type SaleRow,
  saleSteps,
  type SaleTaxRow,
  type SaleWrites,
} from './sale-rows.ts';
