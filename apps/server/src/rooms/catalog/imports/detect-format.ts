import { isGtin } from '@mosaajii/domain/catalog';
import { namesAField } from './guess-mapping.ts';

/**
 * Whether the first row names the columns: it has no empty cell, no cell twice, and no number or code; and one of its
 * cells is what product files call a column, or the rows after it do have numbers.
 */
export function looksLikeHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = rows;
  if (first === undefined) return false;
  const cells = first.map((cell) => cell.trim());
  const isNaming = cells.every((cell) => cell !== '' && !isNumberLike(cell));
  if (!isNaming || new Set(cells.map((cell) => cell.toLowerCase())).size !== cells.length) return false;
  return rest.length === 0 || namesAField(cells) || rest.some((row) => row.some((cell) => isNumberLike(cell.trim())));
}

function isNumberLike(cell: string): boolean {
  return isGtin(cell) || /^[^\p{L}]*\d[\d.,\s]*[^\p{L}]*$/u.test(cell);
}
