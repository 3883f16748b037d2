import { FLAGS } from '@mosaajii/domain/operation';
import { describe, expect, it } from 'vitest';
import { orders as ar } from '../../platform/i18n/ar/orders.ts';
import { orders as en } from '../../platform/i18n/en/orders.ts';
import { orders as fr } from '../../platform/i18n/fr/orders.ts';
import { orders as sw } from '../../platform/i18n/sw/orders.ts';

describe('what the server marks', () => {
  it.each(FLAGS)('has a word of its own in every language: %s', (flag) => {
    const words = [en, sw, fr, ar].map((language) => (language as Record<string, unknown>)[`flag-${flag}`]);
    expect(new Set(words).size).toBe(4);
    for (const word of words) expect(word).toMatch(/\S{2}/);
  });
});
