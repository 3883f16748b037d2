import type { account as english } from '../en/account.ts';
import type { Translation } from '../model.ts';

export const account: Translation<typeof english> = {
  'account/recovery-code': {
    subject: 'Msimbo wako wa nenosiri jipya',
    body: [
      'Habari {name}, mtu ameomba nenosiri jipya la akaunti yako. Huu ndio msimbo:',
      '{code}',
      'Unafanya kazi kwa dakika {minutes} na hautumiki kwa kitu kingine. Kama si wewe, huna la kufanya: hakuna anayeingia bila msimbo huu.',
    ],
  },
  'account/password-changed': {
    subject: 'Nenosiri lako limebadilishwa',
    body: [
      'Habari {name}, nenosiri la akaunti yako limebadilishwa sasa hivi, na vifaa vingine vyote vimetolewa.',
      'Kama si wewe, omba nenosiri jipya mara moja kwenye ukurasa wa kuingia na umjulishe msimamizi wa duka lako.',
    ],
  },
  'account/new-device': {
    subject: 'Mtu ameingia kwenye akaunti yako',
    body: [
      'Habari {name}, mtu ameingia sasa hivi kwenye akaunti yako kutoka kivinjari ambacho hakijatumika awali: {device}, kutoka {address}, {when}.',
      'Kama ni wewe, huna haja ya kufanya lolote. Kama si wewe, bonyeza kitufe: kitatoa kila mtu aliyeingia na kukutumia msimbo wa nenosiri jipya.',
    ],
    action: 'Si mimi',
  },
  'account/new-device-notice': {
    subject: 'Kuingia kupya kutoka {device}',
    body: [
      'Mtu ameingia kwenye akaunti yako kutoka {address}, {when}. Kama si wewe, mtoe na ubadilishe nenosiri lako.',
    ],
    action: 'Fungua akaunti yako',
  },
  'account/email-code': {
    subject: 'Msimbo wako wa anwani mpya',
    body: [
      'Habari {name}, msimbo huu unaifanya hii kuwa anwani ya akaunti yako:',
      '{code}',
      'Unadumu dakika {minutes}. Kama hukuuomba, huna haja ya kufanya lolote.',
    ],
  },
  'account/email-changed': {
    subject: 'Anwani ya akaunti yako imebadilishwa',
    body: [
      'Habari {name}, akaunti yako ina anwani nyingine ya barua pepe kuanzia sasa, na hii haitumiki tena.',
      'Kama ni wewe, huna haja ya kufanya lolote. Kama si wewe, bonyeza kitufe ndani ya saa {hours}: kitarudisha anwani hii, kitatoa kila mtu aliyeingia na kukutumia msimbo wa nenosiri jipya.',
    ],
    action: 'Si mimi',
  },
  'account/factor-reset': {
    subject: 'Kigezo chako cha pili kinakaribia kuondolewa',
    body: [
      'Habari {name}, {by} ameomba kigezo cha pili cha akaunti yako kiondolewe kwa sababu kimepotea. Itafanyika baada ya saa {hours}.',
      'Kama ulikipoteza, huna haja ya kufanya lolote: ingia baadaye na uongeze kipya. Kama sivyo, bonyeza kitufe: kitazuia hili, kitatoa kila mtu aliyeingia na kukutumia msimbo wa nenosiri jipya.',
    ],
    action: 'Si mimi',
  },
  'account/factor-reset-notice': {
    subject: '{by} ameomba kigezo chako cha pili kiondolewe',
    body: ['Kitaondolewa baada ya saa {hours}. Kama bado unacho, zuia hili kwenye ukurasa wa akaunti yako.'],
    action: 'Fungua akaunti yako',
  },
  'account/factor-reset-done': {
    subject: 'Kigezo chako cha pili kimeondolewa',
    body: [
      'Habari {name}, akaunti yako haina tena kigezo cha pili, na kila mtu ametolewa. Ingia na uongeze kipya mara moja.',
    ],
  },
  'account/factor-reset-stopped': {
    subject: 'Kigezo chako cha pili kinabaki',
    body: ['Habari {name}, ombi la kuondoa kigezo cha pili cha akaunti yako limezuiwa. Hakuna kilichobadilika.'],
  },
};
