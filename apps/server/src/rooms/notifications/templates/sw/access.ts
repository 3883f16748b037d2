import type { access as english } from '../en/access.ts';
import type { Translation } from '../model.ts';

export const access: Translation<typeof english> = {
  'access/requested': {
    subject: 'Tumepokea ombi lako la {shopName}',
    body: [
      'Umeomba ruhusa ya kutumia mfumo kwa {shopName} kwa mpango wa “{planName}”. Ombi lako linasubiri malipo yathibitishwe.',
      'Yakishathibitishwa utapata msimbo wa kuandaa duka lako. Hakuna kinachoweza kuwashwa kabla ya hapo.',
      'Kiungo kinakupeleka kwenye ombi lako. Huko utaona lilipofikia, na unaweza kuliondoa. Ikiwa si wewe uliyeomba, liondoe au usifanye chochote.',
    ],
    action: 'Tazama ombi lako',
  },
  'access/withdrawn': {
    subject: 'Ombi lako la {shopName} limeondolewa',
    body: [
      'Umeondoa ombi lako la kutumia mfumo kwa {shopName}. Hakuna kitakachofanyika tena kuhusu ombi hilo.',
      'Ikiwa ulikuwa umelipa tayari, anayeendesha mfumo atakurudishia pesa. Unaweza kuomba tena wakati wowote.',
    ],
    action: 'Omba tena',
  },
  'access/code': {
    subject: 'Msimbo wako wa {shopName}',
    body: [
      'Malipo ya {shopName} yamethibitishwa. Msimbo huu unawasha ruhusa yako:',
      '{code}',
      'Unafanya kazi mara moja tu, ndani ya dakika {minutes}. Hakuna mtu wetu atakayekuuliza msimbo huu.',
    ],
    action: 'Andaa duka lako',
    short: '{code} inawasha {shopName}. Mara moja tu, ndani ya dakika {minutes}. Usimwambie mtu yeyote.',
  },
  'access/rejected': {
    subject: 'Ombi lako la {shopName}',
    body: ['Ombi lako la {shopName} halikukubaliwa. Sababu: {reason}', 'Unaweza kuomba tena.'],
    action: 'Omba tena',
  },
  'access/reminder': {
    subject: '{shopName} imelipiwa hadi {until}',
    body: [
      'Muda uliolipiwa wa {shopName} unaisha {until}, baada ya siku {days}.',
      'Tafadhali lipia tena kwa anayesimamia mfumo wako. Kwa siku saba baada ya mwisho kila kitu kinaendelea kufanya kazi; kisha ofisi inaweza kusomwa tu. Rejista zako zinaendelea kuuza, na hakuna kinachopotea.',
    ],
  },
  'access/ended': {
    subject: 'Muda uliolipiwa wa {shopName} umeisha',
    body: [
      'Muda uliolipiwa wa {shopName} uliisha {until}. Kwa siku saba kila kitu kinaendelea kufanya kazi; kisha ofisi inaweza kusomwa tu.',
      'Rejista zako zinaendelea kuuza, na unaweza kuendelea kutoa data. Ukilipia tena, kila kitu kinaweza kubadilishwa tena mara moja.',
    ],
  },
};
