import type { Split } from './command.ts';
import type { ModelLine } from './paper.ts';
import type { ShopModel } from './shop-model.ts';
import type { TillWorld } from './till-world.ts';

/** What the till answered: done, or a refusal's code. */
export type Answer = { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } };

/** A sale that was rung up: what is wrong with it in words, and its id when it was made. */
export interface Rung {
  readonly wrong: string | null;
  readonly saleId: string | null;
}

/** How a cart becomes a sale. */
export interface Ringing {
  readonly tipMinor?: number;
  readonly customer: number | null;
  readonly split: Split;
  readonly origin?: { readonly heldSaleId?: string; readonly quoteId?: string; readonly layawayId?: string };
  /** What was paid for it before, with the server's word where it was asked. */
  readonly deposit?: { readonly amountMinor: number; readonly authorisationId?: string | undefined };
}

/** What commands need of whoever plays them. */
export interface Hands {
  readonly world: TillWorld;
  readonly model: ShopModel;
  readonly ring: (register: number, lines: readonly ModelLine[], about: Ringing) => Promise<Rung>;
  /** The till does it, or refuses for the very reason that pencil and paper do. */
  readonly done: (register: number, refusal: string | null, work: () => Promise<Answer>) => Promise<string | null>;
  /** Nothing was to be done, and rightly. */
  readonly refuse: () => void;
}
