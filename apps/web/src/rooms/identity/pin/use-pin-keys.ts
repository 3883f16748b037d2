import { asciiDigits } from '@mosaajii/domain/money';
import { useEffect, useRef } from 'react';

interface PinKeys {
  readonly onDigit: (digit: string) => void;
  readonly onDelete: () => void;
  readonly onBack: () => void;
}

/** The pad by keyboard. */
export function usePinKeys(keys: PinKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const digit = digitOf(event);
      if (digit !== undefined) latest.current.onDigit(digit);
      else if (event.key === 'Backspace') latest.current.onDelete();
      else if (event.key === 'Escape') latest.current.onBack();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** What the key prints, else which key it is: a French keyboard prints its digits with Shift only, an Arabic one its own. */
function digitOf({ key, code }: KeyboardEvent): string | undefined {
  if (key.length !== 1) return undefined;
  const printed = asciiDigits(key);
  return /^[0-9]$/.test(printed) ? printed : /^Digit([0-9])$/.exec(code)?.[1];
}
