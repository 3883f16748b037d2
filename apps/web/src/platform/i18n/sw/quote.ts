import type { quote as english } from '../en/quote.ts';
import type { Translation } from '../message.ts';

export const quote: Translation<typeof english> = {
  lines: 'Kilichokadiriwa',
  madeBy: 'Yametolewa na {name} kwenye {register}, {time}',
  reductions: 'Punguzo',
  sheet: 'Karatasi',
  'sheet.a4': 'A4',
  'sheet.letter': 'Letter',
  'sheet.roll': 'Karatasi ya risiti',
  pdf: 'PDF',
  mail: 'Tuma kwa barua pepe',
  unwritten:
    'Kaunta iliyotoa makadirio haya haikutuma yaliyoandikwa. Yaitishe kwenye kaunta ili kuyaona na kuyachapisha.',
  mailText: 'Hutumika kwa makadirio haya pekee. Bila seva husubiri kwenye kifaa hiki na kutumwa yenyewe.',
  mailSend: 'Tuma makadirio',
  mailSent: 'Makadirio yako njiani',
  mailWaiting: 'Yatatumwa mara kifaa hiki kitakapofika kwenye seva',
};
