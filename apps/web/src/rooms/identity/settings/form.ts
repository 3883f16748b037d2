import type { SettingsPatch, ShopSettings } from '@mosaajii/contract/settings';
import { DAY_END, MIDNIGHT } from '@mosaajii/domain/calendar';
import { type Currency, type Minor, parseMoney, toDecimalString, ZERO_MINOR } from '@mosaajii/domain/money';
import { type SalespersonSettings, USUAL_SALESPERSON } from '@mosaajii/domain/sale';

/** The settings as they stand in the fields. */
export interface SettingsForm {
  readonly shopName: string;
  readonly legalName: string;
  readonly taxNumber: string;
  readonly storeName: string;
  /** One line for each line of the address. */
  readonly address: string;
  readonly timeZone: string;
  /** When the business day ends, hh:mm; empty is midnight. */
  readonly dayEndsAt: string;
  readonly receiptHeader: string;
  readonly receiptFooter: string;
  readonly paperWidthMm: 58 | 80;
  readonly taxRounding: 'per-line' | 'per-document';
  readonly roundsHalfEven: boolean;
  readonly pricesIncludeTax: boolean;
  /** As typed; empty is not rounded. */
  readonly roundingUnit: string;
  /** As typed; empty is without an end. */
  readonly returnDays: string;
  readonly salesperson: SalespersonSettings;
  readonly isCountBlind: boolean;
  /** As typed; empty is nothing. */
  readonly tolerance: string;
  /** As typed; empty is the float of before. */
  readonly defaultFloat: string;
  /** One line for each reason. */
  readonly reasons: string;
}

export function formOf({ organization, store }: ShopSettings): SettingsForm {
  const { cashRounding, taxRounding } = store.rules;
  return {
    shopName: organization.name,
    legalName: organization.legalName,
    taxNumber: organization.taxNumber,
    storeName: store.name,
    address: store.addressLines.join('\n'),
    timeZone: store.timeZone,
    dayEndsAt: store.dayEndsAt ?? MIDNIGHT,
    receiptHeader: store.receiptHeader,
    receiptFooter: store.receiptFooter,
    paperWidthMm: store.paperWidthMm,
    taxRounding,
    roundsHalfEven: store.rules.roundingMode === 'half-even',
    pricesIncludeTax: store.pricesIncludeTax,
    roundingUnit: cashRounding === null ? '' : toDecimalString(cashRounding.unitMinor, organization.currency),
    returnDays: String(store.returnDays ?? ''),
    salesperson: store.salesperson ?? USUAL_SALESPERSON,
    isCountBlind: store.isCountBlind,
    tolerance:
      store.overShortToleranceMinor === 0 ? '' : toDecimalString(store.overShortToleranceMinor, organization.currency),
    defaultFloat:
      store.defaultFloatMinor === null ? '' : toDecimalString(store.defaultFloatMinor, organization.currency),
    reasons: store.overShortReasons.join('\n'),
  };
}

/** Whether the rounding unit is empty or an amount above zero. */
export function isRoundingUnit(text: string, currency: Currency): boolean {
  if (text.trim() === '') return true;
  const parsed = parseMoney(text, currency);
  return parsed.ok && parsed.value > 0;
}

/** Whether the text is empty or an amount of zero or more. */
export function isAmountOrEmpty(text: string, currency: Currency): boolean {
  if (text.trim() === '') return true;
  const parsed = parseMoney(text, currency);
  return parsed.ok && parsed.value >= 0;
}

/** Only what differs from the settings that were loaded, or null when nothing does. */
export function patchOf(settings: ShopSettings, form: SettingsForm): SettingsPatch | null {
  const before = formOf(settings);
  const isChanged = (key: keyof SettingsForm) => JSON.stringify(form[key]) !== JSON.stringify(before[key]);
  const patch: SettingsPatch = {
    version: settings.store.version,
    ...(isChanged('shopName') && { shopName: form.shopName.trim() }),
    ...(isChanged('legalName') && { legalName: form.legalName.trim() }),
    ...(isChanged('taxNumber') && { taxNumber: form.taxNumber.trim() }),
    ...(isChanged('storeName') && { storeName: form.storeName.trim() }),
    ...(isChanged('address') && { addressLines: linesOf(form.address) }),
    ...(isChanged('timeZone') && { timeZone: form.timeZone }),
    ...(isChanged('dayEndsAt') && { dayEndsAt: form.dayEndsAt || MIDNIGHT }),
    ...(isChanged('receiptHeader') && { receiptHeader: form.receiptHeader }),
    ...(isChanged('receiptFooter') && { receiptFooter: form.receiptFooter }),
    ...(isChanged('paperWidthMm') && { paperWidthMm: form.paperWidthMm }),
    ...(isChanged('taxRounding') && { taxRounding: form.taxRounding }),
    ...(isChanged('roundsHalfEven') && { roundingMode: form.roundsHalfEven ? 'half-even' : 'half-up' }),
    ...(isChanged('pricesIncludeTax') && { pricesIncludeTax: form.pricesIncludeTax }),
    ...(isChanged('returnDays') && { returnDays: daysOf(form.returnDays) }),
    ...(isChanged('roundingUnit') && { cashRounding: cashRoundingOf(settings, form.roundingUnit) }),
    ...(isChanged('salesperson') && { salesperson: form.salesperson }),
    ...(isChanged('isCountBlind') && { isCountBlind: form.isCountBlind }),
    ...(isChanged('tolerance') && { overShortToleranceMinor: amountOf(settings, form.tolerance) ?? ZERO_MINOR }),
    ...(isChanged('defaultFloat') && { defaultFloatMinor: amountOf(settings, form.defaultFloat) }),
    ...(isChanged('reasons') && { overShortReasons: linesOf(form.reasons, 12) }),
  };
  return Object.keys(patch).length === 1 ? null : patch;
}

/** Whether the end of the business day is empty or a time before noon. */
export function isDayEnd(text: string): boolean {
  return text === '' || DAY_END.test(text);
}

/** Whether the days of returns are empty or a whole number of at most ten years. */
export function isReturnDays(text: string): boolean {
  return text.trim() === '' || (/^\d{1,4}$/.test(text.trim()) && Number(text) <= 3650);
}

function daysOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

function amountOf({ organization }: ShopSettings, text: string): Minor | null {
  const parsed = parseMoney(text, organization.currency);
  return text.trim() === '' || !parsed.ok ? null : parsed.value;
}

function linesOf(text: string, most = 6): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, most);
}

function cashRoundingOf({ organization, store }: ShopSettings, text: string): SettingsPatch['cashRounding'] {
  const parsed = parseMoney(text, organization.currency);
  if (text.trim() === '' || !parsed.ok) return null;
  return { unitMinor: parsed.value, mode: store.rules.cashRounding?.mode ?? 'half-up' };
}
