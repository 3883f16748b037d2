import { access } from './access.ts';
import { account } from './account.ts';
import { approval } from './approval.ts';
import { audit } from './audit.ts';
import { cards } from './cards.ts';
import { catalog } from './catalog.ts';
import { customers } from './customers.ts';
import { deeds } from './deeds.ts';
import { drawer } from './drawer.ts';
import { flags } from './flags.ts';
import { goodwill } from './goodwill.ts';
import { hardware } from './hardware.ts';
import { held } from './held.ts';
import { help } from './help.ts';
import { identity } from './identity.ts';
import { install } from './install.ts';
import { layaway } from './layaway.ts';
import { lists } from './lists.ts';
import { notifications } from './notifications.ts';
import { orders } from './orders.ts';
import { pricing } from './pricing.ts';
import { printing } from './printing.ts';
import { purchasing } from './purchasing.ts';
import { queue } from './queue.ts';
import { quote } from './quote.ts';
import { registers } from './registers.ts';
import { repairs } from './repairs.ts';
import { security } from './security.ts';
import { shell } from './shell.ts';
import { shift } from './shift.ts';
import { storage } from './storage.ts';
import { team } from './team.ts';
import { trail } from './trail.ts';

/** What the office says. */
export const later = {
  install,
  shell,
  flags,
  queue,
  approval,
  pricing,
  drawer,
  customers,
  deeds,
  printing,
  goodwill,
  hardware,
  access,
  account,
  audit,
  cards,
  catalog,
  held,
  layaway,
  help,
  identity,
  lists,
  notifications,
  orders,
  purchasing,
  quote,
  registers,
  repairs,
  security,
  shift,
  storage,
  team,
  trail,
} as const;
