import { PAPER_LANGUAGES } from '@mosaajii/domain/paper';
import { shiftReportWords } from '@mosaajii/domain/shift-report';
import { describe, expect, it } from 'vitest';
import type { Messages } from '../../platform/i18n/index.ts';

const FILES = import.meta.glob<{ readonly shift: Messages }>('../../platform/i18n/{en,sw,fr,ar}/shift.ts', {
  eager: true,
});

describe('the words of a shift', () => {
  it.each(PAPER_LANGUAGES)('in %s are on the screen what they are on its paper', (language) => {
    const onScreen = FILES[`../../platform/i18n/${language}/shift.ts`]?.shift ?? {};
    const onPaper = shiftReportWords(language);
    const both = (Object.keys(onPaper) as (keyof typeof onPaper)[]).filter((word) => word in onScreen);
    expect(both).toContain('expected');
    expect(Object.fromEntries(both.map((word) => [word, onScreen[word]]))).toEqual(
      Object.fromEntries(both.map((word) => [word, onPaper[word]])),
    );
  });
});
