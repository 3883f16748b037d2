import type { ProblemKind } from './problem-kind.ts';

/** What can be wrong with an answer about a card of which nobody was sure. */
export const PROBLEMS_OF_CARDS = {
  'card-answered': {
    status: 409,
    title: 'Somebody has answered for this card already',
    retry: 'never',
    safe: 'The first answer stands, and yours changed nothing.',
    action: 'Open the sale to see who said what.',
  },
  'card-not-open': {
    status: 409,
    title: 'Nothing is open about this card',
    retry: 'never',
    safe: 'Nothing was changed.',
    action: 'Open the sale: it was voided, or nobody had a doubt about it.',
  },
} as const satisfies Record<string, ProblemKind>;
