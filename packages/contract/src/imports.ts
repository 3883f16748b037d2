import { z } from 'zod';
import { unitOfMeasure } from './catalog.ts';
import { count, isoTime, priceE4, text, uuid } from './wire.ts';

/** Bounds of an import. */
export const IMPORT_LIMITS = { fileBytes: 64 * 1024 * 1024, rows: 500_000, columns: 100, previewRows: 20 } as const;

/** What a column can be. A product file needs a name and either a SKU or a code. */
export const IMPORT_FIELDS = [
  'name',
  'sku',
  'code',
  'price',
  'cost',
  'category',
  'taxClass',
  'unit',
  'description',
  'minimumAge',
  'lowestPrice',
  'highestPrice',
  'tare',
] as const;
export const importField = z.enum(IMPORT_FIELDS);
export type ImportField = (typeof IMPORT_FIELDS)[number];

export const IMPORT_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-15',
  'windows-1251',
  'windows-1256',
] as const;
export const IMPORT_DELIMITERS = [',', ';', '\t', '|'] as const;
export type ImportEncoding = (typeof IMPORT_ENCODINGS)[number];
export type ImportDelimiter = (typeof IMPORT_DELIMITERS)[number];

/** How the file is read. Detected at upload, correctable before the start. */
export const importFormat = z.strictObject({
  encoding: z.enum(IMPORT_ENCODINGS),
  delimiter: z.enum(IMPORT_DELIMITERS),
  hasHeader: z.boolean(),
});
export type ImportFormat = z.infer<typeof importFormat>;

const columnIndex = z
  .int()
  .min(0)
  .max(IMPORT_LIMITS.columns - 1)
  .nullable();
/** Which column is which field; `null`: the file does not say. */
export const importMapping = z.strictObject({
  name: columnIndex,
  sku: columnIndex,
  code: columnIndex,
  price: columnIndex,
  cost: columnIndex,
  category: columnIndex,
  taxClass: columnIndex,
  unit: columnIndex,
  description: columnIndex,
  minimumAge: columnIndex.optional(),
  lowestPrice: columnIndex.optional(),
  highestPrice: columnIndex.optional(),
  tare: columnIndex.optional(),
});
export type ImportMapping = z.infer<typeof importMapping>;

/** What is taken where the file is silent. A price is never made up: it is asked for at the till, or it is this one. */
export const importDefaults = z.strictObject({
  price: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('ask') }),
    z.strictObject({ kind: z.literal('fixed'), priceE4 }),
  ]),
  taxClassId: uuid,
  categoryId: uuid.nullable(),
  unit: unitOfMeasure,
});
export type ImportDefaults = z.infer<typeof importDefaults>;

export const importPlan = z.strictObject({ format: importFormat, mapping: importMapping, defaults: importDefaults });
export type ImportPlan = z.infer<typeof importPlan>;

export const IMPORT_STATES = ['uploaded', 'running', 'cancelling', 'cancelled', 'completed', 'failed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export const importSummary = z.strictObject({
  importId: uuid,
  fileName: z.string(),
  fileSize: count,
  state: z.enum(IMPORT_STATES),
  /** Known once the file has been counted. */
  totalRows: count.nullable(),
  processedRows: count,
  createdCount: count,
  updatedCount: count,
  skippedCount: count,
  rejectedCount: count,
  /** Why it failed, for people. */
  failure: z.string().nullable(),
  createdAt: isoTime,
  startedAt: isoTime.nullable(),
  finishedAt: isoTime.nullable(),
});
export type ImportSummary = z.infer<typeof importSummary>;
export const importList = z.strictObject({ imports: z.array(importSummary) });

/** How sure the guess of a column is: by its heading, by its content, or by both. */
export const guessReason = z.enum(['heading', 'content', 'both']);

/** What a look at the beginning of a file finds out. */
export const importSample = z.strictObject({
  format: importFormat,
  columns: z.array(z.string()),
  mapping: importMapping,
  /** Why a field was mapped, for those that were. */
  reasons: z.partialRecord(importField, guessReason),
  /** The first rows as they were read, without the heading. */
  rows: z.array(z.array(z.string())),
});
export type ImportSample = z.infer<typeof importSample>;

/** An import; with its sample as long as it has not been started. */
export const importDetail = z.strictObject({ import: importSummary, sample: importSample.nullable() });
export type ImportDetail = z.infer<typeof importDetail>;

export const REJECTION_CODES = [
  'name-missing',
  'key-missing',
  'too-long',
  'bad-price',
  'bad-cost',
  'bad-rules',
  'bad-characters',
  'unknown-tax-class',
  'duplicate-in-file',
  'code-taken',
  'too-many-columns',
] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];

export const previewRow = z.strictObject({
  rowNumber: count,
  outcome: z.enum(['created', 'updated', 'skipped', 'rejected']),
  name: z.string(),
  sku: z.string(),
  code: z.string(),
  priceE4: priceE4.nullable(),
  reason: z.string().nullable(),
});
export type PreviewRow = z.infer<typeof previewRow>;

/** What would happen to the whole file. Nothing has been changed. */
export const importPreview = z.strictObject({
  totalRows: count,
  createdCount: count,
  updatedCount: count,
  skippedCount: count,
  rejectedCount: count,
  newCategories: count,
  /** Rows whose price the till will ask for. */
  withoutPrice: count,
  reasons: z.array(z.strictObject({ code: z.enum(REJECTION_CODES), reason: z.string(), count })),
  rows: z.array(previewRow),
});
export type ImportPreview = z.infer<typeof importPreview>;

/** Another way of reading the same file, to look at its rows again. */
export const importFormatQuery = z.strictObject({
  encoding: z.enum(IMPORT_ENCODINGS).optional(),
  delimiter: z.enum(IMPORT_DELIMITERS).optional(),
  hasHeader: z.enum(['true', 'false']).optional(),
});

export const fileName = text(255, 1);
