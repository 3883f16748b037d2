import { accessTerm } from './access-term.ts';
import { confirm } from './confirm.ts';
import { device } from './device.ts';
import { layers } from './layers.ts';
import { practice } from './practice.ts';
import { scanning } from './scanning.ts';
import { till } from './till.ts';

/** What the till says, and what may be asked on every screen behind the lock. */
export const selling = { accessTerm, confirm, device, layers, practice, scanning, till } as const;
