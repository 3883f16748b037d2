import type { Till } from './till-context.tsx';

/** The printer's code, kept on the device with the rest of the program. */
export const loadPrinter = () => import('./print-sale.ts');

/** Prints the last sale; a second time it says that it is a copy. */
export const printLastSale = (till: Till) => loadPrinter().then((printer) => printer.printLastSale(till));

/** What else can be done with the paper of the last sale: a gift receipt, its QR code, mail. */
export const openLastReceipt = (till: Till) => loadPrinter().then((printer) => printer.openLastReceipt(till));
