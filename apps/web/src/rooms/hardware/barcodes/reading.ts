import { codesOfLabel, decimalText, readScan, type ScanReading, type ScanRule } from '@mosaajii/domain/barcode';
import { missingElement, readGs1 } from '@mosaajii/domain/gs1';
import type { MessageKey } from '../../../platform/i18n/index.ts';

/** How a code is read, in rows that a person can compare with the label. */
export interface ReadingView {
  readonly kind: MessageKey;
  readonly item?: string;
  readonly value?: string;
  /** Under which codes goods are looked for, in this order. */
  readonly codes: readonly string[];
  readonly elements: readonly { readonly ai: string; readonly value: string }[];
  /** Why it cannot be used. */
  readonly problem?: string;
  /** What it lacks by GS1's rules, although the till sells it. */
  readonly incomplete?: string;
}

const KINDS: Readonly<Record<Exclude<ScanReading['kind'], 'wrong-check'>, MessageKey>> = {
  product: 'hardware.kindProduct',
  badge: 'hardware.kindBadge',
  label: 'hardware.kindLabel',
  gs1: 'hardware.kindGs1',
  receipt: 'hardware.kindReceipt',
  'customer-card': 'hardware.kindCustomerCard',
  'gift-card': 'hardware.kindGiftCard',
  voucher: 'hardware.kindVoucher',
  coupon: 'hardware.kindCoupon',
  'purchase-order': 'hardware.kindPurchaseOrder',
};

/** Reads a code by a table, as the till does. */
export function readingView(
  code: string,
  rules: readonly ScanRule[],
  knows: (code: string) => boolean,
  nowYear: number,
): ReadingView {
  const reading = readScan(code, rules, knows);
  switch (reading.kind) {
    case 'wrong-check':
      return {
        kind: reading.which === 'code' ? 'hardware.kindWrongCheck' : 'hardware.kindWrongValue',
        codes: [],
        elements: [],
      };
    case 'label': {
      const { item, value } = reading;
      return { kind: KINDS.label, item, value: decimalText(value), codes: codesOfLabel(reading), elements: [] };
    }
    case 'gs1':
      return gs1View(reading.code, nowYear);
    case 'product':
      return { kind: KINDS.product, codes: [reading.code], elements: [] };
    case 'badge':
    case 'receipt':
    case 'customer-card':
    case 'gift-card':
    case 'voucher':
    case 'coupon':
    case 'purchase-order':
      return { kind: KINDS[reading.kind], codes: [], elements: [] };
  }
}

function gs1View(code: string, nowYear: number): ReadingView {
  const read = readGs1(code, nowYear);
  if (!read.ok) return { kind: KINDS.gs1, codes: [], elements: [], problem: read.error.detail };
  const missing = missingElement(read.value);
  return {
    kind: KINDS.gs1,
    codes: read.value.filter(({ ai }) => ai === '01').map(({ value }) => value),
    elements: read.value,
    ...(missing === null ? {} : { incomplete: missing.detail }),
  };
}
