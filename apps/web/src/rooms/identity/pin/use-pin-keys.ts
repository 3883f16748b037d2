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
      if (/^[0-9]$/.test(event.key)) latest.current.onDigit(event.key);
      else if (event.key === 'Backspace') latest.current.onDelete();
      else if (event.key === 'Escape') latest.current.onBack();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
