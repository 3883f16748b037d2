/** An expected outcome: refusals are values, bugs are thrown. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** A typed refusal: a stable code for programs and a sentence for people. */
export interface Refusal<Code extends string = string> {
  readonly code: Code;
  readonly detail: string;
  /** The line or tender that is concerned, when there is one. */
  readonly lineId?: string;
  readonly tenderId?: string;
}

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refuse<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

/** The value, or a thrown error: for tests and for places where a refusal would be a bug. */
export function unwrap<T, E>(result: Result<T, E>): T {
  if (result.ok) return result.value;
  throw new Error(`unexpected refusal: ${JSON.stringify(result.error)}`);
}
