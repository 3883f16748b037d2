import type { Result } from '@mosaajii/domain';
import type { ApiProblem } from './api.ts';

/** A refusal as something that a query can throw. */
export class ApiFailure extends Error {
  readonly problem: ApiProblem;
  constructor(problem: ApiProblem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The value of an answer; throws its refusal as an {@link ApiFailure}. */
export async function orThrow<T>(answer: Promise<Result<T, ApiProblem>>): Promise<T> {
  const result = await answer;
  if (result.ok) return result.value;
  throw new ApiFailure(result.error);
}
