export { salesRoutes } from './routes.ts';
export {
  type LineInputs,
  type ReturnedRow,
  returnableToLoad,
  type SaleLineRow,
  type SaleRow,
  type SaleTaxRow,
  type SaleWrites,
  saleSteps,
} from './sale-rows.ts';
