import type { roles as english } from '../en/roles.ts';
import type { Translation } from '../model.ts';

export const roles: Translation<typeof english> = {
  'roles/approval-asked': {
    subject: '{name} vous demande d’approuver un changement : {subject}',
    body: [
      '{name} veut accorder plus de droits : {subject}. Le changement attend une autre personne qui peut modifier les rôles.',
      'Consultez-le sous Approvals, puis approuvez-le ou refusez-le dans les sept jours.',
    ],
    action: 'Ouvrir les rôles',
  },
  'roles/change-approved': {
    subject: '{name} a approuvé votre changement : {subject}',
    body: ['Le changement de {subject} que vous aviez demandé est fait.'],
    action: 'Ouvrir les rôles',
  },
  'roles/change-declined': {
    subject: '{name} a refusé votre changement : {subject}',
    body: ['Rien n’a été changé pour {subject}. La raison donnée par {name} :', '« {note} »'],
    action: 'Ouvrir les rôles',
  },
};
