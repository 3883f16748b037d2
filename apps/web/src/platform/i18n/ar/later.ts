import { access } from './access.ts';
import { account } from './account.ts';
import { audit } from './audit.ts';
import { catalog } from './catalog.ts';
import { customers } from './customers.ts';
import { drawer } from './drawer.ts';
import { hardware } from './hardware.ts';
import { help } from './help.ts';
import { identity } from './identity.ts';
import { notifications } from './notifications.ts';
import { orders } from './orders.ts';
import { printing } from './printing.ts';
import { registers } from './registers.ts';
import { repairs } from './repairs.ts';
import { security } from './security.ts';
import { shift } from './shift.ts';
import { team } from './team.ts';

/** What the office says. */
export const later = {
  drawer,
  customers,
  printing,
  hardware,
  access,
  account,
  audit,
  catalog,
  help,
  identity,
  notifications,
  orders,
  registers,
  repairs,
  security,
  shift,
  team,
} as const;
