import type { audit as english } from '../en/audit.ts';
import type { Translation } from '../model.ts';

export const audit: Translation<typeof english> = {
  'audit/retention-set': {
    subject: 'Kumbukumbu za ukaguzi zitahifadhiwa kwa miezi {months} kuanzia sasa',
    body: [
      '{name} ameamua kwamba maingizo ya ukaguzi yaliyozidi miezi {months} yaondolewe. Itaanza baada ya wiki moja.',
      'Hamisha unachotaka kubaki nacho kabla ya hapo. Kama hukutarajia hili, zungumza na {name}.',
    ],
    action: 'Fungua kumbukumbu za ukaguzi',
  },
  'audit/kept-for-ever': {
    subject: 'Kumbukumbu za ukaguzi zitahifadhiwa daima',
    body: ['{name} ameamua kwamba hakuna kitakachoondolewa tena kwenye kumbukumbu za ukaguzi.'],
    action: 'Fungua kumbukumbu za ukaguzi',
  },
};
