import type { notifications as english } from '../en/notifications.ts';
import type { Translation } from '../model.ts';

export const notifications: Translation<typeof english> = {
  'notifications/test': {
    subject: 'Message d’essai de {shopName}',
    body: [
      '{senderName} a envoyé ce message pour vérifier que les messages de {shopName} arrivent.',
      'Il est bien arrivé. Vous n’avez rien à faire.',
    ],
    action: 'Ouvrir les messages',
  },
  'notifications/undeliverable': {
    subject: 'Un message n’a pas pu être remis',
    body: ['« {subject} » ({channel}) n’est pas parvenu à son destinataire. Le journal des envois indique pourquoi.'],
    action: 'Ouvrir le journal des envois',
  },
};
