import type { held as english } from '../en/held.ts';
import type { Translation } from '../message.ts';

export const held: Translation<typeof english> = {
  title: 'Ventes en attente',
  here: 'Sur cette caisse',
  elsewhere: 'Aux autres caisses de ce magasin',
  none: 'Rien n’est en attente ici.',
  noneElsewhere: 'Aucune autre caisse n’a de vente en attente.',
  notHeard:
    'Cette caisse n’a pas encore de nouvelles des autres. Leurs ventes en attente apparaissent dès qu’elle est connectée.',
  offline:
    'Sans connexion : les ventes en attente sur cette caisse peuvent être reprises, celles des autres caisses non.',
  recall: 'Reprendre',
  takeOver: 'Prendre la suite',
  lines: { one: '{count} ligne', many: '{count} lignes', other: '{count} lignes' },
  heldAt: 'mise en attente à {time} sur {register} par {name}',
  holder: '{name} sur {register} l’a depuis {time}.',
  somebody: 'Quelqu’un',
  withoutName: 'Vente sans nom',
  needsConnection:
    'Les autres caisses sont injoignables. La vente est en sécurité là où elle est : réessayez quand la connexion est revenue.',
  gone: 'Elle a été vendue ou vidée à une autre caisse.',
  changed: 'Elle a été modifiée à une autre caisse.',
  mayNotTakeOver: 'Prendre la suite d’une vente que quelqu’un a demande un responsable.',
  otherProgram: 'Une autre version du programme a écrit cette vente. Rechargez les deux caisses, puis réessayez.',
  keptApart: '{label} : {why} Votre propre copie reste sur cette caisse.',
  goneElsewhere: '{label} a été vendue ou vidée à une autre caisse.',
  takenElsewhere: '{name} continue {label} sur {register}.',
  changedElsewhere: '{label} a été modifiée à une autre caisse. Elle est dans les ventes en attente.',
};
