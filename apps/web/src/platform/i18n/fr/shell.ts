import type { shell as english } from '../en/shell.ts';
import type { Translation } from '../message.ts';

/** Words of the frame around the office. */
export const shell: Translation<typeof english> = {
  skipToContent: 'Aller au contenu',
  navShop: 'Boutique',
  navHouse: 'Maison',
  navTeam: 'Équipe',
  navRoles: 'Rôles',
  navMessages: 'Messages',
  navSecurity: 'Sécurité',
  navAdmin: 'Administration',
  navAudit: 'Piste d’audit',
  navRegisters: 'Caisses',
  navApprovals: 'Accords',
  help: 'Aide (F1)',
  lock: 'Verrouiller',
  account: 'Votre compte',
  navCustomers: 'Clients',
  navQuotes: 'Devis',
  navHeldSales: 'Ventes en attente',
  navGiftCards: 'Cartes cadeaux',
  navPricing: 'Prix',
  navPurchasing: 'Achats',
  navShifts: 'Toutes les sessions',
};
