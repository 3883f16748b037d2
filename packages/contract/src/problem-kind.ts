/** Whether a program may send the same request again: never, the very same one at once, or the same one later. */
export type RetryRule = 'never' | 'same' | 'later';

export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  readonly retry: RetryRule;
  /** What is certainly true of the shop's data after this answer. */
  readonly safe: string;
  /** What a person can do about it. */
  readonly action: string;
}

/** What is safe after most refusals. */
export const NOTHING_CHANGED = 'Nothing was changed.';
