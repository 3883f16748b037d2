import type { Stroke } from './typist.ts';

/** What a French keyboard prints on its digit keys. */
const AZERTY = 'à&é"\'(-è_ç';

export const LAYOUTS = ['american', 'french', 'french-shifted', 'numpad', 'numpad-off'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Rhythms as scanners have them: one report a poll, bursts of two, and a slow radio. */
export const RHYTHMS = ['usb', 'paired', 'radio'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

export interface ScannerTrace {
  readonly code: string;
  readonly layout: Layout;
  readonly rhythm: Rhythm;
  readonly end: 'enter' | 'enter-twice' | 'tab' | 'none';
  readonly from: number;
}

/** The keys of one scan, as a scanner of that kind sends them. */
export function strokesOf({ code, layout, rhythm, end, from }: ScannerTrace, random: () => number): Stroke[] {
  let t = from;
  const strokes: Stroke[] = [...code].map((char, index) => {
    t += gap(rhythm, index, random);
    return stroke(char, layout, t);
  });
  const enders = { enter: ['Enter'], 'enter-twice': ['Enter', 'Enter'], tab: ['Tab'], none: [] }[end];
  return [
    ...strokes,
    ...enders.map((key) => {
      t += gap(rhythm, 1, random);
      return { key, code: key, t };
    }),
  ];
}

function gap(rhythm: Rhythm, index: number, random: () => number): number {
  if (rhythm === 'usb') return 1 + random() * 2;
  if (rhythm === 'paired') return index % 2 === 0 ? 0.2 : 6 + random() * 2;
  return 2 + random() * 5;
}

function stroke(char: string, layout: Layout, t: number): Stroke {
  if (!/\d/.test(char)) {
    const isUpper = /[A-Z]/.test(char);
    return {
      key: char,
      code: /[a-z]/i.test(char) ? `Key${char.toUpperCase()}` : codeOfSign(char),
      t,
      ...(isUpper ? { shift: true } : {}),
    };
  }
  if (layout === 'french') return { key: AZERTY[Number(char)] ?? char, code: `Digit${char}`, t };
  if (layout === 'french-shifted') return { key: char, code: `Digit${char}`, t, shift: true };
  if (layout === 'numpad') return { key: char, code: `Numpad${char}`, t };
  if (layout === 'numpad-off') return { key: PAD[Number(char)] ?? 'Clear', code: `Numpad${char}`, t };
  return { key: char, code: `Digit${char}`, t };
}

const PAD = ['Insert', 'End', 'ArrowDown', 'PageDown', 'ArrowLeft', 'Clear', 'ArrowRight', 'Home', 'ArrowUp', 'PageUp'];

function codeOfSign(char: string): string {
  return { '-': 'Minus', '.': 'Period', '/': 'Slash', ']': 'BracketRight', ' ': 'Space' }[char] ?? '';
}
