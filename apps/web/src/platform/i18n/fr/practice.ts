import type { practice as english } from '../en/practice.ts';
import type { Translation } from '../message.ts';

/** Words of practice. */
export const practice: Translation<typeof english> = {
  banner: 'ENTRAÎNEMENT',
  bannerText: 'Rien n’est enregistré. N’encaissez pas de vrai argent.',
  end: 'Terminer',
  begin: 'Mode entraînement',
  beginTitle: 'S’entraîner sur cette caisse ?',
  beginText:
    'Toute la caisse fonctionne comme d’habitude, avec sa propre session et ses propres numéros. Rien n’est enregistré, compté ni envoyé, et chaque papier dit qu’il n’est pas un ticket.',
  beginSafe:
    'Les paniers ouverts, la session et les ventes à envoyer restent tels quels et reviennent ensuite. Votre nom et l’heure sont inscrits au journal.',
  beginDo: 'Commencer',
  endTitle: 'Terminer l’entraînement ?',
  endText: 'Tout ce qui a été saisi pendant l’entraînement est jeté. La caisse reprend là où elle en était.',
  endDo: 'Terminer et jeter',
  failed: 'L’entraînement n’a pas commencé : {detail} Rien n’a changé.',
  refused: 'C’est un entraînement',
  refusedText: 'Rien n’est modifié en dehors de la caisse pendant l’entraînement.',
  refusedAction: 'Terminez d’abord l’entraînement, puis recommencez.',
  noMail: 'L’entraînement n’envoie rien : un ticket d’entraînement ne va à personne.',
};
