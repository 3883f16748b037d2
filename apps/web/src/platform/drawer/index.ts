export { CashDialog } from './cash-dialog.tsx';
export { HandOverDialog } from './hand-over-dialog.tsx';
export { NoSaleDialog } from './no-sale-dialog.tsx';
export { printSlip } from './print-slip.ts';
export { ReasonChips } from './reason-chips.tsx';
export { takeOver } from './take-over.ts';
