import type { access as english } from '../en/access.ts';
import type { Translation } from '../model.ts';

export const access: Translation<typeof english> = {
  'access/requested': {
    subject: 'Nous avons reçu votre demande pour {shopName}',
    body: [
      'Vous avez demandé un accès pour {shopName} avec la formule « {planName} ». Votre demande attend la vérification du paiement.',
      'Dès que ce sera fait, vous recevrez un code pour configurer votre boutique. Rien ne peut être activé avant.',
      'Le lien mène à votre demande. Vous y voyez où elle en est, et vous pouvez la retirer. Si ce n’est pas vous qui l’avez faite, retirez-la ou ne faites rien.',
    ],
    action: 'Voir votre demande',
  },
  'access/withdrawn': {
    subject: 'Votre demande pour {shopName} est retirée',
    body: [
      'Vous avez retiré votre demande d’accès pour {shopName}. Elle n’aura pas d’autre suite.',
      'Si vous aviez déjà payé, la personne qui gère l’installation vous rembourse. Vous pouvez faire une nouvelle demande à tout moment.',
    ],
    action: 'Faire une nouvelle demande',
  },
  'access/code': {
    subject: 'Votre code pour {shopName}',
    body: [
      'Le paiement pour {shopName} a été vérifié. Ce code active votre accès :',
      '{code}',
      'Il fonctionne une seule fois, pendant {minutes} minutes. Personne chez nous ne vous le demandera jamais.',
    ],
    action: 'Configurer votre boutique',
    short: '{code} active {shopName}. Valable une seule fois, pendant {minutes} minutes. Ne le communiquez à personne.',
  },
  'access/rejected': {
    subject: 'Votre demande pour {shopName}',
    body: [
      'Votre demande d’accès pour {shopName} n’a pas été acceptée. Motif : {reason}',
      'Vous pouvez faire une nouvelle demande.',
    ],
    action: 'Refaire une demande',
  },
  'access/reminder': {
    subject: '{shopName} est payé jusqu’au {until}',
    body: [
      'La période payée de {shopName} se termine le {until}, dans {days} jours.',
      'Veuillez la renouveler auprès de la personne qui gère votre installation. Pendant sept jours après la fin, tout fonctionne encore ; ensuite, le bureau est en lecture seule. Vos caisses continuent de vendre dans tous les cas, et rien n’est perdu.',
    ],
  },
  'access/ended': {
    subject: 'La période payée de {shopName} est terminée',
    body: [
      'La période payée de {shopName} s’est terminée le {until}. Pendant sept jours, tout fonctionne encore ; ensuite, le bureau est en lecture seule.',
      'Vos caisses continuent de vendre et les exports restent possibles. Dès le renouvellement, tout peut de nouveau être modifié.',
    ],
  },
};
