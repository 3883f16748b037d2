/** One key of a run. */
export interface WedgeKey {
  /** What the layout printed: one character. */
  readonly char: string;
  /** The physical key, `Digit4`; empty where the system does not say. */
  readonly code: string;
  readonly t: number;
  readonly shift?: boolean;
}

const DIGIT_KEY = /^(?:Digit|Numpad)(\d)$/;

/** What the keys of an American keyboard print, plain and with Shift: nearly all scanners send these. */
const PRINTED: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
  NumpadSubtract: ['-', '-'],
  NumpadDivide: ['/', '/'],
  NumpadDecimal: ['.', '.'],
};
const SHIFTED_DIGITS = ')!@#$%^&*(';

/** The digit of a digit key, whatever it printed. */
export function digitOfKey({ code }: Pick<WedgeKey, 'code'>): string | undefined {
  return DIGIT_KEY.exec(code)?.[1];
}

/**
 * The code of a run. When every key is a digit key the digits come from the keys and not from what the layout printed: a
 * French layout prints `&é"'(` for the same keys. When a digit key without Shift printed something else, the scanner sends
 * the keys of an American keyboard to a system that is set to another: all of them are read as such.
 */
export function codeOfKeys(run: readonly WedgeKey[]): string {
  const digits = run.map(digitOfKey);
  if (digits.every((digit) => digit !== undefined)) return digits.join('');
  const isOtherLayout = run.some(
    (key) => key.shift !== true && digitOfKey(key) !== undefined && !/^\d$/.test(key.char),
  );
  return run.map((key) => (isOtherLayout ? american(key) : key.char)).join('');
}

function american(key: WedgeKey): string {
  const digit = digitOfKey(key);
  const isShifted = key.shift === true;
  if (digit !== undefined) return isShifted ? (SHIFTED_DIGITS[Number(digit)] ?? key.char) : digit;
  const letter = /^Key([A-Z])$/.exec(key.code)?.[1];
  if (letter !== undefined) return isShifted ? letter : letter.toLowerCase();
  return PRINTED[key.code]?.[isShifted ? 1 : 0] ?? key.char;
}

/** `aBC1` for `Abc1`: what a scanner meant while Caps Lock was on. */
export function otherCase(text: string): string {
  return [...text].map((char) => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase())).join('');
}
