import type { TillPorts } from './ports.ts';

/** The card that a typed or scanned code is of; `null` when it is none, as the code of goods that came under the scanner. */
export async function giftCardOf({ catalog, value }: Pick<TillPorts, 'catalog' | 'value'>, text: string) {
  return catalog.byCode(text.trim()) === null ? value.cardOf(text) : null;
}
