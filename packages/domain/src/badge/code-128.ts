/** Widths of the bars and spaces of each symbol, in modules (ISO/IEC 15417, table 1): six digits each, the stop has seven. */
const WIDTHS =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221' +
  '223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321' +
  '112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131' +
  '311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114' +
  '122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141' +
  '214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232';
const STOP = '2331112';
const START_B = 104;
const START_C = 105;

/**
 * An even number of digits as a Code 128 of set C: the widths of bar, space, bar, …, in modules, without the quiet zone of
 * 10 modules that belongs on either side. Throws when the text is anything else: only codes made here are printed.
 */
export function code128(digits: string): readonly number[] {
  if (!/^(?:\d\d)+$/.test(digits)) throw new Error('set C of Code 128 takes an even number of digits');
  return symbolsOf([START_C, ...(digits.match(/\d\d/g) ?? []).map(Number)]);
}

/**
 * A text as a Code 128: set C where it is an even number of digits, else set B, which has every sign from the space to the
 * tilde. Throws on other characters.
 */
export function code128Text(text: string): readonly number[] {
  if (/^(?:\d\d)+$/.test(text)) return code128(text);
  if (!/^[\x20-\x7e]+$/.test(text)) throw new Error('set B of Code 128 takes the signs from the space to the tilde');
  return symbolsOf([START_B, ...Array.from(text, (sign) => sign.charCodeAt(0) - 32)]);
}

function symbolsOf(values: readonly number[]): readonly number[] {
  const check = values.reduce((sum, value, index) => sum + value * Math.max(1, index), 0) % 103;
  const symbols = [...values, check].map((value) => WIDTHS.slice(value * 6, value * 6 + 6)).join('');
  return Array.from(symbols + STOP, Number);
}
