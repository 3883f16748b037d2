/** The hand that presses: the cart and Pay stand on its side. */
export type Hand = 'right' | 'left';
const KEY = 'hand';

/** As this device is set; `public/theme.js` writes it on the document before the first paint. */
export function handChoice(): Hand {
  return document.documentElement.dataset['hand'] === 'left' ? 'left' : 'right';
}

/** Remembers the choice on this device and moves the till at once. */
export function chooseHand(hand: Hand): void {
  if (hand === 'left') localStorage.setItem(KEY, hand);
  else localStorage.removeItem(KEY);
  document.documentElement.dataset['hand'] = hand;
}
