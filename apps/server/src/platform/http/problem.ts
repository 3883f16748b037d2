import { type FieldError, PROBLEMS, type Problem, type ProblemCode } from '@mosaajii/contract/problems';

/** A refusal that a handler returns instead of a value. Made by {@link problem}. */
export class ProblemAnswer {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors: readonly FieldError[] | undefined;
  readonly extra: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, detail?: string, more: ProblemDetails = {}) {
    this.code = code;
    this.detail = detail ?? PROBLEMS[code].title;
    this.errors = more.errors;
    this.extra = more.extra;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

export interface ProblemDetails {
  readonly errors?: readonly FieldError[];
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds?: number;
}

/** The answer to a request that is refused: a code of the registry and what is particular about this case. */
export function problem(code: ProblemCode, detail?: string, more?: ProblemDetails): ProblemAnswer {
  return new ProblemAnswer(code, detail, more);
}

/** A refusal on its way through code that cannot return it, such as a parser or a check before the handler. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly answer: ProblemAnswer;

  constructor(code: ProblemCode, detail?: string, more?: ProblemDetails) {
    super(detail ?? PROBLEMS[code].title);
    this.answer = new ProblemAnswer(code, detail, more);
  }
}

/** The body as it goes over the wire. */
export function problemBody(answer: ProblemAnswer, requestId: string): Problem {
  const kind = PROBLEMS[answer.code];
  return {
    type: `/problems/${answer.code}`,
    title: kind.title,
    status: kind.status,
    detail: answer.detail,
    code: answer.code,
    requestId,
    retry: kind.retry,
    safe: kind.safe,
    action: kind.action,
    ...(answer.errors === undefined ? {} : { errors: answer.errors }),
    ...(answer.extra === undefined ? {} : { extra: answer.extra }),
  };
}
