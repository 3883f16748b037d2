import { FLAGS } from '@mosaajii/domain/operation';
import { describe, expect, it } from 'vitest';
import { flags as ar } from '../../platform/i18n/ar/flags.ts';
import { flags as en } from '../../platform/i18n/en/flags.ts';
import { flags as fr } from '../../platform/i18n/fr/flags.ts';
import { flags as sw } from '../../platform/i18n/sw/flags.ts';

describe('what the server marks', () => {
  it.each(FLAGS)('has a word of its own in every language: %s', (flag) => {
    const words = [en, sw, fr, ar].map((language) => (language as Record<string, unknown>)[flag]);
    expect(new Set(words).size).toBe(4);
    for (const word of words) expect(word).toMatch(/\S{2}/);
  });
});
