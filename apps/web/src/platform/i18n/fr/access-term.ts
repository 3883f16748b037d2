import type { accessTerm as english } from '../en/access-term.ts';
import type { Translation } from '../message.ts';

/** What the office says about the end of the paid time. */
export const accessTerm: Translation<typeof english> = {
  renew: 'Renouveler',
  due: 'Cette boutique est payée jusqu’au {date}.',
  grace:
    'La période payée s’est terminée le {date}. Tout fonctionne encore jusqu’au {lapses} ; ensuite le bureau ne peut plus qu’être lu.',
  lapsed:
    'La période payée est terminée : le bureau ne peut qu’être lu et exporté. Les caisses continuent à vendre. Les changements redeviennent possibles dès le renouvellement.',
};
