import { ROLES } from '@mosaajii/domain/permission';
import { z } from 'zod';
import { IMPORT_DELIMITERS, IMPORT_ENCODINGS } from './imports.ts';
import { count } from './wire.ts';

export const PEOPLE_FILE_LIMITS = { bytes: 512 * 1024, rows: 1000, columns: 100 } as const;

const role = z.enum(ROLES);
const column = z
  .int()
  .min(0)
  .max(PEOPLE_FILE_LIMITS.columns - 1);

/** Which column is what; a row without an address is staff without an account. */
export const peopleMapping = z.strictObject({ name: column, email: column.nullable(), role: column.nullable() });
export type PeopleMapping = z.infer<typeof peopleMapping>;

export const peopleFormat = z.strictObject({
  encoding: z.enum(IMPORT_ENCODINGS),
  delimiter: z.enum(IMPORT_DELIMITERS),
  hasHeader: z.boolean(),
});
export type PeopleFormat = z.infer<typeof peopleFormat>;

/** A file of people. What is not given is guessed; the answer says what was guessed. */
export const peopleFileRequest = z.strictObject({
  /** The bytes of the file in base64. */
  content: z
    .string()
    .min(1)
    .max(Math.ceil(PEOPLE_FILE_LIMITS.bytes / 3) * 4)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64'),
  format: peopleFormat.optional(),
  mapping: peopleMapping.optional(),
  /** For rows that name no role. */
  defaultRole: role.default('cashier'),
});
export type PeopleFileRequest = z.output<typeof peopleFileRequest>;

export const FILE_OUTCOMES = ['created', 'invited', 'unchanged', 'rejected'] as const;
export const peopleFileRow = z.strictObject({
  /** As a spreadsheet counts: the first row of the file is 1. */
  rowNumber: count,
  displayName: z.string(),
  email: z.string().nullable(),
  role: role.nullable(),
  /** What happens with the row, or has happened. */
  outcome: z.enum(FILE_OUTCOMES),
  /** Why it was rejected or left alone. */
  reason: z.string().nullable(),
});
export type PeopleFileRow = z.infer<typeof peopleFileRow>;

export const peopleFileAnswer = z.strictObject({
  format: peopleFormat,
  columns: z.array(z.string()),
  /** Null: no column looks like names. */
  mapping: peopleMapping.nullable(),
  counts: z.strictObject({ created: count, invited: count, unchanged: count, rejected: count }),
  /** Every row of the file, in its order. */
  rows: z.array(peopleFileRow),
});
export type PeopleFileAnswer = z.infer<typeof peopleFileAnswer>;
