import { useSyncExternalStore } from 'react';

export type ThemeChoice = 'system' | 'light' | 'dark';
const KEY = 'theme';
const listeners = new Set<() => void>();
const dark = typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-color-scheme: dark)');
const contrast = typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-contrast: more)');

/** What this device's user chose; `system` follows the operating system. */
function themeChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    // Storage may be forbidden (private window): the system's theme is then the right one.
    return 'system';
  }
}

export type ContrastChoice = 'system' | 'high';
const CONTRAST_KEY = 'contrast';

/** How strong this device's colours are; `system` follows the operating system. */
export function contrastChoice(): ContrastChoice {
  try {
    return localStorage.getItem(CONTRAST_KEY) === 'high' ? 'high' : 'system';
  } catch {
    // As with the theme: without storage the system decides.
    return 'system';
  }
}

/** Remembers the choice on this device and paints it at once. */
export function chooseContrast(choice: ContrastChoice): void {
  if (choice === 'system') localStorage.removeItem(CONTRAST_KEY);
  else localStorage.setItem(CONTRAST_KEY, choice);
  paint();
}

function paint(): void {
  const choice = themeChoice();
  const isDark = choice === 'dark' || (choice === 'system' && dark?.matches === true);
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  const isHigh = contrastChoice() === 'high' || contrast?.matches === true;
  document.documentElement.dataset['contrast'] = isHigh ? 'more' : 'usual';
  for (const listener of listeners) listener();
}

/** Remembers the choice on this device and paints it at once. */
export function applyTheme(choice: ThemeChoice): void {
  if (choice === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, choice);
  paint();
}

/** Follows the operating system from now on, on every screen: many of them change it in the evening. */
export function followSystemTheme(): void {
  dark?.addEventListener('change', paint);
  contrast?.addEventListener('change', paint);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, themeChoice);
}
