/** Words of points and store credit at the till: they come with what is loaded after the first paint. */
export const goodwill = {
  earns: { one: 'Earns {count} point', other: 'Earns {count} points' },
  has: { one: '{count} point', other: '{count} points' },
  worth: 'worth {amount}',
  noRule: 'This store takes no points.',
  noPoints: '{name} has no points to pay with.',
  pointsLeft: {
    one: 'There is only {count} point, worth {amount}. Type that amount and take the rest in another way.',
    other: 'There are only {count} points, worth {amount}. Type that amount and take the rest in another way.',
  },
  shopSales: 'Last sales in the shop',
  salesOffline: 'The server cannot be reached: only the sales of this register are shown.',
  salesFailed: 'The sales of the shop could not be read: only those of this register are shown.',
  giftCardBlocked: 'This gift card is blocked. A manager can say why.',
  giftCardExpired: 'This gift card has expired.',
  valueUnknown: 'The server knows no such card. One that was just sold elsewhere may not have arrived yet.',
  valueLeft: 'Only {amount} is left. Type that amount and take the rest in another way.',
  valueOfflineLeft:
    'The server cannot be reached. Without it this register may take {amount} more from this card today.',
} as const;
