import fc from 'fast-check';
import { z } from 'zod';

/** The parts of JSON Schema that our contracts are written out in. */
interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

/** What a field with this name should hold where the schema says no more than "a UUID": an id that exists, for example. */
export type KnownValues = (field: string) => readonly unknown[];

/** Values that a contract takes, or nearly takes: refinements that JSON Schema cannot say may still refuse one. */
export function arbitraryOf(schema: z.ZodType, known: KnownValues): fc.Arbitrary<unknown> {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return new Builder(json.$defs ?? {}, known).of(json, '', 0);
}

const MAXIMUM_ITEMS = 3;
const MAXIMUM_TEXT = 40;
const MAXIMUM_DEPTH = 6;

class Builder {
  readonly #definitions: Readonly<Record<string, JsonSchema>>;
  readonly #known: KnownValues;

  constructor(definitions: Readonly<Record<string, JsonSchema>>, known: KnownValues) {
    this.#definitions = definitions;
    this.#known = known;
  }

  of(schema: JsonSchema, field: string, depth: number): fc.Arbitrary<unknown> {
    const known = schema.type === 'string' || schema.type === 'integer' ? this.#known(field) : [];
    const made = this.#made(schema, field, depth);
    return known.length === 0
      ? made
      : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: made });
  }

  #made(schema: JsonSchema, field: string, depth: number): fc.Arbitrary<unknown> {
    if (schema.$ref !== undefined) return this.#referred(schema.$ref, field, depth);
    if ('const' in schema) return fc.constant(schema.const);
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return fc.oneof(...choices.map((choice) => this.of(choice, field, depth + 1)));
    if (schema.allOf !== undefined) return this.of(Object.assign({}, ...schema.allOf) as JsonSchema, field, depth);
    switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
      case 'object':
        return this.#object(schema, depth);
      case 'array':
        return this.#array(schema, field, depth);
      case 'string':
        return textOf(schema);
      case 'integer':
        return fc.integer({ min: bounded(schema.minimum, -1000), max: bounded(schema.maximum, 100_000) });
      case 'number':
        return fc.double({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1000, noNaN: true });
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      default:
        return fc.jsonValue({ maxDepth: 2 });
    }
  }

  #referred(reference: string, field: string, depth: number): fc.Arbitrary<unknown> {
    const target = this.#definitions[reference.replace('#/$defs/', '')];
    if (target === undefined || depth > MAXIMUM_DEPTH) return fc.constant(null);
    return this.of(target, field, depth + 1);
  }

  #object(schema: JsonSchema, depth: number): fc.Arbitrary<unknown> {
    const properties = Object.entries(schema.properties ?? {});
    if (properties.length === 0 && typeof schema.additionalProperties === 'object') {
      return fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), this.of(schema.additionalProperties, '', depth + 1), {
        maxKeys: MAXIMUM_ITEMS,
      });
    }
    const fields = Object.fromEntries(
      properties.map(([name, property]) => [name, this.of(property, name, depth + 1)] as const),
    );
    return fc.record(fields, { requiredKeys: [...(schema.required ?? [])] });
  }

  #array(schema: JsonSchema, field: string, depth: number): fc.Arbitrary<unknown> {
    const minLength = schema.minItems ?? 0;
    const maxLength = Math.max(minLength, Math.min(schema.maxItems ?? MAXIMUM_ITEMS, MAXIMUM_ITEMS));
    // `productIds` holds ids of products.
    return fc.array(this.of(schema.items ?? {}, field.replace(/s$/, ''), depth + 1), { minLength, maxLength });
  }
}

function bounded(limit: number | undefined, usual: number): number {
  if (limit === undefined || !Number.isSafeInteger(limit)) return usual;
  return Math.max(-2_000_000_000_000, Math.min(limit, 2_000_000_000_000));
}

function textOf({ pattern, format, minLength = 0, maxLength = MAXIMUM_TEXT }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'date-time')
    return fc.date({ min: SOME_TIME, max: LATER, noInvalidDate: true }).map((at) => at.toISOString());
  if (format === 'date') {
    return fc.date({ min: SOME_TIME, max: LATER, noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10));
  }
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const longest = Math.max(minLength, Math.min(maxLength, MAXIMUM_TEXT));
  return fc.oneof(
    fc.stringMatching(new RegExp(`^[A-Za-z0-9 ]{${minLength},${longest}}$`)),
    // A grapheme may be several units of UTF-16, which are what a maximum counts.
    fc.string({ minLength, maxLength: longest, unit: 'grapheme' }).map((text) => text.slice(0, maxLength)),
  );
}

const SOME_TIME = new Date('2026-01-01T00:00:00Z');
const LATER = new Date('2026-12-31T00:00:00Z');
