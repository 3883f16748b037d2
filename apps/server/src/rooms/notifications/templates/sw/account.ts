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
};
