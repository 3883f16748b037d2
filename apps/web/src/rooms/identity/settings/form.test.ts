import type { ShopSettings } from '@mosaajii/contract/settings';
import { minor } from '@mosaajii/domain/money';
import { describe, expect, it } from 'vitest';
import { formOf, isAmountOrEmpty, isDayEnd, isRoundingUnit, patchOf } from './form.ts';

const currency = { code: 'CHF', exponent: 2 } as const;
const settings: ShopSettings = {
  organization: {
    organizationId: '00000000-0000-7000-8000-000000000001',
    name: 'Laden',
    legalName: '',
    taxNumber: '',
    countryCode: 'CH',
    currency,
    locale: 'de-CH',
    isDemo: false,
  },
  store: {
    storeId: '00000000-0000-7000-8000-000000000002',
    code: 'S1',
    name: 'Laden',
    addressLines: ['Gasse 1', 'Bern'],
    timeZone: 'Europe/Zurich',
    rules: {
      currency,
      taxRounding: 'per-line',
      roundingMode: 'half-up',
      cashRounding: { unitMinor: minor(5), mode: 'half-up' },
    },
    pricesIncludeTax: true,
    notesMinor: [],
    coinsMinor: [],
    paperWidthMm: 80,
    receiptHeader: '',
    receiptFooter: '',
    overShortToleranceMinor: minor(0),
    defaultFloatMinor: null,
    isCountBlind: true,
    overShortReasons: [],
    version: 7,
  },
};

describe('the settings form', () => {
  it('sends nothing when nothing was changed', () => expect(patchOf(settings, formOf(settings))).toBeNull());

  it('sends what was changed with the version it was made from', () => {
    const form = { ...formOf(settings), shopName: ' Kiosk ', address: ' Gasse 2 \n\nBern\n' };
    expect(patchOf(settings, form)).toEqual({ version: 7, shopName: 'Kiosk', addressLines: ['Gasse 2', 'Bern'] });
  });

  it('sends how half a unit is rounded, both ways', () => {
    const form = formOf(settings);
    expect(form.roundsHalfEven).toBe(false);
    expect(patchOf(settings, { ...form, roundsHalfEven: true })?.roundingMode).toBe('half-even');
    const { store } = settings;
    const even = { ...settings, store: { ...store, rules: { ...store.rules, roundingMode: 'half-even' as const } } };
    expect(patchOf(even, { ...formOf(even), roundsHalfEven: false })).toEqual({ version: 7, roundingMode: 'half-up' });
  });

  it('turns the rounding unit into minor units, and empty into none', () => {
    const form = formOf(settings);
    expect(form.roundingUnit).toBe('0.05');
    expect(patchOf(settings, { ...form, roundingUnit: '0,10' })?.cashRounding).toEqual({
      unitMinor: 10,
      mode: 'half-up',
    });
    expect(patchOf(settings, { ...form, roundingUnit: '' })?.cashRounding).toBeNull();
  });

  it.each([
    ['', true],
    ['0.05', true],
    ['0', false],
    ['-1', false],
    ['x', false],
    ['0.001', false],
  ])('judges a rounding unit of %j', (text, expected) => expect(isRoundingUnit(text, currency)).toBe(expected));
});

describe('when the business day ends', () => {
  it('is midnight unless somebody said, and is said when it changes', () => {
    const form = formOf(settings);
    expect(form.dayEndsAt).toBe('00:00');
    expect(patchOf(settings, { ...form, dayEndsAt: '04:00' })).toEqual({ version: 7, dayEndsAt: '04:00' });
    const late = { ...settings, store: { ...settings.store, dayEndsAt: '04:00' } };
    expect(patchOf(late, formOf(late))).toBeNull();
    expect(patchOf(late, { ...formOf(late), dayEndsAt: '' })).toEqual({ version: 7, dayEndsAt: '00:00' });
  });

  it.each([
    ['', true],
    ['00:00', true],
    ['11:59', true],
    ['12:00', false],
    ['23:30', false],
  ])('judges %j', (text, expected) => expect(isDayEnd(text)).toBe(expected));
});

describe('how the drawer is counted', () => {
  it('is read from the settings and says only what changed', () => {
    const store = { ...settings.store, overShortToleranceMinor: minor(50), overShortReasons: ['Tips'] };
    const known = { ...settings, store };
    const form = formOf(known);
    expect(form).toMatchObject({ tolerance: '0.50', defaultFloat: '', reasons: 'Tips', isCountBlind: true });
    expect(patchOf(known, form)).toBeNull();
    expect(patchOf(known, { ...form, tolerance: '', defaultFloat: '200', reasons: ' Tips \n\nCoins ' })).toEqual({
      version: 7,
      overShortToleranceMinor: 0,
      defaultFloatMinor: 20_000,
      overShortReasons: ['Tips', 'Coins'],
    });
  });

  it('knows an amount from a slip of the finger', () => {
    expect(['', '0', '12.50'].map((text) => isAmountOrEmpty(text, currency))).toEqual([true, true, true]);
    expect(['-1', 'ten', '1.234'].map((text) => isAmountOrEmpty(text, currency))).toEqual([false, false, false]);
  });
});
