import { AUDIT_ACTIONS, AUDIT_SUBJECTS } from '@mosaajii/contract/audit-actions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { deeds } from '../i18n/en/deeds.ts';
import { actionText, fieldText, namesMeant, subjectText, valueText } from './index.ts';

describe('the trail in words', () => {
  it('has words for every action and every kind, and for nothing else', () => {
    expect(Object.keys(deeds).toSorted()).toEqual(AUDIT_ACTIONS.toSorted());
    for (const action of AUDIT_ACTIONS) expect(actionText(action)).not.toMatch(/deeds\.|[{}]/);
    for (const kind of AUDIT_SUBJECTS) expect(subjectText(kind)).not.toMatch(/trail\.|[{}]/);
  });

  it('tells one action from another', () => {
    const texts = AUDIT_ACTIONS.map(actionText);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });

  it.each([
    ['product.renumbered', 'Product renumbered'],
    ['register.enrolled-by-letter', 'Register enrolled by letter'],
    ['toString', 'To string'],
    ['', ''],
  ])('makes words of what it does not know: %s', (name, words) => {
    expect(actionText(name)).toBe(words);
    expect(subjectText(name)).toBe(words);
    expect(fieldText(name)).toBe(words);
  });

  it('names fields, and the values that the program gives', () => {
    expect(fieldText('pricesIncludeTax')).toBe('Prices include tax');
    expect(fieldText('taxNumberOfGuest')).toBe('Tax number of guest');
    expect(valueText('isActive', true)).toBe('Yes');
    expect(valueText('reason', 'wrong-credentials')).toBe('Wrong e-mail address or password');
    expect(valueText('reason', 'broken box')).toBe('broken box');
    expect(valueText('name', 'manager')).toBe('manager');
  });
});

describe('what a text means', () => {
  it('is every action and kind whose words hold each of its words, in any case', () => {
    expect(namesMeant('SIGNED in badge')).toEqual(['session.opened-by-badge']);
    expect(namesMeant('shift')).toEqual(['shift.closed', 'shift.handed-over', 'shift.opened', 'shift']);
    expect(namesMeant('“this was not me”')).toEqual(['device.disowned']);
  });

  it('is nothing for an empty text and for signs alone', () => {
    for (const text of ['', '  ', '.-_', 'xyzzy']) expect(namesMeant(text), text).toEqual([]);
  });
});

describe('in another language', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });
  const speak = async (lang: string) => {
    vi.stubGlobal('document', { documentElement: { lang } });
    vi.resetModules();
    const trail = await import('./index.ts');
    await (await import('../i18n/index.ts')).loadLaterWords();
    return trail;
  };

  it.each([
    ['sw', 'Bidhaa imebadilishwa', 'Mteja', 'Bei', 'bidhaa picha'],
    ['fr', 'Produit modifié', 'Client', 'Prix', 'image d’un produit definie'],
    ['ar', 'عُدّل منتج', 'الزبون', 'السعر', 'وضعت صورة'],
  ])(
    '%s: it is said and found in its words, with or without accents',
    async (lang, updated, customer, price, typed) => {
      const trail = await speak(lang);
      expect(trail.actionText('product.updated')).toBe(updated);
      expect(trail.subjectText('customer')).toBe(customer);
      expect(trail.fieldText('priceMinor')).toBe(price);
      expect(trail.actionText('not.known-here')).toBe('Not known here');
      expect(trail.namesMeant(typed)).toContain('product.image-set');
      const texts = AUDIT_ACTIONS.map(trail.actionText);
      expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
      expect(AUDIT_ACTIONS.filter((action) => trail.actionText(action) === deeds[action])).toEqual([]);
    },
  );
});
