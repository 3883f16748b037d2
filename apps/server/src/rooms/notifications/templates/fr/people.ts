import type { people as english } from '../en/people.ts';
import type { Translation } from '../model.ts';

export const people: Translation<typeof english> = {
  'people/invitation': {
    subject: '{inviterName} vous invite à rejoindre {shopName}',
    body: [
      'Bonjour {displayName}, {inviterName} aimerait que vous rejoigniez {shopName}.',
      'Ouvrez l’invitation et demandez un code : il est envoyé à cette adresse. L’invitation est valable sept jours.',
      'Si vous ne connaissez pas {inviterName}, vous n’avez rien à faire.',
    ],
    action: 'Ouvrir l’invitation',
  },
  'people/join-code': {
    subject: 'Votre code pour rejoindre {shopName}',
    body: [
      'Ce code accepte l’invitation de {shopName} :',
      '{code}',
      'Il fonctionne une fois, pendant 15 minutes. Personne de la boutique ne vous le demandera jamais.',
    ],
    short: '{code} est votre code pour rejoindre {shopName}. Il fonctionne une fois, pendant 15 minutes.',
  },
};
