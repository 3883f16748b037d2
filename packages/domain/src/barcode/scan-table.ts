/** What a code of a shop's own can be, beside goods. */
export const CODE_KINDS = ['receipt', 'customer-card', 'gift-card', 'voucher', 'coupon', 'purchase-order'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/** A layout of labels that the shop's scales print. */
export interface LabelRule {
  readonly kind: 'label';
  readonly pattern: string;
  readonly measure: 'weight' | 'price' | 'count';
  /** Decimals of the value: 3 for grams of a kilogram, 2 for cents. */
  readonly decimals: number;
  /** For a price: sell as much as it buys, or one at this price. */
  readonly priceAs: 'quantity' | 'price';
}

/** Codes that begin or look like something: `R*`. `*` stands for anything, `#` for a digit, every other character for itself. */
export interface CodeRule {
  readonly kind: CodeKind;
  readonly pattern: string;
}

/** One row of the table that tells codes apart. The first that fits decides; goods of the catalogue come before them all. */
export type ScanRule = LabelRule | CodeRule;

export const MOST_SCAN_RULES = 40;
export const MOST_PATTERN = 40;

/** What a new shop begins with. Labels are left out: each scale prints its own. */
export const DEFAULT_SCAN_RULES: readonly ScanRule[] = [
  { kind: 'receipt', pattern: 'R#*' },
  { kind: 'customer-card', pattern: 'C#*' },
  { kind: 'gift-card', pattern: 'G#*' },
  { kind: 'voucher', pattern: 'V#*' },
  { kind: 'coupon', pattern: 'K#*' },
  { kind: 'purchase-order', pattern: 'P#*' },
  { kind: 'purchase-order', pattern: 'PO-#*' },
];
