import { seededRandom } from '@mosaajii/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_LIMITS, keepLimits, keptLimits } from './limits.ts';
import { listenForScans, type Scan } from './listen.ts';
import { LAYOUTS, RHYTHMS, strokesOf } from './traces.ts';
import { type Pressed, press, type Stroke } from './typist.ts';

let scans: Scan[];
let pressed: Pressed;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  scans = [];
  pressed = { activations: 0 };
  document.body.innerHTML = `
    <input id="omnibox"><input id="quantity" value="12"><dialog open><button id="button">Delete</button></dialog>
    <textarea id="note">for Amina</textarea><input id="amount" value="20.00"><input id="barcode" data-scan="here">
    <select id="choice"><option value="1">one</option><option value="2">two</option></select>`;
  stop = listenForScans(window, (scan) => scans.push(scan));
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  localStorage.clear();
});

function type(strokes: readonly Stroke[]): void {
  for (const stroke of strokes) {
    vi.advanceTimersByTime(Math.max(0, stroke.t - performance.now()));
    press(stroke, pressed);
  }
}
const wait = () => vi.advanceTimersByTime(700);
const field = (id: string) => document.getElementById(id) as HTMLInputElement;
const now = () => performance.now();
function keysOf(code: string, from: number, gapMs = 4): Stroke[] {
  return [...code].map((key, index) => ({
    key,
    code: /\d/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`,
    t: from + index * gapMs,
    ...(/[A-Z]/.test(key) ? { shift: true } : {}),
  }));
}
const enter = (t: number): Stroke => ({ key: 'Enter', code: 'Enter', t });

describe('where only some codes are wanted', () => {
  it('leaves the others to the field and its Enter to the button, and takes those', () => {
    stop();
    stop = listenForScans(
      window,
      (scan) => scans.push(scan),
      keptLimits,
      (code) => code.startsWith('P'),
    );
    field('note').focus();
    type([...keysOf('5901234', now() + 500), enter(now() + 540)]);
    wait();
    expect(field('note').value).toContain('5901234');
    expect(scans).toEqual([]);
    document.getElementById('button')?.focus();
    type([...keysOf('5901234', now() + 500), enter(now() + 540)]);
    wait();
    expect(pressed.activations).toBe(1);
    field('quantity').focus();
    type([...keysOf('P000017', now() + 500), enter(now() + 540)]);
    wait();
    expect(scans.map(({ code }) => code)).toEqual(['P000017']);
    expect(field('quantity').value).toBe('12');
    expect(pressed.activations).toBe(1);
  });
});

describe('200 scans at 8 a second, with the focus anywhere', () => {
  it.each([1, 2, 3, 4, 5])(
    'are all routed, leave no character and press no button (seed %i)',
    (seed) => {
      const random = seededRandom(seed);
      const draw = () => random.integer(0, 1_000_000) / 1_000_001;
      const pick = <T>(from: readonly T[]): T => from[random.integer(0, from.length - 1)] as T;
      const focusable = ['omnibox', 'quantity', 'button', 'note', 'amount', 'choice', 'body'];
      const before = new Map(focusable.map((id) => [id, field(id)?.value]));
      const codes: string[] = [];
      for (let index = 0; index < 200; index += 1) {
        const from = 1000 + index * 125;
        const focus = pick(focusable);
        if (focus === 'body') (document.activeElement as HTMLElement | null)?.blur();
        else field(focus).focus();
        const code = Array.from({ length: pick([8, 12, 13, 14]) }, () => random.integer(0, 9)).join('');
        codes.push(code);
        const end = pick(['enter', 'enter', 'enter-twice', 'tab', 'none'] as const);
        // A scanner that ends with nothing has to leave the pause that ends its code.
        const rhythm = end === 'none' ? 'usb' : pick(RHYTHMS);
        type(strokesOf({ code, layout: pick(LAYOUTS), rhythm, end, from }, draw));
      }
      wait();
      expect(scans.map(({ code }) => code)).toEqual(codes);
      for (const id of focusable) expect(field(id)?.value, id).toBe(before.get(id));
      expect(pressed.activations).toBe(0);
    },
    60_000,
  );
});

describe('the field', () => {
  it('keeps what stood there, also when it was selected, and its selection', () => {
    field('amount').focus();
    field('amount').setSelectionRange(0, 5);
    type([...keysOf('5901234123457', now()), enter(now() + 60)]);
    expect(scans).toEqual([{ code: '5901234123457', source: 'wedge' }]);
    expect([field('amount').value, field('amount').selectionStart, field('amount').selectionEnd]).toEqual([
      '20.00',
      0,
      5,
    ]);
  });

  it('keeps what a person typed just before, of any length', () => {
    field('omnibox').focus();
    const from = now();
    type([...keysOf('3x', from, 70), ...keysOf('5901234123457', from + 130), enter(from + 190)]);
    expect(scans[0]?.code).toBe('5901234123457');
    expect(field('omnibox').value).toBe('3x');
  });

  it('that wants its codes keeps them, and Enter stays its own', () => {
    field('barcode').focus();
    type([...keysOf('5901234123457', now()), enter(now() + 60)]);
    expect(scans).toEqual([]);
    expect(field('barcode').value).toBe('5901234123457');
  });

  it('that got the focus in mid-code is left as it was', () => {
    const [first, second] = [keysOf('590123', now()), keysOf('4123457', now() + 24)];
    (document.activeElement as HTMLElement | null)?.blur();
    type(first);
    field('note').focus();
    field('note').setSelectionRange(9, 9);
    type([...second, enter(now() + 8)]);
    expect(scans[0]?.code).toBe('5901234123457');
    expect(field('note').value).toBe('for Amina');
  });

  it('that lost the focus in mid-code is left as it was, like the one that got it', () => {
    const [first, second] = [keysOf('590123', now()), keysOf('4123457', now() + 24)];
    field('quantity').focus();
    type(first);
    field('note').focus();
    field('note').setSelectionRange(9, 9);
    type([...second, enter(now() + 8)]);
    expect([field('quantity').value, field('note').value]).toEqual(['12', 'for Amina']);
  });
});

describe('codes with more than digits', () => {
  it('may hold spaces without pressing the focused button', () => {
    field('button').focus();
    type([
      ...keysOf('AB', now()),
      { key: ' ', code: 'Space', t: now() + 8 },
      ...keysOf('1234', now() + 12),
      enter(now() + 28),
    ]);
    expect(scans[0]?.code).toBe('AB 1234');
    expect(pressed.activations).toBe(0);
  });

  it.each([
    ['F8', {}],
    [']', { ctrl: true }],
  ])('may hold the separator of GS1 as %s, which then means nothing else', (key, how) => {
    const heard: string[] = [];
    window.addEventListener('keydown', (event) => heard.push(event.key));
    const from = now();
    const separator = { key, code: key === 'F8' ? 'F8' : 'BracketRight', t: from + 80, ...how };
    type([...keysOf('0109520123456788', from), separator, ...keysOf('10AB', from + 84), enter(from + 104)]);
    expect(scans[0]?.code).toBe('0109520123456788\u001d10AB');
    expect(heard).not.toContain(key);
  });

  it('leave F8 to whoever presses it', () => {
    const heard: string[] = [];
    window.addEventListener('keydown', (event) => heard.push(event.key));
    type([...keysOf('12', now(), 200), { key: 'F8', code: 'F8', t: now() + 500 }]);
    expect(heard).toContain('F8');
  });

  it('are read as an American keyboard when the digits show another layout', () => {
    const from = now();
    const keys: Stroke[] = [
      { key: 'Q', code: 'KeyA', t: from, shift: true },
      { key: 'à', code: 'Digit0', t: from + 4 },
      { key: '&', code: 'Digit1', t: from + 8 },
      { key: ')', code: 'Minus', t: from + 12 },
      { key: ',', code: 'KeyM', t: from + 16 },
      { key: 'é', code: 'Digit2', t: from + 20 },
    ];
    type([...keys, enter(from + 24)]);
    expect(scans[0]?.code).toBe('A01-m2');
  });

  it('bring the other case along while Caps Lock is on', () => {
    const from = now();
    type([
      ...keysOf('r000214', from).map((one) => ({ ...one, isCapsLock: true })),
      { ...enter(from + 28), isCapsLock: true },
    ]);
    expect(scans[0]).toEqual({ code: 'r000214', source: 'wedge', otherCase: 'R000214' });
  });
});

describe('Android', () => {
  const insert = (data: string, t: number) => {
    const event = new InputEvent('beforeinput', { inputType: 'insertText', data, bubbles: true, cancelable: true });
    Object.defineProperty(event, 'timeStamp', { value: t });
    return field('omnibox').dispatchEvent(event);
  };
  const unidentified = (t: number) => {
    const event = new KeyboardEvent('keydown', { key: 'Unidentified', keyCode: 229, bubbles: true });
    Object.defineProperty(event, 'timeStamp', { value: t });
    field('omnibox').dispatchEvent(event);
  };

  it('is heard through what it inserts, character by character', () => {
    field('omnibox').focus();
    const from = now();
    for (const [index, char] of [...'5901234123457'].entries()) {
      vi.advanceTimersByTime(6);
      unidentified(from + index * 6);
      if (insert(char, from + index * 6)) field('omnibox').value += char;
    }
    vi.advanceTimersByTime(700);
    expect(scans[0]?.code).toBe('5901234123457');
    expect(field('omnibox').value).toBe('');
  });

  it('is heard when it inserts a code in one piece; words are a keyboard’s suggestion', () => {
    field('omnibox').focus();
    expect(insert('milk ', now())).toBe(true);
    expect(insert('1234', now())).toBe(true);
    expect(insert('5901234123457\n', now())).toBe(false);
    expect(scans.map(({ code }) => code)).toEqual(['5901234123457']);
  });

  it('keeps a field that opens no keyboard ready, and gives it up again', () => {
    stop();
    const agent = vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Linux; Android 14)');
    stop = listenForScans(window, (scan) => scans.push(scan));
    const catcher = document.querySelector('[data-scan-catcher]');
    expect(catcher?.getAttribute('inputmode')).toBe('none');
    field('note').focus();
    document.body.click();
    wait();
    expect(document.activeElement, 'a field keeps its focus').toBe(field('note'));
    field('note').blur();
    document.body.click();
    wait();
    expect(document.activeElement).toBe(catcher);
    stop();
    expect(document.querySelector('[data-scan-catcher]')).toBeNull();
    agent.mockRestore();
  });
});

describe('the limits of a device', () => {
  it('are kept, and forgotten', () => {
    keepLimits({ ...DEFAULT_LIMITS, meanGapMs: 20, prefix: '~' });
    expect(keptLimits()).toEqual({ ...DEFAULT_LIMITS, meanGapMs: 20, prefix: '~' });
    keepLimits(null);
    expect(keptLimits()).toEqual(DEFAULT_LIMITS);
  });

  it.each(['{', 'null', '{}', '{"meanGapMs":1000}', JSON.stringify({ ...DEFAULT_LIMITS, prefix: 'ab' })])(
    'are those of every device when %s is kept',
    (text) => {
      localStorage.setItem('scanner-limits', text);
      expect(keptLimits()).toEqual(DEFAULT_LIMITS);
    },
  );
});
