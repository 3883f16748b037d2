import type { Refusal } from '@mosaajii/domain';
import type { HeldSaleRow } from './held-rows.ts';

/** Somebody has the sale: who, at which register, since when. */
export interface Taken extends Refusal<'held-sale-taken'> {
  readonly holder: { readonly userId: string; readonly registerCode: string; readonly since: string };
}

export function taken({ locked_by, locked_register_code, locked_at }: HeldSaleRow): Taken {
  const holder = {
    userId: locked_by ?? '',
    registerCode: locked_register_code ?? '',
    since: locked_at?.toISOString() ?? '',
  };
  return { code: 'held-sale-taken', detail: `It is rung up at ${holder.registerCode}.`, holder };
}

export const GONE = { code: 'held-sale-gone', detail: 'It was sold or cleared, or it is of another store.' } as const;
