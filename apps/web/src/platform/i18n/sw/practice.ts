import type { practice as english } from '../en/practice.ts';
import type { Translation } from '../message.ts';

/** Words of practice. */
export const practice: Translation<typeof english> = {
  banner: 'MAZOEZI',
  bannerText: 'Hakuna kinachorekodiwa. Usipokee pesa halisi.',
  end: 'Maliza mazoezi',
  begin: 'Mazoezi',
  beginTitle: 'Fanya mazoezi kwenye mashine hii?',
  beginText:
    'Mashine yote inafanya kazi kama kawaida, na zamu yake na namba zake. Hakuna kinachorekodiwa, kuhesabiwa wala kutumwa, na kila karatasi inasema si risiti.',
  beginSafe:
    'Vikapu vilivyo wazi, zamu na mauzo yanayosubiri kutumwa vinabaki vilivyo na vitakuwepo baadaye. Jina lako na saa vinaandikwa kwenye daftari.',
  beginDo: 'Anza mazoezi',
  endTitle: 'Maliza mazoezi?',
  endText: 'Kila kilichoingizwa kwenye mazoezi kinatupwa. Mashine inaendelea ilipoachia.',
  endDo: 'Maliza na utupe',
  failed: 'Mazoezi hayakuanza: {detail} Hakuna kilichobadilika.',
  refused: 'Haya ni mazoezi',
  refusedText: 'Hakuna kinachobadilishwa nje ya mashine wakati wa mazoezi.',
  refusedAction: 'Maliza mazoezi kwanza, kisha ufanye tena.',
  noMail: 'Mazoezi hayatumi chochote: risiti ya mazoezi haiendi kwa mtu.',
};
