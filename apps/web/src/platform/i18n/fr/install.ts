import type { install as english } from '../en/install.ts';
import type { Translation } from '../message.ts';

/** Words about installing the program on this device. */
export const install: Translation<typeof english> = {
  title: 'Installer sur cet appareil',
  why: 'Installé, Mosaajii a sa propre fenêtre, tous ses raccourcis, et s’ouvre sans connexion.',
  install: 'Installer',
  notNow: 'Pas maintenant',
  isInstalled: 'Installé : il a sa propre fenêtre.',
  byMenu:
    'Ce navigateur l’installe depuis sa barre d’adresse ou son menu, s’il le peut : cherchez « Installer » ou « Ajouter à l’écran d’accueil ».',
  stepShare: 'Touchez Partager au bord de Safari.',
  stepAdd: 'Descendez jusqu’à « Sur l’écran d’accueil », touchez-le, puis Ajouter.',
  stepOpen: 'Ouvrez désormais Mosaajii depuis l’écran d’accueil.',
};
