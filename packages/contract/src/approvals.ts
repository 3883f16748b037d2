import { TENDER_KINDS } from '@mosaajii/domain';
import { z } from 'zod';
import { personName } from './roles.ts';
import { approvalSteps } from './sync-payloads.ts';
import { isoTime, minor, text, uuid } from './wire.ts';

/** A cart of a thousand lines fits; the text is the one whose SHA-256 an approval covers. */
const MOST_SUBJECT = 200_000;
/** The lines that somebody reads on a phone before they say yes; those that were reduced come first. */
export const MOST_LINES_SHOWN = 50;

/** A register asks for somebody who may, on whatever screen they are. The same id again is the same question. */
export const approvalRequest = z.strictObject({
  requestId: uuid,
  /** Who stands at the register and may not. */
  userId: uuid,
  actions: approvalSteps,
  /** What the approval would cover, see `subjectOf` of the domain. */
  subject: text(MOST_SUBJECT, 1),
  /** What the register shows as the total of it. */
  totalMinor: minor.optional(),
});
export type ApprovalRequest = z.output<typeof approvalRequest>;

export const APPROVAL_STATES = ['open', 'approved', 'refused', 'withdrawn', 'expired'] as const;
const state = z.enum(APPROVAL_STATES);
export const approvalParams = z.strictObject({ requestId: uuid });

/** What the register hears. */
export const approvalAnswer = z.strictObject({
  requestId: uuid,
  state,
  expiresAt: isoTime,
  decidedBy: personName.nullable(),
  /** Why it was refused. */
  note: z.string().nullable(),
});
export type ApprovalAnswer = z.infer<typeof approvalAnswer>;

const reduction = z.strictObject({
  kind: z.enum(['percent', 'amount']),
  ratePpm: z.int().optional(),
  amountMinor: z.int().optional(),
});
const shownLine = z.strictObject({
  name: z.string(),
  unit: z.string(),
  quantityMilli: z.int(),
  /** Absent where the register names a line of a sale that the server does not know yet. */
  unitPriceE4: z.int().optional(),
  /** Only where another price is charged. */
  listPriceE4: z.int().optional(),
  reductions: z.array(reduction),
});

const paidPart = z.strictObject({ kind: z.enum(TENDER_KINDS), amountMinor: z.int() });

/** What somebody is shown before they decide; read from the very text that their answer covers. */
export const approvalContent = z.strictObject({
  kind: z.enum(['sale', 'return', 'void', 'tender-correction', 'credit', 'no-sale', 'paid-in', 'paid-out', 'drop']),
  totalMinor: z.int().nullable(),
  /** Of the sale whose goods come back. */
  receiptNumber: z.string().nullable(),
  lines: z.array(shownLine).max(MOST_LINES_SHOWN),
  lineCount: z.int(),
  saleReductions: z.array(reduction),
  /** What a sale was said to be paid with, and what it was; only where that is asked. */
  tenders: z.strictObject({ before: z.array(paidPart), after: z.array(paidPart) }).optional(),
});
export type ApprovalContent = z.infer<typeof approvalContent>;

/** Why somebody who looks cannot say yes: they asked themselves, or it goes beyond them too. */
export const APPROVAL_HINDRANCES = ['own-request', 'beyond-you'] as const;

export const approvalItem = z.strictObject({
  requestId: uuid,
  state,
  register: z.strictObject({ code: z.string(), name: z.string() }),
  storeName: z.string(),
  requestedBy: personName,
  actions: approvalSteps,
  content: approvalContent,
  createdAt: isoTime,
  expiresAt: isoTime,
  decidedBy: personName.nullable(),
  decidedAt: isoTime.nullable(),
  note: z.string().nullable(),
  hindrance: z.enum(APPROVAL_HINDRANCES).nullable(),
});
export type ApprovalItem = z.infer<typeof approvalItem>;
/** What waits, the oldest first; then what was decided in the last day, the latest first. */
export const approvalList = z.strictObject({ items: z.array(approvalItem) });
export type ApprovalList = z.infer<typeof approvalList>;
export const approvalRefusal = z.strictObject({ note: text(300, 1) });
