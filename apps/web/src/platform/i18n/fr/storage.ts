import type { storage as english } from '../en/storage.ts';
import type { Translation } from '../message.ts';

/** Words of the room that a device has for what it saves. */
export const storage: Translation<typeof english> = {
  nearlyFull:
    'Cet appareil est presque plein. Ce qui est enregistré ici est en sécurité ; une fois plein, la caisse n’encaisse plus. Connectez-le pour envoyer les ventes, libérez de l’espace ou prenez un autre profil.',
  figures: '{used} sur {quota} de cet appareil sont utilisés.',
};
