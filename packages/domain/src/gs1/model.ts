import type { Refusal } from '../result.ts';

/** Why a code is no GS1 data. */
export type Gs1Code =
  | 'no-fnc1'
  | 'empty'
  | 'syntax'
  | 'unknown-ai'
  | 'too-short'
  | 'too-long'
  | 'charset'
  | 'check-digit'
  | 'content'
  | 'repeated'
  | 'excluded'
  | 'missing'
  | 'no-link';
export type Gs1Refusal = Refusal<Gs1Code>;

/** One application identifier with its data: `{ ai: '10', value: 'ABC123' }`. */
export interface Gs1Element {
  readonly ai: string;
  readonly value: string;
}
