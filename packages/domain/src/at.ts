/**
 * `items[index]` for an index that is in range by construction. Throws a RangeError otherwise, so that an index bug stops
 * here instead of turning an amount into `NaN`.
 */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`index ${index} is outside of 0..${items.length - 1}`);
  return item;
}
