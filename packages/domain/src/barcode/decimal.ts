/** A number with its decimals: 1.500 is `{ digits: 1500, decimals: 3 }`. Exact, as printed. */
export interface Decimal {
  readonly digits: number;
  readonly decimals: number;
}

/** "1.23456": the digits with their point. */
export function decimalText({ digits, decimals }: Decimal): string {
  if (decimals === 0) return String(digits);
  const text = String(digits).padStart(decimals + 1, '0');
  return `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
}

/** The same number with other decimals, rounded half up: 1.2345 in thousandths is 1235. */
export function rescale({ digits, decimals }: Decimal, to: number): number {
  if (to >= decimals) return digits * 10 ** (to - decimals);
  const step = 10 ** (decimals - to);
  return Math.floor((digits * 2 + step) / (step * 2));
}
