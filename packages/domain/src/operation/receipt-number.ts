import { ok, type Refusal, type Result, refuse } from '../result.ts';
import type { ReceiptNumber } from './model.ts';

export type ReceiptNumberRefusal = Refusal<'not-a-receipt-number'>;

const PATTERN = /^([A-Z0-9]+(?:-[A-Z0-9]+)*)-([A-Z]{1,4})-(\d{6,15})$/;

/** `S1-R2-A-000214`: register code, series, sequence padded to six. Throws a RangeError on a sequence below 1. */
export function formatReceiptNumber(receipt: ReceiptNumber): string {
  if (!Number.isSafeInteger(receipt.sequence) || receipt.sequence < 1) {
    throw new RangeError(`receipts are numbered from 1: ${receipt.sequence}`);
  }
  return `${receipt.registerCode}-${receipt.series}-${String(receipt.sequence).padStart(6, '0')}`;
}

/** Reads what `formatReceiptNumber` wrote, in either case and with spaces around it. */
export function parseReceiptNumber(text: string): Result<ReceiptNumber, ReceiptNumberRefusal> {
  const [, registerCode, series, digits] = PATTERN.exec(text.trim().toUpperCase()) ?? [];
  const sequence = Number(digits);
  if (registerCode === undefined || series === undefined || !Number.isSafeInteger(sequence) || sequence < 1) {
    return refuse({ code: 'not-a-receipt-number', detail: 'A receipt number looks like S1-R2-A-000214.' });
  }
  return ok({ registerCode, series, sequence });
}
