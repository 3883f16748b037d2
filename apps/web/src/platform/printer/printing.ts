import { ok, type Result } from '@mosaajii/domain';
import {
  drawerKick,
  encodeEscPos,
  type Paper,
  practicePaper,
  type Receipt,
  receiptPaper,
} from '@mosaajii/domain/paper';

import { printing as words } from '../i18n/en/printing.ts';
import { addMessages, t } from '../i18n/index.ts';
import { newId } from '../ids/index.ts';
import { webLock } from '../journal/lock.ts';
import { isPractice } from '../practice/mode.ts';
import { useToasts } from '../ui/index.ts';
import { BROWSER_PRINTER, type DevicePrinter } from './device-printer.ts';
import { deviceDatabase } from './device-values.ts';
import { drawLine } from './draw-line.ts';
import { printByBrowser } from './print.tsx';
import { idbShelf } from './queue/idb-shelf.ts';
import { createPrintQueue, type PrintOutcome } from './queue/print-queue.ts';
import { bridgeSender } from './transports/bridge.ts';
import { type PrinterFailure, type SendBytes } from './transports/model.ts';
import { serialOfBrowser, serialSender } from './transports/serial.ts';
import { usbOfBrowser, usbSender } from './transports/usb.ts';

addMessages('printing', words);

const SETTING = 'printer';

/** The printer of this device, as it was set up; the browser's dialog until then. */
export async function devicePrinter(): Promise<DevicePrinter> {
  const kept = (await (await deviceDatabase()).get('values', SETTING)) as DevicePrinter | undefined;
  return kept ?? BROWSER_PRINTER;
}

export async function putDevicePrinter(printer: DevicePrinter): Promise<void> {
  await (await deviceDatabase()).put('values', printer, SETTING);
}

function senderOf({ link }: DevicePrinter): SendBytes | null {
  if (link.kind === 'usb') return usbSender(usbOfBrowser(), link);
  if (link.kind === 'serial') return serialSender(serialOfBrowser(), link);
  return link.kind === 'bridge' ? bridgeSender(link) : null;
}

async function send(paper: Paper, paperWidthMm: 58 | 80): Promise<Result<null, PrinterFailure>> {
  const printer = await devicePrinter();
  const sender = senderOf(printer);
  if (sender === null) {
    await printByBrowser(paper, paperWidthMm);
    return ok(null);
  }
  return sender(encodeEscPos(paper, { ...printer, paperWidthMm }, drawLine));
}

/** What waits for this device's printer. */
export const printQueue = createPrintQueue({
  shelf: idbShelf(deviceDatabase),
  lock: webLock('mosaajii-printer'),
  send,
  now: () => new Date(),
  newId,
});

/**
 * Prints a paper on this device's printer. What fails is kept and said; the sale itself is complete whether or not paper
 * came out. With the `saleId` of its sale a receipt that does not come out can be mailed instead.
 */
export async function printPaper(paper: Paper, paperWidthMm: 58 | 80, saleId?: string): Promise<void> {
  const printer = await devicePrinter();
  // The browser's dialog says itself what it could not do, and answers nothing: there is nothing to keep.
  if (printer.link.kind === 'browser') return printByBrowser(paper, paperWidthMm);
  // Marked before it is kept: a job that waits until practice is over is still no receipt.
  if (isPractice()) say(await printQueue.submit(practicePaper(paper), paperWidthMm));
  else say(await printQueue.submit(paper, paperWidthMm, saleId));
}

/** Prints a receipt on this device's printer; `saleId` as for `printPaper`. */
export function printReceipt(receipt: Receipt, saleId?: string): Promise<void> {
  return printPaper(receiptPaper(receipt), receipt.shop.paperWidthMm, saleId);
}

function say(outcome: PrintOutcome): void {
  if (outcome.isPrinted) return;
  useToasts.getState().show({
    message: t('printing.failed', { why: outcome.job.failure }),
    tone: 'danger',
    key: 'print-failed',
    durationMs: 15_000,
    action: { label: t('printing.show'), run: () => void openPrintPanel() },
  });
}

/** Shows what waits for the printer, above whatever screen is open. */
export async function openPrintPanel(): Promise<void> {
  const { showPanel } = await import('./panel/show-panel.tsx');
  await printQueue.load();
  showPanel(printQueue);
}

/**
 * Opens the drawer that is plugged into the printer. A drawer that did not open is said, and not opened later by itself. Whoever
 * calls this has written down why. Practice opens none: the money in it is real, and what was practised is written nowhere.
 */
export async function openDrawer(): Promise<Result<null, PrinterFailure>> {
  if (isPractice()) {
    useToasts.getState().show({ message: t('printing.drawerPractice'), key: 'drawer-practice' });
    return ok(null);
  }
  const printer = await devicePrinter();
  const sender = printer.hasDrawer ? senderOf(printer) : null;
  if (sender === null) return ok(null);
  const sent = await webLock('mosaajii-printer').hold(() => sender(drawerKick()));
  if (!sent.ok) {
    const message = t('printing.drawerFailed', { why: sent.error.detail });
    useToasts.getState().show({ message, tone: 'danger', key: 'drawer-failed' });
  }
  return sent;
}

/** After a sale: the drawer opens where cash was taken, and the receipt comes out where the device is set up for it. */
export async function afterSale(hasCash: boolean, saleId: string, receipt: () => Promise<Receipt>): Promise<boolean> {
  const printer = await devicePrinter();
  if (hasCash && !isPractice()) await openDrawer();
  if (!printer.isAutomatic || printer.link.kind === 'browser') return false;
  await printReceipt(await receipt(), saleId);
  return true;
}
