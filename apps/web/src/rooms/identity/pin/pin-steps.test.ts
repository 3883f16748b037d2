import { beforeAll, describe, expect, it } from 'vitest';
import { lock } from '../../../platform/i18n/en/lock.ts';
import { addMessages } from '../../../platform/i18n/index.ts';
import { chosen, type PinStep, wordsOf } from './pin-steps.ts';

beforeAll(() => addMessages('lock', lock));

const PIN = '739105';
const NEW = '481516';

/** Follows digits as they are entered; the last answer says what happens. */
function enter(first: Exclude<PinStep, { kind: 'enter' }>, ...digits: string[]) {
  let step: PinStep = first;
  let said: ReturnType<typeof chosen> | null = null;
  for (const entered of digits) {
    if (step.kind === 'enter') throw new Error('the pad is back at the beginning');
    said = chosen(step, entered);
    if (said.kind === 'next') step = said.step;
  }
  return said;
}

describe('another PIN', () => {
  it('is asked for twice after the present one', () => {
    expect(enter({ kind: 'present' }, PIN, NEW, NEW)).toEqual({ kind: 'change', pin: PIN, newPin: NEW });
  });

  it('is neither a weak one nor the present one', () => {
    expect(enter({ kind: 'present' }, PIN, '123456')).toMatchObject({
      step: { kind: 'choose' },
      fault: expect.any(String),
    });
    expect(enter({ kind: 'present' }, PIN, PIN)).toMatchObject({ step: { kind: 'choose' }, fault: expect.any(String) });
  });

  it('begins again when the second was not the first', () => {
    const said = enter({ kind: 'present' }, PIN, NEW, '590273');
    expect(said).toMatchObject({ step: { kind: 'choose', pin: PIN }, fault: expect.any(String) });
  });

  it('says why it is asked for when somebody else chose the present one', () => {
    const forced: PinStep = { kind: 'choose', pin: PIN, isForced: true };
    expect(wordsOf(forced)).not.toBe(wordsOf({ ...forced, isForced: false }));
    expect(enter(forced, NEW, '590273', NEW)).toMatchObject({ kind: 'next', step: { kind: 'repeat', isForced: true } });
  });
});
