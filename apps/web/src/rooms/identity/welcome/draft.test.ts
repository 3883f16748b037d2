import type { CountryPreset } from '@mosaajii/contract/settings';
import { minor } from '@mosaajii/domain/money';
import { describe, expect, it } from 'vitest';
import {
  clearDraft,
  EMPTY_DRAFT,
  loadDraft,
  parsePercent,
  percentText,
  saveDraft,
  setupRequestOf,
  stepOfPath,
  withCountry,
  withTax,
} from './draft.ts';

const finland: CountryPreset = {
  code: 'FI',
  name: 'Finland',
  currency: { code: 'EUR', exponent: 2 },
  locale: 'fi-FI',
  timeZone: 'Europe/Helsinki',
  notesMinor: [minor(500)],
  coinsMinor: [minor(5)],
  cashRounding: { unitMinor: minor(5), mode: 'half-up' },
  cashRoundingNote: 'by law',
  pricesIncludeTax: true,
  taxName: 'VAT',
  taxes: [
    { name: 'VAT 25.5 %', ratePpm: 255_000, note: '' },
    { name: 'VAT 0 %', ratePpm: 0, note: 'exports' },
  ],
  asOf: '2025-12',
  isConfident: true,
};

describe('percentages', () => {
  it.each([
    ['16', 160_000],
    ['25.5', 255_000],
    ['7,5 %', 75_000],
    ['0', 0],
    ['100', 1_000_000],
    ['0.0001', 1],
  ])('reads %s', (text, ppm) => expect(parsePercent(text)).toBe(ppm));

  it.each(['', 'x', '-1', '100.0001', '1.23456', '1e2', '999'])('refuses %j', (text) =>
    expect(parsePercent(text)).toBeUndefined(),
  );

  it.each([0, 1, 255_000, 160_000, 75_000, 1_000_000, 100_000])('writes %d so that it is read back', (ppm) =>
    expect(parsePercent(percentText(ppm))).toBe(ppm),
  );
});

describe('the draft', () => {
  const answered = {
    ...withCountry(EMPTY_DRAFT, finland),
    shopName: ' Duka ',
    ownerName: 'Amina',
    email: ' a@b.c ',
    token: 'T',
  };

  it('takes over a country without the rates of zero', () => {
    expect(answered.taxes.map((tax) => tax.isOn)).toEqual([true, false]);
    expect(answered.isCashRounded).toBe(true);
  });

  it('becomes the request, trimmed, with the confirmed taxes alone', () => {
    const publicKey = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const;
    const request = setupRequestOf(answered, finland, { password: 'p'.repeat(12), publicKey, registerName: 'Till' });
    expect(request).toMatchObject({
      token: 'T',
      currency: 'EUR',
      shop: { name: 'Duka', timeZone: 'Europe/Helsinki' },
      taxes: [{ name: 'VAT 25.5 %', ratePpm: 255_000 }],
      cashRounding: { unitMinor: 5, mode: 'half-up' },
      owner: { email: 'a@b.c' },
    });
  });

  it('replaces a rate of the same name', () => {
    expect(withTax(answered, 'vat 25.5 %', 260_000).taxes.map((tax) => tax.ratePpm)).toEqual([0, 260_000]);
  });

  it('survives a reload, and a token in the address wins', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    saveDraft(storage, { ...answered, step: 'owner' });
    expect(loadDraft(storage, '')).toMatchObject({ step: 'owner', shopName: ' Duka ', token: 'T' });
    expect(loadDraft(storage, '#token=new')).toMatchObject({ step: 'owner', token: 'new' });
    kept.set('welcome', '{"step": ');
    expect(loadDraft(storage, '#token=new')).toEqual({ ...EMPTY_DRAFT, token: 'new' });
    clearDraft(storage);
    expect(loadDraft(storage, '')).toEqual(EMPTY_DRAFT);
  });

  it('knows where a refused field was asked', () => {
    expect(['owner.password', 'token', 'shop.name', 'taxes.0.name'].map(stepOfPath)).toEqual([
      'owner',
      'owner',
      'shop',
      'country',
    ]);
  });
});
