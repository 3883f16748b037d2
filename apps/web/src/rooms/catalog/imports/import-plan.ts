import type {
  ImportDefaults,
  ImportField,
  ImportFormat,
  ImportMapping,
  ImportPlan,
  ImportSample,
} from '@mosaajii/contract';
import { type Currency, parsePrice } from '@mosaajii/domain/money';
import type { MessageKey } from '../../../platform/i18n/index.ts';

/** What a person decides about an import, as it stands on the screen. */
export interface PlanDraft {
  readonly format: ImportFormat;
  readonly mapping: ImportMapping;
  readonly price: 'ask' | 'fixed';
  readonly priceText: string;
  readonly taxClassId: string;
  readonly categoryId: string;
  readonly unit: string;
}

/** In the order of the pick list. */
export const FIELDS: readonly { readonly field: ImportField; readonly label: MessageKey }[] = [
  { field: 'name', label: 'catalog.fieldName' },
  { field: 'sku', label: 'catalog.fieldSku' },
  { field: 'code', label: 'catalog.fieldCode' },
  { field: 'price', label: 'catalog.fieldPrice' },
  { field: 'cost', label: 'catalog.fieldCost' },
  { field: 'category', label: 'catalog.fieldCategory' },
  { field: 'taxClass', label: 'catalog.fieldTaxClass' },
  { field: 'unit', label: 'catalog.fieldUnit' },
  { field: 'description', label: 'catalog.fieldDescription' },
  { field: 'minimumAge', label: 'catalog.fieldMinimumAge' },
  { field: 'lowestPrice', label: 'catalog.fieldLowestPrice' },
  { field: 'highestPrice', label: 'catalog.fieldHighestPrice' },
  { field: 'tare', label: 'catalog.fieldTare' },
];

/** The plan that the look at the file suggests. */
export function planFrom(sample: ImportSample, taxClassId: string): PlanDraft {
  const { format, mapping } = sample;
  return { format, mapping, price: 'ask', priceText: '', taxClassId, categoryId: '', unit: 'pcs' };
}

/** The field that a column is; null when it is not imported. */
export function fieldOf(mapping: ImportMapping, column: number): ImportField | null {
  return FIELDS.find(({ field }) => mapping[field] === column)?.field ?? null;
}

/** The mapping with a column as a field. A field is one column and a column one field, so both are taken from elsewhere. */
export function withColumn(mapping: ImportMapping, column: number, field: ImportField | null): ImportMapping {
  const freed = Object.fromEntries(
    Object.entries(mapping).map(([known, at]) => [known, at === column ? null : at]),
  ) as ImportMapping;
  return field === null ? freed : { ...freed, [field]: column };
}

export type PlanError = 'name' | 'key' | 'price' | 'tax';

/** What is missing before the file can be compared. */
export function planErrors(draft: PlanDraft, currency: Currency): readonly PlanError[] {
  const errors: PlanError[] = [];
  if (draft.mapping.name === null) errors.push('name');
  if (draft.mapping.sku === null && draft.mapping.code === null) errors.push('key');
  if (draft.price === 'fixed' && fixedPrice(draft, currency) === null) errors.push('price');
  if (draft.taxClassId === '') errors.push('tax');
  return errors;
}

function fixedPrice(draft: PlanDraft, currency: Currency) {
  const parsed = parsePrice(draft.priceText, currency);
  return parsed.ok && parsed.value >= 0 ? parsed.value : null;
}

/** The plan as the server takes it. Only for a draft without errors. */
export function planOf(draft: PlanDraft, currency: Currency): ImportPlan {
  const priceE4 = draft.price === 'fixed' ? fixedPrice(draft, currency) : null;
  const price: ImportDefaults['price'] = priceE4 === null ? { kind: 'ask' } : { kind: 'fixed', priceE4 };
  return {
    format: draft.format,
    mapping: draft.mapping,
    defaults: {
      price,
      taxClassId: draft.taxClassId,
      categoryId: draft.categoryId === '' ? null : draft.categoryId,
      unit: draft.unit.trim() === '' ? 'pcs' : draft.unit.trim(),
    },
  };
}

/** How fast rows go and how long the rest takes, from what was processed since the first look. */
export interface Pace {
  readonly rowsPerSecond: number;
  readonly secondsLeft: number;
}

export interface Reading {
  readonly atMs: number;
  readonly processedRows: number;
}

/** The pace between two readings; null while there is none yet. */
export function paceBetween(first: Reading | null, last: Reading, totalRows: number | null): Pace | null {
  if (first === null || totalRows === null) return null;
  const [rows, seconds] = [last.processedRows - first.processedRows, (last.atMs - first.atMs) / 1000];
  if (rows <= 0 || seconds < 1) return null;
  const rowsPerSecond = rows / seconds;
  return { rowsPerSecond, secondsLeft: Math.ceil((totalRows - last.processedRows) / rowsPerSecond) };
}
