import type { people as english } from '../en/people.ts';
import type { Translation } from '../model.ts';

export const people: Translation<typeof english> = {
  'people/invitation': {
    subject: '{inviterName} anakualika {shopName}',
    body: [
      'Habari {displayName}, {inviterName} angependa ujiunge na {shopName}.',
      'Fungua mwaliko na uombe msimbo: utatumwa kwa anwani hii. Mwaliko unadumu kwa siku saba.',
      'Kama humfahamu {inviterName}, huhitaji kufanya chochote.',
    ],
    action: 'Fungua mwaliko',
  },
  'people/join-code': {
    subject: 'Msimbo wako wa kujiunga na {shopName}',
    body: [
      'Msimbo huu unakubali mwaliko wa {shopName}:',
      '{code}',
      'Unafanya kazi mara moja, kwa dakika 15. Hakuna mtu wa duka atakayekuuliza msimbo huu.',
    ],
    short: '{code} ni msimbo wako wa kujiunga na {shopName}. Unafanya kazi mara moja, kwa dakika 15.',
  },
};
