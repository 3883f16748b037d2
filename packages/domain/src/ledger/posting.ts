import { add, minor, negate, sum } from '../money/amount.ts';
import type { Minor } from '../money/types.ts';
import { ACCOUNT, type AccountCode } from './accounts.ts';

/** One line of a posting. A debit is positive, a credit is negative. */
export interface PostingLine {
  readonly accountCode: AccountCode;
  /** The tax that an output tax line is about; `null` on all other accounts. */
  readonly taxId: string | null;
  readonly amountMinor: Minor;
}

/** Lines that sum to zero; at most one for each account and tax, none of zero. Empty when nothing of value moved. */
export type Posting = readonly PostingLine[];

export function debit(accountCode: AccountCode, amountMinor: Minor, taxId: string | null = null): PostingLine {
  return { accountCode, taxId, amountMinor };
}

export function credit(accountCode: AccountCode, amountMinor: Minor, taxId: string | null = null): PostingLine {
  return debit(accountCode, negate(amountMinor), taxId);
}

function merge(lines: readonly PostingLine[]): PostingLine[] {
  const merged = new Map<string, PostingLine>();
  for (const line of lines) {
    const key = `${line.accountCode}|${line.taxId ?? ''}`;
    const known = merged.get(key);
    merged.set(key, known ? { ...known, amountMinor: add(known.amountMinor, line.amountMinor) } : line);
  }
  return [...merged.values()].filter((line) => line.amountMinor !== 0);
}

/** Merges the lines into a posting. Throws a RangeError when they do not sum to zero: that is a bug of the builder. */
export function posting(lines: readonly PostingLine[]): Posting {
  const balance = sum(lines.map((line) => line.amountMinor));
  if (balance !== 0) throw new RangeError(`a posting is off balance by ${balance}`);
  return merge(lines);
}

/** Merges the lines of a fact whose figures disagree; what is missing to zero goes to the suspense account. */
export function postingWithSuspense(lines: readonly PostingLine[]): Posting {
  const balance = sum(lines.map((line) => line.amountMinor));
  return merge([...lines, debit(ACCOUNT.suspense, minor(-balance))]);
}
