import type { CodePage } from '@mosaajii/domain/paper';

/** How this device reaches its receipt printer. */
export type PrinterLink =
  /** The browser's own dialog: any printer that the device knows. */
  | { readonly kind: 'browser' }
  | { readonly kind: 'usb'; readonly vendorId: number; readonly productId: number; readonly name: string }
  | { readonly kind: 'serial'; readonly baudRate: number; readonly name: string }
  /** A small program on this computer that speaks to a printer on the network. */
  | { readonly kind: 'bridge'; readonly url: string; readonly token: string };

/** What is decided for this device alone. */
export interface DevicePrinter {
  readonly link: PrinterLink;
  readonly codePage: CodePage;
  readonly hasCutter: boolean;
  readonly hasDrawer: boolean;
  /** Each sale's receipt comes out by itself. Never with the browser's dialog, which would stop the next sale. */
  readonly isAutomatic: boolean;
}

export const BROWSER_PRINTER: DevicePrinter = {
  link: { kind: 'browser' },
  codePage: 'cp858',
  hasCutter: true,
  hasDrawer: false,
  isAutomatic: false,
};

/** Where the bridge listens unless it is told otherwise; the content policy allows this one place. */
export const BRIDGE_URL = 'http://127.0.0.1:9188';
