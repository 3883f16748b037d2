import type { accessTerm as english } from '../en/access-term.ts';
import type { Translation } from '../message.ts';

/** What the office says about the end of the paid time. */
export const accessTerm: Translation<typeof english> = {
  renew: 'Huisha',
  due: 'Duka hili limelipiwa hadi {date}.',
  grace:
    'Muda uliolipiwa uliisha {date}. Kila kitu bado kinafanya kazi hadi {lapses}; baadaye ofisi inaweza kusomwa tu.',
  lapsed:
    'Muda uliolipiwa umeisha: ofisi inaweza kusomwa na kuhamishwa tu. Rejista zinaendelea kuuza. Mabadiliko yatawezekana tena mara tu itakapohuishwa.',
};
