import type { confirm as english } from '../en/confirm.ts';
import type { Translation } from '../message.ts';

/** Words of the question that stands before something dangerous. */
export const confirm: Translation<typeof english> = {
  title: 'Confirmez que c’est vous',
  text: 'Ceci décide qui peut entrer ou ce que chacun peut faire ; on le demande donc encore une fois. Cela vaut cinq minutes.',
  password: 'Mot de passe',
  code: 'Code de l’application',
  confirm: 'Confirmer',
  passkey: 'Utiliser une clé d’accès',
  useCode: 'Utiliser le code de l’application',
  usePassword: 'Utiliser le mot de passe',
  missing: 'Tapez votre mot de passe.',
  codeMissing: 'Tapez les six chiffres que montre l’application.',
  wrong: 'Le mot de passe n’est pas juste.',
  wrongCode: 'Ce n’est pas juste, ou a déjà servi. Attendez le code suivant.',
  passkeyFailed: 'Cela a été annulé ou a pris trop de temps. Réessayez, ou prenez un autre moyen.',
};
