import type { access } from './access.ts';
import type { accessTerm } from './access-term.ts';
import type { account } from './account.ts';
import type { approval } from './approval.ts';
import type { audit } from './audit.ts';
import type { cards } from './cards.ts';
import type { catalog } from './catalog.ts';
import type { confirm } from './confirm.ts';
import type { customers } from './customers.ts';
import type { deeds } from './deeds.ts';
import type { device } from './device.ts';
import type { drawer } from './drawer.ts';
import type { flags } from './flags.ts';
import type { goodwill } from './goodwill.ts';
import type { hardware } from './hardware.ts';
import type { held } from './held.ts';
import type { help } from './help.ts';
import type { identity } from './identity.ts';
import type { install } from './install.ts';
import type { layaway } from './layaway.ts';
import type { layers } from './layers.ts';
import type { lists } from './lists.ts';
import type { lock } from './lock.ts';
import type { notifications } from './notifications.ts';
import type { orders } from './orders.ts';
import type { practice } from './practice.ts';
import type { pricing } from './pricing.ts';
import type { printing } from './printing.ts';
import type { purchasing } from './purchasing.ts';
import type { queue } from './queue.ts';
import type { quote } from './quote.ts';
import type { registers } from './registers.ts';
import type { repairs } from './repairs.ts';
import type { scanning } from './scanning.ts';
import type { security } from './security.ts';
import type { shell } from './shell.ts';
import type { shift } from './shift.ts';
import type { storage } from './storage.ts';
import type { team } from './team.ts';
import type { till } from './till.ts';
import type { trail } from './trail.ts';
import { ui } from './ui.ts';

/** English, the first language. What any screen may say is there from the start. */
export const en = { ui } as const;

/**
 * Everything else comes with what says it: the lock's words with the lock, the till's with the device, a room's with the room
 * (see `routes.tsx`). The lock does not carry what the till says, nor the till what the office says.
 */
export interface LaterMessages {
  readonly install: typeof install;
  readonly shell: typeof shell;
  readonly flags: typeof flags;
  readonly queue: typeof queue;
  readonly account: typeof account;
  readonly access: typeof access;
  readonly accessTerm: typeof accessTerm;
  readonly approval: typeof approval;
  readonly audit: typeof audit;
  readonly cards: typeof cards;
  readonly catalog: typeof catalog;
  readonly customers: typeof customers;
  readonly device: typeof device;
  readonly deeds: typeof deeds;
  readonly drawer: typeof drawer;
  readonly goodwill: typeof goodwill;
  readonly hardware: typeof hardware;
  readonly held: typeof held;
  readonly help: typeof help;
  readonly confirm: typeof confirm;
  readonly identity: typeof identity;
  readonly layaway: typeof layaway;
  readonly layers: typeof layers;
  readonly lists: typeof lists;
  readonly lock: typeof lock;
  readonly notifications: typeof notifications;
  readonly orders: typeof orders;
  readonly practice: typeof practice;
  readonly pricing: typeof pricing;
  readonly printing: typeof printing;
  readonly purchasing: typeof purchasing;
  readonly quote: typeof quote;
  readonly registers: typeof registers;
  readonly repairs: typeof repairs;
  readonly scanning: typeof scanning;
  readonly security: typeof security;
  readonly shift: typeof shift;
  readonly storage: typeof storage;
  readonly team: typeof team;
  readonly till: typeof till;
  readonly trail: typeof trail;
}
