import { z } from 'zod';
import { cursor, flag, isoTime, limit, text, uuid } from './wire.ts';

/** What can be asked of the audit trail; every condition narrows. */
const auditFilters = {
  /** From this moment on. */
  from: isoTime.optional(),
  /** Before this moment. */
  to: isoTime.optional(),
  userId: uuid.optional(),
  registerId: uuid.optional(),
  /** An action or the beginning of one: `product.` finds every change of a product. */
  action: text(100, 1).optional(),
  subjectKind: text(100, 1).optional(),
  subjectId: text(200, 1).optional(),
  /** Words of an action or of a kind of subject, or the id of a subject. */
  query: text(200).optional(),
  /**
   * What `query` means to whoever reads the trail in another language: names of actions and of kinds of subjects, with commas
   * between them. An entry that has one of these fits as well.
   */
  names: text(6000, 1)
    .regex(/^[a-z-]+(\.[a-z-]+)?(,[a-z-]+(\.[a-z-]+)?)*$/)
    .optional(),
  /** Only attempts that were refused. */
  isRefused: flag.optional(),
};

export const auditQuery = z.strictObject({ ...auditFilters, cursor: cursor.optional(), limit: limit(200, 50) });
export type AuditQuery = z.output<typeof auditQuery>;

export const auditExportQuery = z.strictObject({ ...auditFilters, format: z.enum(['csv', 'jsonl']) });
export type AuditExportQuery = z.output<typeof auditExportQuery>;

/** People and registers are ids here, so that the trail holds nothing that an erasure would have to change. */
export const auditEntry = z.object({
  entryId: uuid,
  occurredAt: z.string(),
  userId: uuid.nullable(),
  registerId: uuid.nullable(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  isRefused: z.boolean(),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditList = z.object({ items: z.array(auditEntry), nextCursor: z.string().nullable() });
export type AuditList = z.infer<typeof auditList>;

export const auditDetail = auditEntry.extend({
  /** What the change was: `before` and `after` with the fields that differ, reasons, figures. */
  detail: z.record(z.string(), z.unknown()),
  /** Its place in the chain; null until it is sealed, within a second. */
  seal: z.object({ sequence: z.int(), hash: z.string(), sealedAt: z.string() }).nullable(),
});
export type AuditDetail = z.infer<typeof auditDetail>;

/** Entries older than this many months are removed; null keeps all of them. */
export const auditRetentionRequest = z.strictObject({ months: z.int().min(12).max(240).nullable() });
export type AuditRetentionRequest = z.infer<typeof auditRetentionRequest>;

export const auditRetention = z.object({
  months: z.int().nullable(),
  /** Who decided it; null while nobody has. */
  setBy: uuid.nullable(),
  setAt: z.string().nullable(),
  /** A rule acts a week after it was made; null where nothing is removed. */
  inForceFrom: z.string().nullable(),
  /** Entries before this moment go, as of now; null where nothing is removed. */
  removesBefore: z.string().nullable(),
  /** How many that are at present, counted up to 100,000. */
  removable: z.int(),
  /** What has been removed so far; null when nothing. */
  removed: z.object({ entries: z.int(), lastAt: z.string() }).nullable(),
  /** Only the owner of the shop changes it. */
  mayChange: z.boolean(),
});
export type AuditRetention = z.infer<typeof auditRetention>;
