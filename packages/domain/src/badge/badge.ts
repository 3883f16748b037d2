/** Digits only, so that no keyboard layout changes them; `98` is what GS1 leaves to a company's own use. */
export const BADGE_PREFIX = '98';
/** Random digits behind the prefix: 86 bits. With it an even number, which Code 128 prints two at a time. */
export const BADGE_DIGITS = 26;
const FORM = new RegExp(`^${BADGE_PREFIX}\\d{${BADGE_DIGITS}}$`);

/** Whether a scanned code is a person's badge. No code of goods is as long: GTINs have 14 digits at most. */
export function isBadge(code: string): boolean {
  return FORM.test(code);
}
