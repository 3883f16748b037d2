import type { CountryPreset } from '@mosaajii/contract/settings';
import { type Currency, currencyOf, type Minor, minor, type RoundingMode } from '@mosaajii/domain/money';
import { z } from 'zod';
import { COUNTRY_PLACES, TAX_ADDED_AT_THE_TILL } from './country-places.ts';
import source from './fixtures/countries.json' with { type: 'json' };

const decimal = z.string().regex(/^\d+(\.\d+)?$/);

/** The parts of the fixture that we use; see fixtures/ATTRIBUTION.md. */
const sourceCountry = z.object({
  code: z.string(),
  country: z.string(),
  currency: z.string(),
  coins: z.object({ values: z.array(decimal) }),
  notes: z.object({ values: z.array(decimal) }),
  cash_rounding: z.object({
    unit: decimal.nullable(),
    mode: z.string().nullable(),
    status: z.string(),
    note: z.string().optional(),
  }),
  vat: z.object({
    name: z.string(),
    standard: decimal.nullable(),
    standard_confidence: z.string(),
    reduced: z.array(z.object({ rate: decimal, for: z.string().optional() })),
    as_of: z.string(),
    note: z.string().optional(),
  }),
});
type SourceCountry = z.infer<typeof sourceCountry>;

const MODES: Readonly<Record<string, RoundingMode>> = { half_up: 'half-up', half_down: 'half-down', floor: 'down' };

let presets: readonly CountryPreset[] | undefined;

/** The countries that a set-up can start from, by name. What they propose is to be confirmed by the owner. */
export function countryPresets(): readonly CountryPreset[] {
  presets ??= z
    .array(sourceCountry)
    .parse(source.countries)
    .map(presetOf)
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  return presets;
}

function presetOf(country: SourceCountry): CountryPreset {
  const currency = currencyOf(country.currency);
  const place = COUNTRY_PLACES[country.code];
  if (currency === null || place === undefined)
    throw new Error(`${country.code} has no currency, language or time zone`);
  const { unit, mode, status, note } = country.cash_rounding;
  const roundingMode = mode === null ? undefined : MODES[mode];
  return {
    code: country.code,
    name: country.country,
    currency,
    ...place,
    notesMinor: denominations(country.notes.values, currency),
    coinsMinor: denominations(country.coins.values, currency),
    cashRounding:
      unit === null || roundingMode === undefined ? null : { unitMinor: toMinor(unit, currency), mode: roundingMode },
    cashRoundingNote: [status === 'none' ? '' : status, note ?? ''].filter((part) => part !== '').join('; '),
    pricesIncludeTax: !TAX_ADDED_AT_THE_TILL.has(country.code),
    ...taxesOf(country),
  };
}

function denominations(values: readonly string[], currency: Currency): Minor[] {
  return values.map((value) => toMinor(value, currency)).sort((a, b) => a - b);
}

/** Exact: the digits after the point are at most as many as the currency has. */
function toMinor(value: string, currency: Currency): Minor {
  const [whole = '0', fraction = ''] = value.split('.');
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > currency.exponent) throw new RangeError(`${value} ${currency.code} has too many decimals`);
  return minor(Number(`${whole}${significant.padEnd(currency.exponent, '0')}`));
}

function taxesOf({ vat }: SourceCountry) {
  const taxName = vat.name === 'none' ? 'VAT' : asPrinted(vat.name);
  const rates = [...(vat.standard === null ? [] : [{ rate: vat.standard, for: vat.note }]), ...vat.reduced];
  return {
    taxName,
    taxes: rates.map((entry) => ({
      name: `${taxName} ${entry.rate} %`,
      ratePpm: toPpm(entry.rate),
      note: entry.for ?? '',
    })),
    asOf: vat.as_of,
    isConfident: vat.standard_confidence === 'high',
  };
}

/** As it stands on a receipt: "Consumption tax", whose source writes it as in a sentence. */
function asPrinted(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

/** Percent with at most four decimals to parts per million. */
function toPpm(percent: string): number {
  const [whole = '0', fraction = ''] = percent.split('.');
  return Number(`${whole}${fraction.padEnd(4, '0')}`);
}
