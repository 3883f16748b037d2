import { lock } from './lock.ts';
import { ui } from './ui.ts';

/** What is said before the device runs: the lock, and what every screen may say. */
export const first = { lock, ui } as const;
