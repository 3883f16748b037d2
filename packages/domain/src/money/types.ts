/**
 * The branded integers of the core. A value of one of these types has been checked once, at the edge, by the
 * constructor of the same name; inside, arithmetic stays exact because intermediates are BigInt.
 *
 * On the wire and in JSON each is a plain safe integer. PostgreSQL stores them as `bigint`.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = number & { readonly [brand]: Name };

/** An amount in the currency's minor unit (ISO 4217): 1234 is 12.34 GBP, 1234 JPY or 1.234 KWD. */
export type Minor = Branded<'Minor'>;
/** A unit price in ten-thousandths of a minor unit: 2.55 GBP is 2_550_000. */
export type PriceE4 = Branded<'PriceE4'>;
/** A quantity in thousandths: one piece is 1000, 1.240 kg is 1240. */
export type Milli = Branded<'Milli'>;
/** A rate in parts per million: 16 % is 160_000. */
export type Ppm = Branded<'Ppm'>;

export interface Currency {
  /** ISO 4217 alphabetic code. */
  readonly code: string;
  /** ISO 4217 exponent: 0, 2 or 3 digits after the point. */
  readonly exponent: 0 | 2 | 3;
}

/** How a fraction becomes an integer. Both are symmetric around zero, so a refund mirrors its sale. */
export type RoundingMode = 'half-up' | 'half-even' | 'half-down' | 'up' | 'down';
