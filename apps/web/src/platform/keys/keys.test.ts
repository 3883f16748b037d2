import { describe, expect, it } from 'vitest';
import { chordText, isTextField, matches, parseChord } from './keys.ts';

const press = (key: string, init: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...init });
const is = (chord: string, event: KeyboardEvent) => matches(parseChord(chord), event);

describe('chords', () => {
  it('tells F9 from Shift+F9', () => {
    expect(is('F9', press('F9', { code: 'F9' }))).toBe(true);
    expect(is('F9', press('F9', { code: 'F9', shiftKey: true }))).toBe(false);
    expect(is('Shift+F9', press('F9', { code: 'F9', shiftKey: true }))).toBe(true);
  });

  it('finds digits by the physical key, whatever the layout prints', () => {
    expect(is('Alt+1', press('&', { code: 'Digit1', altKey: true }))).toBe(true);
    expect(is('Alt+1', press('é', { code: 'Digit2', altKey: true }))).toBe(false);
  });

  it('takes the command key of a Mac for Ctrl, and tells undo from redo', () => {
    expect(is('Ctrl+z', press('z', { metaKey: true }))).toBe(true);
    expect(is('Ctrl+z', press('Z', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(is('Ctrl+Shift+z', press('Z', { ctrlKey: true, shiftKey: true }))).toBe(true);
  });

  it('is written as people read it', () => {
    expect(chordText('Ctrl+Enter')).toBe('Ctrl ↵');
    expect(chordText('Shift+F8')).toBe('Shift F8');
    expect(chordText('Ctrl+k')).toBe('Ctrl K');
  });
});

it('knows where keys become text', () => {
  const input = Object.assign(document.createElement('input'), { type: 'text' });
  const box = Object.assign(document.createElement('input'), { type: 'checkbox' });
  expect([
    isTextField(input),
    isTextField(box),
    isTextField(document.createElement('button')),
    isTextField(null),
  ]).toEqual([true, false, false, false]);
});
