export { printing as words } from '../../platform/i18n/en/printing.ts';
export { PrintersScreen } from './printers-screen.tsx';
export { ReceiptsScreen } from './receipts-screen.tsx';
