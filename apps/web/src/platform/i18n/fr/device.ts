import type { device as english } from '../en/device.ts';
import type { Translation } from '../message.ts';

/** Words about this device: what is saved here, what waits, what is ready. */
export const device: Translation<typeof english> = {
  synced: 'Synchronisé',
  syncing: 'Envoi de {count}',
  offline: 'Hors ligne',
  offlineSaved: {
    one: 'Hors ligne · {count} gardé ici',
    many: 'Hors ligne · {count} gardés ici',
    other: 'Hors ligne · {count} gardés ici',
  },
  needYou: { one: '{count} vous attend', many: '{count} vous attendent', other: '{count} vous attendent' },
  updateReady: 'Mise à jour prête',
  openQueue: 'Synchronisation : {state}. Ouvrir la file.',
  queueTitle: 'Cette caisse et le serveur',
  queueAllSent: 'Tout est sur le serveur.',
  queueAllSentText:
    'Ce que vous vendez y arrive en quelques secondes. Sans connexion, c’est gardé ici et envoyé plus tard.',
  queueOfflineText:
    'Le serveur est injoignable depuis {time}. Continuez à vendre : chaque vente est enregistrée sur cette caisse et envoyée d’elle-même.',
  queueSyncingText: 'Envoi de ce qui était gardé sur cette caisse.',
  queueWaiting: 'En attente d’envoi',
  queueWaitingCount: {
    one: '{count} écriture, la plus ancienne de {time}',
    many: '{count} écritures, la plus ancienne de {time}',
    other: '{count} écritures, la plus ancienne de {time}',
  },
  queueMore: { one: 'et {count} autre', many: 'et {count} autres', other: 'et {count} autres' },
  queueLastProblem: 'Dernier essai : {detail}',
  queueRetry: 'Envoyer maintenant',
  queueExport: 'Exporter en JSON',
  queueExported: {
    one: '{count} écriture exportée',
    many: '{count} écritures exportées',
    other: '{count} écritures exportées',
  },
  queueExportFailed: 'Les écritures n’ont pas pu être lues : {detail}',
  repairsTitle: 'Vous attend',
  repairsText:
    'Le serveur les garde à part et les compte à côté des totaux. Rien n’est perdu : un responsable les approuve ou les corrige.',
  repairHeld: 'Retenu',
  repairRejected: 'Refusé',
  repairResend: 'Renvoyer',
  repairSetAside: 'Mettre de côté',
  repairSetAsideDone: 'Mis de côté. Cela reste dans le journal.',
  repairStill: 'Le serveur répond toujours : {reason}',
  repairNotSent: 'Pas envoyé : {detail}',
  repairCleared: 'Accepté par le serveur',
  enrolAgain: 'Cette caisse doit être inscrite à nouveau',
  enrolAgainText:
    'Le serveur ne l’accepte plus, ou connaît plus de ses tickets que ce navigateur. Les ventes sont gardées ici. Inscrivez-la à nouveau dans les réglages.',
  kindSale: 'Vente',
  kindReturn: 'Retour',
  kindShiftOpened: 'Session ouverte',
  kindShiftClosed: 'Session fermée',
  kindWriteOff: 'Mise au rebut',
  reasonGap: 'une écriture antérieure manque',
  reasonVariant: 'le produit y est inconnu',
  reasonOverReturn: 'il est revenu plus que vendu',
  reasonRevoked: 'la caisse a été révoquée',
  reasonSaleUnknown: 'la vente y est inconnue',
  reasonOther: 'motif {code}',
  updateTitle: 'Une nouvelle version est prête',
  updateText: 'Elle s’applique quand vous verrouillez la caisse ou fermez la session, jamais sur un panier.',
  updateApply: 'Appliquer maintenant',
  updateBusy: 'Terminez d’abord le panier : la nouvelle version attend.',
  storageWarning:
    'Ce navigateur peut effacer ce qu’il garde quand le disque est plein. Installez l’application ou autorisez la conservation.',
  storageFailedTitle: 'Ce navigateur ne donne pas de stockage',
  storageFailedText:
    'Une vente doit être enregistrée sur cet appareil avant de compter ; sans stockage la caisse ne s’ouvre donc pas. Quittez le mode privé, fermez les autres fenêtres de la caisse ou libérez de la place, puis rechargez.',
  sessionDevice: '{browser} sur {system}',
  sessionUnknown: 'Navigateur inconnu',
  sessionUnknownSystem: 'un système inconnu',
  kindCustomer: 'Nouveau client',
  kindCustomerPaid: 'Règlement de compte',
};
