export {
  type Receipt,
  type ReceiptShop,
  type ReturnReceipt,
  receiptPaper,
  type SaleReceipt,
} from '@mosaajii/domain/paper';
export { printCopy } from './copies.ts';
export { BRIDGE_URL, type DevicePrinter, type PrinterLink } from './device-printer.ts';
export { SendQuote } from './options/send-quote.tsx';
export { PaperView } from './paper-view.tsx';
export { printByBrowser, printNode } from './print.tsx';
export {
  afterSale,
  devicePrinter,
  openDrawer,
  openPrintPanel,
  printPaper,
  printQueue,
  printReceipt,
  putDevicePrinter,
} from './printing.ts';
export type { ReceiptLinks } from './receipt-link.ts';
export { keepSending } from './receipt-mails.ts';
export { ReceiptPaper } from './receipt-paper.tsx';
export { openReceiptOptions, withLink } from './receipt-sending.ts';
export { chooseSerialPort, serialOfBrowser } from './transports/serial.ts';
export { chooseUsbPrinter, usbOfBrowser } from './transports/usb.ts';
