import { catalog } from './catalog.ts';
import { device } from './device.ts';
import { identity } from './identity.ts';
import { orders } from './orders.ts';
import { shift } from './shift.ts';
import { till } from './till.ts';
import { ui } from './ui.ts';

/** English, the first language. Another language has the same shape. */
export const en = { catalog, device, identity, orders, shift, till, ui } as const;
