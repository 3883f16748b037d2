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
  'sales/quote': {
    subject: 'Votre devis de {shopName}',
    body: [
      'Voici le devis {number} de {shopName} pour {total}, en pièce jointe. Ses prix sont valables jusqu’au {validUntil}.',
    ],
  },
  'sales/cards-to-check': {
    subject: 'Des paiements par carte attendent une réponse',
    body: [
      'Personne n’était sûr que {count} paiements par carte soient passés, et depuis plus de {days} jours personne n’a répondu. Comparez-les avec le relevé du terminal ou celui de votre banque.',
    ],
    action: 'Voir les paiements par carte',
  },
  'sales/card-answers-differ': {
    subject: 'Deux réponses sur la carte de {receiptNumber}',
    body: [
      'Le bureau et la caisse ont répondu différemment sur la carte du ticket {receiptNumber}. Les comptes suivent la caisse. Regardez le relevé du terminal et vérifiez que c’est juste.',
    ],
    action: 'Voir les deux réponses',
  },
  'sales/layaway-overdue': {
    subject: 'La mise de côté {number} est en retard',
    body: ['Elle devait être retirée avant le {dueOn}, et personne ne l’a terminée ni annulée.'],
    action: 'Ouvrir les mises de côté',
  },
};
