import { accessTerm } from './access-term.ts';
import { confirm } from './confirm.ts';
import { device } from './device.ts';
import { layers } from './layers.ts';
import { practice } from './practice.ts';
import { scanning } from './scanning.ts';
import { till } from './till.ts';
import { ui } from './ui.ts';

/** What the till says, and what may be asked on every screen. */
export const first = { accessTerm, confirm, device, layers, practice, scanning, till, ui } as const;
