import type { help as english } from '../en/help.ts';
import type { Translation } from '../message.ts';

/** Words of the room `help`. */
export const help: Translation<typeof english> = {
  title: 'Aide',
  meta: 'Le manuel, aussi sans connexion',
  search: 'Chercher dans le manuel',
  pages: 'Pages du manuel',
  noPage: 'Cette page n’existe pas',
  noPageText: 'Choisissez une page de la liste, ou cherchez un mot.',
  nothing: 'Rien trouvé',
  nothingText: 'Essayez un autre mot, ou moins de mots.',
  forCashiers: 'À la caisse',
  forEverybody: 'À la caisse et au bureau',
  forAdministrators: 'Au bureau',
};
