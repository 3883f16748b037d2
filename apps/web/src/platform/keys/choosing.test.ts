import { afterEach, describe, expect, it } from 'vitest';
import { chordOf, chordProblem } from './choosing.ts';
import { chordText, ownChord } from './keys.ts';
import { ownKeys, setOwnKeys, takeOwnKeys } from './own-keys.ts';

const press = (key: string, init: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...init });
afterEach(() => setOwnKeys({}));

describe('keys that somebody chooses', () => {
  it('are written as they were pressed, on every layout', () => {
    expect(chordOf(press('F7', { code: 'F7', shiftKey: true }))).toBe('Shift+F7');
    expect(chordOf(press('K', { code: 'KeyK', ctrlKey: true, shiftKey: true }))).toBe('Ctrl+Shift+k');
    expect(chordOf(press('é', { code: 'Digit2', ctrlKey: true }))).toBe('Ctrl+2');
    expect(chordOf(press('Control', { ctrlKey: true }))).toBeNull();
  });

  it('are refused where they type, where the browser keeps them, and where they do something else', () => {
    const others = ['F7', 'F8', 'Ctrl+Enter'];
    expect(chordProblem('Shift+F2', 'F7', others)).toBeNull();
    expect(chordProblem('Ctrl+b', 'F7', others)).toBeNull();
    expect(chordProblem('F7', 'F7', others)).toBeNull();
    for (const wanted of ['k', 'Alt+k', 'Enter', 'Delete', 'Alt+1']) {
      expect([wanted, chordProblem(wanted, 'F7', others)]).toEqual([wanted, 'plain']);
    }
    for (const wanted of ['F5', 'F12', 'Ctrl+w', 'Ctrl+c', 'Ctrl+Shift+t', 'Alt+F4']) {
      expect([wanted, chordProblem(wanted, 'F7', others)]).toEqual([wanted, 'browser']);
    }
    expect(chordProblem('F8', 'F7', others)).toBe('taken');
  });

  it('free those that they replace, and are shown wherever the old ones were', () => {
    setOwnKeys({ F8: 'Shift+F2' });
    expect(chordProblem('F8', 'F7', ['F7', 'F8'])).toBeNull();
    expect(chordProblem('Shift+F2', 'F7', ['F7', 'F8'])).toBe('taken');
    takeOwnKeys();
    expect([ownChord('F8'), chordText('F8'), chordText('F7')]).toEqual(['Shift+F2', 'Shift F2', 'F7']);
  });

  it('are not given back to a command while something else has them', () => {
    setOwnKeys({ F8: 'Shift+F2', F7: 'F8' });
    expect(chordProblem('F8', 'F8', ['F7', 'F8'])).toBe('taken');
    expect(chordProblem('F7', 'F7', ['F7', 'F8'])).toBeNull();
    expect(chordProblem('Ctrl+Enter', 'Ctrl+Enter', ['F7', 'Ctrl+Enter'])).toBeNull();
  });

  it('are none where somebody else wrote what is remembered', () => {
    for (const text of ['{', 'null', '[1]', '{"F7":3}']) {
      localStorage.setItem('own-keys', text);
      expect([text, ownKeys()]).toEqual([text, {}]);
    }
  });
});
