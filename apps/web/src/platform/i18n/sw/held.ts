import type { held as english } from '../en/held.ts';
import type { Translation } from '../message.ts';

export const held: Translation<typeof english> = {
  title: 'Mauzo yaliyowekwa kando',
  here: 'Kwenye kaunta hii',
  elsewhere: 'Kwenye kaunta nyingine za duka hili',
  none: 'Hakuna kilichowekwa kando hapa.',
  noneElsewhere: 'Hakuna kaunta nyingine iliyoweka mauzo kando.',
  notHeard: 'Kaunta hii bado haijasikia kutoka kwa nyingine. Mauzo yao yataonekana ikiunganishwa.',
  offline: 'Bila muunganisho: mauzo ya kaunta hii yanaweza kurudishwa, ya kaunta nyingine hayawezi.',
  recall: 'Rudisha',
  takeOver: 'Chukua',
  lines: { one: 'mstari {count}', other: 'mistari {count}' },
  heldAt: 'yaliwekwa kando {time} kwenye {register} na {name}',
  holder: '{name} kwenye {register} anayo tangu {time}.',
  somebody: 'Mtu fulani',
  withoutName: 'Mauzo bila jina',
  needsConnection: 'Kaunta nyingine hazifikiki. Mauzo yako salama yalipo: jaribu tena muunganisho ukirudi.',
  gone: 'Yaliuzwa au yalifutwa kwenye kaunta nyingine.',
  changed: 'Yalibadilishwa kwenye kaunta nyingine.',
  mayNotTakeOver: 'Kuchukua mauzo ambayo mtu anayo kunahitaji meneja.',
  otherProgram: 'Toleo jingine la programu liliandika mauzo haya. Pakia upya kaunta zote mbili, kisha jaribu tena.',
  keptApart: '{label}: {why} Nakala yako inabaki kwenye kaunta hii.',
  goneElsewhere: '{label} yaliuzwa au yalifutwa kwenye kaunta nyingine.',
  takenElsewhere: '{name} ameendelea na {label} kwenye {register}.',
  changedElsewhere: '{label} yalibadilishwa kwenye kaunta nyingine. Yatafute kwenye mauzo yaliyowekwa kando.',
};
