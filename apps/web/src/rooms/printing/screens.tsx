export { printing as words } from '../../platform/i18n/en/printing.ts';
export { DisplayScreen } from './display-screen.tsx';
export { PrintersScreen } from './printers-screen.tsx';
export { PublicReceiptScreen } from './public-receipt-screen.tsx';
export { ReceiptsScreen } from './receipts-screen.tsx';
