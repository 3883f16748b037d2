import type { account as english } from '../en/account.ts';
import type { Translation } from '../model.ts';

export const account: Translation<typeof english> = {
  'account/recovery-code': {
    subject: 'Votre code pour un nouveau mot de passe',
    body: [
      'Bonjour {name}, quelqu’un a demandé un nouveau mot de passe pour votre compte. Voici le code :',
      '{code}',
      'Il est valable {minutes} minutes et ne sert à rien d’autre. Si ce n’était pas vous, vous n’avez rien à faire : personne n’entre sans lui.',
    ],
  },
  'account/password-changed': {
    subject: 'Votre mot de passe a été changé',
    body: [
      'Bonjour {name}, le mot de passe de votre compte vient d’être changé, et toutes les autres sessions ont été fermées.',
      'Si ce n’était pas vous, demandez tout de suite un nouveau mot de passe sur la page de connexion et prévenez un administrateur de votre boutique.',
    ],
  },
  'account/new-device': {
    subject: 'Nouvelle connexion à votre compte',
    body: [
      'Bonjour {name}, quelqu’un vient de se connecter à votre compte depuis un navigateur encore inconnu : {device}, depuis {address}, {when}.',
      'Si c’était vous, il n’y a rien à faire. Sinon, appuyez sur le bouton : il déconnecte tout le monde et vous envoie un code pour un nouveau mot de passe.',
    ],
    action: 'Ce n’était pas moi',
  },
  'account/new-device-notice': {
    subject: 'Nouvelle connexion depuis {device}',
    body: [
      'Quelqu’un s’est connecté à votre compte depuis {address}, {when}. Si ce n’était pas vous, mettez fin à cette session et changez votre mot de passe.',
    ],
    action: 'Ouvrir votre compte',
  },
  'account/email-code': {
    subject: 'Votre code pour une nouvelle adresse',
    body: [
      'Bonjour {name}, ce code fait de cette adresse celle de votre compte :',
      '{code}',
      'Il est valable {minutes} minutes. Si vous ne l’avez pas demandé, il n’y a rien à faire.',
    ],
  },
  'account/email-changed': {
    subject: 'L’adresse de votre compte a changé',
    body: [
      'Bonjour {name}, votre compte a désormais une autre adresse e-mail ; celle-ci ne sert plus.',
      'Si c’était vous, il n’y a rien à faire. Sinon, appuyez sur le bouton dans les {hours} heures : il remet cette adresse, déconnecte tout le monde et vous envoie un code pour un nouveau mot de passe.',
    ],
    action: 'Ce n’était pas moi',
  },
  'account/factor-reset': {
    subject: 'Votre second facteur va être retiré',
    body: [
      'Bonjour {name}, {by} a demandé que le second facteur de votre compte soit retiré, parce qu’il serait perdu. Ce sera fait dans {hours} heures.',
      'Si vous l’avez perdu, il n’y a rien à faire : connectez-vous ensuite et ajoutez-en un nouveau. Sinon, appuyez sur le bouton : il arrête tout, déconnecte tout le monde et vous envoie un code pour un nouveau mot de passe.',
    ],
    action: 'Ce n’était pas moi',
  },
  'account/factor-reset-notice': {
    subject: '{by} fait retirer votre second facteur',
    body: ['Il sera retiré dans {hours} heures. Si vous l’avez encore, arrêtez cela sur la page de votre compte.'],
    action: 'Ouvrir votre compte',
  },
  'account/factor-reset-done': {
    subject: 'Votre second facteur a été retiré',
    body: [
      'Bonjour {name}, votre compte n’a plus de second facteur et tout le monde a été déconnecté. Connectez-vous et ajoutez-en un nouveau tout de suite.',
    ],
  },
  'account/factor-reset-stopped': {
    subject: 'Votre second facteur reste',
    body: ['Bonjour {name}, la demande de retirer le second facteur de votre compte a été arrêtée. Rien n’a changé.'],
  },
};
