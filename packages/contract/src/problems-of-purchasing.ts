import { NOTHING_CHANGED, type ProblemKind } from './problem-kind.ts';

/** What can be wrong with orders to suppliers. */
export const PROBLEMS_OF_PURCHASING = {
  'purchase-order-fixed': {
    status: 409,
    title: 'This order was sent or cancelled',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Load it again to see where it stands. What is missing can be ordered anew.',
  },
  'purchase-order-empty': {
    status: 409,
    title: 'This order has no lines',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Add what shall be ordered first.',
  },
  'purchase-order-not-open': {
    status: 409,
    title: 'Nothing can arrive for this order',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Load it again: it is not sent yet, was cancelled, or everything has arrived.',
  },
  'received-too-much': {
    status: 409,
    title: 'More would arrive than may',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Count again. What the supplier sent beyond the order needs an order of its own.',
  },
  'supplier-inactive': {
    status: 409,
    title: 'Nothing is ordered from this supplier any more',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Choose another supplier, or make this one active again.',
  },
} as const satisfies Record<string, ProblemKind>;
