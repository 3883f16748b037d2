import type { ProblemKind } from './problem-kind.ts';

const SAFE = 'The sale is kept, and nothing was sold.';

/** What can be wrong with sales that were set aside. */
export const PROBLEMS_OF_HELD_SALES = {
  'held-sale-taken': {
    status: 409,
    title: 'Somebody else has this sale',
    retry: 'later',
    safe: SAFE,
    action: 'Ask whoever has it. Somebody who may can take it over.',
  },
  'held-sale-gone': {
    status: 409,
    title: 'This sale is not held any more',
    retry: 'never',
    safe: 'It was sold or cleared before.',
    action: 'Look it up in the orders.',
  },
  'held-sale-changed': {
    status: 409,
    title: 'This sale was changed at another register',
    retry: 'never',
    safe: SAFE,
    action: 'Recall it again to see what is in it now.',
  },
  'quote-sold': {
    status: 409,
    title: 'This quote was sold',
    retry: 'never',
    safe: 'Nothing was changed.',
    action: 'Take the goods back, or void the sale in its shift.',
  },
} as const satisfies Record<string, ProblemKind>;
