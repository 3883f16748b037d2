import {
  type CustomerEnclosure,
  type Operation,
  type OperationAnswer,
  type OperationKind,
  type OperationPayloads,
} from '@mosaajii/domain';
import { z } from 'zod';
import { instant, sequence, sha256, text, uuid } from './payload-fields.ts';
import { customerEnclosure, customerFields, payloadSchemas } from './sync-payloads.ts';

/** The most operations that one push carries. */
export const MOST_OPERATIONS = 200;
const MOST_ELAPSED_MS = 400 * 24 * 60 * 60 * 1000;

export { customerEnclosure, customerFields, payloadSchemas };

/** An envelope before its payload is looked at: enough to know whose it is, where it belongs in the chain, and its seal. */
export const envelopeSchema = z.strictObject({
  operationId: uuid,
  kind: z.string().min(1).max(60),
  version: z.int().min(1).max(1_000_000),
  registerId: uuid,
  keyId: uuid,
  sequence,
  userId: uuid,
  occurredAt: instant,
  clock: z.strictObject({ serverTime: instant, elapsedMs: z.int().min(0).max(MOST_ELAPSED_MS) }).nullable(),
  payload: z.unknown(),
  previousHash: sha256,
  hash: sha256,
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/, 'an ECDSA P-256 signature, base64url'),
});
export type Envelope = Omit<Operation, 'kind' | 'version' | 'payload'> & {
  readonly kind: string;
  readonly version: number;
  readonly payload: unknown;
};

/** The outer shape of a push. Each operation is parsed on its own, so that a malformed one cannot fail the others. */
export const pushRequestSchema = z.strictObject({
  operations: z.array(z.unknown()).min(1).max(MOST_OPERATIONS),
  /** What is personal in these operations, by the operation that holds its fingerprint. */
  enclosures: z
    .array(z.strictObject({ operationId: uuid, enclosure: customerEnclosure }))
    .max(MOST_OPERATIONS)
    .optional(),
});
export interface PushRequest {
  readonly operations: readonly Operation[];
  readonly enclosures?: readonly { readonly operationId: string; readonly enclosure: CustomerEnclosure }[];
}

const answerFields = { operationId: z.string(), isRepeat: z.boolean() };
export const operationAnswerSchema = z.discriminatedUnion('status', [
  z.object({ ...answerFields, status: z.literal('applied') }),
  z.object({ ...answerFields, status: z.literal('flagged'), flags: z.array(z.string()) }),
  z.object({ ...answerFields, status: z.literal('quarantined'), reason: z.string() }),
  z.object({ ...answerFields, status: z.literal('held'), reason: z.string() }),
  z.object({
    ...answerFields,
    status: z.literal('rejected'),
    problem: z.object({ code: z.string(), detail: z.string() }),
  }),
]);

/** One answer for each operation, in the order of the request. */
export const pushResponseSchema = z.object({
  answers: z.array(operationAnswerSchema),
  epoch: uuid,
  /** The position of the change feed when the push was taken. */
  position: z.int(),
  serverTime: instant,
});
export interface PushResponse {
  readonly answers: readonly OperationAnswer[];
  readonly epoch: string;
  readonly position: number;
  readonly serverTime: string;
}

export type KnownOperation = { readonly [K in OperationKind]: Operation<K> }[OperationKind];
export type PayloadOf<K extends OperationKind> = OperationPayloads[K];

/** What stands in the way of reading a value as its type: where, and what was expected. */
export interface WireError {
  readonly path: string;
  readonly message: string;
}

/** Reads an envelope, or says what is wrong with it. */
export function parseEnvelope(
  value: unknown,
): { readonly envelope: Envelope } | { readonly errors: readonly WireError[] } {
  const parsed = envelopeSchema.safeParse(value);
  return parsed.success ? { envelope: parsed.data as Envelope } : { errors: wireErrors(parsed.error) };
}

/** Whether this program knows the kind and the version of an envelope's payload. */
export function isKnownKind(
  envelope: Envelope,
): envelope is Envelope & { readonly kind: OperationKind; readonly version: 1 } {
  return envelope.version === 1 && Object.hasOwn(payloadSchemas, envelope.kind);
}

/** Reads the payload of a known kind, or says what is wrong with it. */
export function parseOperation(
  envelope: Envelope & { readonly kind: OperationKind },
): { readonly operation: KnownOperation } | { readonly errors: readonly WireError[] } {
  const parsed = payloadSchemas[envelope.kind].safeParse(envelope.payload);
  if (!parsed.success) return { errors: wireErrors(parsed.error) };
  // The schema has just proved the payload to be the one of this kind; types cannot follow a lookup by a union.
  return { operation: envelope as KnownOperation };
}

function wireErrors(error: z.ZodError): WireError[] {
  return error.issues
    .slice(0, 10)
    .map((issue) => ({ path: issue.path.join('.').slice(0, 200), message: issue.message.slice(0, 300) }));
}

export const changesQuery = z.strictObject({
  /** The position up to which the reader has seen everything; 0 at first. */
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'must be a position')
    .transform(Number),
  epoch: uuid,
});

export const repairsQuery = z.strictObject({
  status: z.enum(['held', 'rejected', 'approved', 'dismissed', 'open']).optional(),
  cursor: z.string().min(1).max(500).optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(200))
    .optional(),
});

/** An operation that was not posted, and what became of it. */
export const repairSummary = z.object({
  repairId: uuid,
  operationId: uuid,
  registerId: uuid,
  keyId: uuid,
  sequence: z.int(),
  kind: z.string(),
  status: z.enum(['held', 'rejected', 'approved', 'dismissed']),
  reasonCode: z.string(),
  reason: z.string(),
  receivedAt: z.string(),
  /** The operation as it arrived. */
  operation: z.unknown(),
  resolvedBy: uuid.nullable(),
  resolvedAt: z.string().nullable(),
  resolutionNote: z.string().nullable(),
});
export type RepairSummary = z.infer<typeof repairSummary>;
export const repairList = z.object({ items: z.array(repairSummary), nextCursor: z.string().nullable() });
export type RepairList = z.infer<typeof repairList>;

export const repairParams = z.strictObject({ repairId: uuid });
export const repairDecision = z.strictObject({ note: text(1, 500) });
export const repairOutcome = z.object({
  repairId: uuid,
  status: z.enum(['approved', 'dismissed']),
  answer: operationAnswerSchema.nullable(),
});
export interface RepairOutcome {
  readonly repairId: string;
  readonly status: 'approved' | 'dismissed';
  /** How the operation was posted; `null` when it was put aside. */
  readonly answer: OperationAnswer | null;
}

/** Something that the books say and the facts do not. */
export const discrepancySchema = z.object({ check: z.string(), subject: z.string(), detail: z.string() });
export type Discrepancy = z.infer<typeof discrepancySchema>;
export const verificationResponse = z.object({
  discrepancies: z.array(discrepancySchema),
  /** How many there are; the list is cut at a thousand. */
  count: z.int(),
  /** What agrees and a person may want to know: a receipt number that was given twice, a series that has ended. */
  notices: z.array(discrepancySchema),
  checked: z.record(z.string(), z.int()),
});
export type VerificationResponse = z.infer<typeof verificationResponse>;

/** What the server noticed about a sale or return that it posted; empty when there was nothing. */
export const operationFlags = z.object({ flags: z.array(z.string()) });
export type OperationFlags = z.infer<typeof operationFlags>;
