import type { approvals as english } from '../en/approvals.ts';
import type { Translation } from '../model.ts';

export const approvals: Translation<typeof english> = {
  'approvals/asked': {
    subject: '{name} demande votre accord à la caisse {register}',
    body: [
      '{name} veut faire à la caisse {register} quelque chose qui dépasse ses droits, et un client attend.',
      'Regardez sous Accords, et acceptez ou refusez dans les dix minutes.',
    ],
    action: 'Regarder',
  },
};
