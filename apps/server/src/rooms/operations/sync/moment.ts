import type { KnownOperation } from '@mosaajii/contract/sync';

/** When an operation happened, as far as can be known: by the server's clock if the register has heard of it. */
export function momentOf(operation: KnownOperation): number {
  const { clock, occurredAt } = operation;
  return clock ? Date.parse(clock.serverTime) + clock.elapsedMs : Date.parse(occurredAt);
}
