import { createHash } from 'node:crypto';
import { MOST_PREPARED_PARAMETERS, type Step } from './steps.ts';

/** One statement, ready to be sent. With a name it is prepared once on each connection. */
export interface Statement {
  readonly text: string;
  readonly values: unknown[];
  readonly name?: string;
  /** Rows and columns of all steps: what a batch is cut by. */
  readonly parameterCount: number;
}

/** Usual sales of any length, and the parts that queues are cut into. */
const MOST_PREPARED_SHAPES = 400;

interface Compiled {
  readonly text: string;
  readonly name?: string;
}

const compiled = new Map<string, Compiled>();

/**
 * Puts the steps into one statement whose last part is `tail` (what it returns). The first parameter is the
 * organization. Texts are kept by shape, so that a usual sale costs a look-up instead of a compilation.
 */
export function composeStatement(organizationId: string, steps: readonly Step[], tail: string): Statement {
  const parameterCount = 1 + steps.reduce((total, step) => total + step.parameterCount, 0);
  const values: unknown[] = [organizationId];
  for (const step of steps) for (const value of step.values()) values.push(value);
  return { ...textOf(steps, tail, parameterCount), values, parameterCount };
}

/** The steps as a statement for each part that they are cut into, in their order: to be sent one behind the other. */
export function composeParts(organizationId: string, steps: readonly Step[]): Statement[] {
  return steps.flatMap((step) => step.cut()).map((step) => composeStatement(organizationId, [step], 'select 1'));
}

function textOf(steps: readonly Step[], tail: string, parameterCount: number): Compiled {
  if (parameterCount > MOST_PREPARED_PARAMETERS) return { text: compile(steps, tail) };
  const shape = `${steps.map((step) => step.shape).join('|')}>${tail}`;
  const known = compiled.get(shape);
  if (known) return known;
  const text = compile(steps, tail);
  if (compiled.size >= MOST_PREPARED_SHAPES) return { text };
  const fresh = { text, name: `w${createHash('sha256').update(text).digest('hex').slice(0, 24)}` };
  compiled.set(shape, fresh);
  return fresh;
}

function compile(steps: readonly Step[], tail: string): string {
  let parameter = 2;
  const parts = steps.map((step) => {
    const part = `${step.name} as (${step.text(parameter)})`;
    parameter += step.parameterCount;
    return part;
  });
  return `with ${parts.join(', ')} ${tail}`;
}
