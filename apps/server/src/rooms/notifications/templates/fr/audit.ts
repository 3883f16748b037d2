import type { audit as english } from '../en/audit.ts';
import type { Translation } from '../model.ts';

export const audit: Translation<typeof english> = {
  'audit/retention-set': {
    subject: 'Le journal d’audit est désormais conservé {months} mois',
    body: [
      '{name} a décidé que les entrées du journal d’audit de plus de {months} mois seront supprimées, à partir d’une semaine.',
      'Exportez d’ici là ce que vous voulez garder. Si cela vous surprend, parlez-en à {name}.',
    ],
    action: 'Ouvrir le journal d’audit',
  },
  'audit/kept-for-ever': {
    subject: 'Le journal d’audit est conservé sans limite',
    body: ['{name} a décidé que plus rien n’est supprimé du journal d’audit.'],
    action: 'Ouvrir le journal d’audit',
  },
};
