import type { sales as english } from '../en/sales.ts';
import type { Translation } from '../model.ts';

export const sales: Translation<typeof english> = {
  'sales/receipt': {
    subject: 'Votre ticket de {shopName}',
    body: ['Merci pour votre achat chez {shopName}. Votre ticket {receiptNumber} de {total} est joint.'],
  },
  'sales/receipt-link': {
    subject: 'Votre ticket de {shopName}',
    body: [
      'Merci pour votre achat chez {shopName}. Votre ticket {receiptNumber} de {total} est joint. Vous pouvez aussi le lire en ligne.',
    ],
    action: 'Lire le ticket',
  },
  'sales/receipt-sms': {
    subject: 'Votre ticket de {shopName}',
    body: ['Votre ticket {receiptNumber} de {total}.'],
    action: 'Lire le ticket',
    short: '{shopName} : votre ticket {receiptNumber} de {total} : {link}',
  },
  'sales/layaway-overdue': {
    subject: 'La mise de côté {number} est en retard',
    body: ['Elle devait être retirée avant le {dueOn}, et personne ne l’a terminée ni annulée.'],
    action: 'Ouvrir les mises de côté',
  },
};
