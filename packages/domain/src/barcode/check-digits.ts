import { checkDigit, isGtin } from '../catalog/gtin.ts';

/** GS1 General Specifications 7.9.2: what a digit counts under each weight. */
const TWO_MINUS = '0246891357';
const THREE = '0369258147';
const FIVE_PLUS = '0516273849';
const FIVE_MINUS = '0594837261';
const FOUR_DIGITS = [TWO_MINUS, TWO_MINUS, THREE, FIVE_MINUS];
const FIVE_DIGITS = [FIVE_PLUS, TWO_MINUS, FIVE_MINUS, FIVE_PLUS, TWO_MINUS];

/**
 * The check digit over a price or weight of four or five digits inside an in-store code (GS1 General Specifications,
 * section 7.9.2 to 7.9.4). Throws a RangeError on anything else.
 */
export function priceCheckDigit(value: string): string {
  if (!/^[0-9]{4,5}$/.test(value)) throw new RangeError(`no price field of 4 or 5 digits: "${value}"`);
  const weights = value.length === 4 ? FOUR_DIGITS : FIVE_DIGITS;
  const sum = weights.reduce((total, weight, place) => total + Number(weight[Number(value[place])]), 0);
  if (value.length === 4) return String((sum * 3) % 10);
  return String(FIVE_MINUS.indexOf(String((10 - (sum % 10)) % 10)));
}

/**
 * The UPC-A of a UPC-E of six (number system 0, no check digit), seven (no check digit) or eight digits; `null` for
 * everything else and for a wrong check digit. GS1 General Specifications, section 5.2.2.4.2.
 */
export function upcEToUpcA(text: string): string | null {
  if (!/^[0-9]{6,8}$/.test(text)) return null;
  const system = text.length === 6 ? '0' : text.slice(0, 1);
  if (system !== '0' && system !== '1') return null;
  const short = text.length === 6 ? text : text.slice(1, 7);
  const body = system + expanded(short);
  const check = checkDigit(body);
  return text.length === 8 && text.at(-1) !== check ? null : body + check;
}

/** The ten digits that the six of a UPC-E stand for; the last one says where zeros were left out. */
function expanded(short: string): string {
  const last = Number(short.at(-1));
  if (last <= 2) return `${short.slice(0, 2)}${last}0000${short.slice(2, 5)}`;
  if (last === 3) return `${short.slice(0, 3)}00000${short.slice(3, 5)}`;
  if (last === 4) return `${short.slice(0, 4)}00000${short.slice(4, 5)}`;
  return `${short.slice(0, 5)}0000${last}`;
}

/**
 * Whether a text is as long as a printed GTIN (12, 13 or 14 digits) and fails its check digit: most likely a misread, or a
 * digit that was typed wrong. Eight digits say nothing: shops number their own goods with as many.
 */
export function hasWrongCheckDigit(text: string): boolean {
  return /^[0-9]{12,14}$/.test(text) && !/^0+$/.test(text) && !isGtin(text);
}
