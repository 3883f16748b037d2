import type { NewTax, ShopTax } from '@mosaajii/contract/taxes';
import { type Currency, parsePrice, priceE4, priceToDecimalString } from '@mosaajii/domain/money';

/** A tax as it stands in the fields. */
export interface TaxDraft {
  readonly name: string;
  readonly kind: ShopTax['kind'];
  /** A percentage, or an amount of the shop's money, as typed. */
  readonly size: string;
  readonly isIncluded: boolean;
  readonly affectsNextBase: boolean;
  readonly isBaseAffectedByPrevious: boolean;
  /** `2027-01-01`; empty: without a beginning, without an end. */
  readonly validFrom: string;
  readonly validUntil: string;
}

export type TaxFields = Omit<NewTax, 'taxId' | 'replaces'>;

export function emptyTax(isIncluded: boolean): TaxDraft {
  const days = { validFrom: '', validUntil: '' };
  return {
    name: '',
    kind: 'percent',
    size: '',
    isIncluded,
    affectsNextBase: false,
    isBaseAffectedByPrevious: true,
    ...days,
  };
}

export function draftOfTax(tax: ShopTax, currency: Currency): TaxDraft {
  const { name, kind, isIncluded, affectsNextBase, isBaseAffectedByPrevious } = tax;
  const size =
    kind === 'fixed-per-unit' ? priceToDecimalString(priceE4(tax.amountE4), currency) : String(tax.ratePpm / 10_000);
  const days = { validFrom: tax.validFrom ?? '', validUntil: tax.validUntil ?? '' };
  return { name, kind, size, isIncluded, affectsNextBase, isBaseAffectedByPrevious, ...days };
}

/** The field that cannot be taken as it is; `null`: all can. */
export function wrongField(draft: TaxDraft, currency: Currency, needsDay: boolean): keyof TaxDraft | null {
  if (draft.name.trim() === '') return 'name';
  if (sizeOf(draft, currency) === null) return 'size';
  if (needsDay && draft.validFrom === '') return 'validFrom';
  const isBackwards = draft.validFrom !== '' && draft.validUntil !== '' && draft.validFrom > draft.validUntil;
  return isBackwards ? 'validUntil' : null;
}

/** What is sent. Only for a draft without a wrong field. */
export function fieldsOf(draft: TaxDraft, currency: Currency): TaxFields {
  const { kind, isIncluded, affectsNextBase, isBaseAffectedByPrevious } = draft;
  const size = sizeOf(draft, currency) ?? 0;
  const isFixed = kind === 'fixed-per-unit';
  return {
    name: draft.name.trim(),
    kind,
    ratePpm: isFixed ? 0 : size,
    amountE4: isFixed ? size : 0,
    isIncluded,
    affectsNextBase,
    isBaseAffectedByPrevious,
    validFrom: draft.validFrom || null,
    validUntil: draft.validUntil || null,
  };
}

/** A rate in parts per million or an amount in ten-thousandths of a minor unit; `null` for what is neither. */
function sizeOf({ kind, size }: TaxDraft, currency: Currency): number | null {
  if (kind === 'fixed-per-unit') {
    const parsed = parsePrice(size, currency);
    return parsed.ok && parsed.value >= 0 ? parsed.value : null;
  }
  const [, whole = '', part = ''] = /^(\d{1,4})(?:[.,](\d{1,4}))?$/.exec(size.trim()) ?? [];
  if (whole === '') return null;
  const ratePpm = Number(whole) * 10_000 + Number(part.padEnd(4, '0'));
  return ratePpm > (kind === 'division' ? 999_999 : 10_000_000) ? null : ratePpm;
}
