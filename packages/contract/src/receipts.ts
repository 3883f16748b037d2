import { bitmapOf, isPartsOrder, LOGO_LIMITS, PAPER_LANGUAGES, RECEIPT_PARTS } from '@mosaajii/domain/paper';
import { z } from 'zod';
import { isoTime, text, uuid, version } from './wire.ts';

/** The dots of a logo, a bit each, rows in whole bytes. */
export const storedBitmap = z
  .strictObject({
    width: z.int().min(1).max(LOGO_LIMITS.width),
    height: z.int().min(1).max(LOGO_LIMITS.height),
    bits: z
      .string()
      .max(8_000)
      .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'must be base64'),
  })
  .refine((dots) => bitmapOf(dots) !== null, 'must have as many dots as it says');

/** The wire form of the core's `ReceiptTemplate`. */
export const receiptTemplate = z.strictObject({
  language: z.enum(PAPER_LANGUAGES).nullable(),
  logo: storedBitmap.nullable(),
  parts: z
    .array(z.enum(RECEIPT_PARTS))
    .max(RECEIPT_PARTS.length)
    .refine(isPartsOrder, 'must have the shop, the document, the lines, the totals and the taxes, and nothing twice'),
  hasSku: z.boolean(),
  hasDiscounts: z.boolean(),
  hasTaxBases: z.boolean(),
});

/** For how many days a receipt can be read online. */
const linkDays = z.int().min(1).max(3_650);

/** How a store's receipts look, as a device needs it. */
export const receiptSettings = z.strictObject({
  template: receiptTemplate,
  /** What makes the links of receipts, base64url of 32 bytes; links work while the store has this key. */
  linkKey: z.string().length(43),
  linkDays,
});

/** What the editor saves, all together. */
export const receiptSettingsUpdate = z.strictObject({
  /** Of the store's settings, when the editor read them; another one answers `stale-version`. */
  version,
  storeId: uuid.optional(),
  paperWidthMm: z.union([z.literal(58), z.literal(80)]),
  receiptHeader: text(500),
  receiptFooter: text(500),
  template: receiptTemplate,
  linkDays,
  /** A new key: every link that was printed before is dead. */
  endsLinks: z.boolean().optional(),
});
export type ReceiptSettingsUpdate = z.infer<typeof receiptSettingsUpdate>;

export const logoDots = z.strictObject({ logo: storedBitmap });
export type LogoDots = z.infer<typeof logoDots>;

/** The states of a store's receipts, the latest first. */
export const receiptVersions = z.strictObject({
  versions: z.array(
    z.strictObject({
      version,
      changedAt: isoTime,
      changedBy: uuid,
      paperWidthMm: z.union([z.literal(58), z.literal(80)]),
      receiptHeader: z.string(),
      receiptFooter: z.string(),
      template: receiptTemplate,
    }),
  ),
});
export type ReceiptVersions = z.infer<typeof receiptVersions>;

const direction = z.enum(['ltr', 'rtl']);
const weight = z.enum(['detail', 'strong', 'total']).optional();
/** A block of a paper as it travels: the core's, with its dots in base64. */
const paperBlock = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    text: z.string(),
    align: z.enum(['start', 'centre', 'end']).optional(),
    size: z.enum(['small', 'normal', 'large']).optional(),
    isBold: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('banner'), text: z.string() }),
  z.object({ kind: z.literal('pair'), start: z.string(), end: z.string(), weight }),
  z.object({ kind: z.literal('rule') }),
  z.object({ kind: z.literal('gap') }),
  z.object({ kind: z.literal('image'), image: storedBitmap }),
  z.object({ kind: z.literal('barcode'), text: z.string() }),
  z.object({ kind: z.literal('qr'), text: z.string(), caption: z.string().optional() }),
]);

/** What whoever has the link of a receipt sees. */
export const publicReceipt = z.object({
  paper: z.object({ language: z.enum(PAPER_LANGUAGES), direction, title: z.string(), blocks: z.array(paperBlock) }),
  paperWidthMm: z.union([z.literal(58), z.literal(80)]),
});
export type PublicReceipt = z.infer<typeof publicReceipt>;

/** A receipt for an address or a telephone that the customer names; the id makes a repeat harmless. */
export const receiptMail = z.strictObject({
  mailId: uuid,
  to: text(254, 3),
  /** `sms`: the link of the receipt as a short message. */
  channel: z.enum(['email', 'sms']).default('email'),
});
export type ReceiptMail = z.infer<typeof receiptMail>;
export const receiptMailed = z.strictObject({ mailId: uuid });
export const linkEnded = z.strictObject({ isEnded: z.boolean() });
