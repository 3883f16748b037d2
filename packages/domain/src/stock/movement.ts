import { milli } from '../money/amount.ts';
import type { Milli } from '../money/types.ts';

/** Why the quantity on hand changed, and which way it may go. */
const DIRECTIONS = {
  sale: 'out',
  return: 'in',
  opening: 'in',
  receipt: 'in',
  'write-off': 'out',
  adjustment: 'either',
} as const;
export type MovementKind = keyof typeof DIRECTIONS;

export const MOVEMENT_KINDS = Object.keys(DIRECTIONS) as readonly MovementKind[];

export interface StockMovement {
  readonly kind: MovementKind;
  /** Signed: positive comes in, negative goes out. */
  readonly quantityMilli: Milli;
}

/**
 * A movement of so many goods. All kinds take a positive quantity and know their direction; an adjustment takes the signed
 * difference. Throws a RangeError on anything else.
 */
export function movement(kind: MovementKind, quantity: Milli): StockMovement {
  const direction = DIRECTIONS[kind];
  if (quantity === 0 || (direction !== 'either' && quantity < 0)) {
    throw new RangeError(`a ${kind} cannot move ${quantity} thousandths`);
  }
  return { kind, quantityMilli: direction === 'out' ? milli(-quantity) : quantity };
}

/** Whether a stored movement goes the way its kind allows. */
export function isMovementSound({ kind, quantityMilli }: StockMovement): boolean {
  const direction = DIRECTIONS[kind];
  if (quantityMilli === 0) return false;
  return direction === 'either' || (direction === 'in') === quantityMilli > 0;
}

/** What is on hand after all movements; below zero when more was sold than was known. */
export function levelOf(movements: Iterable<{ readonly quantityMilli: Milli }>): Milli {
  let level = 0;
  for (const { quantityMilli } of movements) level = milli(level + quantityMilli);
  return milli(level);
}
