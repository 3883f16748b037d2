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

  soldBy: 'Vendu par',
  chooseSeller: 'Choisissez qui a vendu',
  asTheSale: 'Comme toute la vente',
  quotes: 'Devis',
  quoteNumber: 'Numéro d’un devis',
  quoteNumberMissing: 'Scannez le devis ou tapez son numéro.',
  quoteRecall: 'Reprendre le devis',
  quoteUntil: 'Les prix de cette vente valent jusqu’au',
  quoteSave: 'Enregistrer comme devis',
  quoteSaved: '{number} est enregistré. Ses prix valent jusqu’au {date}.',
  quotePrint: 'Imprimer le devis',
  quoteHint: 'Saisissez des articles pour en faire un devis.',
  quoteOffline:
    'Un devis reçoit son numéro du serveur, qui est injoignable. Mettez la vente en attente : rien n’est perdu.',
  cannotQuote: 'Devis impossible : la vente est vide, un prix manque, ou de l’argent a déjà été encaissé.',
  noQuote: 'Ce magasin n’a pas de devis {number}.',
  quoteSold: '{number} a déjà été vendu. Un devis devient une seule vente.',
  quoteCancelled: '{number} a été annulé.',
  quoteExpired: '{number} était valable jusqu’au {date} : les prix sont ceux d’aujourd’hui.',
};
