import type { PaperLanguage } from './model.ts';

/** The parts of a receipt that a shop puts in its order. */
export const RECEIPT_PARTS = [
  'logo',
  'shop',
  'header',
  'document',
  'customer',
  'lines',
  'totals',
  'taxes',
  'note',
  'footer',
  'barcode',
  'link',
] as const;
export type ReceiptPart = (typeof RECEIPT_PARTS)[number];

/** What a receipt has to say by law: who sold, which document, what, for how much, and the tax. They move but do not go. */
export const REQUIRED_PARTS: ReadonlySet<ReceiptPart> = new Set(['shop', 'document', 'lines', 'totals', 'taxes']);

/** A logo as printers draw it: the dots of a `Bitmap`, in base64. */
export interface StoredBitmap {
  readonly width: number;
  readonly height: number;
  readonly bits: string;
}

/** How a store wants its receipts. */
export interface ReceiptTemplate {
  /** `null`: the language of the shop's locale. */
  readonly language: PaperLanguage | null;
  readonly logo: StoredBitmap | null;
  /** Every part that is printed, in its order. */
  readonly parts: readonly ReceiptPart[];
  readonly hasSku: boolean;
  /** Each discount on a line of its own; otherwise lines show what they came to. */
  readonly hasDiscounts: boolean;
  /** The base of each tax beside its amount. */
  readonly hasTaxBases: boolean;
}

/** Of a store that has decided nothing: what receipts looked like before there were templates. */
export const PLAIN_TEMPLATE: ReceiptTemplate = {
  language: null,
  logo: null,
  parts: ['logo', 'shop', 'header', 'document', 'customer', 'lines', 'totals', 'taxes', 'note', 'footer'],
  hasSku: false,
  hasDiscounts: true,
  hasTaxBases: true,
};

/** The widest and highest logo: two thirds of the narrow roll, dots. */
export const LOGO_LIMITS = { width: 256, height: 160 } as const;

/** Whether an order of parts has what the law asks for, and nothing twice. */
export function isPartsOrder(parts: readonly ReceiptPart[]): boolean {
  return new Set(parts).size === parts.length && [...REQUIRED_PARTS].every((part) => parts.includes(part));
}
