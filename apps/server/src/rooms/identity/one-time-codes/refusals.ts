import { type ProblemAnswer, problem } from '../../../platform/http/index.ts';
import type { IssueRefusal } from './issue-code.ts';
import type { CodeRefusal } from './redeem-code.ts';

/** The answer over HTTP to a code that was refused, or could not be made. */
export function codeProblem(refusal: IssueRefusal | CodeRefusal, now: Date): ProblemAnswer {
  const { code, detail, retryAt } = refusal;
  if (retryAt === undefined) return problem(code, detail);
  const retryAfterSeconds = Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / 1000));
  return problem(code, detail, { retryAfterSeconds, extra: { retryAfterSeconds } });
}
