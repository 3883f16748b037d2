import type { shell as english } from '../en/shell.ts';
import type { Translation } from '../message.ts';

/** Words of the frame around the office. */
export const shell: Translation<typeof english> = {
  skipToContent: 'Ruka hadi yaliyomo',
  navShop: 'Duka',
  navHouse: 'Nyumba',
  navTeam: 'Timu',
  navRoles: 'Wajibu',
  navMessages: 'Ujumbe',
  navSecurity: 'Usalama',
  navAdmin: 'Usimamizi',
  navAudit: 'Kumbukumbu za ukaguzi',
  navRegisters: 'Rejista',
  navApprovals: 'Idhini',
  help: 'Msaada (F1)',
  lock: 'Funga',
  account: 'Akaunti yako',
  navCustomers: 'Wateja',
  navQuotes: 'Makadirio',
  navHeldSales: 'Mauzo yaliyowekwa',
  navGiftCards: 'Kadi za zawadi',
  navPricing: 'Bei',
  navPurchasing: 'Ununuzi',
  navShifts: 'Zamu zote',
};
