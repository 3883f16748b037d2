import type { help as english } from '../en/help.ts';
import type { Translation } from '../message.ts';

/** Words of the room `help`. */
export const help: Translation<typeof english> = {
  title: 'Msaada',
  meta: 'Mwongozo, hata bila muunganisho',
  search: 'Tafuta kwenye mwongozo',
  pages: 'Kurasa za mwongozo',
  noPage: 'Ukurasa huu haupo',
  noPageText: 'Chagua ukurasa kwenye orodha, au tafuta neno.',
  nothing: 'Hakuna kilichopatikana',
  nothingText: 'Jaribu neno lingine, au maneno machache zaidi.',
  forCashiers: 'Kwenye kaunta',
  forEverybody: 'Kaunta na ofisi',
  forAdministrators: 'Ofisini',
};
