/** How large the words of this device are, in percent of the browser's own size. */
export type TextSize = '100' | '125';
export const TEXT_SIZES: readonly TextSize[] = ['100', '125'];
const KEY = 'text-size';

/** As this device is set; `public/theme.js` writes it on the document before the first paint. */
export function textSize(): TextSize {
  return TEXT_SIZES.find((size) => size === document.documentElement.dataset['text']) ?? '100';
}

/** Remembers the choice on this device and shows it at once. */
export function chooseTextSize(size: TextSize): void {
  if (size === '100') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, size);
  document.documentElement.dataset['text'] = size;
}
