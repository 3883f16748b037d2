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
};
