import type { FieldError } from '@mosaajii/contract/problems';
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify';
import type { z } from 'zod';
import { ProblemError } from './problem.ts';

const MAXIMUM_ERRORS = 50;

/** Parses a part of the request with its zod schema; what does not fit becomes `invalid-request` with a line for each field. */
export const validateWithZod: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  return (value: unknown) => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return { value: parsed.data };
    return { error: invalid(fieldErrors(parsed.error, httpPart === 'body' ? '' : (httpPart ?? ''))) };
  };
};

/** Checks an answer against its schema before it leaves: fields that the contract does not name never do. */
export const serializeWithZod: FastifySerializerCompiler<z.ZodType> = ({ schema, method, url }) => {
  return (value: unknown) => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return JSON.stringify(parsed.data);
    throw new Error(
      `the answer of ${method} ${url} does not fit its contract: ${describe(fieldErrors(parsed.error, ''))}`,
    );
  };
};

/** The refusal for fields that are not valid, with a readable summary. */
export function invalid(errors: readonly FieldError[]): ProblemError {
  return new ProblemError('invalid-request', describe(errors), { errors });
}

function describe(errors: readonly FieldError[]): string {
  const first = errors.slice(0, 3).map(({ path, message }) => (path === '' ? message : `${path} ${message}`));
  const more = errors.length - first.length;
  return `${first.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}

/** The issues of zod as sentences that continue the name of the field: `shop.name is required`. */
export function fieldErrors(error: z.ZodError, prefix: string): FieldError[] {
  return error.issues.slice(0, MAXIMUM_ERRORS).flatMap((issue) => {
    const path = [prefix, ...issue.path.map(String)].filter((part) => part !== '').join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: path === '' ? key : `${path}.${key}`, message: 'is not a known field' }));
    }
    return [{ path, message: sentence(issue) }];
  });
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') {
    return issue.input === undefined && issue.message.endsWith('undefined')
      ? 'is required'
      : `must be ${article(issue.expected)}`;
  }
  if (issue.code === 'too_small' && !issue.message.startsWith('must'))
    return `must be at least ${issue.minimum}${unit(issue.origin)}`;
  if (issue.code === 'too_big' && !issue.message.startsWith('must'))
    return `must be at most ${issue.maximum}${unit(issue.origin)}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.slice(0, 12).map(String).join(', ')}`;
  return issue.message.startsWith('Invalid') ? 'is not valid' : issue.message;
}

function article(expected: string): string {
  if (expected === 'int') return 'a whole number';
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters long';
  return origin === 'array' || origin === 'set' || origin === 'map' ? ' items long' : '';
}
