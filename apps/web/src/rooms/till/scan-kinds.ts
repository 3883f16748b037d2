import type { CodeKind } from '@mosaajii/domain/barcode';
import type { Till } from './till-context.tsx';

export interface KindContext {
  readonly till: Till;
  readonly navigate: (path: string) => void;
  /** The payment is open: what pays applies to it. */
  readonly isPaying: boolean;
}

/**
 * What became of a code of a kind. `taken`: the room that knows the kind did something with it and said so. `unknown`: it
 * knows of no such code; a card beside the cart says that, so that no scan is dropped in silence.
 */
export type KindOutcome = 'taken' | 'unknown';
export type KindHandler = (code: string, context: KindContext) => KindOutcome | Promise<KindOutcome>;

const handlers = new Map<CodeKind, KindHandler>();

/** Makes a part of the till answer for a kind of code; the last one wins. Returns the function that ends it. */
export function onCodeOf(kind: CodeKind, handler: KindHandler): () => void {
  handlers.set(kind, handler);
  return () => {
    if (handlers.get(kind) === handler) handlers.delete(kind);
  };
}

/** Hands a code to whoever answers for its kind; a kind that nobody answers for is unknown. */
export function offerCode(kind: CodeKind, code: string, context: KindContext): KindOutcome | Promise<KindOutcome> {
  return handlers.get(kind)?.(code, context) ?? 'unknown';
}
