import { useEffect, useRef, useState } from 'react';

export const PIN_LENGTH = 6;
/** A scanner that prints a badge goes on after the sixth digit sooner than this; a person who typed a PIN is done. */
const QUIET_MS = 120;

/** Six digits as they come; the sixth one asks, unless more follow at once: then a scanner printed them, and they go. */
export function useDigits(isPending: boolean, onComplete: (digits: string) => void) {
  const [digits, setDigits] = useState('');
  const typed = useRef('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(onComplete);
  latest.current = onComplete;
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = (text: string) => {
    typed.current = text;
    setDigits(text.slice(0, PIN_LENGTH));
  };
  return {
    digits,
    add: (digit: string) => {
      if (isPending) return;
      show(typed.current + digit);
      if (typed.current.length < PIN_LENGTH) return;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        const entered = typed.current;
        if (entered.length === PIN_LENGTH) latest.current(entered);
        show('');
      }, QUIET_MS);
    },
    remove: () => {
      clearTimeout(timer.current);
      if (!isPending) show(typed.current.slice(0, -1));
    },
    clear: () => {
      clearTimeout(timer.current);
      show('');
    },
  };
}
