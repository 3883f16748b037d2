import type { ProblemCode } from '@mosaajii/contract/problems';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { sqlState } from '../database/index.ts';
import { type ProblemAnswer, ProblemError, problem, problemBody } from './problem.ts';

const BY_FASTIFY_CODE: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_REQ_FILE_TOO_LARGE: 'body-too-large',
  FST_FILES_LIMIT: 'body-too-large',
  FST_PARTS_LIMIT: 'body-too-large',
  FST_FIELDS_LIMIT: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported-media-type',
};

/** Connection failures, shutdown, a full disk or memory, too many connections: the database is away, the request is not at fault. */
const DATABASE_AWAY = /^(08...|57P0[1-3]|53...|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)$/;
const CONNECTION_LOST = /Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after/;

/** What the parser of forms says of a body that is none; its errors have neither a code nor a class. */
const BROKEN_FORM =
  /^(?:Multipart: Boundary|Unexpected end of multipart|\w+ terminated early due to|The needle cannot)/;

/** Turns whatever was thrown into the problem that is answered; what nobody foresaw is logged in full and answered in general. */
export function answerError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = answerOf(error);
  if (answer.code === 'internal-error') request.log.error({ err: error }, 'unforeseen error');
  else if (answer.code === 'database-unavailable') request.log.warn({ err: error }, 'database away');
  return sendProblem(answer, request, reply);
}

function answerOf(error: FastifyError | Error): ProblemAnswer {
  if (error instanceof ProblemError) return error.answer;
  if (isDatabaseAway(error)) return problem('database-unavailable', undefined, { retryAfterSeconds: 2 });
  const code = 'code' in error ? BY_FASTIFY_CODE[String(error.code)] : undefined;
  if (code !== undefined) return problem(code, error.message);
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500) return problem('malformed-request', error.message);
  if (BROKEN_FORM.test(error.message)) return problem('malformed-request', 'This form is not complete.');
  return problem('internal-error');
}

function isDatabaseAway(error: Error): boolean {
  const state = sqlState(error) ?? ('code' in error && 'syscall' in error ? String(error.code) : undefined);
  return (state !== undefined && DATABASE_AWAY.test(state)) || CONNECTION_LOST.test(error.message);
}

/** Answers a problem with its status and content type. */
export function sendProblem(answer: ProblemAnswer, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const body = problemBody(answer, request.id);
  request.problem = answer;
  if (answer.retryAfterSeconds !== undefined) reply.header('retry-after', String(answer.retryAfterSeconds));
  return reply
    .code(body.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(body));
}
