import { isPractice, PRACTICE_KEY } from './mode.ts';

/** Decides for all pages of this device that are loaded from now on; closing the tab changes nothing. */
export function keepPractice(next: boolean): void {
  if (next) localStorage.setItem(PRACTICE_KEY, 'on');
  else localStorage.removeItem(PRACTICE_KEY);
}

/** Calls when another tab of this device began practice or ended it. Returns how to stop. */
export function onPracticeChanged(changed: () => void): () => void {
  const look = ({ key }: StorageEvent) => {
    if (key === PRACTICE_KEY && (localStorage.getItem(key) !== null) !== isPractice()) changed();
  };
  window.addEventListener('storage', look);
  return () => window.removeEventListener('storage', look);
}
