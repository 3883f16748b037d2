import { NOTHING_CHANGED, type ProblemKind } from './problem-kind.ts';

/** Problems about customers, gift cards and store credit. */
export const PROBLEMS_OF_CUSTOMERS = {
  'group-unknown': {
    status: 409,
    title: 'The customer group is not there any more',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Load the page again and choose another group.',
  },
  'group-in-use': {
    status: 409,
    title: 'Customers are in this group',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Move its customers to another group first.',
  },
  'credit-denied': {
    status: 403,
    title: 'You may not let customers buy on account',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Ask somebody who may set credit limits and terms.',
  },
  'customer-erased': {
    status: 409,
    title: 'The data of this customer was erased',
    retry: 'never',
    safe: NOTHING_CHANGED,
    action: 'Write the customer down anew.',
  },
  'value-too-low': {
    status: 409,
    title: 'There is not that much left',
    retry: 'never',
    safe: 'Nothing was taken.',
    action: 'Take what is left and the rest in another way.',
  },
  'value-unknown': {
    status: 404,
    title: 'There is no such gift card or store credit',
    retry: 'never',
    safe: 'Nothing was taken.',
    action: 'Check the code. A card that was just sold elsewhere may not have arrived yet.',
  },
  'gift-card-blocked': {
    status: 409,
    title: 'This gift card is blocked',
    retry: 'never',
    safe: 'Nothing was taken.',
    action: 'Ask a manager why; they can lift the block.',
  },
  'gift-card-expired': {
    status: 409,
    title: 'This gift card has expired',
    retry: 'never',
    safe: 'Nothing was taken.',
    action: 'Take another tender, or ask a manager.',
  },
} as const satisfies Record<string, ProblemKind>;
