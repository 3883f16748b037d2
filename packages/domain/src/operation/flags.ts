/** What a person should look at although it is posted: what the server marks an operation with. Screens have a word for each. */
export const FLAGS = [
  'price-drift',
  'promotion-drift',
  // A promotion that held was not given.
  'promotion-missed',
  // Used more often than it may be.
  'promotion-limit',
  'coupon-used-twice',
  'negative-stock',
  'shift-closed',
  'shift-unknown',
  'shift-already-open',
  'expected-differs',
  'z-differs',
  'user-suspended',
  'permission-missing',
  'limit-exceeded',
  'clock-skew',
  'lease-expired',
  'access-lapsed',
  'receipt-gap',
  'receipt-conflict',
  'business-date-far',
  'refund-split-differs',
  'refund-above-list',
  'void-other-shift',
  // Goods of the sale had come back when its tenders were corrected.
  'tender-corrected-late',
  // Nobody knew whether a card went through.
  'card-uncertain',
  // The office had answered the contrary.
  'card-answer-differs',
  // Money went back to a card that had never been charged, as the office found.
  'declined-card-refunded',
  'approval-unknown',
  'approval-foreign',
  'approval-used',
  'approval-mismatch',
  'approval-expired',
  'approval-not-allowed',
  'customer-unknown',
  'customer-details-missing',
  'credit-exceeded',
  'value-overspent',
  'allowance-exceeded',
  'points-short',
  'loyalty-drift',
  'gift-card-blocked',
  'gift-card-expired',
  // A card was loaded with more than was paid for it.
  'gift-card-discounted',
  // Another sale completed the same held sale.
  'held-sale-sold-twice',
  // Another sale made the same quote good, or it was taken back.
  'quote-sold-twice',
  'quote-cancelled',
  // Sold at its prices after its last day.
  'quote-expired',
  // Not what was quoted.
  'quote-differs',
  'quote-unknown',
  // A deposit, or a sale, of something that nobody put aside.
  'layaway-unknown',
  // It was completed or cancelled before.
  'layaway-closed',
  // Not what was put aside.
  'layaway-differs',
  // Completed or cancelled away from its register without the server's word.
  'layaway-elsewhere',
  // Less was paid first, or another fee kept, than the store's rule says.
  'layaway-terms',
  // Sold by somebody who did not work in the store then.
  'salesperson-unknown',
  // Nobody is said to have sold it, and the store demands it.
  'salesperson-missing',
  // Goods for people of an age, and nobody said that they had looked.
  'age-unchecked',
  // A price that was asked for is none that the goods may have, and nobody who may let it pass.
  'open-price-range',
  // A price was asked for although the goods have one, and no label said it.
  'open-price-unasked',
  // Coins rounded away more than any coin of the store would.
  'rounding-differs',
  // Other taxes than its goods had.
  'tax-differs',
  // Sold without its taxes to somebody who was not known to be exempt.
  'tax-exemption-unknown',
  // Gross less tare is not the quantity.
  'weight-differs',
  'approved',
] as const;
export type Flag = (typeof FLAGS)[number];
